"""How a unit begins and ends: the change that its heading opens, the mark that closes it, the cue before its colon."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from docgraph.documents.relations import shapes
from docgraph.documents.relations.cues import Cue, cues_in, first_cue, pattern_of
from docgraph.documents.relations.kinds import CARRIED_OUT, CHANGES

# Between the start of a unit and the line of its title: "QUYẾT ĐỊNH / Sửa đổi …".
_TITLE_REACH: Final = 200
_TRAILING: Final = ' \n"|)'
_LONGEST_TAIL: Final = 200
_OPENING: Final = 40


@cache
def _line_of_change() -> re.Pattern[str]:
    return re.compile(shapes.TITLE_LEAD.pattern + pattern_of(CHANGES))


def change_opened(text: str, start: int, stop: int) -> Cue | None:
    """Return the cue of the change that the heading of an act opens: "Điều 1. Sửa đổi, bổ sung …"."""
    marker = shapes.HEADING.match(text, start, stop)
    body = marker.end() if marker else start
    end = min(stop, body + _TITLE_REACH)
    line = body
    while not _line_of_change().match(text, line, end):  # the cheap question first: few lines begin so
        line = text.find("\n", line, end) + 1
        if not line:
            return None
    cue = first_cue(text, body, end)
    if cue is None or cue.kind not in CHANGES:
        return None
    line = max(body, text.rfind("\n", body, cue.start) + 1)
    return cue if shapes.TITLE_LEAD.fullmatch(text, line, cue.start) else None


def last_mark(text: str, end: int) -> str:
    r"""Return the last character before *end* that is no blank, quote or bracket; "" where none is near.

    >>> last_mark('Căn cứ Kế hoạch số 5/KH-UBND;\n', 30)
    ';'
    """
    place, floor = end - 1, max(0, end - _LONGEST_TAIL)
    while place >= floor and text[place] in _TRAILING:
        place -= 1
    return text[place] if place >= floor else ""


def announced(flat: str, start: int, end: int) -> Cue | None:
    """Return the cue before the colon that ends a unit: "Thực hiện:" governs the bullets below it."""
    said = cues_in(flat, max(start, end - _LONGEST_TAIL), end)
    return said[-1] if said and said[-1].kind in CARRIED_OUT else None


def opens_with_cue(flat: str, start: int, end: int) -> bool:
    """Tell whether a unit begins with a cue."""
    cue = first_cue(flat, start, min(end, start + _OPENING))
    return cue is not None and not flat[start : cue.start].strip(" |")
