from __future__ import annotations

import json

from attrs import evolve

from docgraph.exchange.extract_json import document_record, format_document
from docgraph.references.nodes import Pinpoint
from docgraph.text.spans import Span

HEADER_FIELDS = [
    "type",
    "number",
    "symbol",
    "date",
    "place",
    "title",
    "issuer",
    "level",
    "province",
    "addressees",
    "recipients",
    "submitted_to",
    "signer",
    "signer_position",
    "signing_capacity",
]
REFERENCE_FIELDS = [
    "start",
    "end",
    "text",
    "form",
    "type",
    "number",
    "year",
    "symbol",
    "date",
    "issuer",
    "level",
    "province",
    "title",
    "pinpoint",
    "document",
]


def test_the_record_is_the_one_of_the_contract(reports) -> None:
    report = reports[1]
    record = document_record(report)
    assert record["schema"] == "docgraph.document/1"
    assert record["source"] == "ban-dan-toc.txt"
    assert set(HEADER_FIELDS) <= set(record["header"])
    assert record["header"]["level"] == "agency"
    assert all(set(REFERENCE_FIELDS) <= set(reference) for reference in record["references"])
    decision = record["references"][1]
    assert report.text[decision["start"] : decision["end"]] == decision["text"]
    assert decision["document"] == "vn/quang-ngai/ubnd/qd/2021/1501"
    assert (decision["level"], decision["province"], decision["form"]) == ("provincial", "Quảng Ngãi", "numbered")
    assert record["relations"][0] == {
        "subject": "self",
        "relation": "reports_under",
        "object": 0,
        "evidence": [record["references"][0]["start"] - 10, record["references"][0]["end"]],
        "cue": "Thực hiện",
    }
    assert record["relations"][2]["subject"] == 2


def test_what_cannot_be_known_is_null(document) -> None:
    record = document_record(document("a.txt", "Nghị quyết 68/NQ-CP", own="Báo cáo"))
    assert record["references"][0]["document"] is None
    assert record["references"][0]["date"] is None
    assert record["header"]["issuer"] is None


def test_a_pinpoint_stands_in_the_words_of_the_text(document) -> None:
    report = document("a.txt", "Nghị định 30/2020/NĐ-CP")
    cited = evolve(report.mentions[0], pinpoint=Pinpoint("khoản 1 Điều 3", Span(0, 5)))
    assert document_record(evolve(report, mentions=(cited,)))["references"][0]["pinpoint"] == "khoản 1 Điều 3"


def test_a_document_is_one_line(reports) -> None:
    line = format_document(reports[0])
    assert "\n" not in line
    assert json.loads(line) == document_record(reports[0])
    assert "Quyết định" in line
