from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from docgraph.agencies import load_registry
from docgraph.documents.model import RelationKind
from docgraph.documents.parsing import parse_document, read_corpus, read_document
from docgraph.errors import DocumentReadError
from docgraph.references import Form

REPORT = """UBND TỈNH QUẢNG NGÃI
SỞ NỘI VỤ
Số: 1187/BC-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Quảng Ngãi, ngày 12 tháng 11 năm 2024

BÁO CÁO
Kết quả thực hiện phong trào thi đua

Thực hiện Quyết định số 512/QĐ-UBND ngày 20/5/2024 của UBND tỉnh; ngày 09/6/2024, Sở Nội vụ đã ban hành Kế hoạch số 402/KH-SNV.

Kế hoạch nói trên được gửi các đơn vị. Báo cáo này gửi Ủy ban nhân dân tỉnh.

Theo Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị thì việc này cấp bách. Nghị quyết 57 là động lực.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
GIÁM ĐỐC
Nguyễn Văn An
"""


def test_a_document_keeps_its_name_and_its_text() -> None:
    document = parse_document("reports/snv.txt", REPORT)
    assert (document.source, document.text) == ("reports/snv.txt", REPORT)
    assert document.header.type == "Báo cáo"
    assert (document.header.number, document.header.symbol) == ("1187", "BC-SNV")


def test_the_own_number_is_no_reference() -> None:
    mentions = parse_document("snv", REPORT).mentions
    assert not [mention for mention in mentions if mention.reference.number == "1187"]


def test_mentions_stand_in_order_with_anaphora_among_them() -> None:
    document = parse_document("snv", REPORT)
    assert [(mention.text, mention.form) for mention in document.mentions] == [
        ("Quyết định số 512/QĐ-UBND ngày 20/5/2024 của UBND tỉnh", Form.NUMBERED),
        ("Kế hoạch số 402/KH-SNV", Form.NUMBERED),
        ("Kế hoạch nói trên", Form.ANAPHORIC),
        ("Báo cáo này", Form.ANAPHORIC),
        ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", Form.NUMBERED),
        ("Nghị quyết 57", Form.NUMBERED),
    ]


def test_anaphora_point_back_or_to_the_document_itself() -> None:
    _, plan, above, this, resolution, short = parse_document("snv", REPORT).mentions
    mentions = parse_document("snv", REPORT).mentions
    assert mentions[above.antecedent or 0] == plan
    assert this.is_self
    assert this.antecedent is None
    assert mentions[short.antecedent or 0] == resolution
    assert plan.antecedent is resolution.antecedent is None


def test_relations_count_the_mentions_of_the_document() -> None:
    document = parse_document("snv", REPORT)
    found = {
        (relation.subject, relation.kind, document.mentions[relation.object].reference.number)
        for relation in document.relations
    }
    assert found >= {
        (None, RelationKind.IMPLEMENTS, "512"),
        (None, RelationKind.ISSUES, "402"),
        (1, RelationKind.IMPLEMENTS, "512"),
    }
    assert all(document.mentions[relation.object].form is not Form.ANAPHORIC for relation in document.relations)


def test_anaphora_before_a_reference_shift_what_indexes_it() -> None:
    text = "Quyết định này căn cứ các văn bản sau.\n\nCăn cứ Luật Đất đai năm 2024; Luật Nhà ở năm 2023;"
    document = parse_document("x", text)
    assert document.mentions[0].text == "Quyết định này"
    assert [document.mentions[relation.object].text for relation in document.relations] == [
        "Luật Đất đai năm 2024",
        "Luật Nhà ở năm 2023",
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_span_indexes_the_text_as_given(form: str) -> None:
    text = unicodedata.normalize(form, REPORT)  # type: ignore[arg-type]
    document = parse_document("snv", text)
    assert len(document.mentions) == 6
    for mention in document.mentions:
        assert mention.span.of(text) == mention.text
    for relation in document.relations:
        assert relation.evidence.covers(document.mentions[relation.object].span)


@pytest.mark.parametrize("text", ["", "\n", " ", "\ufeff", "không có gì", "Số:", "*" * 50, "\x00"])
def test_a_text_with_nothing_in_it_is_a_document_too(text: str) -> None:
    document = parse_document("empty", text)
    assert (document.mentions, document.relations) == ((), ())


def test_files_are_read_as_their_texts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Căn cứ Luật Đất đai năm 2024;", encoding="utf-8")
    first = read_document(tmp_path / "a.txt")
    assert first.mentions == parse_document("", REPORT).mentions
    assert first.source == str(tmp_path / "a.txt")
    corpus = list(read_corpus(tmp_path))
    assert [len(document.mentions) for document in corpus] == [6, 1]
    assert [document.source for document in corpus] == sorted(document.source for document in corpus)
    assert list(read_corpus([tmp_path / "a.txt", str(tmp_path / "b.txt")])) == [
        read_document(tmp_path / "a.txt"),
        read_document(tmp_path / "b.txt"),
    ]


def test_a_file_that_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Căn cứ Luật Đất đai năm 2024;", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"this is no PDF \x00\x01\x02")
    errors: list[DocumentReadError] = []
    documents = list(read_corpus([tmp_path / "b.pdf", tmp_path / "a.txt"], on_error=errors.append))
    assert len(documents) == 1
    assert [error.path for error in errors] == [str(tmp_path / "b.pdf")]
    with pytest.raises(DocumentReadError):
        list(read_corpus([tmp_path / "b.pdf"]))


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(DocumentReadError, match=r"missing\.txt"):
        read_document(tmp_path / "missing.txt")


OWN_BODY = """UBND TỈNH QUẢNG NGÃI
BAN QUẢN LÝ KHU KINH TẾ DUNG QUẤT
Số: 45/BC-BQL
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Quảng Ngãi, ngày 05 tháng 6 năm 2023

BÁO CÁO
Tình hình cải cách hành chính

Thực hiện Kế hoạch số 12/KH-UBND ngày 20/01/2023 của UBND tỉnh, BQL Dung Quất đã ban hành Kế hoạch số 9/KH-BQL.
"""


def test_a_readers_own_body_is_known_as_the_author(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(
        "territory,code,name,codes,wordings\nquang-ngai,BQLDQ,Ban Quản lý Khu kinh tế Dung Quất,BQL,BQL Dung Quất\n",
        "utf-8",
    )
    text = tmp_path / "report.txt"
    text.write_text(OWN_BODY, "utf-8")
    (known,) = read_corpus(text, registry=load_registry(table))
    assert RelationKind.ISSUES in {relation.kind for relation in known.relations}
    (unknown,) = read_corpus(text)
    assert RelationKind.ISSUES not in {relation.kind for relation in unknown.relations}
