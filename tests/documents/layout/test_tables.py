from __future__ import annotations

import pytest

from docgraph.documents.layout.tables import column, folded, rows, type_names, type_of_abbreviation

LISTS = {
    "authorities": "words",
    "degrees": "name",
    "family_names": "name",
    "headings": "name",
    "incomplete_names": "name",
    "named_kinds": "kind",
    "openers": "words",
    "organ_heads": "head",
    "positions": "position",
    "signature_notes": "words",
    "stamps": "words",
}


@pytest.mark.parametrize(("table", "name"), LISTS.items())
def test_no_row_is_empty_or_doubled(table: str, name: str) -> None:
    values = column(table, name)
    assert all(value and value == " ".join(value.split()) for value in values)
    assert len(set(values)) == len(values)


def test_heads_are_completed_in_a_known_way() -> None:
    assert {row["completion"] for row in rows("organ_heads")} == {"", "parent", "province"}


@pytest.mark.parametrize(
    ("abbreviation", "name"),
    [("QĐ", "Quyết định"), ("ttr", "Tờ trình"), ("KL", "Kết luận"), ("NĐ", "Nghị định"), ("CV", "Công văn")],
)
def test_abbreviations_of_types(abbreviation: str, name: str) -> None:
    assert type_of_abbreviation()[abbreviation.casefold()] == name


def test_every_abbreviated_type_can_head_a_document() -> None:
    assert set(type_of_abbreviation().values()) <= set(type_names())


def test_folding_unites_the_ways_to_set_the_tone() -> None:
    assert folded("THUỶ SẢN  HOÁ") == folded("Thủy sản hóa")
