from __future__ import annotations

import copy

import pytest
from attrs import evolve

from docgraph.agencies.levels import Level
from docgraph.documents.model import RelationKind
from docgraph.errors import UnknownDirectiveError
from docgraph.graph import build_graph
from docgraph.text.spans import Span

LOCAL = "1501/QĐ-UBND"


def test_depth_one_and_two(reports) -> None:
    found = build_graph(reports).responses(LOCAL)
    assert [(row.depth, row.label, row.days) for row in found] == [
        (1, "Kế hoạch 661/KH-BDT", 13),
        (1, "Báo cáo của Sở Xây dựng tỉnh Quảng Ngãi, 11/2023", None),  # it cites 1561, possibly mistyped
        (1, "Báo cáo của Ban Dân tộc tỉnh Quảng Ngãi", None),
        (2, "Kế hoạch 12/KH-UBND", 28),
    ]
    assert found.rows[3].via == ("Kế hoạch 661/KH-BDT",)
    assert found.rows[3].via_documents == ("vn/quang-ngai/bdt/kh/2021/661",)
    assert found.agencies == (
        "Ban Dân tộc tỉnh Quảng Ngãi",
        "Sở Xây dựng tỉnh Quảng Ngãi",
        "Ủy ban nhân dân huyện Sơn Hà",
    )


def test_mentions_are_no_responses(reports) -> None:
    assert "77/SYT-VP" not in " ".join(row.label for row in build_graph(reports).responses(LOCAL))


def test_the_central_decision_collects_every_province(reports) -> None:
    found = build_graph(reports).responses("2001/QĐ-TTg")
    direct = [(row.agency, row.label, row.days) for row in found if row.depth == 1]
    assert direct == [
        ("Ủy ban nhân dân tỉnh Ninh Thuận", "Kế hoạch 5027/KH-UBND", 10),
        ("Ủy ban nhân dân tỉnh Quảng Ngãi", "Quyết định 1501/QĐ-UBND", 12),
        ("Sở Xây dựng tỉnh Quảng Ngãi", "Kế hoạch 692/KH-SXD", 24),
        ("Ủy ban nhân dân tỉnh Ninh Thuận", "Báo cáo của Ủy ban nhân dân tỉnh Ninh Thuận, 2023", None),
        ("Sở Xây dựng tỉnh Quảng Ngãi", "Báo cáo của Sở Xây dựng tỉnh Quảng Ngãi, 11/2023", None),
    ]
    assert {row.depth for row in found} == {1, 2, 3}


def test_reports_answer_the_letter_that_asked_for_them(reports) -> None:
    found = build_graph(reports).responses("1918/SNV-TĐKT")
    assert [(row.agency, row.relation) for row in found] == [
        ("Sở Xây dựng tỉnh Quảng Ngãi", RelationKind.REPORTS_UNDER),
        ("Ban Dân tộc tỉnh Quảng Ngãi", RelationKind.REPORTS_UNDER),
    ]


def test_a_response_to_a_possible_typo_counts_and_is_marked(document) -> None:
    right = "Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi"
    wrong = "Quyết định 1447/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi"
    made = [("self", "implements", 0)]
    graph = build_graph(
        [
            document("a.txt", right, right, own="Báo cáo || Sở Y tế tỉnh Quảng Ngãi", relations=made),
            document("b.txt", wrong, own="Báo cáo || Sở Nội vụ tỉnh Quảng Ngãi", relations=made),
        ]
    )
    found = graph.responses("1477/QĐ-UBND")
    assert [(row.agency, row.possible_typo, row.depth) for row in found] == [
        ("Sở Nội vụ tỉnh Quảng Ngãi", "Quyết định 1447/QĐ-UBND", 1),
        ("Sở Y tế tỉnh Quảng Ngãi", None, 1),
    ]
    assert found.record()["responses"][0]["possible_typo"] == "Quyết định 1447/QĐ-UBND"
    assert "a typo?" in str(found.table.rows[0][3])


@pytest.mark.parametrize(
    ("own", "counts"),
    [
        ("Kế hoạch 5/KH-UBND | 2021-10-01 | UBND tỉnh Quảng Ngãi", False),  # the body that issued the decision
        ("Quyết định 9/QĐ-TTg | 2021-10-01 | Thủ tướng Chính phủ", False),  # a level above
        ("Kế hoạch 5/KH-UBND | 2021-10-01 | UBND tỉnh Bắc Giang", True),  # another province
        ("Kế hoạch 5/KH-SYT | 2021-10-01 | Sở Y tế tỉnh Quảng Ngãi", True),
    ],
)
def test_who_can_respond(document, own: str, counts: bool) -> None:
    decision = "Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi"
    graph = build_graph([document("a.txt", decision, own=own, relations=[("self", "implements", 0)])])
    assert bool(graph.responses("1477/QĐ-UBND").rows) is counts


def test_what_others_do_under_the_issuers_own_plan_is_reached_through_it(document) -> None:
    decision = "Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi"
    plan = "Kế hoạch 5/KH-UBND | 2021-10-01 | UBND tỉnh Quảng Ngãi"
    made = [("self", "implements", 0)]
    graph = build_graph(
        [
            document("a.txt", decision, own=plan, relations=made),
            document("b.txt", plan, own="Kế hoạch 7/KH-SYT | 2021-10-09 | Sở Y tế tỉnh Quảng Ngãi", relations=made),
        ]
    )
    assert [(row.label, row.depth, row.via) for row in graph.responses("1477/QĐ-UBND")] == [
        ("Kế hoạch 7/KH-SYT", 2, ("Kế hoạch 5/KH-UBND",))
    ]


