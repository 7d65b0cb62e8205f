"""The graph of who carries out what."""

from __future__ import annotations

from docgraph.graph.attributes import Edge, EdgeEvidence
from docgraph.graph.building import build_graph, graph_of
from docgraph.graph.directive_graph import DirectiveGraph

__all__ = ["DirectiveGraph", "Edge", "EdgeEvidence", "build_graph", "graph_of"]
