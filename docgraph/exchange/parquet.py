"""Nodes, edges and mentions as Parquet files; needs pyarrow (``pip install docgraph[parquet]``)."""

from __future__ import annotations

import importlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgraph.errors import DocgraphError
from docgraph.exchange.atomic import write_atomically
from docgraph.exchange.mentions import mention_records

if TYPE_CHECKING:
    import os

    from docgraph.graph.directive_graph import DirectiveGraph

TABLES = ("nodes", "edges", "mentions")


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        message = "Parquet needs pyarrow, which is not installed. Install it with: pip install docgraph[parquet]."
        raise DocgraphError(message) from error


def records(graph: DirectiveGraph) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the three tables; lists of sentences and conflicts are lists of records."""
    nodes = [{"id": node, **attributes} for node, attributes in graph.nx.nodes(data=True)]
    edges = [
        {"source": citing, "target": cited, **attributes} for citing, cited, attributes in graph.nx.edges(data=True)
    ]
    return {"nodes": _even(nodes), "edges": _even(edges), "mentions": mention_records(graph)}


def _even(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give every row every column."""
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    return [{name: row.get(name) for name in names} for row in rows]


def write_parquet(graph: DirectiveGraph, path: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write NAME-nodes.parquet, NAME-edges.parquet and NAME-mentions.parquet."""
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    target = Path(path)
    written = []
    for name, rows in records(graph).items():
        out = io.BytesIO()
        table = arrow.Table.from_pylist(rows).replace_schema_metadata(
            {"docgraph": json.dumps({"schema": "docgraph.graph/1", "table": name})}
        )
        parquet.write_table(table, out, compression="zstd")
        written.append(write_atomically(target.with_name(f"{target.stem}-{name}.parquet"), out.getvalue()))
    return tuple(written)
