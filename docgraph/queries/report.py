"""What building a graph made of a corpus: mentions, directives, merges, and what stayed open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgraph.queries.table import Table

if TYPE_CHECKING:
    from docgraph.graph.directive_graph import DirectiveGraph


def report_table(graph: DirectiveGraph) -> Table:
    """Return the figures of a build: those of the resolution, then merges, typos and edges.

    A merge is a directive that more than one document names, or names in more than one place.
    """
    counts = dict(graph.nx.graph.get("report", {}))
    merged = conflicts = typos = edges = 0
    for directive in graph.directives():
        merged += directive.mentions + len(directive.sources) > 1
        conflicts += bool(directive.conflicts)
        typos += directive.possible_typo_of is not None
    edges = sum(1 for _ in graph.edges())
    first = {name: counts.pop(name) for name in ("documents", "mentions", "directives") if name in counts}
    figures = {
        **first,
        "merged from several mentions": merged,
        "with conflicting values": conflicts,
        "possible typos": typos,
        "relations": edges,
        "ambiguous": counts.pop("ambiguous", 0),
        "unresolved": counts.pop("unresolved", 0),
        **counts,
    }
    return Table(("what", "number"), tuple(figures.items()))
