"""The graph of a store: directives merged anew where what is said of them has changed, and the edges of documents."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from docgraph.agencies.model import Agency
from docgraph.directives.directive import Directive
from docgraph.directives.folding import fold_number
from docgraph.directives.merging import Heard, merge_heard
from docgraph.directives.typos import flag_typos, series_of
from docgraph.documents.model import RelationKind
from docgraph.graph.attributes import (
    AGENCY,
    ISSUED_BY,
    SUBMITTED_TO,
    Attributes,
    directive_attributes,
    directive_from,
)
from docgraph.graph.building import agency_attributes, ends_of
from docgraph.scale.store.facts import plain, unpack_header
from docgraph.scale.store.preparing import UNRESOLVED
from docgraph.scale.store.statements import number_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from docgraph.directives.verdicts import Verdict
    from docgraph.scale.store.facts import Facts
    from docgraph.scale.store.statements import Statements

RELATIONS: Final = (*(str(kind) for kind in RelationKind), ISSUED_BY, SUBMITTED_TO)
"""Relations by the number under which edges are stored: those to agencies stand last, as in the graph."""
RELATION_NUMBERS: Final = {name: number for number, name in enumerate(RELATIONS)}
TO_AGENCIES: Final = RELATION_NUMBERS[ISSUED_BY]
DIRECTIVE, BODY, PROVISIONAL = range(3)  # kinds of nodes
FEW: Final = 64
"""Claims on one directive that are read at once; of more, the files that say something are asked for one by one."""

EdgeRow = tuple[int, int, int, int, int, float, str | None]


def node_of_body(agency: str) -> str:
    """Return the id of an agency's node."""
    return f"{AGENCY}:{agency}"


def edge_rows(doc: int, key: str, agency: str | None, facts: Facts, verdicts: Sequence[Verdict]) -> list[EdgeRow]:
    """Return the edges that one document shows, each with the place of its sentence."""
    rows: list[EdgeRow] = []
    for number, (subject, target, relation, place) in enumerate(facts.drafts):
        ends = ends_of(key, subject, target, verdicts)
        if ends is not None:
            citing, cited, confidence = ends
            row = (number_of(citing), number_of(cited), RELATION_NUMBERS[relation], doc, number, confidence)
            rows.append((*row, plain(place)))
    if agency is not None:
        body = number_of(node_of_body(agency))
        rows.append((number_of(key), body, RELATION_NUMBERS[SUBMITTED_TO], doc, -1, 1.0, None))
    return rows


def pack_attributes(attributes: Attributes) -> str:
    """Return the attributes of a document node as JSON, without what is empty."""
    return plain({name: value for name, value in attributes.items() if value != _empty()[name]})


@cache
def _empty() -> Attributes:
    return directive_attributes(Directive(key=""))


def unpack_attributes(held: Attributes) -> Attributes:
    """Return the attributes of a document node, also the empty ones."""
    found = {}
    for name, empty in _empty().items():
        value = held.get(name)
        found[name] = (list(empty) if isinstance(empty, list) else empty) if value is None else value
    return found


