"""The cue phrases (từ dẫn) of relations, read from a table, and where they stand in a stretch of text."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Final

from attrs import frozen

from docgraph.documents.model import RelationKind
from docgraph.documents.relations import shapes
from docgraph.references.tries import trie_pattern, whole_words


@frozen
class Cue:
    """One cue phrase found in a text."""

    kind: RelationKind
    start: int
    end: int


@cache
def _table() -> dict[str, RelationKind]:
    text = (files("docgraph.documents") / "tables" / "cues.csv").read_text("utf-8")
    return {row["cue"]: RelationKind(row["relation"]) for row in csv.DictReader(text.splitlines())}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(whole_words(_table(), ignore_case=True))


_BLANKS: Final = re.compile(r"\s+")


def cues_in(text: str, start: int, end: int) -> list[Cue]:
    """Return the cues of ``text[start:end]`` from left to right.

    >>> [cue.kind.value for cue in cues_in("Căn cứ X; triển khai thực hiện Y", 0, 32)]
    ['legal_basis', 'implements', 'implements']
    """
    return [_cue(match) for match in _pattern().finditer(text, start, end)]


@cache
def pattern_of(kinds: frozenset[RelationKind]) -> str:
    """Return the pattern of the cues of some kinds, as whole words."""
    return rf"(?i:{trie_pattern(cue for cue, kind in _table().items() if kind in kinds)})(?!\w)"


def first_cue(text: str, start: int, end: int) -> Cue | None:
    """Return the first cue of ``text[start:end]``."""
    match = _pattern().search(text, start, end)
    return None if match is None else _cue(match)


def _cue(match: re.Match[str]) -> Cue:
    return Cue(_table()[_BLANKS.sub(" ", match[0]).lower()], match.start(), match.end())


def governing_cues(text: str, start: int, end: int) -> list[Cue]:
    """Return the cues before a mention, without those in brackets and those that only lead on to another."""
    brackets = [match.span() for match in shapes.BRACKETS.finditer(text, start, end)]
    found: list[Cue] = []
    for cue in cues_in(text, start, end):
        if any(opening <= cue.start < closing for opening, closing in brackets):
            continue
        words = text[cue.start : cue.end].lower()
        leads_on = words.startswith("quy định") and found and not shapes.CONTENT.search(text, found[-1].end, cue.start)
        if leads_on or (words in shapes.CLOSE_CUES and end - cue.end > 60):
            continue
        found.append(cue)
    return found
