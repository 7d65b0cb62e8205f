"""Untrusted text on its way to the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgraph.queries.cascade_model import Evidence
from docgraph.views.plain_text import quote, visible_text


@pytest.mark.parametrize(("text", "shown"), [
    ("", ""), ("  Quyết định \n\t số 1 ", "Quyết định số 1"), ("a\u202eb", "a\ufffdb"), ("a\x00b\x1bc", "a\ufffdb\ufffdc"), ("a\u200bb\u00adc", "abc"),
    ("\ud800x", "?x"), ("Qu\u0079\u1ebft", "Quyết"), ("Quye\u0302\u0301t", "Quyết"), ("a\u2028b", "a b"),
])  # fmt: skip
def test_visible_text(text, shown):
    assert visible_text(text) == shown


def test_long_text_is_cut_and_marked():
    assert visible_text("x" * 50, limit=10) == "x" * 9 + "…"


@given(st.text(), st.integers(-3, 300), st.integers(-3, 300), st.integers(1, 80))
def test_a_quote_is_safe_whatever_the_offsets(text, start, end, limit):
    pieces = quote(Evidence("a.txt", 0, len(text), text, (start, end)), limit)
    whole = "".join(pieces)
    whole.encode("utf-8")
    assert len(whole) <= 2 * limit + 8 or len(whole) <= len(text) + 2
    assert not any(letter in whole for letter in "\u202e\u2066\x00\x1b")


def test_a_long_sentence_is_cut_around_its_reference():
    text = "x" * 1000 + " Quyết định 5 " + "y" * 1000
    before, marked, after = quote(Evidence("a.txt", 0, len(text), text, (1001, 1013)), 200)
    assert marked == "Quyết định 5"
    assert before.startswith("…x")
    assert before.endswith("x ")
    assert after.startswith(" y")
    assert after.endswith("y…")


def test_a_quote_without_a_reference_is_whole():
    assert quote(Evidence("a.txt", 0, 4, "Căn cứ")) == ("", "", "Căn cứ")
