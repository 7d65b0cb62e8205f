from __future__ import annotations

import random

import networkx as nx
import pytest

from docgraph.documents.model import RelationKind
from docgraph.errors import UnknownDirectiveError
from docgraph.exchange.node_link import format_graph
from docgraph.graph import DirectiveGraph, build_graph

DECISION = "vn/quang-ngai/ubnd/qd/2021/1501"
PLAN = "vn/quang-ngai/bdt/kh/2021/661"


def test_the_graph_keeps_its_invariants(reports) -> None:
    graph = build_graph(reports)
    graph.check()
    assert isinstance(graph.nx, nx.MultiDiGraph)
    assert len(graph) == sum(1 for _ in graph.directives()) == 14
    assert "14 directives" in repr(graph)


def test_a_cited_directive_is_one_node_with_its_issuer(reports) -> None:
    graph = build_graph(reports)
    decision = graph.directive(DECISION)
    assert decision.in_corpus
    assert decision.cited_by == 2
    assert [edge for edge in graph.nx.out_edges(PLAN, keys=True) if edge[2] == "issued_by"] == [
        (PLAN, "agency:quang-ngai/bdt", "issued_by")
    ]
    assert dict(graph.agencies())["quang-ngai/snv"]["name"] == "Sở Nội vụ tỉnh Quảng Ngãi"
    assert sum(name["name"].startswith("Sở Nội vụ") for _, name in graph.agencies()) == 1


def test_an_edge_carries_the_sentence_that_proves_it(reports) -> None:
    graph = build_graph(reports)
    edge = next(edge for edge in graph.citing(DECISION, [RelationKind.IMPLEMENTS]) if edge.citing == PLAN)
    source = next(report for report in reports if report.source == "ban-dan-toc.txt")
    (sentence,) = edge.evidence
    assert sentence.source == source.source
    assert source.text[sentence.start : sentence.end] == sentence.text
    assert "661/KH-BDT" in sentence.text
    assert sentence.mention is not None
    assert source.text[slice(*sentence.mention)] == "Quyết định 1501/QĐ-UBND"


def test_a_mention_without_relation_is_mentioned(document) -> None:
    report = document("a.txt", "Quyết định 1477/QĐ-UBND | 2021-09-22", own="Báo cáo || Sở Y tế tỉnh Quảng Ngãi")
    (edge,) = build_graph([report]).edges()
    assert (edge.relation, edge.cited) == (RelationKind.MENTIONS, "vn/quang-ngai/ubnd/qd/2021/1477")


def test_sentences_of_several_documents_gather_on_one_edge(document) -> None:
    cites = ("Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh", "Kế hoạch 661/KH-BDT | 2021-10-05")
    own = "Báo cáo | 2023-0{} | Sở Y tế tỉnh Quảng Ngãi"
    corpus = [document(f"{n}.txt", *cites, own=own.format(n), relations=[(1, "implements", 0)]) for n in (1, 2)]
    edge = next(build_graph(corpus).citing("vn/quang-ngai/ubnd/qd/2021/1477"))
    assert [sentence.source for sentence in edge.evidence] == ["1.txt", "2.txt"]


def test_a_relation_to_itself_or_to_nowhere_is_no_edge(document) -> None:
    own = "Quyết định 684/QĐ-UBND | 2024-05-08 | UBND tỉnh Bắc Giang"
    report = document("a.txt", own, own=own, relations=[("self", "implements", 0)])
    assert list(build_graph([report]).edges()) == []
    assert [place["verdict"] for place in build_graph([report]).nx.graph["open"]] == ["self"]


def test_the_order_of_the_corpus_changes_no_byte(reports) -> None:
    text = format_graph(build_graph(reports))
    for seed in range(4):
        shuffled = random.Random(seed).sample(reports, len(reports))
        assert format_graph(build_graph(shuffled)) == text


def test_the_empty_corpus_gives_the_empty_graph() -> None:
    graph = build_graph([])
    graph.check()
    assert len(graph) == 0
    with pytest.raises(UnknownDirectiveError):
        graph.find("1477/QĐ-UBND")


def broken(change) -> DirectiveGraph:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    document = {"kind": "document", "possible_typo_of": None}
    graph.add_node("vn/a", **document)
    graph.add_node("vn/b", **document)
    change(graph)
    return DirectiveGraph(graph)


def edge(graph, key="implements", **attributes) -> None:
    fields = {"relation": key, "confidence": 1.0, "evidence": [], **attributes}
    graph.add_edge("vn/a", "vn/b", key=key, **fields)


SENTENCE = {"source": "a", "start": 0, "end": 2, "text": "ab", "mention": None, "cue": None}
BREAKS = {
    "no kind": lambda g: g.add_node("x", kind="person"),
    "agency id": lambda g: g.add_node("vn/c", kind="agency"),
    "no evidence": edge,
    "no relation": lambda g: edge(g, "likes", evidence=[SENTENCE]),
    "another key": lambda g: edge(g, relation="mentions", evidence=[SENTENCE]),
    "no confidence": lambda g: edge(g, confidence=0, evidence=[SENTENCE]),
    "evidence elsewhere": lambda g: edge(g, evidence=[{**SENTENCE, "end": 5}]),
    "evidence unordered": lambda g: edge(g, evidence=[{**SENTENCE, "source": "b"}, SENTENCE]),
    "agency edge between documents": lambda g: edge(g, "issued_by"),
    "typo of nothing": lambda g: g.nodes["vn/a"].update(possible_typo_of="vn/z"),
    "order": lambda g: g.add_node("vn/0", kind="document", possible_typo_of=None),
}


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS)
def test_a_broken_graph_is_found(change) -> None:
    broken(lambda g: None).check()
    with pytest.raises(ValueError, match="The graph is broken"):
        broken(change).check()
