from __future__ import annotations

from docgraph.graph import build_graph
from docgraph.queries.cascade_model import Standing


def test_levels_below_and_above(reports) -> None:
    cascade = build_graph(reports).cascade("1501/QĐ-UBND")
    assert [(node.depth, node.label) for node in cascade.nodes] == [
        (-1, "Quyết định 2001/QĐ-TTg"),
        (0, "Quyết định 1501/QĐ-UBND"),
        (0, "Quyết định 1561/QĐ-UBND"),
        (1, "Kế hoạch 661/KH-BDT"),
        (1, "Báo cáo của Sở Xây dựng tỉnh Quảng Ngãi, 11/2023"),
        (1, "Báo cáo của Ban Dân tộc tỉnh Quảng Ngãi"),
        (2, "Kế hoạch 12/KH-UBND"),
    ]
    focus = next(node for node in cascade.nodes if node.key == cascade.focus)
    assert (focus.standing, focus.source, focus.responds) == (Standing.IN_CORPUS, "decision.txt", False)
    assert [node.standing for node in cascade.nodes if node.number == "661/KH-BDT"] == [Standing.CITED_ONLY]
    assert all(node.responds for node in cascade.nodes if node.depth > 0)
    assert cascade.silent == ("Sở Nội vụ tỉnh Quảng Ngãi", "Sở Y tế tỉnh Quảng Ngãi")


def test_edges_quote_their_sentence_and_mark_the_reference(reports) -> None:
    cascade = build_graph(reports).cascade("1501/QĐ-UBND")
    keys = {node.key for node in cascade.nodes}
    assert all({edge.citing, edge.cited} <= keys for edge in cascade.edges)
    for edge in cascade.edges:
        for sentence in edge.evidence:
            assert sentence.highlight is not None
            assert sentence.text[slice(*sentence.highlight)] in sentence.text
            assert "/" in sentence.text[slice(*sentence.highlight)]


def test_a_limit_of_depth_says_what_it_cuts(reports) -> None:
    cascade = build_graph(reports).cascade("1501/QĐ-UBND", depth=1)
    assert max(node.depth for node in cascade.nodes) == 1
    assert cascade.cut == 1


def test_a_possible_typo_stands_beside_its_directive(document) -> None:
    cites = [f"Quyết định {number}/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi" for number in (1477, 1477, 1447)]
    made = [("self", "implements", 0), ("self", "implements", 2)]
    graph = build_graph([document("a.txt", *cites, own="Báo cáo || Sở Y tế tỉnh Quảng Ngãi", relations=made)])
    typo = next(node for node in graph.cascade("1477/QĐ-UBND").nodes if node.possible_typo_of)
    assert (typo.depth, typo.possible_typo_of) == (0, "vn/quang-ngai/ubnd/qd/2021/1477")


def test_the_outline_hangs_each_document_under_the_one_it_answers(reports) -> None:
    lines = str(build_graph(reports).cascade("1501/QĐ-UBND")).splitlines()
    assert lines == [
        "Quyết định 2001/QĐ-TTg, 2021-09-10, Thủ tướng Chính phủ (cited only)",
        "  > Quyết định 1501/QĐ-UBND, 2021-09-22, Ủy ban nhân dân tỉnh Quảng Ngãi",
        "    Kế hoạch 661/KH-BDT, 2021-10-05, Ban Dân tộc tỉnh Quảng Ngãi (cited only)",
        "      Kế hoạch 12/KH-UBND, 2021-10-20, Ủy ban nhân dân huyện Sơn Hà",
        "    Báo cáo của Ban Dân tộc tỉnh Quảng Ngãi, Ban Dân tộc tỉnh Quảng Ngãi",
        "  Quyết định 1561/QĐ-UBND, 2021-09-22, Ủy ban nhân dân tỉnh Quảng Ngãi (cited only, a typo?)",
        "    Báo cáo của Sở Xây dựng tỉnh Quảng Ngãi, 11/2023, 2023-11, Sở Xây dựng tỉnh Quảng Ngãi",
        "Silent: Sở Nội vụ tỉnh Quảng Ngãi, Sở Y tế tỉnh Quảng Ngãi.",
    ]


def test_a_cascade_shows_and_writes_itself(reports, tmp_path) -> None:
    cascade = build_graph(reports).cascade("1501/QĐ-UBND")
    assert "<iframe" in cascade._repr_html_()
    page = cascade.write_html(tmp_path / "cascade.html")
    assert "661/KH-BDT" in page.read_text("utf-8")
