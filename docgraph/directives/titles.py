"""Titles (trích yếu) compared: two wordings of one title, never two titles that differ in a number."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from docgraph.directives.folding import fold_words

SHORTEST: Final = 5
"""Words from which a title tells one document from another: "phê duyệt đề án" says nothing."""

ALIKE: Final = 0.8
_EMPTY: Final = frozenset({"ve", "viec", "v"})


@lru_cache(maxsize=65536)
def title_words(title: str) -> frozenset[str]:
    """Return the folded words of a title, for comparison.

    >>> sorted(title_words("Về việc giao đất"))
    ['dat', 'giao']
    """
    return frozenset(fold_words(title).split("-")) - _EMPTY - {""}


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of the words of two titles both have, from 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


def same_title(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two titles are wordings of one: most words are shared, and every number is.

    >>> plan = title_words("kế hoạch phát động phong trào thi đua năm 2021")
    >>> same_title(plan, title_words("Kế hoạch phát động phong trào thi đua năm 2021"))
    True
    >>> same_title(plan, title_words("Kế hoạch phát động phong trào thi đua năm 2022"))
    False
    """
    if min(len(one), len(other)) < SHORTEST or _numbers(one) != _numbers(other):
        return False
    return likeness(one, other) >= ALIKE


@lru_cache(maxsize=65536)
def _numbers(words: frozenset[str]) -> frozenset[str]:
    """Return the words that tell one title of a series from the next: "quy III", "thang 4", "2021"."""
    return frozenset(word for word in words if any(char.isdigit() for char in word) or not word.strip("ivx"))
