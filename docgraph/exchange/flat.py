"""Graphs for other programs: GraphML, GEXF and a pair of CSV files.

These forms hold only plain values: lists become JSON text, missing values are left out, and characters that
XML does not allow are dropped.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from docgraph.exchange.atomic import write_atomically
from docgraph.queries.table import csv_text

if TYPE_CHECKING:
    import os

    from docgraph.graph.directive_graph import DirectiveGraph

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTE_COLUMNS: Final = ("evidence_source", "evidence_start", "evidence_end", "evidence_text", "evidence_count")

Plain = str | int | float | bool


def _text(value: str) -> str:
    return _NOT_XML.sub("", value)


def _plain(value: Any) -> Plain:
    if isinstance(value, list | dict):
        return _text(json.dumps(value, ensure_ascii=False, sort_keys=True))
    return _text(value) if isinstance(value, str) else value


def _quote(evidence: list[dict[str, Any]]) -> dict[str, Plain]:
    """Return the first sentence of an edge in columns, and how many there are."""
    if not evidence:
        return {}
    first = evidence[0]
    values = (first["source"], first["start"], first["end"], _plain(first["text"]), len(evidence))
    return dict(zip(_QUOTE_COLUMNS, values, strict=True))


def flat_graph(graph: DirectiveGraph) -> nx.MultiDiGraph[str]:
    """Return a copy whose attributes are plain values."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in graph.nx.nodes(data=True):
        kept = {key: _plain(value) for key, value in sorted(attributes.items()) if value not in (None, [])}
        flat.add_node(_text(node), **kept)
    for citing, cited, key, attributes in sorted(graph.nx.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        kept = {name: _plain(value) for name, value in sorted(attributes.items()) if value not in (None, [])}
        kept |= _quote(attributes.get("evidence", []))
        flat.add_edge(_text(citing), _text(cited), key=key, **kept)
    return flat


def format_graphml(graph: DirectiveGraph) -> str:
    """Return a graph as GraphML."""
    return "\n".join(nx.generate_graphml(flat_graph(graph))) + "\n"


def format_gexf(graph: DirectiveGraph) -> str:
    """Return a graph as GEXF 1.2, without the time of writing, so that the same graph gives the same bytes."""
    out = io.BytesIO()
    nx.write_gexf(flat_graph(graph), out, version="1.2draft")
    return re.sub(r' lastmodifieddate="[^"]*"', "", out.getvalue().decode("utf-8")) + "\n"


def _columns(records: list[dict[str, Any]], first: tuple[str, ...]) -> tuple[str, ...]:
    return first + tuple(sorted({name for record in records for name in record} - set(first)))


def format_csv_pair(graph: DirectiveGraph) -> tuple[str, str]:
    """Return the nodes and the edges of a graph as two CSV texts."""
    flat = flat_graph(graph)
    nodes = [{"id": node, **attributes} for node, attributes in flat.nodes(data=True)]
    edges = [{"source": citing, "target": cited, **attributes} for citing, cited, attributes in flat.edges(data=True)]
    tables = []
    for records, first in ((nodes, ("id", "kind", "label")), (edges, ("source", "target", "relation"))):
        columns = _columns(records, first)
        tables.append(csv_text(columns, [{name: record.get(name) for name in columns} for record in records]))
    return tables[0], tables[1]


def write_graphml(graph: DirectiveGraph, path: str | os.PathLike[str]) -> Path:
    """Write a graph as GraphML."""
    return write_atomically(path, format_graphml(graph))


def write_gexf(graph: DirectiveGraph, path: str | os.PathLike[str]) -> Path:
    """Write a graph as GEXF."""
    return write_atomically(path, format_gexf(graph))


def csv_paths(path: str | os.PathLike[str]) -> tuple[Path, Path]:
    """Return the two files of a CSV pair.

    >>> [str(one) for one in csv_paths("out/graph.csv")]
    ['out/graph-nodes.csv', 'out/graph-edges.csv']
    """
    target = Path(path)
    return target.with_name(f"{target.stem}-nodes.csv"), target.with_name(f"{target.stem}-edges.csv")


def write_csv_pair(graph: DirectiveGraph, path: str | os.PathLike[str]) -> tuple[Path, Path]:
    """Write a graph as two CSV files, NAME-nodes.csv and NAME-edges.csv."""
    nodes, edges = format_csv_pair(graph)
    node_path, edge_path = csv_paths(path)
    return write_atomically(node_path, nodes), write_atomically(edge_path, edges)
