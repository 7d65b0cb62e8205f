"""Documents whose text has changed but not what it says of others: they keep their place, and nothing is resolved."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from docgraph.scale.store.drawing import edge_rows
from docgraph.scale.store.entries import unpack_verdict
from docgraph.scale.store.facts import unpack_facts

if TYPE_CHECKING:
    import sqlite3

_PAIRS = """
SELECT o.id, n.id FROM gone g JOIN documents o ON o.id = g.doc
JOIN documents n ON n.source = o.source JOIN made m ON m.doc = n.id
JOIN entries e ON e.doc = o.id JOIN entries f ON f.doc = n.id
WHERE o.state = 0 AND o.header = n.header AND e.first_key = f.first_key AND e.flags = f.flags
AND e.agency IS f.agency AND e.agency_form IS f.agency_form AND e.verdicts IS NOT NULL
AND (SELECT count(*) FROM documents d WHERE d.source = o.source) = 2
"""
_PAIR = """
SELECT n.source, n.digest, n.text_hash, n.header, o.facts, n.facts, n.quotes, e.key, e.agency, e.verdicts
FROM documents o JOIN documents n JOIN entries e ON e.doc = o.id WHERE o.id = ? AND n.id = ?
"""
_CLAIMS = "SELECT mention, base, statement FROM claims WHERE doc = ? AND mention >= -1 ORDER BY mention"


def replace_texts(store: sqlite3.Connection) -> int:
    """Put new texts in the place of old ones that say the same of the same documents; return how many they were."""
    count = 0
    for old, new in store.execute(_PAIRS).fetchall():
        if store.execute(_CLAIMS, (old,)).fetchall() != store.execute(_CLAIMS, (new,)).fetchall():
            continue
        pair = store.execute(_PAIR, (old, new)).fetchone()
        source, digest, text_hash, header, before, facts, quotes, key, agency, verdicts = pair
        if _said(before) != _said(facts):
            continue
        for table in ("entries", "claims"):
            store.execute(f"DELETE FROM {table} WHERE doc = ?", (new,))  # noqa: S608 - our own names
        store.execute("DELETE FROM documents WHERE id = ?", (new,))
        store.execute(
            "UPDATE documents SET digest = ?, text_hash = ?, facts = ?, quotes = ? WHERE id = ?",
            (digest, text_hash, facts, quotes, old),
        )
        read = unpack_facts(source.decode("utf-8", "surrogatepass"), text_hash, header, facts)
        given = [unpack_verdict(one) for one in json.loads(verdicts)]
        store.execute("DELETE FROM edges WHERE doc = ?", (old,))
        rows = edge_rows(old, key, agency, read, given)
        store.executemany("INSERT INTO edges VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        store.execute("DELETE FROM gone WHERE doc = ?", (old,))
        store.execute("DELETE FROM made WHERE doc = ?", (new,))
        count += 1
    return count


def _said(packed: bytes) -> Any:
    """Return what the mentions of a text say, wherever they stand in it, and which its author issued."""
    mentions, issued, *_ = json.loads(zlib.decompress(packed))
    return [one[2:] for one in mentions], issued
