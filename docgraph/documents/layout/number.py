"""The document's own number and symbol (số, ký hiệu), as its header prints them."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from docgraph.documents.layout.cells import begins_cell

_SEPARATOR: Final = r"[^\S\n]{0,20}[/\-\u2010-\u2015\u2212]\s{0,20}"
_GROUP: Final = r"[^\W\d_][\w&.]*"
# Nghị định 30/2020/NĐ-CP prints "Số:", Party offices "Số" without the colon, laws "Luật số:".
_OWN: Final = re.compile(
    rf"""
    (?:[Ss]ố|S[ôổó]|SỐ)(?!\w)\s*[:;]?
    (?:[\s._…]{{0,60}}(?P<number>\d{{1,5}}(?:\.\d{{1,2}})?[a-zđ]?)(?![\w]))?
    (?:
        [\s._…]{{0,60}}?{_SEPARATOR}
        (?:(?P<year>(?:19|20)\d\d){_SEPARATOR})?
        (?P<symbol>{_GROUP}(?:{_SEPARATOR}[^\W_][\w&.]*)*)
      | [^\S\n]+(?P<spaced>[A-ZĐ][A-ZĐa-z]{{1,3}}/[A-ZĐ][\w&]*)
    )?
    """,
    re.VERBOSE,
)
_LED: Final = re.compile(r"(?:^|[\n|\t\s])(?:Bộ luật|Luật|LUẬT|Nghị quyết|NGHỊ QUYẾT|Pháp lệnh|Lệnh|Quyết định)\s+\Z")
_GLUED: Final = re.compile(r"(?:phúc|PHÚC|NAM)\s\Z")
_BLANKS: Final = re.compile(r"\s+")
_REST_OF_CELL: Final = re.compile(r"[^\S\n]*[.]*[^\S\n]*(?:$|[\n|\t]|[^\S\n]{2})")


@frozen
class OwnNumber:
    """The own number of a document with its place in the cleaned text."""

    number: str | None
    year: str | None
    symbol: str | None
    start: int
    end: int


def find_own_number(text: str, end: int) -> OwnNumber | None:
    """Find the number line in the first *end* characters; a blank number is None beside its symbol.

    >>> find_own_number("Số: 44/2025/QĐ-TTg", 18)
    OwnNumber(number='44', year='2025', symbol='QĐ-TTg', start=0, end=18)
    >>> find_own_number("Số:       /BC - SCT", 19).symbol
    'BC-SCT'
    >>> find_own_number("Số 07-KL/VPTW", 13).symbol
    'KL/VPTW'
    """
    bare: OwnNumber | None = None
    for match in _OWN.finditer(text, 0, end):
        start = _own_start(text, match)
        if start is None:
            continue
        symbol = match["symbol"] or match["spaced"]
        if symbol is not None:
            symbol = _BLANKS.sub("", symbol).rstrip(".")
            return OwnNumber(match["number"], match["year"], symbol, start, match.end())
        # "Số 12 đường …" is an address: a number without symbol fills its cell.
        if bare is None and _REST_OF_CELL.match(text, match.end()):
            bare = OwnNumber(match["number"], None, None, start, match.end())
    return bare


def _own_start(text: str, match: re.Match[str]) -> int | None:
    """Return where the number line starts: at its cell's beginning, or behind the motto; None inside a sentence."""
    start = match.start()
    before = text[max(0, start - 16) : start]
    if led := _LED.search(before):
        start -= len(before) - led.start()
        start += not text[start].isalpha()
    elif text[start] == "s":
        return None
    return start if begins_cell(text, start) or _GLUED.search(before) else None
