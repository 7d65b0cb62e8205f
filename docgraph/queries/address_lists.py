"""Address lists: the single bodies behind "Các sở: Nội vụ, TT&TT; Ban Dân tộc tỉnh" and "UBND các huyện: A, B"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docgraph.agencies import find_agency
from docgraph.agencies.model import ANYWHERE, Agency

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

LONGEST_NAME: Final = 4
"""Parts between commas that one name may have: "Văn hóa, Thể thao và Du lịch" has two."""

_LISTED: Final = re.compile(r"^(?P<before>.*?)\b[Cc]ác\s+(?P<head>[^:;,]{1,40}?)\s*:\s*(?P<names>.+)$", re.DOTALL)
_STAFF: Final = re.compile(r"^[^:]{1,60}:")
_NOT_ASKED: Final = re.compile(r"\((?:để\s+)?(?:b/c|báo cáo|p/h|phối hợp)\)", re.IGNORECASE)


def addressed(words: str, province: str | None, on: dt.date | None) -> Iterator[Agency]:
    """Yield the bodies that one entry of an address list names; none where it informs a superior ("(b/c)").

    >>> [one.name for one in addressed("Các sở: Nội vụ, TT&TT; Ban Dân tộc tỉnh", "Quảng Ngãi", None)]
    ['Sở Nội vụ tỉnh Quảng Ngãi', 'Sở Thông tin và Truyền thông tỉnh Quảng Ngãi', 'Ban Dân tộc tỉnh Quảng Ngãi']
    >>> [one.name for one in addressed("UBND các huyện: Sơn Tịnh", "Quảng Ngãi", None)]
    ['Ủy ban nhân dân huyện Sơn Tịnh']
    """
    if informs(words):
        return
    for entry in words.split(";"):
        listed = _LISTED.match(entry.strip())
        if listed is not None:
            before, head = listed["before"], listed["head"]
            yield from _names(f"{before}{head} " if before else f"{head.capitalize()} ", listed["names"], province, on)
        elif not _STAFF.match(entry):
            yield from _names("", entry, province, on)


def informs(words: str) -> bool:
    """Tell whether an entry only informs: "Thường trực Tỉnh ủy (b/c)"."""
    return _NOT_ASKED.search(words) is not None


def _names(head: str, names: str, province: str | None, on: dt.date | None) -> Iterator[Agency]:
    """Yield the bodies of a comma list, the longest name first, since names hold commas too."""
    parts = [part.strip() for part in names.split(",")]
    at = 0
    while at < len(parts):
        for length in range(min(LONGEST_NAME, len(parts) - at), 0, -1):
            name = ", ".join(parts[at : at + length])
            agency = find_agency(f"{head}{name}", province, on) if name else None
            if agency is not None and _is_whole(agency, length):
                yield agency
                at += length - 1
                break
        at += 1


def _is_whole(agency: Agency, parts: int) -> bool:
    """Tell whether a body is known well enough to wait for; a name over commas must stand in the registry as such."""
    if agency.territory.startswith(ANYWHERE) or agency.code is None:
        return False
    return parts == 1 or "," in agency.name
