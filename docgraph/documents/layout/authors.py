"""The issuer of a document without a head: what opening, closing formula, title and signature say."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from docgraph.documents.layout.organs import head_of
from docgraph.documents.layout.tables import alternatives, column, rows, type_of_abbreviation

_VERB: Final = (
    r"(?:xin\s+|kính\s+|trân\s+trọng\s+|tổng\s+hợp,?\s+|đã\s+|ban\s+hành\s+)?"
    r"(?:báo\s+cáo|ban\s+hành|xây\s+dựng\s+(?:Kế|Báo|Chương|Đề)|đề\s+nghị|đề\s+xuất|kính\s+trình|kính\s+gửi|gửi|trình|thông\s+báo|hướng\s+dẫn|yêu\s+cầu|trả\s+lời|có\s+ý\s+kiến|tổng\s+kết|tổng\s+hợp)(?!\w)"
)
_AS_FOLLOWS: Final = re.compile(r"[^.]{0,300}?(?:như\s+sau|cụ\s+thể|dưới\s+đây)")
_OPENING: Final = 2600
_TRAILING: Final = re.compile(r"[\s,;.:]+$")


def author_in_opening(text: str, begin: int, end: int) -> str | None:
    """Find "… ; Sở Xây dựng báo cáo như sau:" near the beginning of the body."""
    for match in _authors(text, begin, min(end, begin + _OPENING)):
        if _AS_FOLLOWS.match(text, match.end()):
            return _TRAILING.sub("", " ".join(match["agency"].split()))
    return None


def author_in_closing(text: str, begin: int, end: int) -> str | None:
    """Find who speaks in the closing formula: "… của Sở Xây dựng, đề nghị Sở Nội vụ tổng hợp./."."""
    match = next(_authors(text, begin, end), None)
    return _TRAILING.sub("", " ".join(match["agency"].split())) if match else None


def _authors(text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
    """Yield each body that opens a line or clause, or stands behind "của", and acts."""
    place = begin
    while head := _head().search(text, place, end):
        place = head.end()
        if _OPENS.search(text, max(head.start() - 16, 0), head.start()) and (
            match := _acting().match(text, head.start(), end)
        ):
            yield match
            place = match.end()


def author_in_title(title: str) -> str | None:
    """Find the body at the end of a title: "… của Sở Nội vụ", "… tại Ban Dân tộc tỉnh"."""
    match = re.search(r"(?:^|\s)(?:của|tại)\s+([^\W\d_][^.;“”]*)$", title)
    if match is None:
        return None
    words = match[1]
    head = head_of(words)
    return words if head is not None and words[:1].isupper() and not words.isupper() else None


def author_of_symbol(symbol: str | None) -> str | None:
    """Return the body that a symbol abbreviates, behind the type or first of all.

    >>> author_of_symbol("BC-SNV"), author_of_symbol("SNV-TĐKT"), author_of_symbol("BC-HĐTV-SNV")
    ('Sở Nội vụ', 'Sở Nội vụ', None)
    """
    first, *others = re.split(r"[-/]", symbol or "")
    typed = first.casefold() in type_of_abbreviation()
    return _codes().get((others or [""])[0] if typed else first)


@functools.cache
def _codes() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("organ_codes")}


# What stands before the body: the start of the text or of a line, a mark, or "của".
_OPENS: Final = re.compile(r"(?:(?<![\s\S])|\n|[;,.]\s|của\s)\s{0,12}\Z")


@functools.cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('organ_heads', 'head'))})(?!\w)")


@functools.cache
def _acting() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<agency>{_head().pattern}"
        rf"(?:(?!\s(?:về|ngày|số|theo|tại|đã)\s)[^;.:\n()\d]|\n(?!\n)){{0,90}}?),?\s+{_VERB}"
    )
