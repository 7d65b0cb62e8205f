"""The corpus of reference forms: one line, one claim.

A new form is first a new line of ``corpus.tsv``.  A form that is not read yet is a line of ``known_gaps.tsv``; once it is
read its line has to move.  Columns: id, text, and the references in it, each as

    span | form | type | number | year | symbol | date | issuer | pinpoint

with " ## " between two of them, and nothing where the text holds no reference.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from docgraph.references import find_references

Read = Callable[[str], tuple[str, ...]]


def test_a_line_of_the_corpus_is_read_as_it_claims(claim: Any, read: Read) -> None:
    assert read(claim.text) == claim.expected


def test_a_known_gap_is_still_open(gap: Any, read: Read) -> None:
    assert read(gap.text) != gap.expected, "This form is read now: move its line to corpus.tsv."


def test_spans_index_the_text_as_given(claim: Any) -> None:
    mentions = find_references(claim.text)
    for mention in mentions:
        assert mention.text == claim.text[mention.span.start : mention.span.end] == mention.span.of(claim.text)
        if mention.pinpoint is not None:
            pinpoint = mention.pinpoint
            assert " ".join(pinpoint.span.of(claim.text).split()) == pinpoint.text
            assert pinpoint.span.end <= mention.span.start
            for part in pinpoint.parts:
                assert pinpoint.span.covers(part.span)
                assert part.label in part.span.of(claim.text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


def test_spans_of_known_gaps_index_the_text_too(gap: Any) -> None:
    for mention in find_references(gap.text):
        assert mention.text == mention.span.of(gap.text)


def test_the_corpus_is_large_and_covers_every_field(claims: list[Any]) -> None:
    assert len(claims) >= 250
    assert sum(not claim.expected for claim in claims) >= 50
    cells = [line.split(" | ") for claim in claims for line in claim.expected]
    assert {len(cell) for cell in cells} == {9}
    for column in range(9):
        assert sum(cell[column] != "-" for cell in cells) >= 25
    assert {cell[1] for cell in cells} >= {"numbered", "unnumbered", "named", "anaphoric"}


def test_ids_and_texts_stand_once(claims: list[Any], gaps: list[Any]) -> None:
    lines = claims + gaps
    assert [name for name, count in Counter(line.id for line in lines).items() if count > 1] == []
    assert [text for text, count in Counter(line.text for line in lines).items() if count > 1] == []


@pytest.mark.parametrize("name", ["corpus.tsv", "known_gaps.tsv"])
def test_tables_are_written_in_nfc_with_odd_characters_as_escapes(name: str) -> None:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    odd = {f"U+{ord(c):04X}" for c in text if unicodedata.category(c) in {"Cf", "Zs", "Mn", "Cc"} and c not in " \n\t"}
    assert odd == set()


def test_every_expected_span_stands_in_its_text(claims: list[Any], gaps: list[Any]) -> None:
    for line in claims + gaps:
        place = 0
        for reference in line.expected:
            place = line.text.find(reference.split(" | ")[0], place)
            assert place >= 0, line.id
            place += 1