def test_what_is_said_to_carry_out_a_later_directive_is_no_response(document) -> None:
    cites = ("Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi", "Kế hoạch 3/KH-SYT | 2020-01-05")
    own = "Báo cáo || Sở Y tế tỉnh Quảng Ngãi"
    graph = build_graph([document("a.txt", *cites, own=own, relations=[(1, "implements", 0)])])
    assert list(graph.responses("1477/QĐ-UBND")) == []


def test_cycles_end(document) -> None:
    one = "Kế hoạch 1/KH-SYT | 2021-10-01 | Sở Y tế tỉnh Quảng Ngãi"
    other = "Kế hoạch 2/KH-SNV | 2021-10-01 | Sở Nội vụ tỉnh Quảng Ngãi"
    made = [("self", "implements", 0)]
    graph = build_graph(
        [document("a.txt", one, own=other, relations=made), document("b.txt", other, own=one, relations=made)]
    )
    assert [row.label for row in graph.responses("1/KH-SYT")] == ["Kế hoạch 2/KH-SNV"]


def test_silent_agencies_of_the_directives_own_text(reports) -> None:
    found = build_graph(reports).responses(LOCAL)
    assert found.expected == ("Sở Nội vụ tỉnh Quảng Ngãi", "Sở Y tế tỉnh Quảng Ngãi", "Ban Dân tộc tỉnh Quảng Ngãi")
    assert found.silent == ("Sở Nội vụ tỉnh Quảng Ngãi", "Sở Y tế tỉnh Quảng Ngãi")
    assert "(2 of 3 expected)" in str(found)


def test_silent_agencies_of_a_given_list(reports) -> None:
    found = build_graph(reports).responses(
        LOCAL, expected=["Ban Dân tộc", "SỞ Y TẾ", "Hội Cây cảnh", "Ban Dân tộc tỉnh"]
    )
    assert found.expected is not None
    assert found.expected[:2] == ("Ban Dân tộc tỉnh Quảng Ngãi", "Sở Y tế tỉnh Quảng Ngãi")
    assert len(found.expected) == 3
    assert found.silent == found.expected[1:]
    assert build_graph(reports).responses("2001/QĐ-TTg").expected is None


def test_the_record_is_the_one_of_the_contract(reports) -> None:
    record = build_graph(reports).responses(LOCAL).record()
    assert record["schema"] == "docgraph.responses/1"
    assert record["directive"] == {
        "document": "vn/quang-ngai/ubnd/qd/2021/1501",
        "label": "Quyết định 1501/QĐ-UBND",
        "date": "2021-09-22",
        "issuer": "Ủy ban nhân dân tỉnh Quảng Ngãi",
        "level": "provincial",
    }
    first = record["responses"][0]
    evidence = first.pop("evidence")
    assert first == {
        "agency": "Ban Dân tộc tỉnh Quảng Ngãi",
        "level": "agency",
        "province": "Quảng Ngãi",
        "document": "vn/quang-ngai/bdt/kh/2021/661",
        "label": "Kế hoạch 661/KH-BDT",
        "type": "Kế hoạch",
        "date": "2021-10-05",
        "days": 13,
        "relation": "implements",
        "depth": 1,
        "via": [],
        "possible_typo": None,
    }
    assert [sorted(one) for one in evidence] == [["end", "source", "start", "text"]]


def test_a_query_leaves_the_graph_alone(reports) -> None:
    graph = build_graph(reports)
    before = copy.deepcopy(dict(graph.nx.nodes(data=True))), list(graph.nx.edges(keys=True, data=True))
    graph.responses(LOCAL)
    graph.cascade(LOCAL)
    assert before == (dict(graph.nx.nodes(data=True)), list(graph.nx.edges(keys=True, data=True)))


def test_a_directive_without_responses_says_so(reports) -> None:
    graph = build_graph(reports)
    found = graph.responses(graph.find("541/BDT-VP"))
    assert len(found) == 0
    assert "No document of this graph responds" in str(found)
    with pytest.raises(UnknownDirectiveError):
        graph.responses("9999/QĐ-UBND")


def test_levels(reports) -> None:
    levels = {row.agency: row.level for row in build_graph(reports).responses("2001/QĐ-TTg")}
    assert levels["Ủy ban nhân dân tỉnh Ninh Thuận"] is Level.PROVINCIAL
    assert levels["Ban Dân tộc tỉnh Quảng Ngãi"] is Level.AGENCY
    assert levels["Ủy ban nhân dân huyện Sơn Hà"] is Level.DISTRICT


def test_a_long_sentence_is_cut_around_its_reference(document) -> None:
    decision = "Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh Quảng Ngãi"
    report = document(
        "a.txt", decision, own="Báo cáo || Sở Y tế tỉnh Quảng Ngãi", relations=[("self", "implements", 0)]
    )
    before = "Thực hiện nhiều việc " * 60
    moved = len(before)
    place, relation = report.mentions[0], report.relations[0]
    report = evolve(
        report,
        text=before + report.text,
        mentions=(evolve(place, span=Span(place.span.start + moved, place.span.end + moved)),),
        relations=(evolve(relation, evidence=Span(0, place.span.end + moved), cue=None),),
    )
    last = str(build_graph([report]).responses("1477/QĐ-UBND")).splitlines()[-1]
    assert last.startswith("[1] a.txt:0-")
    assert last.endswith("Quyết định 1477/QĐ-UBND")
    assert len(last) < 450
