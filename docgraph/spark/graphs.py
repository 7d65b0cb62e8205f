"""From the rows of a resolution to a graph on one machine."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import frozen

from docgraph.graph.building import assemble_graph
from docgraph.spark.deciding import Aside, edge_ends
from docgraph.spark.rows import Row, unseal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docgraph.agencies import Agency, Registry
    from docgraph.directives.directive import Directive
    from docgraph.graph.attributes import EdgeEvidence
    from docgraph.graph.directive_graph import DirectiveGraph


@frozen
class Collected:
    """The parts of a graph, as rows, gathered in one place in any order."""

    directives: Iterable[Row]
    edges: Iterable[Row]
    asides: Iterable[Row]

    def to_graph(self, registry: Registry | None = None) -> DirectiveGraph:
        """Return the graph that `docgraph.build_graph` makes of the same documents."""
        found: list[tuple[Directive, Agency | None]] = [unseal(row.value) for row in self.directives]
        found.sort(key=lambda pair: pair[0].key)
        agencies: dict[str, Agency] = {}
        for _, agency in found:
            if agency is not None:
                agencies.setdefault(agency.id, agency)
        edges: Mapping[tuple[str, str, str], tuple[list[EdgeEvidence], float]] = {
            edge_ends(row): unseal(row.value) for row in self.edges
        }
        asides: list[Aside] = [unseal(row.value) for row in sorted(self.asides, key=lambda row: row.document)]
        counts: Counter[str] = Counter()
        for aside in asides:
            counts.update(aside.counts)
        whole = ("documents", "mentions", "directives", "provisional")
        report = {
            "documents": counts["documents"],
            "mentions": counts["mentions"],
            "directives": len(found),
            "provisional": sum(directive.provisional for directive, _ in found),
            **{name: counts[name] for name in sorted(counts) if name not in whole},
        }
        directives = [directive for directive, _ in found]
        beside = [aside.beside for aside in asides]
        return assemble_graph(directives, agencies.values(), edges, beside, report, registry=registry)
