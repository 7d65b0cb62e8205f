"""Every question: rows in a fixed order, evidence, clear results where there is nothing, and a graph left alone."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable

import pytest

from docgraph.documents.parsing import parse_document
from docgraph.graph import DirectiveGraph, build_graph
from docgraph.queries import acts, citations, comparison, coverage, passages, style, succession, summaries, time_limits
from docgraph.queries.answer import Answer, column_labels

DAY = dt.date(2025, 7, 2)
Question = Callable[[DirectiveGraph, str], Answer]


def one(function: Callable[..., Answer], *rest: object) -> Question:
    return lambda graph, number: function(graph, graph.find(number), *rest)


def whole(function: Callable[..., Answer], *rest: object) -> Question:
    return lambda graph, _: function(graph, *rest)


QUESTIONS: dict[str, Question] = {
    "coverage": one(coverage.coverage),
    "silent": one(coverage.silent),
    "late": one(coverage.late),
    "deadlines": one(time_limits.deadlines),
    "counts": one(summaries.counts),
    "counts by all": one(summaries.counts, summaries.GROUPS),
    "delays": one(summaries.delays),
    "delays of all": whole(summaries.delays, None, ("branch",)),
    "stops": one(summaries.stops),
    "stops of all": whole(summaries.stops),
    "carries out": one(citations.carries_out),
    "core": one(citations.core),
    "core of all": whole(citations.core),
    "together": one(citations.together, 1),
    "together of all": whole(citations.together),
    "party first": whole(citations.party_first),
    "drafting": whole(acts.drafting),
    "supervision": whole(acts.supervision),
    "validity": one(acts.validity),
    "evidence": one(passages.evidence),
    "passages": one(passages.passages),
    "rests on": whole(passages.rests_on, "17-bao-cao-198-ubnd-quang-ngai.txt", 500, 800),
    "spellings": one(passages.spellings),
    "anaphora": whole(passages.anaphora),
    "generic": whole(passages.generic),
    "recipients": one(passages.recipients),
    "provinces": one(comparison.provinces, "Quảng Ngãi", "tỉnh Bắc Giang"),
    "succession": whole(succession.succession, DAY),
    "as of": one(succession.as_of, DAY),
    "style": one(style.style),
}
WITHOUT_PLACE = {"recipients"}  # "Như trên" stands in the text as another wording than the header has


@pytest.mark.parametrize(("name", "question"), QUESTIONS.items(), ids=QUESTIONS)
@pytest.mark.parametrize("number", ["2468/QĐ-TTg", "198/BC-UBND", "704/KH-SXD"])
def test_rows_have_columns_and_evidence_and_the_graph_is_left_alone(sample, name, question, number) -> None:
    answer = question(sample, number)
    assert answer == question(sample, number)
    assert set(answer.columns) <= set(column_labels())
    for row in answer:
        assert len(row.values) == len(answer.columns)
        assert row.evidence or name in WITHOUT_PLACE
        assert all(sentence.end - sentence.start == len(sentence.text) for sentence in row.evidence)
    record = answer.record()
    assert json.loads(json.dumps(record)) == record
    assert len(record["rows"]) == len(answer)
    for language in ("en", "vi"):
        assert len(list(csv.reader(io.StringIO(answer.to_csv(language))))) == len(answer) + 1
        assert answer.caption in answer.text(language)


@pytest.mark.parametrize(("name", "question"), QUESTIONS.items(), ids=QUESTIONS)
def test_an_empty_graph_gives_an_empty_answer(name, question) -> None:
    graph = build_graph([])
    if question.__qualname__.startswith("whole"):
        answer = question(graph, "")
        assert len(answer) == 0
        assert "There is nothing to show." in str(answer)


@pytest.mark.parametrize(("name", "question"), QUESTIONS.items(), ids=QUESTIONS)
def test_documents_that_carry_out_each_other_end(document, name, question) -> None:
    first, second = "Kế hoạch 1/KH-SYT | 2021-09-22", "Kế hoạch 2/KH-SXD | 2021-09-23"
    graph = build_graph(
        [
            document("1.txt", second, own=f"{first} | Sở Y tế tỉnh Quảng Ngãi", relations=[("self", "implements", 0)]),
            document(
                "2.txt", first, own=f"{second} | Sở Xây dựng tỉnh Quảng Ngãi", relations=[("self", "implements", 0)]
            ),
        ]
    )
    assert question(graph, "1/KH-SYT").question


def test_the_delays_of_the_sample(sample) -> None:
    answer = summaries.delays(sample, sample.find("2468/QĐ-TTg"))
    by_group = {row.values[:2]: row.values[2:] for row in answer}
    assert by_group["agency", "Quảng Ngãi"] == (4, 57, "54.2 - 59.2", "52 - 60")
    assert by_group["provincial", "Ninh Thuận"] == (1, 53, None, "53 - 53")


def test_the_party_and_the_state(sample) -> None:
    rows = {row.values[2]: row.values[4:] for row in citations.party_first(sample)}
    assert rows["Quyết định 2468/QĐ-TTg"][:2] == ("State first", -18)
    assert rows["Quyết định 512/QĐ-UBND"][:2] == ("Party first", 24)


def test_drafting_and_supervision(sample) -> None:
    assert [row.values[:3] for row in acts.drafting(sample)][-1] == (
        "Sở Thông tin và Truyền thông tỉnh Quảng Ngãi",
        "Ủy ban nhân dân tỉnh Quảng Ngãi",
        "Công văn 2890/UBND-KSTTHC",
    )
    (row,) = acts.supervision(sample)
    assert row.values[1::2] == ("Kế hoạch 58/KH-MTTQ-BTT", "Quyết định 512/QĐ-UBND", "Ủy ban nhân dân tỉnh Quảng Ngãi")


def test_what_was_replaced_later_counts_from_its_day(sample) -> None:
    plan = sample.find("1298/KH-STTTT")
    assert [row.values[0] for row in acts.validity(sample, plan)] == ["replaced"]
    assert len(acts.validity(sample, plan, dt.date(2024, 12, 31))) == 0


def test_a_passage_leads_to_its_directives(sample) -> None:
    rows = passages.rests_on(sample, "17-bao-cao-198-ubnd-quang-ngai.txt", 573, 640).rows
    assert [row.values[0] for row in rows] == ["Quyết định 2468/QĐ-TTg"]
    assert len(passages.rests_on(sample, "no-such-file.txt")) == 0


def test_spellings_are_one_node(sample) -> None:
    answer = passages.spellings(sample, sample.find("2468/QĐ-TTg"))
    assert len(answer) >= 5
    assert "Quyết định số 2468/QĐ-TTg" in {row.values[0] for row in answer}


def test_a_predecessors_response_is_its_heirs(sample) -> None:
    rows = succession.as_of(sample, sample.find("1742/KH-UBND"), DAY).rows
    assert ("Sở Khoa học và Công nghệ tỉnh Khánh Hòa", "Sở Thông tin và Truyền thông tỉnh Ninh Thuận") in {
        row.values[:2] for row in rows
    }


def test_two_provinces_side_by_side(sample) -> None:
    rows = {row.values[:2]: row.values[2:] for row in QUESTIONS["provinces"](sample, "2468/QĐ-TTg")}
    assert rows["provincial", "UBND"][1::2] == (28, 41)
    assert rows["provincial", "TU"][2:] == (None, None)


def test_the_difference_of_two_graphs(document) -> None:
    same, old, new = (f"Quyết định {number}/QĐ-UBND | 2021-09-2{number}" for number in (1, 2, 3))
    place = {"province": "Quảng Ngãi"}
    own = "Báo cáo 9/BC-SYT | 2022-01-02 | Sở Y tế tỉnh Quảng Ngãi"
    before = build_graph([document("a.txt", same, old, own=own, **place)])
    after = build_graph([document("b.txt", same, new, own=own, **place)])
    answer = comparison.difference(before, after, everything=True)
    assert [(row.values[0], row.values[1]) for row in answer] == [
        ("new", "Quyết định 3/QĐ-UBND"),
        ("dropped", "Quyết định 2/QĐ-UBND"),
        ("repeated", "Quyết định 1/QĐ-UBND"),
    ]
    assert all(row.evidence for row in answer)
    assert len(comparison.difference(before, before)) == 0


GENERAL = "Thực hiện các văn bản chỉ đạo của Chính phủ và Nghị quyết, Sở Y tế đã triển khai."


def test_general_terms_are_counted() -> None:
    graph = build_graph([parse_document("a.txt", f"SỞ Y TẾ\n\nBÁO CÁO\nKết quả\n\n{GENERAL}\n")])
    (row,) = passages.generic(graph)
    assert row.values[2:4] == (1, 0)
    assert row.evidence[0].text.startswith("các văn bản chỉ đạo của Chính phủ")


def test_an_answer_shows_in_a_notebook_and_becomes_pandas(sample) -> None:
    answer = summaries.counts(sample, sample.find("2468/QĐ-TTg"))
    assert answer._repr_html_().startswith("<table>")
    assert list(answer.to_pandas().columns) == ["level", "province", "documents", "agencies", "evidence"]
