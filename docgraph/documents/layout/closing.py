"""Where the main document closes: closing formula, recipients (nơi nhận), and the annexes behind it."""

from __future__ import annotations

import re
from typing import Final

from docgraph.documents.layout.cells import begins_cell

# Decomposed letters too: the document is searched as it is.
_RECIPIENTS: Final = re.compile(
    "N(?:ơ|Ơ|[oO]\u031b?)[iI][^\\S\\n]{1,4}(?:[nN][hH][^\\W\\d_\u0300-\u036f]*[\u0300-\u036f]*[nN]|gửi)"
)
_ANNEX: Final = re.compile(
    r"\n[^\S\n]{0,40}(?:\|[^\S\n]{0,9})?[*#]*[^\S\n]{0,9}(?:PHỤ\s+(?:LỤC|BIỂU)|Phụ\s+(?:lục|biểu)(?=[^\S\n]*(?:[\dIVXA-H]|\n|$))|DANH\s+(?:SÁCH|MỤC)|BIỂU\s|MẪU\s|(?:CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI)|ĐỀ\s+CƯƠNG"
    r"|QUY\s+(?:CHẾ|ĐỊNH|TRÌNH|HOẠCH)\s*[*]*\n|\(?(?:Ban\s+hành\s+)?[Kk]èm\s+theo\s)"
)
_MARKS: Final = "*_>"


def find_recipients_word(document: str, begin: int) -> int | None:
    """Return the place of the first "Nơi nhận" at the beginning of a cell, from *begin*."""
    for match in _RECIPIENTS.finditer(document, begin):
        if begins_cell(document, match.start(), _MARKS):
            return match.start()
    return None


def find_end_mark(document: str, begin: int) -> int | None:
    """Return the place behind the first "./." from *begin*."""
    place = document.find("./.", begin)
    return place + 3 if place >= 0 else None


def find_annex(document: str, begin: int) -> int | None:
    """Return where the first annex behind *begin* starts: its heading, or a second document's."""
    match = _ANNEX.search(document, begin)
    return match.start() + 1 if match else None
