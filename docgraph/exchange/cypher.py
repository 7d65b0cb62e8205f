"""Graphs for Neo4j and other property graphs: openCypher statements, and CSV files for ``neo4j-admin import``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docgraph.exchange.atomic import write_atomically
from docgraph.exchange.flat import flat_graph
from docgraph.graph.attributes import AGENCY
from docgraph.queries.table import csv_text

if TYPE_CHECKING:
    import os

    from docgraph.graph.directive_graph import DirectiveGraph

_NAMES: Final = re.compile(r"[^a-z0-9_]")
_ESCAPES: Final = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE: Final = re.compile(r"['\\\x00-\x1f\x7f]")
_TYPES: Final = {bool: "boolean", int: "long", float: "double"}


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    # Escapes that every engine knows; other control characters are left out.
    return f"'{_UNSAFE.sub(lambda match: _ESCAPES.get(match[0], ''), str(value))}'"


def _properties(attributes: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{_NAMES.sub('_', name)}: {_literal(value)}" for name, value in attributes.items()) + "}"


def _label(attributes: dict[str, Any]) -> str:
    return "Agency" if attributes["kind"] == AGENCY else "Document"


def format_cypher(graph: DirectiveGraph) -> str:
    """Return openCypher statements, one on each line, that make the graph in an empty database.

    Nodes are ``:Document`` and ``:Agency`` with their ``id``; the relation is the type of an edge: ``[:IMPLEMENTS]``.
    """
    flat = flat_graph(graph)
    labels = {node: _label(attributes) for node, attributes in flat.nodes(data=True)}
    lines = [
        f"CREATE (:{labels[node]} {_properties({'id': node, **attributes})});"
        for node, attributes in flat.nodes(data=True)
    ]
    for citing, cited, relation, attributes in flat.edges(keys=True, data=True):
        kept = {name: value for name, value in attributes.items() if name not in {"evidence", "relation"}}
        first = f"(a:{labels[citing]} {{id: {_literal(citing)}}})"
        second = f"(b:{labels[cited]} {{id: {_literal(cited)}}})"
        lines.append(f"MATCH {first}, {second} CREATE (a)-[:{str(relation).upper()} {_properties(kept)}]->(b);")
    return "\n".join(lines) + "\n"


def format_neo4j(graph: DirectiveGraph) -> tuple[str, str]:
    """Return nodes and relationships as the CSV texts that ``neo4j-admin database import`` reads."""
    flat = flat_graph(graph)
    nodes = [{":ID": node, ":LABEL": _label(held), **held} for node, held in flat.nodes(data=True)]
    edges = [
        {":START_ID": citing, ":END_ID": cited, ":TYPE": str(relation).upper(), **held}
        for citing, cited, relation, held in flat.edges(keys=True, data=True)
    ]
    return _typed(nodes), _typed(edges)


def _typed(records: list[dict[str, Any]]) -> str:
    """Return records as CSV whose heading tells the type of each column; lists stay JSON text."""
    names = tuple(dict.fromkeys(name for record in records for name in record))
    kinds = {name: {type(record[name]) for record in records if record.get(name) not in (None, "")} for name in names}
    headings = {
        name: name
        if name.startswith(":")
        else f"{name}:{_TYPES.get(next(iter(kinds[name])), 'string')}"
        if len(kinds[name]) == 1
        else f"{name}:string"
        for name in names
    }
    rows = [{headings[name]: _cell(record.get(name)) for name in names} for record in records]
    return csv_text(tuple(headings.values()), rows)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def write_cypher(graph: DirectiveGraph, path: str | os.PathLike[str]) -> Path:
    """Write openCypher statements."""
    return write_atomically(path, format_cypher(graph))


def write_neo4j(graph: DirectiveGraph, path: str | os.PathLike[str]) -> tuple[Path, Path]:
    """Write two CSV files for ``neo4j-admin database import``: NAME-neo4j-nodes.csv, …-relationships.csv."""
    target = Path(path)
    nodes, edges = format_neo4j(graph)
    return (
        write_atomically(target.with_name(f"{target.stem}-neo4j-nodes.csv"), nodes),
        write_atomically(target.with_name(f"{target.stem}-neo4j-relationships.csv"), edges),
    )
