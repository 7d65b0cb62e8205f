from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgraph.text import SourceText, Span, fold, strip_marks

SENTENCE = "Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của Ủy ban nhân dân tỉnh Quảng Ngãi"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"

messy = st.text(
    alphabet=st.sampled_from([*"aâăđeêoôơuưyAĐ 1/-.\n*\t", *"\u0301\u0300\u0309\u0303\u0323\u0302\u0306\u031b", *INVISIBLE, "\u00a0", "\u2013", "\u00d0", "ế", "😀"]),
    max_size=60,
)  # fmt: skip


@pytest.mark.parametrize(
    ("original", "normal"),
    [
        ("", ""),
        ("plain ascii", "plain ascii"),
        ("số 5", "số 5"),
        ("a\tb\r\nc\fd\ve", "a b \nc d e"),
        ("**đậm** và *nghiêng*", "  đậm   và  nghiêng "),
        ("**bold**", "  bold  "),
        ("số\u00a01477", "số 1477"),
        ("số\u202f1477\u20091", "số 1477 1"),
        ("NĐ\u2013CP NĐ\u2014CP NĐ\u2011CP NĐ\u2010CP NĐ\u2212CP NĐ\u2012CP NĐ\u2015CP", " ".join(["NĐ-CP"] * 7)),
        ("Q\u00d0 q\u00f0 Q\u0189", "QĐ qđ QĐ"),
        ("“a” «b» „c", '"a" "b" "c'),
        ("công văn¹²³⁴", "công văn    "),
        ("Q\u200bĐ\ufeff", "QĐ"),
        ("\ufeffSố", "Số"),
        ("QĐ\u00adUBND", "QĐ-UBND"),
        ("thực\u00adhiện", "thựchiện"),
        (unicodedata.normalize("NFD", SENTENCE), SENTENCE),
        ("e\u0323\u0302", "ệ"),
        ("e\u0302\u0323", "ệ"),
        ("đ\u0301", "đ\u0301"),
    ],
)
def test_the_normal_form(original: str, normal: str) -> None:
    assert SourceText(original).normal == normal
    assert SourceText(original).original == original


# An invisible character between a letter and its mark keeps them apart; no keyboard and no converter writes that.
whole_letters = messy.filter(lambda text: not re.search(f"[{INVISIBLE}][\u0300-\u036f]", text))


@given(whole_letters)
def test_the_normal_form_is_final(text: str) -> None:
    normal = SourceText(text).normal
    assert SourceText(normal).normal == normal
    assert not set(normal) & set(INVISIBLE)
    assert "*" not in normal


@given(messy)
def test_places_rise_and_stay_inside(text: str) -> None:
    source = SourceText(text)
    starts = [source.start(place) for place in range(len(source.normal))]
    ends = [source.end(place) for place in range(1, len(source.normal) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


@given(messy)
def test_place_is_the_inverse_of_start(text: str) -> None:
    source = SourceText(text)
    for place in range(len(source.normal)):
        assert source.place(source.start(place)) == place


@given(messy)
def test_a_span_holds_what_its_normal_range_says(text: str) -> None:
    source = SourceText(text)
    for start in range(len(source.normal)):
        span = source.span(start, start + 1)
        kept = span.of(text)
        letters = unicodedata.normalize("NFC", "".join(mark for mark in kept if mark not in INVISIBLE))
        assert len(letters) >= 1 or kept == "\u00ad"


def test_spans_of_decomposed_text_cover_the_marks() -> None:
    decomposed = unicodedata.normalize("NFD", SENTENCE)
    source = SourceText(decomposed)
    for word in SENTENCE.split():
        start = source.normal.index(word)
        span = source.span(start, start + len(word))
        assert unicodedata.normalize("NFC", span.of(decomposed)) == word


def test_the_whole_text_is_one_span() -> None:
    for text in (SENTENCE, unicodedata.normalize("NFD", SENTENCE), "Q\u200bĐ", "**a**"):
        source = SourceText(text)
        assert source.span(0, len(source.normal)) == Span(0, len(text))


def test_replacements_of_one_by_one_keep_every_place() -> None:
    text = "**Quyết định**\u00a0số 5/QĐ–UBND"
    source = SourceText(text)
    assert len(source.normal) == len(text)
    assert all(source.start(place) == place == source.place(place) for place in range(len(text)))
    assert source.end(len(text)) == len(text)


def test_a_place_inside_a_dropped_run_is_the_next_letter() -> None:
    source = SourceText("a\u200b\u200bb")
    assert source.normal == "ab"
    assert [source.place(place) for place in range(4)] == [0, 1, 1, 1]
    assert (source.start(1), source.end(1)) == (3, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("UỶ BAN NHÂN DÂN", "ủy ban nhân dân"),
        ("tỉnh Thanh Hoá", "tỉnh Thanh Hóa"),
        ("Khoá XIII", "khóa xiii"),
        ("sức khoẻ", "sức khỏe"),
        ("thuỷ lợi", "thủy lợi"),
        ("a  b\n c", "a b c"),
        ("Thi đua – Khen thưởng", "Thi đua - Khen thưởng"),
        ("Sở\u00a0Nội vụ", "sở nội vụ"),
        (unicodedata.normalize("NFD", "Quảng Ngãi"), "quảng ngãi"),
        ("Q\u00d0-UBND", "qđ-ubnd"),
        ("**Sở Y tế**", "Sở Y tế"),
    ],
)
def test_names_that_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("quý", "qúy"),  # the tone stands on the y behind "qu": it is left alone
        ("Hà Nam", "Hà Nội"),
        ("QD-UBND", "QĐ-UBND"),
        ("Quảng Ngãi", "Quang Ngai"),
        ("toàn", "tòan"),  # only an open syllable has two styles
    ],
)
def test_names_that_do_not_fold_alike(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(whole_letters)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quảng Ngãi", "quang ngai"),
        ("Sở Nội vụ, UBND tỉnh Đắk Lắk", "so noi vu, ubnd tinh dak lak"),
        ("ĐƯỜNG", "duong"),
        ("Q\u00d0i", "qdi"),
        (unicodedata.normalize("NFD", "Thừa Thiên Huế"), "thua thien hue"),
        ("", ""),
        ("1477/QĐ-UBND", "1477/qd-ubnd"),
    ],
)
def test_letters_without_marks(text: str, expected: str) -> None:
    assert strip_marks(text) == expected


@given(st.text(alphabet=st.sampled_from("aàáảãạăắâấđĐÂêềôơưựỹ b1"), max_size=30))
def test_only_plain_letters_remain(text: str) -> None:
    assert strip_marks(text).isascii()
    assert strip_marks(text) == strip_marks(unicodedata.normalize("NFD", text))
