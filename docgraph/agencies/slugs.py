"""Names as keys: words without marks for comparing, and lower-case ASCII for ids."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from attrs import frozen

from docgraph.text.source import SourceText, fold, strip_marks

_WORD: Final = re.compile(r"[^\W_]+")
_ASCII_WORD: Final = re.compile(r"[a-z0-9]+")
_BREAK: Final = re.compile(r"[,;:()\n/\"]|\s-\s|\.\s*$")
_LIKE_D: Final = str.maketrans("ðƉÐ", "đĐĐ")


@frozen
class Word:
    """One word of a wording, beside its two keys."""

    text: str
    key: str  # without marks: "uy"
    toned: str  # with marks, in lower case and one tone style: "ủy"
    start: int
    end: int
    after_break: bool  # a comma, a dash or a bracket stands before it


def slug(text: str) -> str:
    """Return *text* as lower-case ASCII words joined by hyphens.

    >>> slug("Bà Rịa - Vũng Tàu"), slug("BTĐKT"), slug("Sở LĐ-TB&XH")
    ('ba-ria-vung-tau', 'btdkt', 'so-ld-tb-xh')
    """
    return "-".join(_ASCII_WORD.findall(strip_marks(text.translate(_LIKE_D))))


def code_key(code: str) -> str:
    """Return the key of a symbol code: capitals and digits only.

    >>> code_key("SNN&PTNT"), code_key("TT.HĐND"), code_key("TTg")
    ('SNNPTNT', 'TTHDND', 'TTG')
    """
    return slug(code).replace("-", "").upper()


@lru_cache(maxsize=65_536)
def _keys(word: str) -> tuple[str, str]:
    return strip_marks(word), fold(word)


def normal_text(text: str) -> str:
    """Return the text in one Unicode form, without markdown stars and odd blanks or dashes."""
    return SourceText(text).normal


def words_of(normal: str) -> tuple[Word, ...]:
    """Return the words of a normal text with their keys.

    >>> [word.key for word in words_of("Uỷ ban nhân dân Tỉnh, KH&ĐT")]
    ['uy', 'ban', 'nhan', 'dan', 'tinh', 'kh', 'dt']
    """
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(normal):
        key, toned = _keys(match[0])
        between = normal[end : match.start()]
        broken = bool(words) and _BREAK.search(between) is not None
        words.append(Word(match[0], key, toned, match.start(), match.end(), broken))
        end = match.end()
    return tuple(words)
