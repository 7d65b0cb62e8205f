from __future__ import annotations

import json

import pytest

from docgraph.errors import GraphReadError
from docgraph.exchange.node_link import format_graph, parse_graph, read_graph, write_graph
from docgraph.graph import build_graph


def test_a_graph_is_read_back_identical(reports, tmp_path) -> None:
    graph = build_graph(reports)
    path = write_graph(graph, tmp_path / "g.json")
    again = read_graph(path)
    assert list(again.directives()) == list(graph.directives())
    assert list(again.edges()) == list(graph.edges())
    assert again.nx.graph == graph.nx.graph
    write_graph(again, tmp_path / "h.json")
    assert (tmp_path / "h.json").read_bytes() == path.read_bytes()
    assert again.responses("1501/QĐ-UBND").record() == graph.responses("1501/QĐ-UBND").record()


def test_the_file_is_utf_8_json_with_a_schema(reports, tmp_path) -> None:
    raw = write_graph(build_graph(reports), tmp_path / "g.json").read_bytes()
    held = json.loads(raw.decode("utf-8"))
    assert held["schema"] == "docgraph.graph/1"
    assert "Quyết định" in raw.decode("utf-8")
    assert [node["id"] for node in held["nodes"]] == sorted(node["id"] for node in held["nodes"])


def test_the_empty_graph_too() -> None:
    text = format_graph(build_graph([]))
    assert format_graph(parse_graph(text)) == text


GRAPH = format_graph(build_graph([]))
BAD = {
    "nothing": "",
    "no JSON": "{",
    "a list": "[]",
    "another schema": '{"schema": "docgraph.graph/99"}',
    "no nodes": '{"schema": "docgraph.graph/1", "graph": {}}',
    "a node without id": GRAPH.replace('"nodes": []', '"nodes": [{}]'),
    "a node without kind": GRAPH.replace('"nodes": []', '"nodes": [{"id": "a"}]'),
    "nodes that are none": GRAPH.replace('"nodes": []', '"nodes": 5'),
    "an edge to nowhere": GRAPH.replace('"edges": []', '"edges": [{"source": "a", "target": "b", "key": "mentions"}]'),
    "too deep": "[" * 100_000,
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_bad_file_is_a_clear_error(tmp_path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, "utf-8")
    with pytest.raises(GraphReadError, match=r"bad\.json: "):
        read_graph(path)


def test_a_file_that_cannot_be_read(tmp_path) -> None:
    with pytest.raises(GraphReadError, match=r"none\.json: It cannot be read"):
        read_graph(tmp_path / "none.json")
    with pytest.raises(GraphReadError, match="cannot be read"):
        read_graph(tmp_path)
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(GraphReadError, match="Byte 0 is not UTF-8"):
        read_graph(tmp_path / "bytes.json")
