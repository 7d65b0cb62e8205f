"""Units of argument: the stretches of text within which one cue can govern several references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# A line that is a heading: a numbered item that no mark closes, before a line that begins with a capital.
_HEADING: Final = re.compile(
    r"[ |]*(?:\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]+\.|[a-zđ]\)) [^\n]{3,160}(?<![;,:])\n(?= *[A-ZÀ-Ỹ])"
)
# Otherwise a unit ends at a full stop before a capital, at an empty line, and before a line that opens something new:
# a bullet, an article, a numbered item, or a legal-basis line.  The set of first letters lets the engine skip.
_END: Final = re.compile(
    r"[.!?\n](?:"
    r"(?=[ \n\"')])"
    # … but not behind the abbreviations TP. TT. KT. TM. TL. TUQ. Q. P. and titles of persons
    r"(?<!TP.)(?<!TT.)(?<!KT.)(?<!TM.)(?<!TL.)(?<!UQ.)(?<![ ]Q.)(?<![ ]P.)(?<!TS.)(?<!GS.)(?<!\d.)(?<!\n)[\"')]*"
    r"(?=[ \n]+[A-ZÀ-Ỹ“\"(\d+-])"
    r"|(?<=\d[.])(?=[ \n]+[A-ZÀ-Ỹ])"
    r"|(?<=\n) *\n[\s|]*"
    r"|(?<=\n)(?= *(?:[-+•] |(?:Điều|Chương|Mục|Phần) [\dIVX]|[IVX]+\. |\d{1,2}(?:\.\d{1,2})*[.)] |[a-zđ]\) |\|"
    r"|(?:Căn cứ|CĂN CỨ|Xét|Theo đề nghị|Thực hiện) ))"
    r"|(?<=\n)(?P<line>)(?= *[A-ZÀ-Ỹ])"
    r"|(?<=\n)(?P<none>)(?=[ |]*[\dIVXa-zđ])"
    r")"
)


def units(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the places of the units of *text* from *start*, where one begins, in order, covering all of it."""
    place = start
    while True:
        heading = _HEADING.match(text, place) if place == 0 or text[place - 1] == "\n" else None
        found = heading or _END.search(text, place)
        if found is None:
            break
        place = found.end()
        if found.lastgroup and not (found.lastgroup == "line" and _closed(text, place - 1)):
            continue
        if place > start:
            yield start, place
            start = place
    if start < len(text):
        yield start, len(text)


def _closed(text: str, line_end: int) -> bool:
    """Tell whether a line ends with a mark that closes what it says."""
    while line_end and text[line_end - 1] == " ":
        line_end -= 1
    return text[line_end - 1 : line_end] in {";", ":", "."}


_EMPTY_LINES: Final = re.compile(r"\n *\n[\s|]*")


def paragraph_before(text: str, floor: int, place: int) -> int | None:
    """Return where a paragraph begins, so that a unit does, with all of another one between it and *place*.

    Nothing before *floor* is looked at; None where the text has no empty lines there.
    """
    nearest = text.rfind("\n\n", floor, place)
    if nearest < 0:
        return None
    while nearest > floor and text[nearest - 1].isspace():
        nearest -= 1
    earlier = text.rfind("\n\n", floor, nearest)
    lines = _EMPTY_LINES.match(text, earlier) if earlier >= 0 else None
    return lines.end() if lines else None
