"""Resolution of what has changed, stage by stage, with the same verdicts as `docgraph.directives.resolve`.

::

    claims of changed documents ──> anchors ──> 1 province of documents that do not say it
                                    anchors ──> 2 which doubted claims stand
                                    anchors ──> 4 the keys under which others cite documents
                                    anchors ──> 8 which doubted claims stand, once more
                                    anchors ──> 16 verdicts ──> directives and edges (`docgraph.scale.store.drawing`)

Every stage does its work for the documents in ``todo``: those that changed, and those that asked a lookup which is
answered otherwise now.  Nothing else is touched.
"""

from __future__ import annotations

import json
from typing import Any

from attrs import evolve

from docgraph.directives.claims import own_claim
from docgraph.directives.place import Place
from docgraph.directives.resolution import decide_document, is_weak, province_told, stands, target_of
from docgraph.directives.verdicts import Unresolved
from docgraph.scale.store.anchoring import StoredAnchors
from docgraph.scale.store.drawing import edge_rows
from docgraph.scale.store.entries import Held, counts_of, insert_claims, pack_verdict
from docgraph.scale.store.facts import plain
from docgraph.scale.store.preparing import (
    DOUBTED,
    FINAL,
    KNOWN,
    LACKS,
    OWN,
    PLACED,
    SETTLES,
    STATED,
    STATED_AGAIN,
    UNRESOLVED,
    prepare_entry,
)
from docgraph.scale.store.settling import Settling
from docgraph.scale.store.statements import number_of


