"""Diagnostics: what is reported, where, and above all what is not."""

from __future__ import annotations

import datetime as dt
import json
import random
import time
import unicodedata

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from docgraph.documents.diagnostics import MOST, diagnose
from docgraph.documents.encoding_damage import find_damage
from docgraph.documents.model import Diagnostic, DiagnosticKind, Header, Relation, RelationKind, Severity
from docgraph.documents.parsing import parse_document
from docgraph.exchange.extract_json import document_record
from docgraph.references import find_references
from docgraph.text.dates import PartialDate
from docgraph.text.source import SourceText
from docgraph.text.spans import Span

TODAY = dt.date(2026, 1, 1)
DATED = Header(date=PartialDate(2022, 5))


def found(text: str, header: Header = DATED, *relations: Relation) -> tuple[Diagnostic, ...]:
    source = SourceText(text)
    return diagnose(source, find_references(source), header, relations, today=TODAY)


def kinds(text: str, header: Header = DATED) -> list[str]:
    return [str(diagnostic.kind) for diagnostic in found(text, header)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Quyết định số 55/2007/CT-UBND của UBND tỉnh", ["type_against_symbol"]),
        ("theo Kế hoạch số 12/BC-SNV ngày 05/3/2021", ["type_against_symbol"]),
        ("theo Chỉ thị số 12-NQ/TU ngày 05/3/2019", ["type_against_symbol"]),
        ("theo Quyết định số 12/QĐ-SNV ngày 31/6/2021", ["impossible_date"]),
        ("họp ngày 30 tháng 02 năm 2021", ["impossible_date"]),
        ("họp ngày 12/13/2021", ["impossible_date"]),
        ("họp ngày 29/02/2021", ["impossible_date"]),
        ("theo Công văn số 12/SNV-VP ngày 05/3/2023", ["future_date"]),
        ("theo Công văn số 12/SNV-VP ngày 01/6/2022", ["future_date"]),
        ("theo Luật Đất đai năm 2024", ["future_date"]),
        ("theo Quyết định số 12/QĐ-SNV ngày 05/3/1021", ["early_date"]),
        ("theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2021", ["year_against_date"]),
        ("Công văn số 12/SNV-VP ngày 05/3/2021. Công văn số 12/SNV-VP ngày 06/3/2021.", ["two_dates"]),
        (
            (
                "Công văn số 10/SNV-VP ngày 05/3/2021, Công văn số 20/SNV-VP ngày 05/4/2021, "
                "Công văn số 90/SNV-VP ngày 20/4/2021, Công văn số 30/SNV-VP ngày 05/5/2021."
            ),
            ["out_of_series"],
        ),
    ],
)
def test_reports_what_contradicts_itself(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "theo Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh",
        "Quy định số 08-QĐ/TW ngày 25/10/2018",  # Party papers write QĐ for both
        "Quy định số 11-QĐi/TW ngày 25/10/2018",
        "Văn bản số 12/KH-SNV ngày 05/3/2021",  # a paper of any type
        "Thông tư liên tịch số 05/2015/TTLT-VPCP-BNV",
        "Nghị quyết liên tịch số 12/2017/NQLT-CP-UBTVQH14",
        "Quyết định số 999-TC/QĐ-CĐKT ngày 02/11/1996",  # TC is the Ministry of Finance there
        "Chương trình hành động số 12-CTr/TU ngày 05/3/2021",
        "họp ngày 29/02/2020 và ngày 31/12/2021",
        "các ngày 30, 31/6/2021",  # a range is no date
        "thành lập ngày 03/02/1930",  # history is no reference
        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020",
        "Luật số 30/2021/QH15 ngày 28/7/2021",
        "Công văn số 12/SNV-VP ngày 31/5/2022",  # within the month of the document
        "Công văn số 12/SNV-VP ngày 05/3/2021 và Công văn số 12/SNV-VP ngày 05/3/2020",  # a number every year
        "Quyết định số 20/QĐ-UBND ngày 05/3/2021 và Quyết định số 90/QĐ-UBND ngày 05/2/2021",  # whose series?
        (
            "Quyết định số 20/QĐ-UBND ngày 05/6/2021 của UBND huyện Mộ Đức, "
            "Quyết định số 90/QĐ-UBND ngày 05/2/2021 của UBND tỉnh Quảng Ngãi"
        ),
        "Nghị quyết số 90-NQ/TW ngày 05/01/2021, Nghị quyết số 02-NQ/TW ngày 05/6/2021",  # a new term
        "Công văn số 20/SNV-VP ngày 05/3/2021, Công văn số 19/SNV-VP ngày 08/3/2021",  # registered later
        "Công văn số 20/SNV-VP ngày 05/3/2021, Công văn số 19/STC-VP ngày 08/9/2021",
    ],
)
def test_stays_silent_on_what_can_be_right(text: str) -> None:
    assert found(text) == ()


def test_without_a_date_of_its_own_today_is_the_limit() -> None:
    text = "theo Công văn số 12/SNV-VP ngày 05/3/2023 và Công văn số 2/SNV-VP ngày 02/01/2026"
    (only,) = found(text, Header())
    assert only.kind is DiagnosticKind.FUTURE_DATE
    assert "today (2026-01-01)" in only.message
    assert only.span.of(text) == "Công văn số 2/SNV-VP ngày 02/01/2026"


def test_a_document_dated_in_the_future_is_said_to_be_so() -> None:
    assert kinds("", Header(date=PartialDate(2026, 2))) == ["future_date"]
    assert kinds("", Header(date=PartialDate(2026))) == []


