from __future__ import annotations

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from docgraph.text import Span

places = st.integers(0, 40)
spans = st.tuples(places, places).map(lambda pair: Span(min(pair), max(pair)))


def test_a_span_is_half_open() -> None:
    assert Span(3, 7).of("số 1477/QĐ") == "1477"
    assert Span(0, 0).of("số") == ""
    assert Span(0, 99).of("số") == "số"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Span(0, 3), Span(3, 6), False),
        (Span(0, 4), Span(3, 6), True),
        (Span(0, 9), Span(3, 6), True),
        (Span(3, 6), Span(3, 6), True),
        (Span(4, 4), Span(4, 4), False),
        (Span(7, 9), Span(3, 6), False),
    ],
)
def test_overlap(one: Span, other: Span, expected: bool) -> None:
    assert one.overlaps(other) is expected
    assert other.overlaps(one) is expected


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        (Span(0, 9), Span(3, 6), True),
        (Span(3, 6), Span(3, 6), True),
        (Span(3, 6), Span(0, 9), False),
        (Span(3, 6), Span(3, 7), False),
        (Span(3, 6), Span(2, 5), False),
    ],
)
def test_cover(outer: Span, inner: Span, expected: bool) -> None:
    assert outer.covers(inner) is expected


@given(spans, spans)
def test_spans_agree_with_sets_of_places(one: Span, other: Span) -> None:
    mine, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))
    if mine and theirs:
        assert one.overlaps(other) == bool(mine & theirs)
        assert one.covers(other) == (theirs <= mine)


def test_a_span_is_a_value() -> None:
    assert Span(1, 2) == Span(1, 2)
    assert len({Span(1, 2), Span(1, 2), Span(1, 3)}) == 2
    with pytest.raises(FrozenInstanceError):
        Span(1, 2).start = 0  # type: ignore[misc]
