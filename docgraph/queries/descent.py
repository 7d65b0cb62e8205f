"""Going down from a directive: who carries it out, and who carries that out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docgraph.agencies.levels import Level
from docgraph.documents.model import RelationKind
from docgraph.graph.attributes import date_order, directive_from
from docgraph.queries.cascade_model import Evidence
from docgraph.text.dates import PartialDate

if TYPE_CHECKING:
    import datetime as dt

    from docgraph.directives.directive import Directive
    from docgraph.graph.attributes import Edge
    from docgraph.graph.directive_graph import DirectiveGraph

ANSWERING: Final = frozenset({RelationKind.IMPLEMENTS, RelationKind.REPORTS_UNDER, RelationKind.RESPONDS_TO})
"""The relations by which a document answers the one it cites."""

_ANSWERING: Final = frozenset(map(str, ANSWERING))
_IMPLEMENTS: Final = str(RelationKind.IMPLEMENTS)
_CENTRAL: Final = str(Level.CENTRAL)
_RANK: Final = {_CENTRAL: 0, "provincial": 1, "agency": 2, "district": 2, "commune": 3}

_FULL: Final = len("2021-09-22")  # such dates stand in order as they are written

Attributes = Mapping[str, Any]
Line = tuple[str, str, str, Attributes]
"""An edge as the graph gives it: citing, cited, relation, attributes."""
Joined = tuple[str, str, Mapping[str, Attributes]]
"""Two documents and all that joins them: citing, cited, attributes by relation."""


class Step(NamedTuple):
    """One document on the way down or up; steps stand in the order of their first fields.

    A step points at what the graph holds and copies little: thousands are made, of which a few are read.
    """

    depth: int  # steps from the top; negative above it
    date: str
    body: str
    key: str
    agency: str | None  # the registry's id of the body
    document: Attributes
    above: Step | None = None  # on the shortest way
    relations: Mapping[str, Attributes] = MappingProxyType({})  # to that one, with their attributes

    @property
    def path(self) -> tuple[str, ...]:
        """The keys from the top down to the document above this one."""
        keys: list[str] = []
        above = self.above
        while above is not None:
            keys.append(above.key)
            above = above.above
        return tuple(reversed(keys))

    @property
    def answering(self) -> tuple[str, ...]:
        """The relations by which it answers the document above, in order."""
        above = self.above
        if above is None:
            return ()
        shown = sorted(_ANSWERING.intersection(self.relations))
        return tuple(one for one in shown if answers(self.document, above.document, one))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every sentence by which it answers the document above, once, by file and place."""
        sentences = (one for relation in self.answering for one in self.relations[relation]["evidence"])
        found = {(one["source"], one["start"], one["end"]): one for one in sentences}
        return tuple([evidence_from(found[place]) for place in sorted(found)])


def step_to(graph: DirectiveGraph, key: str, depth: int) -> Step:
    """Return the step to a document that no edge leads to."""
    return _step(depth, key, graph.attributes[key])


def _step(
    depth: int,
    key: str,
    document: Attributes,
    above: Step | None = None,
    relations: Mapping[str, Attributes] = MappingProxyType({}),
) -> Step:
    body = document["agency_name"] or document["issuer"] or ""
    return Step(depth, date_order(document["date"]), body, key, document["agency"], document, above, relations)


class Documents(dict[str, "Directive"]):
    """The directives on the way down by their keys, each made once for one answer."""

    def __init__(self, steps: Mapping[str, Step]) -> None:
        super().__init__()
        self._steps = steps

    def __missing__(self, key: str) -> Directive:
        self[key] = made = directive_from(key, self._steps[key].document)
        return made


def descend(
    graph: DirectiveGraph, top: str, depth: int | None = None, passed: list[Joined] | None = None
) -> dict[str, Step]:
    """Return every document below *top* by its key, level by level; each at its least depth.

    Possible typos of *top* stand beside it at depth 0.  To *passed* all that cites one of them is added.
    """
    nodes, arriving = graph.attributes, graph.arriving
    steps = {key: step_to(graph, key, 0) for key in (top, *graph.typos_of(top))}
    level = list(steps)
    reached = 0
    while level and (depth is None or reached < depth):
        reached += 1
        found: dict[str, Step] = {}
        # In the order of the level, so that a path goes through the first of it and a typo never comes before what
        # it may mean.
        for cited in level:
            above = steps[cited]
            ordered = above.document
            for citing, relations in arriving[cited].items():
                if passed is not None:
                    passed.append((citing, cited, relations))
                if citing in found or citing in steps:
                    continue
                for relation in relations:
                    if relation in _ANSWERING and answers(nodes[citing], ordered, relation):
                        found[citing] = _step(reached, citing, nodes[citing], above, relations)
                        break
        steps |= found
        level = sorted([key for key in found if arriving[key]])
    return steps


def answers(document: Attributes, above: Attributes, relation: str) -> bool:
    """Tell whether a document answers the one above it: what a higher body orders, no lower one ordered it.

    A reply to a letter may go up or down; carrying out goes down only, as far as both levels are known.
    """
    if _is_older(document["date"], above["date"]) and not document["sources"]:
        return False  # others say so of it, and its date says it cannot be
    if relation != _IMPLEMENTS:
        return True
    level, level_above = document["level"], above["level"]
    if level is None or level_above is None or _RANK[level] >= _RANK[level_above]:
        return True
    return bool(level != _CENTRAL and document["province"] != above["province"])


def _is_older(date: str | None, other: str | None) -> bool:
    if not date or not other:
        return False
    if len(date) == len(other) == _FULL:
        return date < other
    return _days(date)[1] < _days(other)[0]


@lru_cache(maxsize=65_536)
def _days(written: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date can mean."""
    date = PartialDate.fromisoformat(written)
    return date.earliest(), date.latest()


def evidence_from(sentence: Attributes) -> Evidence:
    """Return a sentence of an edge with the place of the reference inside it."""
    start, mention = sentence["start"], sentence["mention"]
    highlight = (mention[0] - start, mention[1] - start) if mention else None
    return Evidence(sentence["source"], start, sentence["end"], sentence["text"], highlight)


def evidence_of(edge: Edge) -> tuple[Evidence, ...]:
    """Return the sentences of an edge, each with the place of the reference inside it."""
    return tuple(evidence_from(one.attributes()) for one in edge.evidence)
