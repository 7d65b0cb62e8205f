from __future__ import annotations

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from docgraph.documents import parse_document
from docgraph.documents.model import Document, Header

TEXT = "Thực hiện Kế hoạch số 31-KH/TU ngày 16/3/2021 của Tỉnh ủy và Quyết định số 512/QĐ-UBND ngày 20/5/2024."

LABELS = [
    (Header(), None),
    (Header(type="Báo cáo"), "Báo cáo"),
    (Header(number="45", symbol="BC-SNV"), "45/BC-SNV"),
    (Header(type="Báo cáo", number="45", symbol="BC-SNV"), "Báo cáo 45/BC-SNV"),
    (Header(type="Quyết định", number="23", year="2021", symbol="QĐ-TTg"), "Quyết định 23/2021/QĐ-TTg"),
    (Header(type="Kết luận", number="415", symbol="KL/TU"), "Kết luận 415-KL/TU"),
]


@pytest.mark.parametrize(("header", "label"), LABELS)
def test_a_header_is_labelled_as_people_write_it(header: Header, label: str | None) -> None:
    assert header.label == label


def test_a_document_shows_itself_on_one_line() -> None:
    read = parse_document("reports/12-report.txt", TEXT)
    document = evolve(read, header=Header(type="Báo cáo", number="45", symbol="BC-SNV"))
    assert repr(document) == "<Document 12-report.txt: Báo cáo 45/BC-SNV, 2 references, 2 relations>"
    assert repr([document]) == f"[{document!r}]"
    assert repr(Document("a.txt", "", Header())) == "<Document a.txt: 0 references, 0 relations>"


@pytest.mark.parametrize("source", ["", "/", "a\nb.txt", "C:\\x\\\x1b[31mb.txt", "đ" * 1000])
def test_no_name_of_a_file_breaks_the_line(source: str) -> None:
    shown = repr(Document(source, TEXT, Header()))
    assert shown.isprintable()
    assert shown.endswith("0 references, 0 relations>")


def test_a_document_is_a_frozen_value() -> None:
    document, same = (parse_document("a.txt", TEXT) for _ in range(2))
    assert document == same
    assert hash(document) == hash(same)
    assert document != evolve(document, relations=())
    with pytest.raises(FrozenInstanceError):
        document.source = "b.txt"  # type: ignore[misc]
