from __future__ import annotations

import functools

import pytest

from docgraph.documents.parsing import parse_document
from docgraph.exchange.node_link import format_graph
from docgraph.graph import DirectiveGraph, build_graph
from docgraph.sample import sample_paths


@functools.cache
def sample_graph() -> DirectiveGraph:
    return build_graph(parse_document(path.name, path.read_text("utf-8")) for path in sample_paths())


@pytest.fixture
def sample():
    """The graph of the sample corpus; a query must leave it as it is."""
    graph = sample_graph()
    before = format_graph(graph)
    yield graph
    assert format_graph(graph) == before
