"""The shapes of references: how number and symbol are built, and what is hard about their place."""

from __future__ import annotations

import enum
import re
from typing import Final

from docgraph.evaluation.annotations import Annotation
from docgraph.references.vocabulary import LAW_TYPES, type_of_abbreviation


class Shape(enum.StrEnum):
    """One trait of a reference; the first six exclude each other among numbered references."""

    ADMINISTRATIVE = "1477/QĐ-UBND"  # number, type and organ
    LETTER = "1918/SNV-TĐKT"  # công văn: no type in the symbol
    NORMATIVE = "23/2021/QĐ-TTg"  # the year inside the number
    ASSEMBLY = "30/2021/QH15"  # Quốc hội, by term
    PARTY = "31-KH/TU"  # type before the slash
    SHORT = "số 3321, no symbol"
    LAW = "law by name"
    DATED = "dated, no number"
    NO_TYPE_WORD = "without a type word"
    ACROSS_LINES = "across a line end"
    IN_PARTS = "with a pinpoint"


_ASSEMBLY: Final = re.compile(r"(?:^|-)(?:UBTV)?QH[\dKXIV]")


def shapes_of(annotation: Annotation) -> tuple[Shape, ...]:
    """Return the traits of a reference, its shape first.

    >>> from docgraph.text.spans import Span
    >>> shapes_of(Annotation(Span(0, 12), "1477/QĐ-UBND", {"number": "1477", "symbol": "QĐ-UBND"}))
    (<Shape.ADMINISTRATIVE: '1477/QĐ-UBND'>, <Shape.NO_TYPE_WORD: 'without a type word'>)
    """
    found = [_shape(annotation)]
    if annotation.text[:1].isdigit():
        found.append(Shape.NO_TYPE_WORD)
    if "\n" in annotation.text:
        found.append(Shape.ACROSS_LINES)
    if annotation.get("pinpoint") is not None:
        found.append(Shape.IN_PARTS)
    return tuple(found)


def _shape(annotation: Annotation) -> Shape:
    if not annotation.is_numbered:
        return Shape.LAW if annotation.get("type") in LAW_TYPES else Shape.DATED
    symbol = annotation.get("symbol")
    if symbol is None:
        return Shape.SHORT
    if _ASSEMBLY.search(symbol):
        return Shape.ASSEMBLY
    if annotation.get("year") is not None:
        return Shape.NORMATIVE
    if "/" in symbol:
        return Shape.PARTY
    first, mark, _ = symbol.partition("-")
    return Shape.ADMINISTRATIVE if mark and first in type_of_abbreviation() else Shape.LETTER
