"""When two readings of a field say the same: spelling, spacing and the usual abbreviations set aside."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from docgraph.text.source import fold

_EDGES: Final = " .,;:*\"'()“”"
_BLANKS: Final = re.compile(r"\s+")


@cache
def _abbreviations() -> tuple[tuple[str, str], ...]:
    text = (files("docgraph.evaluation") / "abbreviations.csv").read_text("utf-8")
    return tuple((fold(row["words"]), fold(row["abbreviation"])) for row in csv.DictReader(text.splitlines()))


@lru_cache(maxsize=8192)
def comparable(name: str, value: str | None) -> str | None:
    """Return a field as it is compared.

    >>> comparable("issuer", "Uỷ ban nhân dân  tỉnh Thanh Hoá") == comparable("issuer", "UBND tỉnh Thanh Hóa")
    True
    >>> comparable("number", "07") == comparable("number", "7"), comparable("symbol", "QÐ - UBND")
    (True, 'qd-ubnd')
    """
    if value is None:
        return None
    if name == "date":
        return value
    folded = fold(value).strip(_EDGES)
    if name == "number":
        return folded.lstrip("0") or "0"
    if name == "symbol":
        # A lost bar on Đ is a slip of the typist, not another symbol.
        return _BLANKS.sub("", folded).replace("đ", "d") or None
    for words, abbreviation in _abbreviations():
        folded = folded.replace(words, abbreviation)
    return folded or None


def same(name: str, one: str | None, other: str | None) -> bool:
    """Tell whether two readings of a field say the same."""
    return comparable(name, one) == comparable(name, other)
