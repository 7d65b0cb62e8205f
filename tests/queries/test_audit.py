from __future__ import annotations

import pytest
from attrs import evolve

from docgraph.graph import build_graph
from docgraph.queries import audit

REPORT = "Báo cáo | 2023-06-01 | Sở Y tế tỉnh Quảng Ngãi"
RIGHT = "Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh"
OWN = "Kế hoạch 9/KH-SYT | 2023-05-01 | Sở Y tế tỉnh Quảng Ngãi"
KHANH_HOA = "Báo cáo | 2025-09-01 | Ủy ban nhân dân tỉnh Khánh Hòa"
CENTRAL = "Quyết định 9/QĐ-TTg | 2023-05-01 | Thủ tướng Chính phủ"
CASES = {
    "possible_typo": (REPORT, (RIGHT, RIGHT, "Quyết định 1447/QĐ-UBND | 2021-09-22 | UBND tỉnh"), (), "warning"),
    "date_conflict": (REPORT, (RIGHT, RIGHT, "Quyết định 1477/QĐ-UBND | 2021-09-29 | UBND tỉnh"), (), "error"),
    "type_against_symbol": (REPORT, ("Kế hoạch 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh",), (), "warning"),
    "forward_in_time": (REPORT, ("Quyết định 1477/QĐ-UBND | 2024-09-22 | UBND tỉnh",), (), "error"),
    "response_before_directive": (
        OWN,
        ("Quyết định 1477/QĐ-UBND | 2024-09-22 | UBND tỉnh",),
        [("self", "implements", 0)],
        "error",
    ),
    "self_reference": (OWN, (OWN,), (), "info"),
    "cycle": (REPORT, (RIGHT, OWN), [(0, "implements", 1), (1, "implements", 0)], "error"),
}


@pytest.mark.parametrize("rule", CASES)
def test_each_rule_finds_its_fault(document, rule: str) -> None:
    own, cites, relations, severity = CASES[rule]
    found = audit(build_graph([document("a.txt", *cites, own=own, relations=relations)]))
    (finding,) = [one for one in found if one.rule == rule]
    assert finding.severity == severity
    assert finding.evidence
    assert finding.evidence[0].source == "a.txt"
    assert finding.message.endswith(".")
    assert rule in str(found)
    assert found.has_errors == any(one.severity == "error" for one in found)
    assert found.record()["findings"][0]["severity"] == str(found.findings[0].severity)


def test_a_sound_corpus_has_no_findings(document) -> None:
    sound = document("a.txt", RIGHT, "Quy định 66-QĐ/TW | 2017-02-06", "Văn bản 5/SYT-VP | 2023-01-01", own=REPORT)
    found = audit(build_graph([sound]))
    assert (len(found), found.has_errors, str(found)) == (0, False, "Nothing looks wrong.")
    assert "<table>" in found._repr_html_()


def test_the_worst_stands_first(document) -> None:
    cites = (RIGHT, RIGHT, "Quyết định 1447/QĐ-UBND | 2021-09-22 | UBND tỉnh", "Chỉ thị 1/CT-TTg | 2025-01-01")
    found = audit(build_graph([document("a.txt", *cites, own=REPORT)]))
    assert [one.severity for one in found] == ["error", "warning"]


def rules_of(*documents) -> list[str]:
    return [finding.rule for finding in audit(build_graph(documents))]


QUIET = {
    "neighbours in number a few days apart": ("Quyết định 1476/QĐ-UBND | 2021-09-29 | UBND tỉnh", RIGHT),
    "a new series after the merger": (
        "Quyết định 1955/QĐ-UBND | 2025-06-19 | UBND tỉnh",
        "Quyết định 20/QĐ-UBND | 2025-07-10 | UBND tỉnh",
        "Quyết định 90/QĐ-UBND | 2025-07-30 | UBND tỉnh",
    ),
    "a Party committee whose congress starts a new term": (
        "Kế hoạch 300-KH/TU | 2020-05-05 | Tỉnh ủy",
        "Kế hoạch 2-KH/TU | 2020-11-05 | Tỉnh ủy",
    ),
    "two enterprises": (
        "Văn bản 9/CV | 2021-04-01 | Công ty TNHH An Bình",
        "Văn bản 10/CV | 2021-01-01 | Công ty TNHH Hòa Phát",
    ),
    "laws of a term": ("Luật 18/2017/QH14", "Luật 13/2016/QH13", "Luật 6/2026/QH15", "Luật 45/2013/QH13"),
    "districts with one number": (
        "Kế hoạch 5/KH-UBND | 2021-09-22 | UBND huyện Sơn Hà",
        "Kế hoạch 5/KH-UBND | 2021-09-22 | UBND huyện Ba Tơ",
    ),
}


