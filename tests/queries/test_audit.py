from __future__ import annotations

import pytest

from docgraph.graph import build_graph
from docgraph.queries import audit

REPORT = "Báo cáo | 2023-06-01 | Sở Y tế tỉnh Quảng Ngãi"
RIGHT = "Quyết định 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh"
OWN = "Kế hoạch 9/KH-SYT | 2023-05-01 | Sở Y tế tỉnh Quảng Ngãi"
CASES = {
    "possible_typo": (REPORT, (RIGHT, RIGHT, "Quyết định 1447/QĐ-UBND | 2021-09-22 | UBND tỉnh"), (), "warning"),
    "date_conflict": (REPORT, (RIGHT, RIGHT, "Quyết định 1477/QĐ-UBND | 2021-09-29 | UBND tỉnh"), (), "error"),
    "type_against_symbol": (REPORT, ("Kế hoạch 1477/QĐ-UBND | 2021-09-22 | UBND tỉnh",), (), "warning"),
    "forward_in_time": (REPORT, ("Quyết định 1477/QĐ-UBND | 2024-09-22 | UBND tỉnh",), (), "error"),
    "response_before_directive": (
        REPORT,
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
