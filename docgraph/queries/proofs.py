"""Sentences of a graph as evidence: those of its edges and of the places that it keeps beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgraph.documents.model import RelationKind
from docgraph.queries.cascade_model import Evidence
from docgraph.queries.descent import evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph

DOING = frozenset(
    {RelationKind.IMPLEMENTS, RelationKind.REPORTS_UNDER, RelationKind.RESPONDS_TO, RelationKind.CONTINUES}
)
"""The relations by which a document says that it carries something out."""


def places(graph: DirectiveGraph, *kinds: str, document: str | None = None) -> Iterator[Mapping[str, Any]]:
    """Yield the places of these kinds, of one document or of all, in the order of files."""
    for place in graph.nx.graph.get("places", ()):
        if place["kind"] in kinds and (document is None or place["document"] == document):
            yield place


def proof(place: Mapping[str, Any]) -> Evidence:
    """Return a kept place as evidence."""
    return Evidence(place["source"], place["start"], place["end"], place["text"])


def naming(graph: DirectiveGraph, key: str, citing: str | None = None) -> tuple[Evidence, ...]:
    """Return the sentences that name a directive, of one citing document or of all."""
    found = {
        (one.source, one.start, one.end): one
        for edge in graph.citing(key)
        if citing is None or edge.citing == citing
        for one in evidence_of(edge)
    }
    return tuple(found[place] for place in sorted(found))


def own_text(graph: DirectiveGraph, key: str) -> tuple[Evidence, ...]:
    """Return the sentences in which a document cites others."""
    found = {(one.source, one.start, one.end): one for edge in graph.cited(key) for one in evidence_of(edge)}
    return tuple(found[place] for place in sorted(found))


def written(directive: Directive) -> str | None:
    """Return the date of a directive in ISO form."""
    return directive.date.isoformat() if directive.date else None


def level_name(directive: Directive) -> str | None:
    """Return the level of a directive as a word."""
    return str(directive.level) if directive.level else None


def unique(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return each sentence once, in the order of files and places."""
    found = {(one.source, one.start, one.end): one for one in evidence}
    return tuple(found[place] for place in sorted(found))
