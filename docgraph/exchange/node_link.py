"""Graphs as node-link JSON: the form that is read back identical.

One node or edge stands on each line, in the graph's own order, so that two versions of a graph can be compared
line by line.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import networkx as nx

from docgraph.errors import GraphReadError
from docgraph.exchange.atomic import write_atomically
from docgraph.exchange.pieces import SCHEMA, collecting_later, read_pieces
from docgraph.graph.directive_graph import DirectiveGraph


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))


def _block(name: str, values: list[str]) -> str:
    inner = ",\n".join(values)
    return f'"{name}": [\n{inner}\n]' if values else f'"{name}": []'


def format_graph(graph: DirectiveGraph) -> str:
    """Return a graph as JSON text."""
    nodes = [_line({"id": node, **attributes}) for node, attributes in graph.nx.nodes(data=True)]
    edges = [
        _line({"source": citing, "target": cited, "key": key, **attributes})
        for citing, cited, key, attributes in sorted(
            graph.nx.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], edge[2])
        )
    ]
    head = [f'"schema": {_line(SCHEMA)}', '"directed": true', '"multigraph": true', f'"graph": {_line(graph.nx.graph)}']
    return "{" + ",\n".join([*head, _block("nodes", nodes), _block("edges", edges)]) + "}\n"


def parse_graph(text: str, name: str = "This text") -> DirectiveGraph:
    """Return the graph that JSON text holds; *name* stands for it in errors."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise GraphReadError(f"{name}: This is not JSON: {error}. Write a graph with: docgraph build.") from error
    if not isinstance(held, dict) or held.get("schema") != SCHEMA:
        found = held.get("schema") if isinstance(held, dict) else None
        message = f"{name}: This is no graph of the form {SCHEMA!r}; its schema is {found!r}."
        raise GraphReadError(f"{message} Write a graph with: docgraph build.")
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    try:
        graph.graph.update(held["graph"])
        for node in held["nodes"]:
            graph.add_node(node["id"], **{key: value for key, value in node.items() if key != "id"})
        for edge in held["edges"]:
            ends = {"source", "target", "key"}
            if not (edge["source"] in graph and edge["target"] in graph):
                missing = edge["target"] if edge["source"] in graph else edge["source"]
                raise GraphReadError(f"{name}: An edge speaks of {missing!r}, which is no node of the graph.")
            attributes = {key: value for key, value in edge.items() if key not in ends}
            graph.add_edge(edge["source"], edge["target"], key=edge["key"], **attributes)
        read = DirectiveGraph(graph)
        read.check()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GraphReadError(f"{name}: The graph is not whole ({error}). Build it again.") from error
    return read


def write_graph(graph: DirectiveGraph, path: str | os.PathLike[str]) -> Path:
    """Write a graph as node-link JSON; the file is replaced only when the new one is complete."""
    return write_atomically(path, format_graph(graph))


def read_graph(path: str | os.PathLike[str]) -> DirectiveGraph:
    """Read a graph that `write_graph` wrote.

    A file as `write_graph` lays it out is read piece by piece, so that a large one is never in memory as text; any
    other layout of the same JSON is read too.
    """
    name = os.fspath(path)
    try:
        with collecting_later():
            read = read_pieces(Path(path))
            read.check()
    except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError):
        pass  # what is wrong, if anything, is found and said below
    else:
        return read
    try:
        text = Path(path).read_text("utf-8")
    except UnicodeDecodeError as error:
        message = f"{name}: Byte {error.start} is not UTF-8, so this is no graph file. Write one with: docgraph build."
        raise GraphReadError(message) from error
    except OSError as error:
        raise GraphReadError(f"{name}: It cannot be read: {error.strerror or error}.") from error
    return parse_graph(text, name)
