"""docgraph as a backend of networkx: functions of networkx that run on a compact graph as it is.

networkx finds this module by the entry point ``networkx.backends`` and calls the function of its own name here, with a
`CompactGraph` for the graph; answers and errors are those of networkx.

>>> import networkx as nx
>>> from docgraph.scale.compact import CompactGraph
>>> graph = CompactGraph.from_edges([("plan", "decision", "implements"), ("report", "plan", "mentions")])
>>> sorted(nx.ancestors(graph, "decision"))
['plan', 'report']

What has no function here runs on the converted graph if ``nx.config.fallback_to_nx`` is set, or after
`CompactGraph.to_networkx`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from docgraph.errors import GraphInputError
from docgraph.scale.compact import CompactGraph, Towards
from docgraph.scale.compact_columns import named_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

UNNAMED: Final = "mentions"
"""The relation of an edge that names none."""


def convert_from_nx(
    graph: nx.Graph[Any],
    *,
    edge_attrs: Mapping[str, Any] | None = None,
    node_attrs: Mapping[str, Any] | None = None,
    preserve_edge_attrs: bool = False,
    preserve_node_attrs: bool = False,
    preserve_graph_attrs: bool = False,  # noqa: ARG001 - networkx always asks for it where it keeps what it converts
    name: str | None = None,  # noqa: ARG001 - networkx tells for which function
    graph_name: str | None = None,  # noqa: ARG001 - and for which argument
) -> CompactGraph:
    """Return a directed networkx graph as a compact one; a relation is the key of an edge, or its attribute.

    Raises NotImplementedError, by which networkx knows that it must go another way, where attributes are needed or
    the graph is none of directed edges between strings.
    """
    if edge_attrs or node_attrs or preserve_edge_attrs or preserve_node_attrs:
        raise NotImplementedError("A compact graph keeps no attributes of nodes and edges.")
    if not graph.is_directed():
        raise NotImplementedError("A compact graph is directed.")
    try:
        return CompactGraph.from_columns(named_columns(_edges_of(graph), graph, loops=True))
    except GraphInputError as error:
        raise NotImplementedError(str(error)) from error


def convert_to_nx(result: object, *, name: str | None = None) -> object:  # noqa: ARG001 - networkx tells the function
    """Return a compact graph as networkx keeps it, and everything else as it is."""
    return result.to_networkx() if isinstance(result, CompactGraph) else result


def can_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
    """Tell networkx whether a call can be answered here, or why it cannot."""
    graph = args[0] if args else kwargs["G"]
    if not graph.is_directed():
        return "a compact graph is directed"
    if name != "shortest_path_length":
        return True
    given = dict(zip(("G", "source", "target", "weight"), args, strict=False)) | dict(kwargs)
    if given.get("weight") is not None:
        return "a compact graph has no weights"
    return (given.get("source"), given.get("target")) != (None, None) or "the distances of all pairs are not kept"


def should_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:  # noqa: ARG001 - one answer
    """Tell networkx not to convert its own graphs unasked: that takes longer than any one answer."""
    return "converting a graph takes longer than one closure of it"


def ancestors(G: CompactGraph, source: str) -> set[str]:  # noqa: N803 - networkx passes it by this name
    """Return all nodes from which a way leads to *source*."""
    _claim_node(G, source)
    return G.ancestors(source)


def descendants(G: CompactGraph, source: str) -> set[str]:  # noqa: N803
    """Return all nodes to which a way leads from *source*."""
    _claim_node(G, source)
    return G.descendants(source)


def bfs_layers(G: CompactGraph, sources: str | Iterable[str]) -> Iterator[list[str]]:  # noqa: N803
    """Yield the nodes in lists of equal distance from *sources*."""
    # a set first, as networkx does, so that the first list stands in the same order
    first = [sources] if isinstance(sources, str) and sources in G else list(set(sources))
    for node in first:
        _claim_node(G, node, f"The node {node} is not in the graph.")
    for level in G.levels(first, "cited"):
        yield list(level)


def descendants_at_distance(G: CompactGraph, source: str, distance: int) -> set[str]:  # noqa: N803
    """Return the nodes that are exactly so many steps from *source*."""
    _claim_node(G, source, f"The node {source} is not in the graph.")
    levels = enumerate(G.levels(source, "cited", depth=distance))
    return next((set(level) for number, level in levels if number == distance), set())


def single_source_shortest_path_length(
    G: CompactGraph,  # noqa: N803
    source: str,
    cutoff: float | None = None,
) -> dict[str, int]:
    """Return how far each node that can be reached from *source* is."""
    if source not in G:
        raise nx.NodeNotFound(f"Source {source} is not in G")
    return _hops(G, source, "cited", cutoff)


def single_target_shortest_path_length(
    G: CompactGraph,  # noqa: N803
    target: str,
    cutoff: float | None = None,
) -> dict[str, int]:
    """Return how far each node is from which *target* can be reached."""
    if target not in G:
        raise nx.NodeNotFound(f"Target {target} is not in G")
    return _hops(G, target, "citing", cutoff)


def shortest_path_length(
    G: CompactGraph,  # noqa: N803
    source: str | None = None,
    target: str | None = None,
    weight: None = None,  # noqa: ARG001 - `can_run` lets no other weight in
    method: str = "dijkstra",
) -> int | dict[str, int]:
    """Return how far *target* is from *source*, or how far each node is from the one of them that is given."""
    if method not in {"dijkstra", "bellman-ford"}:
        raise ValueError(f"method not supported: {method}")
    if source is not None and target is not None:
        if source not in G or target not in G:
            raise nx.NodeNotFound(f"Either source {source} or target {target} is not in G")
        way = G.path(source, target)
        if way is None:
            raise nx.NetworkXNoPath(f"No path between {source} and {target}.")
        return len(way)
    if source is not None:
        return single_source_shortest_path_length(G, source)
    assert target is not None  # `can_run` leaves the distances of all pairs to networkx
    return single_target_shortest_path_length(G, target)


def has_path(G: CompactGraph, source: str, target: str) -> bool:  # noqa: N803
    """Tell whether a way leads from *source* to *target*."""
    if source not in G or target not in G:
        raise nx.NodeNotFound(f"Either source {source} or target {target} is not in G")
    return G.path(source, target) is not None


def _edges_of(graph: nx.Graph[Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the edges of a networkx graph with the relations that their keys or attributes name."""
    if isinstance(graph, nx.MultiGraph):
        yield from ((citing, cited, key if isinstance(key, str) else repr(key)) for citing, cited, key in graph.edges)
        return
    for citing, cited, attributes in graph.edges(data=True):
        relation = attributes.get("relation")
        yield citing, cited, relation if isinstance(relation, str) else UNNAMED


def _hops(graph: CompactGraph, node: str, towards: Towards, cutoff: float | None) -> dict[str, int]:
    # networkx takes one more step as long as the cutoff is greater than the steps taken, and any number for a cutoff
    depth = None if cutoff is None or cutoff == math.inf else math.ceil(cutoff)
    return graph.hops(node, towards, depth=depth)


def _claim_node(graph: CompactGraph, node: object, message: str | None = None) -> None:
    if node not in graph:
        raise nx.NetworkXError(message or f"The node {node} is not in the digraph.")
