from __future__ import annotations

import pytest

from docgraph.graph import build_graph
from docgraph.queries.coverage import coverage, late, silent
from docgraph.queries.expected import expected_agencies
from docgraph.queries.time_limits import deadlines

# What docgraph/sample/README.md says a careful reader finds: the body, the verdict, the answer.
REPORTS_ASKED = {
    "1066/SNV-CCHC": {
        "Sở Xây dựng tỉnh Quảng Ngãi": "cannot be told",
        "Sở Thông tin và Truyền thông tỉnh Quảng Ngãi": "late",
        "Sở Tư pháp tỉnh Quảng Ngãi": "silent",
        "Sở Y tế tỉnh Quảng Ngãi": "silent",
        "Ban Dân tộc tỉnh Quảng Ngãi": "cannot be told",
        "Ủy ban nhân dân huyện Sơn Tịnh": "silent",
        "Ủy ban nhân dân huyện Bình Sơn": "silent",
    },
    "2954/UBND-KSTT": {
        "Sở Nội vụ tỉnh Bắc Giang": "cannot be told",
        "Sở Xây dựng tỉnh Bắc Giang": "late",
        "Sở Thông tin và Truyền thông tỉnh Bắc Giang": "silent",
        "Ban Dân tộc tỉnh Bắc Giang": "silent",
        "Ủy ban nhân dân huyện Lạng Giang": "silent",
        "Ủy ban nhân dân huyện Sơn Động": "silent",
    },
    "2468/QĐ-TTg": {
        "Bộ Thông tin và Truyền thông": "in time",
        "Bộ Nội vụ": "silent",
        "Bộ Tư pháp": "silent",
        "Ủy ban nhân dân tỉnh Quảng Ngãi": "in time",
        "Ủy ban nhân dân tỉnh Bắc Giang": "in time",
        "Ủy ban nhân dân tỉnh Ninh Thuận": "late",
    },
    "96/KH-UBND": {"Ủy ban nhân dân xã Tịnh Hà": "in time", "Ủy ban nhân dân xã Tịnh Sơn": "silent"},
}


@pytest.mark.parametrize(("number", "verdicts"), REPORTS_ASKED.items(), ids=REPORTS_ASKED)
def test_how_the_expected_agencies_of_the_sample_stand(sample, number, verdicts) -> None:
    directive = sample.find(number)
    found = coverage(sample, directive)
    assert {row.values[0]: row.values[1] for row in found} == verdicts
    assert all(row.evidence for row in found)
    assert [row.values[0] for row in silent(sample, directive)] == [
        name for name, verdict in verdicts.items() if verdict == "silent"
    ]
    assert {row.values[0] for row in late(sample, directive)} == {
        name for name, verdict in verdicts.items() if verdict == "late"
    }
    assert f"Of {len(verdicts)} expected agencies" in (found.note or "")


def test_days_late_count_from_the_last_day_in_time(sample) -> None:
    (row,) = late(sample, sample.find("2468/QĐ-TTg"))
    assert row.values == (
        "Ủy ban nhân dân tỉnh Ninh Thuận", "late", "Kế hoạch 1742/KH-UBND", "2024-05-07", 53, "2024-04-29", 8, 1,
    )  # fmt: skip


def test_a_class_stands_for_its_members_on_the_day(sample) -> None:
    directive = sample.find("215/KH-UBND", province="Quảng Ngãi")
    names = {one.name for one in expected_agencies(directive, ["các sở, ban, ngành"]) or ()}
    assert {"Sở Thông tin và Truyền thông tỉnh Quảng Ngãi", "Sở Nội vụ tỉnh Quảng Ngãi"} <= names
    assert "Sở Khoa học và Công nghệ tỉnh Quảng Ngãi" in names
    note = coverage(sample, directive, ["các sở, ban, ngành"]).note or ""
    assert f"Of {len(names)} expected agencies (the list given)" in note
    assert "Classes expanded by the registry: các sở, ban, ngành" in note


def test_what_the_registry_cannot_count_is_named(sample) -> None:
    assert "no table lists their members: UBND các xã" in (coverage(sample, sample.find("31/KH-UBND")).note or "")


def test_without_its_text_nobody_is_expected(sample) -> None:
    found = coverage(sample, sample.find("704/KH-SXD"))
    assert (len(found), "is not in the corpus" in (found.note or "")) == (0, True)
    named = coverage(sample, sample.find("704/KH-SXD"), ["Sở Y tế", "Sở Y tế tỉnh Quảng Ngãi"])
    assert [row.values[:2] for row in named] == [("Sở Y tế tỉnh Quảng Ngãi", "silent")]


def test_an_empty_list_is_a_list(sample) -> None:
    assert "Of 0 expected agencies" in (coverage(sample, sample.find("2468/QĐ-TTg"), []).note or "")


def test_deadlines_of_a_letter(sample) -> None:
    rows = deadlines(sample, sample.find("2954/UBND-KSTT")).rows
    assert [row.values[1] for row in rows] == ["2024-09-29", None, "2024-10-19"]
    assert rows[1].values[2] == "FREQ=MONTHLY;BYMONTHDAY=24"
    for row in rows:
        (sentence,) = row.evidence
        assert sentence.highlight is not None
        assert str(row.values[0]).split()[0] in sentence.text[slice(*sentence.highlight)]


def test_a_graph_without_kept_places_has_no_deadlines(reports) -> None:
    graph = build_graph(reports)
    del graph.nx.graph["places"]
    assert len(deadlines(graph, graph.find("1501/QĐ-UBND"))) == 0
    assert coverage(graph, graph.find("1501/QĐ-UBND")).rows