class Drawing:
    """Makes the nodes in ``stale`` and the bodies that they touch anew."""

    def __init__(self, store: sqlite3.Connection, statements: Statements) -> None:
        self._store = store
        self._statements = statements
        self._documents: int = store.execute("SELECT count(*) FROM entries").fetchone()[0]
        self.tally: Counter[str] = Counter()

    def run(self) -> None:
        """Draw everything that has changed."""
        last = -(2**63)
        while True:
            rows = self._store.execute(
                "SELECT s.node, k.key FROM stale s JOIN keys k ON k.id = s.node WHERE s.node > ?"
                " ORDER BY s.node LIMIT 1000",
                (last,),
            ).fetchall()
            if not rows:
                break
            for node, key in rows:
                self._draw(node, key)
            last = rows[-1][0]
        for (series,) in self._store.execute("SELECT series FROM series_touched ORDER BY series").fetchall():
            self._flag_typos(series)
        for (agency,) in self._store.execute("SELECT agency FROM bodies_touched ORDER BY agency").fetchall():
            self._draw_body(agency)

    def _draw(self, node: int, key: str) -> None:
        execute = self._store.execute
        before = execute("SELECT kind, agency, agency_form, series FROM nodes WHERE id = ?", (node,)).fetchone()
        merged = self._merge(node, key)
        if before is not None:
            self._touch(before[1], before[3])
            self.tally["directives"] -= 1
            self.tally["provisional"] -= before[0] == PROVISIONAL
            if before[1] is not None:
                body = number_of(node_of_body(before[1]))
                execute("DELETE FROM edges WHERE citing = ? AND cited = ? AND doc = 0", (node, body))
        if merged is None:
            execute("DELETE FROM nodes WHERE id = ?", (node,))
            return
        directive, agency = merged
        form = None
        if agency is not None:
            words = plain(agency_attributes(agency))
            form = number_of(words)
            execute("INSERT OR IGNORE INTO agencies VALUES (?, ?)", (form, words))
            body = number_of(node_of_body(agency.id))
            execute("INSERT OR REPLACE INTO edges VALUES (?, ?, ?, 0, 0, 1.0, NULL)", (node, body, TO_AGENCIES))
        series = series_of(directive)
        number = number_of(plain(series)) if series is not None else None
        self._touch(directive.agency, number)
        self.tally["directives"] += 1
        self.tally["provisional"] += directive.provisional
        execute(
            "REPLACE INTO nodes VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?)",
            (
                node,
                key,
                PROVISIONAL if directive.provisional else DIRECTIVE,
                fold_number(directive.number) if directive.number is not None else None,
                directive.agency,
                form,
                number,
                pack_attributes(directive_attributes(directive)),
            ),
        )

    def _touch(self, agency: str | None, series: int | None) -> None:
        if agency is not None:
            self._store.execute("INSERT OR IGNORE INTO bodies_touched VALUES (?)", (agency,))
        if series is not None:
            self._store.execute("INSERT OR IGNORE INTO series_touched VALUES (?)", (series,))

    def _merge(self, node: int, key: str) -> tuple[Directive, Agency | None] | None:
        said = self._store.execute(
            "SELECT mention < 0, statement, max(stages & ?), count(*) FROM claims WHERE target = ?"
            " GROUP BY mention < 0, statement",
            (UNRESOLVED, node),
        ).fetchall()
        if not said:
            return None
        heard: list[Heard] = []
        told: dict[int, tuple[int, int]] = {}
        for own, statement, _, times in said:
            one = self._statements[statement]
            heard.append(Heard(one.reference, one.identity.body, bool(own), times))
            told[id(heard[-1])] = (own, statement)
        heard = self._in_order(node, heard, told)
        total = sum(one.times for one in heard)
        own_times = sum(one.times for one in heard if one.is_own)
        header, sources_of = None, None
        if total <= FEW:
            sources_of = self._few_sources(node)
        if own_times:
            packed = self._store.execute(
                "SELECT d.header FROM claims c JOIN documents d ON d.id = c.doc WHERE c.target = ? AND c.mention < 0"
                " ORDER BY d.source, d.text_hash LIMIT 1",
                (node,),
            ).fetchone()[0]
            header = unpack_header(json.loads(packed))

        def sources(given: Sequence[Heard], most: int | None) -> tuple[str, ...]:
            wanted = {told[id(one)] for one in given}
            if sources_of is not None:
                return tuple(_text(one) for one in sorted({one for pair in wanted for one in sources_of[pair]})[:most])
            return self._many_sources(node, wanted, sum(one.times for one in given), most)

        if total == own_times:
            cited_by = 0
        else:
            cited_by = self._store.execute(
                "SELECT count(DISTINCT doc) FROM claims WHERE target = ? AND mention >= 0", (node,)
            ).fetchone()[0]
        provisional = any(flag for _, _, flag, _ in said)
        return merge_heard(key, heard, sources, header, cited_by=cited_by, provisional=provisional)

    def _in_order(self, node: int, heard: list[Heard], told: dict[int, tuple[int, int]]) -> list[Heard]:
        """Put what is said in the order of the corpus, where that matters: symbols of both kinds and no family."""
        if any(one.reference.family is not None for one in heard):
            return heard
        if len({"/" in one.reference.symbol for one in heard if one.reference.symbol}) < 2:
            return heard
        place: dict[tuple[int, int], int] = {}
        for number, pair in enumerate(self._store.execute(
            "SELECT c.mention < 0, c.statement FROM claims c JOIN documents d ON d.id = c.doc WHERE c.target = ?"
            " ORDER BY d.source, d.text_hash, c.mention", (node,),
        )):  # fmt: skip
            place.setdefault(pair, number)
        return sorted(heard, key=lambda one: place[told[id(one)]])

    def _few_sources(self, node: int) -> dict[tuple[int, int], set[bytes]]:
        found: dict[tuple[int, int], set[bytes]] = {}
        for own, statement, source in self._store.execute(
            "SELECT c.mention < 0, c.statement, d.source FROM claims c JOIN documents d ON d.id = c.doc"
            " WHERE c.target = ?", (node,),
        ):  # fmt: skip
            found.setdefault((own, statement), set()).add(source)
        return found

    def _many_sources(self, node: int, wanted: set[tuple[int, int]], total: int, most: int | None) -> tuple[str, ...]:
        """Return the files that say something, in order; of many, the first few are met soon on the way through all."""
        statements = ", ".join(str(statement) for _, statement in sorted(wanted))
        owns = " OR ".join(f"c.mention {'<' if own else '>='} 0" for own in sorted({own for own, _ in wanted}))
        said = f"c.target = ? AND c.statement IN ({statements}) AND ({owns})"
        if most is None or total * total < most * self._documents:
            query = f"SELECT DISTINCT d.source FROM claims c JOIN documents d ON d.id = c.doc WHERE {said}"  # noqa: S608
        else:
            query = (
                "SELECT DISTINCT d.source FROM documents d WHERE EXISTS"  # noqa: S608 - numbers of our own
                f" (SELECT 1 FROM claims c WHERE {said} AND c.doc = d.id)"
            )
        rows = self._store.execute(f"{query} ORDER BY d.source LIMIT ?", (node, -1 if most is None else most))
        return tuple(_text(source) for (source,) in rows)

    def _flag_typos(self, series: int) -> None:
        rows = self._store.execute(
            "SELECT id, key, near, attributes FROM nodes WHERE series = ? ORDER BY key", (series,)
        ).fetchall()
        if not rows or (len(rows) == 1 and rows[0][2] is None):
            return
        directives = [
            directive_from(key, unpack_attributes({**json.loads(words), "possible_typo_of": None}))
            for _, key, _, words in rows
        ]
        flagged = {one.key: one.possible_typo_of for one in flag_typos(directives)} if len(rows) > 1 else {}
        for (node, key, near, words), directive in zip(rows, directives, strict=True):
            now = flagged.get(key)
            held = json.loads(words)
            if now == near and held.get("possible_typo_of") == now:
                continue
            attributes = {**directive_attributes(directive), "possible_typo_of": now}
            self._store.execute(
                "UPDATE nodes SET near = ?, attributes = ? WHERE id = ?", (now, pack_attributes(attributes), node)
            )

    def _draw_body(self, agency: str) -> None:
        """Draw an agency as the first directive that it issued shows it, else the last document submitted to it."""
        execute = self._store.execute
        row = execute("SELECT agency_form FROM nodes WHERE agency = ? ORDER BY key LIMIT 1", (agency,)).fetchone()
        row = (
            row
            or execute(
                "SELECT e.agency_form FROM entries e JOIN documents d ON d.id = e.doc WHERE e.agency = ?"
                " ORDER BY d.source DESC, d.text_hash DESC LIMIT 1",
                (agency,),
            ).fetchone()
        )
        key = node_of_body(agency)
        if row is None:
            execute("DELETE FROM nodes WHERE id = ?", (number_of(key),))
            return
        words = execute("SELECT words FROM agencies WHERE id = ?", row).fetchone()[0]
        execute(
            "REPLACE INTO nodes (id, key, kind, attributes) VALUES (?, ?, ?, ?)", (number_of(key), key, BODY, words)
        )


def _text(source: bytes) -> str:
    return source.decode("utf-8", "surrogatepass")
