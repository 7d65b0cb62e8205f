"""Units of argument: the stretches of text within which one cue can govern several references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# A unit ends at a full stop before a capital, at an empty line, and before a line that opens something new:
# a bullet, an article, a numbered item, or a legal-basis line.
_UNIT_END: Final = re.compile(
    r"(?m:^[ |]*(?:\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]+\.|[a-zđ]\)) [^\n]{3,160}(?<![;,:])\n)(?= *[A-ZÀ-Ỹ])|"
    # … but not behind the abbreviations TP. TT. KT. TM. TL. TUQ. Q. P. and titles of persons
    r"(?<!TP)(?<!TT)(?<!KT)(?<!TM)(?<!TL)(?<!UQ)(?<![ ]Q)(?<![ ]P)(?<!TS)(?<!GS)(?<!\d)[.!?][\"')]*"
    r"(?=[ \n]+[A-ZÀ-Ỹ“\"(\d+-])"
    r"|(?<=\d)[.](?=[ \n]+[A-ZÀ-Ỹ])"
    r"|\n *\n[\s|]*"
    r"|\n(?= *(?:[-+•] |(?:Điều|Chương|Mục|Phần) [\dIVX]|[IVX]+\. |\d{1,2}(?:\.\d{1,2})*[.)] |[a-zđ]\) |\|"
    r"|(?:Căn cứ|CĂN CỨ|Xét|Theo đề nghị|Thực hiện) ))"
    r"|(?<=[;:.]) *\n(?= *[A-ZÀ-Ỹ])"
)


def units(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the units of *text*, in order, covering all of it."""
    start = 0
    for match in _UNIT_END.finditer(text):
        end = match.end()
        if end > start:
            yield start, end
            start = end
    if start < len(text):
        yield start, len(text)
