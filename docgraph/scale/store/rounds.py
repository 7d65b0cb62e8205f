"""What every stage of resolution shares: the documents to be done, read once, and what they asked."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final

from docgraph.directives.claims import Claim, Entry, read_entry
from docgraph.scale.store.entries import Held
from docgraph.scale.store.facts import plain
from docgraph.scale.store.gathering import Gathering
from docgraph.scale.store.preparing import KNOWN, claims_of
from docgraph.scale.store.statements import Recent

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from docgraph.agencies import Registry
    from docgraph.scale.store.statements import Statements

_CHUNK: Final = 500


TEMPORARY: Final = """
CREATE TEMP TABLE IF NOT EXISTS seen (doc INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS gone (doc INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS made (doc INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS dirty (base INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS todo (stage INTEGER, doc INTEGER, PRIMARY KEY (stage, doc)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS waiting (doc INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS stale (node INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS bodies_touched (agency TEXT PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS series_touched (series INTEGER PRIMARY KEY)
"""


class Round:
    """What one run of resolution holds, and the steps that several stages take."""

    def __init__(
        self, store: sqlite3.Connection, statements: Statements, registry: Registry | None, *, fresh: bool
    ) -> None:
        self._store = store
        self._registry = registry
        self._gathering = Gathering(store, statements, fresh=fresh)
        self._read: Recent[tuple[int, str | None], tuple[Entry, list[Claim]]] = Recent(2_000)
        self.tally: Counter[str] = Counter()  # what the report gains and, below zero, loses

    def _forget(self) -> None:
        """Take out everything that came from the documents in ``gone``."""
        execute = self._store.execute
        for counts, agency in execute(
            "SELECT e.counts, e.agency FROM entries e JOIN gone g ON g.doc = e.doc"
        ).fetchall():
            self.tally.subtract(json.loads(counts) if counts else {})
            self._touch_body(agency)
        execute(
            "INSERT OR IGNORE INTO dirty SELECT c.base FROM gone g JOIN claims c ON c.doc = g.doc"
            " WHERE c.base IS NOT NULL"
        )
        execute(
            "INSERT OR IGNORE INTO stale SELECT c.target FROM gone g JOIN claims c ON c.doc = g.doc"
            " WHERE c.target IS NOT NULL"
        )
        # who shared the key of a document without number may be told apart now
        execute(
            "INSERT OR IGNORE INTO todo SELECT ?, o.doc FROM gone g JOIN entries e ON e.doc = g.doc"
            " JOIN entries o ON o.found = e.found WHERE e.found IS NOT NULL",
            (KNOWN,),
        )
        for doc, stage, lookups in execute("SELECT a.* FROM asked a JOIN gone g ON g.doc = a.doc").fetchall():
            self._store.executemany(
                "DELETE FROM asks WHERE lookup = ? AND stage = ? AND doc = ?",
                [(number, stage, doc) for number in json.loads(lookups)],
            )
        for table in ("asked", "claims", "entries", "edges"):
            execute(f"DELETE FROM {table} WHERE doc IN (SELECT doc FROM gone)")  # noqa: S608 - our own names
        execute("DELETE FROM documents WHERE id IN (SELECT doc FROM gone)")
        execute("DELETE FROM todo WHERE doc IN (SELECT doc FROM gone)")

    def _touch_body(self, agency: str | None) -> None:
        if agency is not None:
            self._store.execute("INSERT OR IGNORE INTO bodies_touched VALUES (?)", (agency,))

    def _todo(self, stage: int) -> Iterator[Held]:
        """Yield the documents to be done at a stage, in the order of their numbers."""
        last = -1
        while True:
            rows = self._store.execute(
                "SELECT d.id, d.source, d.text_hash, d.header, d.facts, e.flags, e.province, e.first_key, e.key,"
                " e.base, e.found, e.agency, e.verdicts, e.counts"
                " FROM (SELECT doc FROM todo WHERE stage = ? AND doc > ? ORDER BY doc LIMIT ?) t"
                " JOIN documents d ON d.id = t.doc JOIN entries e ON e.doc = t.doc ORDER BY d.id",
                (stage, last, _CHUNK),
            ).fetchall()
            if not rows:
                return
            for row in rows:
                yield Held(*row)
            last = rows[-1][0]

    def _entry(self, held: Held, province: str | None) -> tuple[Entry, list[Claim]]:
        """Return a document's entry, seen from a province, and what its mentions claim."""
        known = self._read.get((held.number, province))
        if known is None:
            entry = read_entry(held.document, province, self._registry, held.text_hash)
            known = self._read.keep((held.number, province), (entry, claims_of(held.number, entry)))
        return known

    def _note_asked(self, held: Held, stage: int, asked: set[int]) -> None:
        """Remember what a document asked, in place of what it asked before."""
        known = "SELECT lookups FROM asked WHERE doc = ? AND stage = ?"
        row = self._store.execute(known, (held.number, stage)).fetchone()
        before: set[int] = set(json.loads(row[0])) if row is not None else set()
        if before == asked:
            return
        self._store.executemany(
            "DELETE FROM asks WHERE lookup = ? AND stage = ? AND doc = ?",
            [(number, stage, held.number) for number in before - asked],
        )
        self._store.executemany(
            "INSERT OR IGNORE INTO asks VALUES (?, ?, ?)", [(number, stage, held.number) for number in asked - before]
        )
        self._store.execute("REPLACE INTO asked VALUES (?, ?, ?)", (held.number, stage, plain(sorted(asked))))
