"""Cells of a page: what lines, tabs, table bars and runs of blanks set apart."""

from __future__ import annotations

import re
from typing import Final

CELL: Final = re.compile(r"[^\s|]+(?:[^\S\n\t]{1,2}[^\s|]+)*")
"""A cell without the blanks around it: words with at most two blanks between them."""

BULLET: Final = re.compile(r"[-–—+•*·][-–—+•*·\s]*")
"""The mark in front of an item of a list."""


def begins_cell(text: str, place: int, marks: str = "") -> bool:
    r"""Tell whether a cell begins at *place*; *marks* are signs that may stand in front of it.

    >>> begins_cell("UBND TỈNH\tSố: 5", 10), begins_cell("Công văn Số: 5", 9), begins_cell("A  Số: 5", 3)
    (True, False, True)
    """
    at, blanks = place, 0
    while at > 0 and (text[at - 1] in marks or (text[at - 1].isspace() and text[at - 1] not in "\n\t")):
        blanks += text[at - 1].isspace()
        if blanks == 2:
            return True
        at -= 1
    return at == 0 or text[at - 1] in "\n|\t"
