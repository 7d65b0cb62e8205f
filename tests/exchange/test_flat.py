from __future__ import annotations

import csv
import io

import networkx as nx
import pytest

from docgraph.exchange.flat import (
    csv_paths,
    format_csv_pair,
    format_gexf,
    format_graphml,
    write_csv_pair,
    write_gexf,
    write_graphml,
)
from docgraph.graph import build_graph

DECISION = "vn/quang-ngai/ubnd/qd/2021/1501"


@pytest.fixture
def graph(reports):
    return build_graph(reports)


def test_graphml_is_read_back_by_networkx(graph, tmp_path) -> None:
    read = nx.read_graphml(write_graphml(graph, tmp_path / "g.graphml"), force_multigraph=True)
    assert set(read.nodes) == set(graph.nx.nodes)
    assert read.number_of_edges() == graph.nx.number_of_edges()
    assert read.nodes[DECISION]["label"] == "Quyết định 1501/QĐ-UBND"
    assert read.edges["vn/quang-ngai/bdt/kh/2021/661", DECISION, "implements"]["evidence_text"].startswith("Thực hiện")


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_gexf_is_read_back_by_networkx(graph, tmp_path) -> None:
    read = nx.read_gexf(write_gexf(graph, tmp_path / "g.gexf"))
    assert set(read.nodes) == set(graph.nx.nodes)
    assert read.number_of_edges() == graph.nx.number_of_edges()


def test_the_csv_pair_holds_every_node_and_edge(graph, tmp_path) -> None:
    nodes, edges = write_csv_pair(graph, tmp_path / "g.csv")
    assert (nodes, edges) == csv_paths(tmp_path / "g.csv")
    read = list(csv.DictReader(io.StringIO(nodes.read_text("utf-8"))))
    assert [row["id"] for row in read] == list(graph.nx.nodes)
    relations = [row["relation"] for row in csv.DictReader(io.StringIO(edges.read_text("utf-8")))]
    assert len(relations) == graph.nx.number_of_edges()
    assert {"implements", "reports_under", "issued_by", "submitted_to"} <= set(relations)


def test_the_same_graph_gives_the_same_bytes(graph) -> None:
    for form in (format_graphml, format_gexf, format_csv_pair):
        assert form(graph) == form(graph)


def test_characters_that_xml_forbids_are_left_out(document, tmp_path) -> None:
    own = "Báo cáo || Sở Y tế tỉnh Quảng Ngãi | một\x0chai\x00 & <ba>"
    graph = build_graph([document("a\x0b.txt", "Quyết định 1477/QĐ-UBND | 2021-09-22", own=own)])
    read = nx.read_graphml(write_graphml(graph, tmp_path / "g.graphml"), force_multigraph=True)
    assert "một hai & <ba>" in {attributes.get("title") for _, attributes in read.nodes(data=True)}


def test_the_empty_graph() -> None:
    graph = build_graph([])
    assert "<graphml" in format_graphml(graph)
    assert "<gexf" in format_gexf(graph)
    assert [next(csv.reader(io.StringIO(table))) for table in format_csv_pair(graph)] == [
        ["id", "kind", "label"],
        ["source", "target", "relation"],
    ]
