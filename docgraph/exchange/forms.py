"""The forms in which a graph is written, by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docgraph.exchange import cypher, flat, node_link, parquet, rdf, web_annotations

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from docgraph.graph.directive_graph import DirectiveGraph

WRITERS: Final[dict[str, Callable[[DirectiveGraph, Any], Path | tuple[Path, ...]]]] = {
    "json": node_link.write_graph,
    "graphml": flat.write_graphml,
    "gexf": flat.write_gexf,
    "csv": flat.write_csv_pair,
    "parquet": parquet.write_parquet,
    "jsonld": rdf.write_jsonld,
    "turtle": rdf.write_turtle,
    "cypher": cypher.write_cypher,
    "neo4j": cypher.write_neo4j,
    "annotations": web_annotations.write_annotations,
}


def write_form(graph: DirectiveGraph, form: str, path: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write a graph in one of the forms of `WRITERS`; return the files written."""
    written = WRITERS[form](graph, path)
    return (written,) if isinstance(written, Path) else written