@pytest.mark.parametrize("cites", QUIET.values(), ids=QUIET)
def test_what_is_in_order_raises_no_finding(document, cites) -> None:
    own = "Báo cáo | 2026-06-01 | Sở Y tế tỉnh Quảng Ngãi"
    assert rules_of(document("a.txt", *cites, own=own)) == []


def test_a_law_of_another_term(document) -> None:
    assert rules_of(document("a.txt", "Luật 83/2015/QH14", own=REPORT)) == ["number_against_series"]


def test_a_province_has_no_power_in_another(document) -> None:
    foreign = document(
        "a.txt", RIGHT.replace("UBND tỉnh", "UBND tỉnh Bắc Giang"), own=REPORT, relations=[("self", "implements", 0)]
    )
    assert rules_of(foreign) == ["wrong_province"]
    heir = document(
        "a.txt",
        "Kế hoạch 1742/KH-UBND | 2024-05-07 | UBND tỉnh Ninh Thuận",
        own=KHANH_HOA,
        relations=[("self", "implements", 0)],
    )
    assert rules_of(heir) == []


def test_a_proposal_of_a_lower_body_may_be_carried_out(document) -> None:
    own = "Kế hoạch 9/KH-UBND | 2023-05-01 | Ủy ban nhân dân tỉnh Quảng Ngãi"
    for cited, found in (
        ("Tờ trình 5/TTr-SYT | 2023-01-01 | Sở Y tế", []),
        ("Kế hoạch 5/KH-SYT | 2023-01-01 | Sở Y tế", ["level_inversion"]),
        ("Kế hoạch 5/KH-BYT | 2023-01-01 | Bộ Y tế", []),
    ):
        assert rules_of(document("a.txt", cited, own=own, relations=[("self", "implements", 0)])) == found


def test_what_was_replaced_before_is_no_longer_in_force(document) -> None:
    old = "Kế hoạch 1742/KH-UBND | 2024-05-07 | UBND tỉnh Ninh Thuận"
    new = document(
        "new.txt",
        old,
        own="Quyết định 145/QĐ-UBND | 2025-07-29 | UBND tỉnh Khánh Hòa",
        relations=[("self", "replaces", 0)],
    )
    late = document("late.txt", old, own=KHANH_HOA, relations=[("self", "implements", 0)])
    early = document(
        "early.txt",
        old,
        own="Báo cáo | 2025-07-01 | UBND tỉnh Khánh Hòa",
        relations=[("self", "implements", 0)],
    )
    (finding,) = audit(build_graph([new, late, early]))
    assert finding.rule == "no_longer_in_force"
    assert [one.source for one in finding.evidence] == ["late.txt", "new.txt"]
    assert finding.others == ("vn/ninh-thuan/ubnd/kh/2024/1742", "vn/khanh-hoa/ubnd/qd/2025/145")


def test_a_list_of_causes_is_not_read_as_an_answer_to_the_latest(document) -> None:
    cites = ("Luật Đất đai 45/2013/QH13", "Chỉ thị 38/CT-TTg | 2020-09-29", "Kế hoạch 35/KH-SYT | 2017-08-10 | Sở Y tế")
    report = document("a.txt", *cites, own=REPORT, relations=[(2, "implements", 0), (2, "implements", 1)])
    cue = report.relations[0].cue
    together = evolve(report, relations=tuple(evolve(relation, cue=cue) for relation in report.relations))
    assert rules_of(together) == []
    assert rules_of(report) == ["response_before_directive"]
    other = evolve(report, header=evolve(report.header, issuer="Sở Xây dựng tỉnh Quảng Ngãi"))
    assert rules_of(other) == []


def test_old_symbols_do_not_name_the_type(document) -> None:
    cites = ("Quyết định 1417/TC-TCĐN | 1994-12-30 | Bộ Tài chính", "Thông tư 160/2012/TTLT-BTC-BCT | 2012-10-01")
    assert rules_of(document("a.txt", *cites, own=REPORT)) == []


def test_only_generic_compliance(document) -> None:
    report = document("a.txt", own=REPORT)
    vague = evolve(report, text=report.text + "Đơn vị thực hiện tốt các văn bản chỉ đạo của cấp trên.\n")
    (finding,) = audit(build_graph([vague]))
    assert (finding.rule, finding.severity) == ("generic_compliance", "info")
    assert finding.evidence[0].text == "thực hiện tốt các văn bản chỉ đạo của cấp trên"
    named = evolve(report, text=report.text + "Đơn vị thực hiện các quyết định số 5/QĐ-UBND và số 6/QĐ-UBND.\n")
    assert rules_of(named) == []
    both = document("b.txt", RIGHT, own=REPORT, relations=[("self", "implements", 0)])
    assert rules_of(evolve(both, text=both.text + "Đơn vị thực hiện tốt các văn bản chỉ đạo.\n")) == []
