"""Damaged encodings (lỗi phông chữ, lỗi mã): where letters were lost or turned into others.

Nothing is repaired: two letters may have become one (õ stands for á and for â in text converted twice from
TCVN3), so a repair would invent.  Each kind of damage is a pattern of letters that Vietnamese cannot have; a
stretch is reported where such letters stand close together, so that one foreign name or one typo is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from attrs import frozen

from docgraph.text.spans import Span

NEAR: Final = 240  # characters between two damaged letters of one stretch


@frozen
class DamagedStretch:
    """A run of text with one kind of damage."""

    name: str  # what happened to the letters, as a clause: "…"
    advice: str
    span: Span
    letters: int  # how many damaged places it holds


@frozen
class _Damage:
    name: str
    advice: str
    pattern: str
    enough: int  # damaged places that make a stretch
    probe: str  # letters without which the pattern cannot match: the cheap test first


# A syllable that ends in c, ch, p or t has the sharp or the heavy tone, no other (thanh sắc, thanh nặng).
_WRONG_TONES: Final = "àằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹ"

_KINDS: Final = (
    _Damage(
        "letters are lost: the replacement character U+FFFD stands for them",
        "Read the text again from its source, with the right encoding.",
        "\ufffd",
        1,
        "\ufffd",
    ),
    _Damage(
        "UTF-8 was read in a one-byte encoding",
        "Read the file again as UTF-8.",
        r"á[º»]|Æ[°¡]|Ä[‘\x91ƒ\x83\x90\u0090]|Ã[\u00a0-\u00bf]|â€|Â[\u00a0-\u00bf]",
        3,
        "»ºÆÃ€‘",
    ),
    _Damage(
        "the letters are those of a legacy TCVN3 font (.VnTime)",
        "Convert the text from TCVN3 to Unicode.",
        r"(?<=[A-Za-z])[©ª«¬®¨µ¶·¸¹§](?=[A-Za-z])|(?<=[A-Za-z])[µ¸©ª«¬®](?![A-Za-z])|§(?=[A-Za-z])",
        4,
        "©ª«¬®¨µ¶·¸¹§",
    ),
    _Damage(
        "the letters are those of a legacy VNI font",
        "Convert the text from VNI to Unicode.",
        r"[aeoöAEOÖ][âùøûïäåëÂÙØÛÏÄÅË]|[öÖ][ôÔ]|[ñÑ][aeioöuAEIOÖU]",
        8,
        "øûïäåëöñØÛÏÄÅËÖÑ",
    ),
    _Damage(
        "the text was converted twice, so that one letter stands for several (õ for á and â)",
        "Compare this passage with the original; names and numbers in it cannot be trusted.",
        # Lower case only: acronyms stand outside the rules of the syllable.
        rf"[{_WRONG_TONES}](?:ch|[cpt]|(?<=\u00f5)(?:n|ng|nh|u|y))(?![\wÀ-ỹ])",
        4,
        _WRONG_TONES,
    ),
    _Damage(
        "letters are lost: question marks stand inside words",
        "Read the text again from its source, with the right encoding.",
        r"\?(?<=[A-Za-zÀ-ỹ]\?)(?=[a-zà-ỹ])",
        4,
        "?",
    ),
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def find_damage(text: str) -> tuple[DamagedStretch, ...]:
    r"""Return every stretch of *text* whose letters are damaged, by kind of damage and place.

    >>> [stretch.letters for stretch in find_damage("Qu\ufffdng Ng\ufffdi")]
    [2]
    >>> find_damage("Võ Thị Sáu, rõ ràng, theo dõi, thi đũa")
    ()
    """
    return tuple(stretch for kind in _KINDS for stretch in _stretches(kind, text))


def _stretches(kind: _Damage, text: str) -> Iterator[DamagedStretch]:
    if not any(letter in text for letter in kind.probe):
        return
    start = end = count = 0
    for match in _compiled(kind.pattern).finditer(text):
        if count and match.start() - end > NEAR:
            if count >= kind.enough:
                yield DamagedStretch(kind.name, kind.advice, Span(start, end), count)
            count = 0
        if not count:
            start = match.start()
        end = match.end()
        count += 1
    if count >= kind.enough:
        yield DamagedStretch(kind.name, kind.advice, Span(start, end), count)