def test_a_relation_that_runs_forward_in_time() -> None:
    text = "Kế hoạch số 12/KH-SNV ngày 05/3/2021 thực hiện Quyết định số 99/QĐ-BNV ngày 05/4/2021"
    forward = Relation(0, RelationKind.IMPLEMENTS, 1, Span(0, len(text)))
    (only,) = found(text, DATED, forward)
    assert only.kind is DiagnosticKind.FORWARD_IN_TIME
    assert only.severity is Severity.INFO
    assert found(text, DATED, evolve(forward, subject=1, object=0)) == ()
    assert found(text, DATED, evolve(forward, kind=RelationKind.MENTIONS)) == ()
    assert found(text, DATED, evolve(forward, subject=None)) == ()


SENTENCE = "Ủy ban nhân dân tỉnh Quảng Ngãi báo cáo kết quả thực hiện nhiệm vụ được giao. "


@pytest.mark.parametrize(
    ("damaged", "what"),
    [
        ("Qu\ufffdng Ng\ufffdi", "U+FFFD"),
        (SENTENCE.encode().decode("latin-1"), "UTF-8 was read"),
        ("Uû ban nh©n d©n tØnh Qu¶ng Ng·i b¸o c¸o kÕt qu¶ thùc hiÖn nhiÖm vô ®­îc giao", "TCVN3"),
        ("Uyû ban nhaân daân tænh Quaûng Ngaõi baùo caùo keát quaû thöïc hieän nhieäm vuï ñöôïc giao", "VNI"),
        ("bõo cõo cụng tõc của cõc sở, phõn cụng cõn bộ", "converted twice"),
        ("Uy? ban nh?n d?n t?nh Qu?ng Ng?i b?o c?o k?t qu? th?c hi?n nhi?m v?", "question marks"),
    ],
)
def test_damaged_encodings_are_named_and_placed(damaged: str, what: str) -> None:
    text = f"{SENTENCE * 20}\n\n{damaged}\n\n{SENTENCE * 20}"
    (only,) = found(text)
    assert only.kind is DiagnosticKind.DAMAGED_ENCODING
    assert what in only.message
    assert only.message.startswith("On line 3, at “")
    start = text.index(damaged)
    assert start <= only.span.start < only.span.end <= start + len(damaged)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 50,
        "Võ Thị Sáu nói rõ ràng, theo dõi, mở cửa sổ, đôi đũa, cũng như vũ khí; © 2021, 25°, ngày 1¹, m². ",
        "café, naïve, Señor Müller, Bjørn Ångström, Zoë, El Niño, São Paulo, Ærø, Việt Nam ",
        "https://example.org/a?b=1&c=2 và https://example.org/d?e=3. Ai? gì? đâu? vì sao?",
        "một lỗi gõ: kểt quả",
    ],
)
def test_sound_text_is_not_called_damaged(text: str) -> None:
    assert find_damage(text) == ()


def test_messages_are_sentences_with_their_line() -> None:
    text = "Dòng một.\r\nDòng hai.\n\ntheo Quyết định số 55/2007/CT-UBND ngày 31/6/2008 của UBND tỉnh"
    for diagnostic in found(text):
        assert diagnostic.message.startswith("On line 4, “")
        assert diagnostic.message.endswith(".")
        assert str(diagnostic) == f"{diagnostic.severity}: {diagnostic.message}"
        assert "\n" not in diagnostic.message


def test_spans_index_the_original_text() -> None:
    text = unicodedata.normalize("NFD", "theo **Quyết định số 12/QĐ-SNV ngày\n31/6/2021** về việc")
    (only,) = found(text)
    assert unicodedata.normalize("NFC", only.span.of(text)) == "ngày\n31/6/2021"


def test_one_kind_is_reported_so_many_times_and_no_more() -> None:
    assert len(found("ngày 31/6/2021; " * (MOST + 7))) == MOST


def test_parsing_a_document_diagnoses_it() -> None:
    document = parse_document("a.txt", "Căn cứ Quyết định số 55/2007/CT-UBND ngày 31/6/2008;")
    assert [str(one.kind) for one in document.diagnostics] == ["type_against_symbol", "impossible_date"]
    record = json.loads(json.dumps(document_record(document)))
    assert record["diagnostics"] == [one.to_record() for one in document.diagnostics]
    assert record["diagnostics"][0].keys() == {"kind", "severity", "message", "start", "end"}
    assert (record["diagnostics"][1]["start"], record["diagnostics"][1]["end"]) == (37, 51)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Quyết định số ", "12/QĐ-SNV", " ngày ", "31/6/2021", "\ufffd", "õc ", "\u202e", "0", "năm"])
        | st.text(max_size=5)
    ).map("".join)
)
def test_any_text_can_be_diagnosed(text: str) -> None:
    for diagnostic in found(text):
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
        assert "\n" not in diagnostic.message


def test_time_grows_with_the_text_and_no_faster() -> None:
    pool = ["ngày 1/", "õc ", "a©b", "12/QĐ-UBND ", " " * 50, "A" * 50, "ngày 31/6/2021 ", "\ufffd", "\n"]
    draw = random.Random(5)

    def seconds(size: int) -> float:
        source = SourceText("".join(draw.choice(pool) for _ in range(size)))
        started = time.perf_counter()
        diagnose(source, (), DATED, today=TODAY)
        return time.perf_counter() - started

    seconds(1000)
    assert seconds(80_000) < 40 * seconds(10_000) + 0.5
