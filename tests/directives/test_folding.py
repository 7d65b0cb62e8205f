from __future__ import annotations

import pytest

from docgraph.directives.folding import fold_number, fold_words, search_form, symbol_groups


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quyết định số 1477/QĐ-UBND", "QUYẾT ĐỊNH SỐ 1477/QÐ–UBND"),
        ("Uỷ ban", "Ủy ban"),
        ("hoà giải", "hòa giải"),
        ("số\u00a01477", "số 1477"),
        ("Đề án", "De an"),
    ],
)
def test_spellings_of_one_thing_fold_together(one: str, other: str) -> None:
    assert search_form(one) == search_form(other)


def test_padding_is_no_part_of_a_number() -> None:
    assert [fold_number(number) for number in ("07", "7", "0", "30A", "66.7")] == ["7", "7", "0", "30a", "66.7"]


def test_words_and_symbols() -> None:
    assert fold_words("Văn hóa, Thể thao & Du lịch") == "van-hoa-the-thao-du-lich"
    assert symbol_groups("TT.HĐND-UBND") == ("tthdnd", "ubnd")
    assert symbol_groups("--") == ()
