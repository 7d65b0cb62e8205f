"""The cascade of a directive: what it carries out above, and what came of it below, level by level."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from docgraph.documents.model import RelationKind
from docgraph.graph.attributes import directive_from
from docgraph.queries.cascade_model import Cascade, CascadeEdge, CascadeNode, Standing
from docgraph.queries.descent import Joined, Line, Step, descend, evidence_from, step_to
from docgraph.queries.expected import expected_agencies, silent_agencies
from docgraph.queries.responses import is_own_issue
from docgraph.queries.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph

_KINDS: Final = {str(kind): kind for kind in RelationKind}
_MENTIONS: Final = str(RelationKind.MENTIONS)
_IMPLEMENTS: Final = str(RelationKind.IMPLEMENTS)


def cascade(
    graph: DirectiveGraph, directive: Directive, depth: int | None = None, expected: Iterable[str] | None = None
) -> Cascade:
    """Return everything under a directive, down to *depth* steps, and what it implements itself, above it."""
    passed: list[Joined] = []
    below = descend(graph, directive.key, passed=passed)
    kept = below if depth is None else {key: step for key, step in below.items() if step.depth <= depth}
    above = {key: step_to(graph, key, up) for key, up in _ascend(graph, directive.key).items() if key not in below}
    drawn = kept | above

    def edges() -> Iterator[Line]:
        for citing, cited, relations in passed:
            if citing in drawn and cited in kept:
                for relation, attributes in relations.items():
                    if relation != _MENTIONS:
                        yield citing, cited, relation, attributes
        yield from _edges_up(graph, above, drawn)

    awaited = expected_agencies(directive, expected)
    answered = (step.document for step in below.values() if step.depth > 0)
    return Cascade(
        focus=directive.key,
        nodes=Rows(drawn.values(), partial(_node, directive)),
        edges=Rows(edges, _edge),
        silent=silent_agencies(awaited, answered) if awaited is not None else (),
        cut=len(below) - len(kept),
    )


def _ascend(graph: DirectiveGraph, key: str) -> dict[str, int]:
    """Return what a directive implements, and what that implements, with negative depths."""
    found = {key: 0}
    level, reached = [key], 0
    while level:
        reached -= 1
        cited = graph.nx.out_edges(level, keys=True)
        level = sorted({one for _, one, relation in cited if relation == _IMPLEMENTS} - found.keys())
        found |= dict.fromkeys(level, reached)
    del found[key]
    return found


def _edges_up(graph: DirectiveGraph, above: Iterable[str], drawn: Mapping[str, Step]) -> Iterator[Line]:
    """Yield the edges to the documents above, which half the graph may cite: by way of the shorter list."""
    for cited in above:
        citing_it = graph.arriving[cited]
        for citing in drawn if len(drawn) < len(citing_it) else citing_it:
            if citing in drawn and citing in citing_it:
                for relation, attributes in citing_it[citing].items():
                    if relation != _MENTIONS:
                        yield citing, cited, relation, attributes


def _node(focus: Directive, step: Step) -> CascadeNode:
    document = directive_from(step.key, step.document)
    return CascadeNode(
        key=step.key,
        label=document.label,
        type=document.type,
        number=document.written_number,
        title=document.title,
        date=document.date,
        issuer=document.body_name,
        level=document.level,
        province=document.province,
        standing=Standing.IN_CORPUS if document.in_corpus else Standing.CITED_ONLY,
        depth=step.depth,
        source=document.sources[0] if document.sources else None,
        responds=step.depth > 0 and not is_own_issue(step.key, document.agency, focus),
        possible_typo_of=document.possible_typo_of,
    )


def _edge(edge: Line) -> CascadeEdge:
    citing, cited, relation, attributes = edge
    evidence = tuple([evidence_from(one) for one in attributes["evidence"]])
    return CascadeEdge(citing, cited, _KINDS[relation], evidence, attributes["confidence"])
