"""One open store, read: nodes, edges and what stands beside them, each asked for when it is wanted."""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from docgraph.graph.attributes import Attributes, EdgeEvidence
from docgraph.graph.building import directive_of
from docgraph.graph.compliance import COMPLIANCE
from docgraph.graph.directive_graph import evidence_order
from docgraph.graph.open_mentions import open_among, open_mention
from docgraph.graph.places import ANAPHORIC
from docgraph.scale.store.drawing import BODY, RELATIONS, TO_AGENCIES, unpack_attributes
from docgraph.scale.store.entries import unpack_verdict
from docgraph.scale.store.facts import Facts, Quotes, unpack_facts, unpack_pieces
from docgraph.scale.store.schema import connect, reading
from docgraph.scale.store.statements import Recent, number_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from docgraph.directives.verdicts import Verdict

_EDGE: Final = ("relation", "evidence", "confidence")
_NODE: Final = "SELECT kind, attributes FROM nodes"

Neighbours = dict[str, dict[str, Mapping[str, Any]]]


class Held:
    """A store as it was when it was opened: what a writer does since is not seen."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.name = os.fspath(path)
        self._store: sqlite3.Connection = connect(path)
        self._closing = weakref.finalize(self, self._store.close)  # for those who let go of it without closing it
        with reading(self.name):
            self._store.execute("BEGIN")  # one view of the file, for as long as it is open
            self._about: dict[str, Any] = dict(self._store.execute("SELECT name, value FROM store"))
        self._nodes: Recent[object, Attributes] = Recent(50_000)
        self._quotes: Recent[int, tuple[str, Quotes]] = Recent(2_000)

    def close(self) -> None:
        """Let go of the file."""
        self._closing()

    def rows(self, query: str, *values: Any) -> Iterator[Any]:
        """Yield the rows of a query."""
        with reading(self.name):
            yield from self._store.execute(query, values)

    def one(self, query: str, *values: Any) -> Any:
        """Return the first row of a query, or None."""
        with reading(self.name):
            return self._store.execute(query, values).fetchone()

    def count(self, query: str, *values: Any) -> int:
        """Return the number that a query counts."""
        return int(self.one(query, *values)[0])

    @property
    def generation(self) -> int:
        """How many times the graph has changed; 0 where there is none yet."""
        return int(self._about.get("generation", 0))

    def report(self) -> dict[str, int]:
        """Return how many mentions each step resolved, as `Resolution.counts` does."""
        counts = json.loads(self._about.get("report", "{}"))
        always = {"documents": 0, "mentions": 0, "directives": 0, "provisional": 0}
        return always | {name: count for name, count in sorted(counts.items()) if count or name in always}

    def node(self, key: object) -> Attributes | None:
        """Return the attributes of a node, or None."""
        known = self._nodes.get(key)
        if known is None and isinstance(key, str):
            row = self.one(f"{_NODE} WHERE id = ? AND key = ?", number_of(key), key)
            known = self._nodes.keep(key, _attributes(*row)) if row is not None else None
        return known

    def nodes(self) -> Iterator[tuple[str, Attributes]]:
        """Yield all nodes with their attributes, in order."""
        for key, kind, words in self.rows("SELECT key, kind, attributes FROM nodes ORDER BY key"):
            yield key, _attributes(kind, words)

    def neighbours(self, key: str, near: str, far: str) -> Neighbours:
        """Return the edges at a node by the node at their other end; *near* and *far* name the ends."""
        rows = self.rows(
            f"SELECT n.key, e.relation, e.confidence, e.doc, e.place FROM edges e JOIN nodes n ON n.id = e.{far}"  # noqa: S608
            f" WHERE e.{near} = ?",
            number_of(key),
        )
        listed = [(other, RELATIONS[relation], relation, *rest) for other, relation, *rest in rows]
        listed.sort(key=itemgetter(0, 1))
        found: Neighbours = {}
        for (other, relation), edges in groupby(listed, key=itemgetter(0, 1)):
            shown = list(edges)
            if shown[0][2] >= TO_AGENCIES:
                found.setdefault(other, {})[relation] = {"relation": relation}
                continue
            confidence = max(row[3] for row in shown)
            places = [(row[4], row[5]) for row in shown]
            found.setdefault(other, {})[relation] = EdgeAttributes(self, relation, confidence, places)
        return found

    def quotes(self, doc: int) -> tuple[str, Quotes]:
        """Return the source of a document and the pieces of its text."""
        known = self._quotes.get(doc)
        if known is None:
            source, packed = self.one("SELECT source, quotes FROM documents WHERE id = ?", doc)
            known = self._quotes.keep(doc, (source.decode("utf-8", "surrogatepass"), unpack_pieces(packed)))
        return known

    def documents(self) -> Iterator[tuple[str, Facts, Quotes, list[Verdict]]]:
        """Yield each document of the graph: its key, what was read of it, its pieces and verdicts, by source."""
        for source, text_hash, header, facts, quotes, key, verdicts in self.rows(
            "SELECT d.source, d.text_hash, d.header, d.facts, d.quotes, e.key, e.verdicts"
            " FROM documents d JOIN entries e ON e.doc = d.id WHERE d.state = 0 ORDER BY d.source, d.text_hash"
        ):
            read = unpack_facts(source.decode("utf-8", "surrogatepass"), text_hash, header, facts)
            yield key, read, unpack_pieces(quotes), [unpack_verdict(one) for one in json.loads(verdicts)]

    def open_mentions(self) -> Iterator[Attributes]:
        """Yield the mentions that stay open."""
        for key, facts, quotes, verdicts in self.documents():
            mentions = facts.document.mentions
            for index, said in open_among(mentions, verdicts):
                span, sentence = mentions[index].span, facts.sentences[index]
                around = quotes.text(sentence.start, sentence.end) if sentence is not None else ""
                words = (mentions[index].text or quotes.text(span.start, span.end), around)
                yield open_mention(key, facts.document.source, span, words, said)

    def places(self) -> Iterator[Attributes]:
        """Yield what documents say beside their references: time limits, addressees, classes of documents."""
        for compliance in (False, True):
            for key, facts, quotes, verdicts in self.documents():
                for kind, start, end, index in facts.places:
                    if (kind == COMPLIANCE) != compliance:
                        continue
                    place = {
                        "kind": kind,
                        "document": key,
                        "source": facts.document.source,
                        "start": start,
                        "end": end,
                        "text": quotes.text(start, end),
                    }
                    if kind == ANAPHORIC and index is not None:
                        place["directive"] = directive_of(key, verdicts[index])[0]
                    yield place

    def diagnostics(self) -> Iterator[Attributes]:
        """Yield what a person should look at."""
        for _, facts, _, _ in self.documents():
            for one in facts.diagnostics:
                yield {"source": facts.document.source, **one}


def _attributes(kind: int, words: str) -> Attributes:
    held: Attributes = json.loads(words)
    return held if kind == BODY else unpack_attributes(held)


class EdgeAttributes(Mapping[str, Any]):
    """The attributes of an edge between two documents; its sentences are read when they are asked for."""

    __slots__ = ("_confidence", "_held", "_places", "_relation")

    def __init__(self, held: Held, relation: str, confidence: float, places: list[tuple[int, str]]) -> None:
        self._held = held
        self._relation = relation
        self._confidence = confidence
        self._places = places

    def __getitem__(self, name: str) -> Any:
        if name == "relation":
            return self._relation
        if name == "confidence":
            return self._confidence
        if name == "evidence":
            return self._evidence()
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_EDGE)

    def __len__(self) -> int:
        return len(_EDGE)

    def __repr__(self) -> str:
        return repr(self.copy())

    def copy(self) -> Attributes:
        """Return the attributes as a dictionary of one's own."""
        return dict(self)

    def _evidence(self) -> list[Attributes]:
        found = []
        for doc, packed in self._places:
            source, quotes = self._held.quotes(doc)
            start, end, *rest = json.loads(packed)
            mention, cue = (tuple(rest[place : place + 2]) if rest[place] is not None else None for place in (0, 2))
            found.append((source, start, end, quotes.text(start, end), mention, cue))
        if len(found) == 1:
            source, start, end, text, mention, cue = found[0]
            return [{
                "source": source, "start": start, "end": end, "text": text,
                "mention": list(mention) if mention else None, "cue": list(cue) if cue else None,
            }]  # fmt: skip
        listed = sorted({EdgeEvidence(*one) for one in found}, key=evidence_order)
        return [one.attributes() for one in listed]