class Resolving(Settling):
    """One run of resolution over the documents in ``made`` (new, or to be made anew) and ``gone``."""

    def run(self) -> None:
        """Take the run through all stages, up to the verdicts and the edges."""
        self._forget()
        self._store.execute(
            "INSERT OR IGNORE INTO dirty SELECT c.base FROM made m JOIN claims c ON c.doc = m.doc"
            " WHERE c.base IS NOT NULL"
        )
        self._gathering.refresh()
        self._add(PLACED, LACKS)
        for held in self._todo(PLACED):
            self._place(held)
        self._gathering.refresh()
        self._add(STATED, DOUBTED)
        self._doubt(STATED, KNOWN)
        self._add(KNOWN, SETTLES)
        self._store.execute(
            "INSERT OR IGNORE INTO todo SELECT ?, c.doc FROM made m JOIN claims c ON c.doc = m.doc AND c.mention = ?"
            " WHERE (SELECT count(*) FROM anchors a WHERE a.base = c.base AND a.stages & ?) > 1",
            (KNOWN, OWN, KNOWN),
        )
        self._settle()
        self._gathering.refresh()
        self._add(STATED_AGAIN, DOUBTED)
        self._doubt(STATED_AGAIN, FINAL)
        self._store.execute("INSERT OR IGNORE INTO todo SELECT ?, doc FROM made", (FINAL,))
        anchors = StoredAnchors(self._store, FINAL)
        for held in self._todo(FINAL):
            self._decide(held, anchors)

    def _add(self, stage: int, flag: int) -> None:
        self._store.execute(
            "INSERT OR IGNORE INTO todo SELECT ?, m.doc FROM made m JOIN entries e ON e.doc = m.doc WHERE e.flags & ?",
            (stage, flag),
        )

    def _place(self, held: Held) -> None:
        """Find the province of a document that does not say it, and let it claim anew where that has changed."""
        anchors = StoredAnchors(self._store, PLACED)
        anchors.begin()
        province = province_told(*self._entry(held, None), anchors)
        self._note_asked(held, PLACED, anchors.asked)
        if province == held.province:
            return
        execute, number = self._store.execute, held.number
        execute("INSERT OR IGNORE INTO made VALUES (?)", (number,))
        execute("INSERT OR IGNORE INTO dirty SELECT base FROM claims WHERE doc = ? AND base IS NOT NULL", (number,))
        execute("INSERT OR IGNORE INTO stale SELECT target FROM claims WHERE doc = ? AND target IS NOT NULL", (number,))
        if held.found is not None:
            execute("INSERT OR IGNORE INTO todo SELECT ?, doc FROM entries WHERE found = ?", (KNOWN, held.found))
        self._touch_body(held.agency)
        execute("DELETE FROM claims WHERE doc = ?", (number,))
        execute("DELETE FROM entries WHERE doc = ?", (number,))
        insert_claims(self._store, number, prepare_entry(self._entry(held, province)[0], placed_by_others=True))
        execute(
            "UPDATE entries SET province = ?, verdicts = ?, counts = ? WHERE doc = ?",
            (province, held.verdicts, held.counts, number),
        )
        execute("INSERT OR IGNORE INTO dirty SELECT base FROM claims WHERE doc = ? AND base IS NOT NULL", (number,))

    def _doubt(self, stage: int, kept: int) -> None:
        """Decide which doubted claims stand among the anchors of a stage, and make the anchors with those."""
        anchors = StoredAnchors(self._store, stage)
        for held in self._todo(stage):
            entry, claims = self._entry(held, held.province)
            if kept == FINAL:
                entry = evolve(entry, key=held.key)
            anchors.begin()
            before = dict(
                self._store.execute("SELECT mention, stages FROM claims WHERE doc = ? AND mention >= 0", (held.number,))
            )
            for claim in claims:
                if claim.identity.key is None or claim.mention is None or not is_weak(claim):
                    continue
                stages = before[claim.mention]
                now = stages | kept if stands(Place(claim, entry, anchors)) else stages & ~kept
                if now != stages:
                    self._store.execute(
                        "UPDATE claims SET stages = ? WHERE doc = ? AND mention = ?", (now, held.number, claim.mention)
                    )
                    self._store.execute("INSERT OR IGNORE INTO dirty VALUES (?)", (number_of(claim.identity.key),))
                    # what the document names in full is its own affair, even where the anchors stay the same
                    self._store.execute("INSERT OR IGNORE INTO todo VALUES (?, ?)", (kept, held.number))
            self._note_asked(held, stage, anchors.asked)
        self._gathering.refresh()

    def _decide(self, held: Held, anchors: StoredAnchors) -> None:
        """Give every mention of a document its verdict, and draw the edges that follow."""
        entry, claims = self._entry(held, held.province)
        entry = evolve(entry, key=held.key)
        rows = {
            mention: rest
            for mention, *rest in self._store.execute(
                "SELECT c.mention, c.stages, c.statement, c.target FROM claims c WHERE c.doc = ?", (held.number,)
            )
        }
        own = own_claim(held.number, entry)
        full: list[tuple[str, Any]] = [(held.base, own.date)]
        full += [
            (claim.identity.key, claim.date)
            for claim in claims
            if claim.identity.key is not None and claim.mention is not None and rows[claim.mention][0] & FINAL
        ]
        anchors.begin(full)
        verdicts = decide_document(entry, claims, anchors)
        self._note_asked(held, FINAL, anchors.asked)
        targets, stale, keys = [], set(), []
        for claim in claims:
            assert claim.mention is not None
            stages, _, before = rows[claim.mention]
            verdict = verdicts[claim.mention]
            key = target_of(verdict, held.key)
            target = number_of(key) if key is not None else None
            now = stages | UNRESOLVED if isinstance(verdict, Unresolved) else stages & ~UNRESOLVED
            if (target, now) != (before, stages):
                targets.append((target, now, held.number, claim.mention))
                stale |= {(one,) for one in (target, before) if one is not None}
                if key is not None:
                    keys.append((target, key))
        self._store.executemany("UPDATE claims SET target = ?, stages = ? WHERE doc = ? AND mention = ?", targets)
        self._store.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", keys)
        packed = [pack_verdict(verdict) for verdict in verdicts]
        words = plain(packed)
        made = self._store.execute("SELECT 1 FROM made WHERE doc = ?", (held.number,)).fetchone() is not None
        if made:  # what it says has changed, even where that leads to the same directives
            stale |= {(one,) for one in (row[2] for row in rows.values()) if one is not None}
            stale |= {(target,) for target, *_ in targets if target is not None} | {(number_of(held.key),)}
            self._touch_body(held.agency)
        self._store.executemany("INSERT OR IGNORE INTO stale VALUES (?)", stale)
        if words != held.verdicts:
            counts = counts_of(packed)
            self.tally.update(counts)
            self.tally.subtract(json.loads(held.counts) if held.counts else {})
            self._store.execute(
                "UPDATE entries SET verdicts = ?, counts = ? WHERE doc = ?", (words, plain(counts), held.number)
            )
        if made or words != held.verdicts:
            self._store.execute("DELETE FROM edges WHERE doc = ?", (held.number,))
            rows_drawn = edge_rows(held.number, held.key, held.agency, held.facts(), verdicts)
            self._store.executemany("INSERT INTO edges VALUES (?, ?, ?, ?, ?, ?, ?)", rows_drawn)
