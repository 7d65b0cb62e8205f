"""The cascade of a directive: what it carries out above, and what came of it below, level by level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgraph.documents.model import RelationKind
from docgraph.queries.cascade_model import Cascade, CascadeEdge, CascadeNode, Standing
from docgraph.queries.descent import Documents, descend, evidence_of
from docgraph.queries.expected import expected_agencies, silent_agencies
from docgraph.queries.responses import is_own_issue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgraph.directives.directive import Directive
    from docgraph.graph.attributes import Edge
    from docgraph.graph.directive_graph import DirectiveGraph

_UNDRAWN = frozenset({RelationKind.MENTIONS})


def cascade(
    graph: DirectiveGraph, directive: Directive, depth: int | None = None, expected: Iterable[str] | None = None
) -> Cascade:
    """Return everything under a directive, down to *depth* steps, and what it implements itself, above it."""
    known = Documents(graph)
    below = descend(graph, directive.key, documents=known)
    depths = {key: step.depth for key, step in below.items() if depth is None or step.depth <= depth}
    depths |= {key: above for key, above in _ascend(graph, directive.key).items() if key not in below}
    nodes = [_node(known[key], depths[key], directive) for key in depths]
    edges = [
        _edge(edge)
        for key in sorted(depths)
        for edge in graph.cited(key)
        if edge.cited in depths and edge.relation not in _UNDRAWN
    ]
    answered = [known[key] for key, step in below.items() if step.depth > 0]
    awaited = expected_agencies(directive, expected)
    return Cascade(
        focus=directive.key,
        nodes=tuple(sorted(nodes, key=_order)),
        edges=tuple(edges),
        silent=silent_agencies(awaited, answered) if awaited is not None else (),
        cut=len(below) - sum(key in depths for key in below),
    )


def _ascend(graph: DirectiveGraph, key: str) -> dict[str, int]:
    """Return what a directive implements, and what that implements, with negative depths."""
    found = {key: 0}
    level, reached = [key], 0
    while level:
        reached -= 1
        above = {edge.cited for one in level for edge in graph.cited(one, {RelationKind.IMPLEMENTS})} - found.keys()
        found |= dict.fromkeys(sorted(above), reached)
        level = sorted(above)
    del found[key]
    return found


def _node(document: Directive, depth: int, focus: Directive) -> CascadeNode:
    return CascadeNode(
        key=document.key,
        label=document.label,
        type=document.type,
        number=document.written_number,
        title=document.title,
        date=document.date,
        issuer=document.body_name,
        level=document.level,
        province=document.province,
        standing=Standing.IN_CORPUS if document.in_corpus else Standing.CITED_ONLY,
        depth=depth,
        source=document.sources[0] if document.sources else None,
        responds=depth > 0 and not is_own_issue(document, focus),
        possible_typo_of=document.possible_typo_of,
    )


def _edge(edge: Edge) -> CascadeEdge:
    return CascadeEdge(edge.citing, edge.cited, edge.relation, evidence_of(edge), edge.confidence)


def _order(node: CascadeNode) -> tuple[int, str, str, str]:
    return (node.depth, node.date.isoformat() if node.date else "9999", node.issuer or "", node.key)
