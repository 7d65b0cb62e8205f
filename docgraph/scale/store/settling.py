"""The keys of documents in a store, completed by what others say of them, as `docgraph.directives.own_keys` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from docgraph.directives.claims import Entry, own_claim
from docgraph.directives.own_keys import known_anchor
from docgraph.scale.store.anchoring import StoredAnchors
from docgraph.scale.store.preparing import (
    FINAL,
    HEADER,
    KNOWN,
    LACKS,
    NUMBERED,
    OWN,
    OWN_AGAIN,
    PLACED,
    STATED,
    STATED_AGAIN,
)
from docgraph.scale.store.rounds import Round
from docgraph.scale.store.statements import number_of, pack_statement

if TYPE_CHECKING:
    from docgraph.directives.anchors import Anchor
    from docgraph.scale.store.entries import Held


class Settling(Round):
    """Gives documents the keys under which others cite them."""

    def _settle(self) -> None:
        """Give documents the keys under which others cite them."""
        anchors = StoredAnchors(self._store, KNOWN)
        shared: set[int] = set()
        waiting = "INSERT OR IGNORE INTO waiting SELECT doc FROM entries WHERE found = ?"
        for held in self._todo(KNOWN):
            entry, _ = self._entry(held, held.province)
            anchors.begin()
            found = known_anchor(own_claim(held.number, entry), entry, anchors)
            self._note_asked(held, KNOWN, anchors.asked)
            number = number_of(found.key) if found is not None and not held.flags & NUMBERED else None
            if number != held.found:
                self._store.execute("UPDATE entries SET found = ? WHERE doc = ?", (number, held.number))
                shared |= {one for one in (number, held.found) if one is not None}
            if number is None:
                self._settle_one(held, entry, found)
            else:  # until it is known who else is told to be that one
                self._store.execute("INSERT OR IGNORE INTO waiting VALUES (?)", (held.number,))
        self._store.executemany(waiting, [(one,) for one in shared])
        self._store.execute("DELETE FROM todo WHERE stage = ?", (KNOWN,))
        self._store.execute("INSERT INTO todo SELECT ?, doc FROM waiting", (KNOWN,))
        for held in self._todo(KNOWN):
            entry, _ = self._entry(held, held.province)
            anchors.begin()
            found = known_anchor(own_claim(held.number, entry), entry, anchors)
            count = "SELECT count(*) FROM entries WHERE found = ?"
            if held.found is not None and self._store.execute(count, (held.found,)).fetchone()[0] > 1:
                found = None  # neither can be told to be the one that others cite
            self._settle_one(held, entry, found)

    def _settle_one(self, held: Held, entry: Entry, anchor: Anchor | None) -> None:
        execute, number = self._store.execute, held.number
        claim = own_claim(number, entry)
        key, base = (anchor.key, anchor.base) if anchor is not None else (held.first_key, held.first_key)
        identity = claim.identity
        if anchor is not None and identity.key is None and anchor.number is not None:
            identity = evolve(identity, type=anchor.type, year=anchor.year, number=anchor.number)
        words, body = pack_statement(identity, claim.reference)
        first, again = number_of(held.first_key), number_of(base)
        own = execute("SELECT statement FROM claims WHERE doc = ? AND mention = ?", (number, OWN)).fetchone()[0]
        statement, target = number_of(words), number_of(key)
        placed = HEADER if held.flags & LACKS else HEADER | PLACED
        if (again, statement) == (first, own):
            rows: list[tuple[int, int, int, int, int, int | None]] = [
                (number, OWN, placed | STATED | KNOWN | STATED_AGAIN | FINAL, first, own, target)
            ]
        else:
            rows = [
                (number, OWN, placed | STATED | KNOWN, first, own, None),
                (number, OWN_AGAIN, HEADER | STATED_AGAIN | FINAL, again, statement, target),
            ]
        before = execute(
            "SELECT * FROM claims WHERE doc = ? AND mention < 0 ORDER BY mention DESC", (number,)
        ).fetchall()
        if before != rows:
            self._store.executemany(
                "INSERT OR IGNORE INTO dirty VALUES (?)", {(one,) for _, _, _, one, _, _ in (*before, *rows)}
            )
            self._store.executemany(
                "INSERT OR IGNORE INTO stale VALUES (?)", {(one[5],) for one in (*before, *rows) if one[5] is not None}
            )
            execute("DELETE FROM claims WHERE doc = ? AND mention < 0", (number,))
            self._store.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)", rows)
            execute(
                "INSERT OR IGNORE INTO statements VALUES (?, ?, ?)",
                (statement, words, number_of(body) if body is not None else None),
            )
            self._store.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", [(again, base), (target, key)])
        if (key, base) != (held.key, held.base):
            execute("UPDATE entries SET key = ?, base = ? WHERE doc = ?", (key, base, number))
            execute("INSERT OR IGNORE INTO made VALUES (?)", (number,))  # it speaks and cites under another key
