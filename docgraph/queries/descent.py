"""Going down from a directive: who carries it out, and who carries that out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from docgraph.agencies.levels import Level
from docgraph.documents.model import RelationKind
from docgraph.queries.cascade_model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docgraph.directives.directive import Directive
    from docgraph.graph.attributes import Edge
    from docgraph.graph.directive_graph import DirectiveGraph

ANSWERING: Final = frozenset({RelationKind.IMPLEMENTS, RelationKind.REPORTS_UNDER, RelationKind.RESPONDS_TO})
"""The relations by which a document answers the one it cites."""

_RANK: Final = {Level.CENTRAL: 0, Level.PROVINCIAL: 1, Level.AGENCY: 2, Level.DISTRICT: 2, Level.COMMUNE: 3}


@frozen
class Step:
    """One document on the way down: its depth, the document above it on the shortest way, the edges that lead there."""

    key: str
    depth: int
    above: str | None = None
    edges: tuple[Edge, ...] = ()

    def path(self, steps: Mapping[str, Step]) -> tuple[str, ...]:
        """Return the keys from the top down to the document above this one."""
        keys: list[str] = []
        above = self.above
        while above is not None:
            keys.append(above)
            above = steps[above].above
        return tuple(reversed(keys))


class Documents(dict[str, "Directive"]):
    """The directives of a graph by their keys, each made once for one question."""

    def __init__(self, graph: DirectiveGraph) -> None:
        super().__init__()
        self._graph = graph

    def __missing__(self, key: str) -> Directive:
        self[key] = found = self._graph.directive(key)
        return found


def descend(
    graph: DirectiveGraph, top: str, depth: int | None = None, documents: Documents | None = None
) -> dict[str, Step]:
    """Return every document below *top* by its key, level by level; each at its least depth.

    Possible typos of *top* stand beside it at depth 0.
    """
    steps = {top: Step(top, 0)} | {key: Step(key, 0) for key in graph.typos_of(top)}
    level = list(steps)
    known = Documents(graph) if documents is None else documents
    reached = 0
    while level and (depth is None or reached < depth):
        reached += 1
        edges: dict[str, list[Edge]] = {}
        for above in level:
            for edge in graph.citing(above, ANSWERING):
                if edge.citing in steps:
                    continue
                if answers(known[edge.citing], known[edge.cited], edge):
                    edges.setdefault(edge.citing, []).append(edge)
        place = {key: number for number, key in enumerate(level)}
        for key in sorted(edges):
            # a path goes through the first of the level, so that a typo never comes before what it may mean
            above = min((edge.cited for edge in edges[key]), key=place.__getitem__)
            steps[key] = Step(key, reached, above, tuple(edge for edge in edges[key] if edge.cited == above))
        level = sorted(edges)
    return steps


def answers(document: Directive, above: Directive, edge: Edge) -> bool:
    """Tell whether a citing document can answer the one above it: what a higher body orders, no lower one ordered it.

    A reply to a letter may go up or down; carrying out goes down only, as far as both levels are known.
    """
    if not document.in_corpus and _is_older(document, above):
        return False  # others say so of it, and its date says it cannot be
    if edge.relation is not RelationKind.IMPLEMENTS or document.level is None or above.level is None:
        return True
    if _RANK[document.level] >= _RANK[above.level]:
        return True
    return document.level is not Level.CENTRAL and document.province != above.province


def _is_older(document: Directive, above: Directive) -> bool:
    return document.date is not None and above.date is not None and document.date.latest() < above.date.earliest()


def evidence_of(edge: Edge) -> tuple[Evidence, ...]:
    """Return the sentences of an edge, each with the place of the reference inside it."""
    return tuple(
        Evidence(
            one.source,
            one.start,
            one.end,
            one.text,
            (one.mention[0] - one.start, one.mention[1] - one.start) if one.mention else None,
        )
        for one in edge.evidence
    )


def evidence_of_all(edges: Iterable[Edge]) -> tuple[Evidence, ...]:
    """Return every sentence of the edges once, by file and place."""
    found = {(one.source, one.start, one.end): one for edge in edges for one in evidence_of(edge)}
    return tuple(found[place] for place in sorted(found))
