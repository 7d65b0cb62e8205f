"""Reading a large graph file piece by piece: as `node_link.format_graph` lays it out, one node or edge on each line."""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from docgraph.graph.directive_graph import DirectiveGraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA: Final = "docgraph.graph/1"
PIECE: Final = 4000
"""Lines that are parsed together: the names of their fields share memory."""
LONGEST_SHARED: Final = 80
"""Values of at most so many characters are kept once, however often they occur."""


def read_pieces(path: Path) -> DirectiveGraph:
    """Return the graph of a file; `ValueError` or `KeyError` where its layout is another one."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    shared: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        graph.graph.update(_head(lines))
        for node in _items(lines, "],\n", shared):
            graph.add_node(node.pop("id"), **node)
        if next(lines, "") != '"edges": [\n':
            raise ValueError(str(path))
        for edge in _items(lines, "]}\n", shared):
            citing, cited, relation = edge.pop("source"), edge.pop("target"), edge.pop("key")
            if citing not in graph or cited not in graph:
                raise ValueError(str(path))
            graph.add_edge(citing, cited, key=relation, **edge)
    return DirectiveGraph(graph)


def _head(lines: Iterator[str]) -> dict[str, Any]:
    """Return the attributes of the graph, and leave *lines* at its first node."""
    head = "".join(islice(lines, 4))
    held = json.loads(f"{head.rstrip().removesuffix(',')}}}")
    if held["schema"] != SCHEMA or next(lines, "") != '"nodes": [\n':
        raise ValueError(head[:80])
    attributes = held["graph"]
    if not isinstance(attributes, dict):
        raise TypeError(head[:80])
    return attributes


def _items(lines: Iterator[str], last: str, shared: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list, up to the line that ends it."""
    while True:
        piece = _up_to(lines, last)
        ended = bool(piece) and piece[-1] == last
        if ended:
            piece.pop()
        elif len(piece) < PIECE:
            raise ValueError(last)
        if piece:
            for item in json.loads(f"[{''.join(piece).rstrip().removesuffix(',')}]"):
                yield _with_shared(item, shared)
        if ended:
            return


def _up_to(lines: Iterator[str], last: str) -> list[str]:
    piece: list[str] = []
    for line in lines:
        piece.append(line)
        if line == last or len(piece) == PIECE:
            break
    return piece


def _with_shared(item: dict[str, Any], shared: dict[str, str]) -> dict[str, Any]:
    """Return an object whose short values are kept once for all objects."""
    for name, value in item.items():
        if type(value) is str and len(value) <= LONGEST_SHARED:
            item[name] = shared.setdefault(value, value)
    for one in item.get("evidence", ()):
        source = one["source"]
        one["source"] = shared.setdefault(source, source)
    return item


@contextmanager
def collecting_later() -> Iterator[None]:
    """Put off the collection of garbage while many objects are made that all stay."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
