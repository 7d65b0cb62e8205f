from __future__ import annotations

import functools

import pytest

from docgraph.documents.parsing import parse_document
from docgraph.exchange.node_link import format_graph
from docgraph.graph import DirectiveGraph, build_graph
from docgraph.sample import sample_paths

HOSTILE = """SỞ Y TẾ TỈNH QUẢNG NGÃI

BÁO CÁO
Kết quả "thi đua" \\ 'dịch vụ'\t<b>&amp;</b>

Thực hiện Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của UBND tỉnh "Quảng Ngãi\\'; DROP {}\u2028 về việc\ufffe này.

GIÁM ĐỐC

Trần Văn Nam
"""


@functools.cache
def sample_graph() -> DirectiveGraph:
    documents = [parse_document(path.name, path.read_text("utf-8")) for path in sample_paths()]
    return build_graph([*documents, parse_document("hostile 'file' <1>.txt", HOSTILE)])


@pytest.fixture
def sample():
    """The graph of the sample corpus and of a text full of signs that need escaping; a writer leaves it as it is."""
    graph = sample_graph()
    before = format_graph(graph)
    yield graph
    assert format_graph(graph) == before
