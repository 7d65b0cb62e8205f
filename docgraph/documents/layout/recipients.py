"""To whom a document goes: addressees (kính gửi), recipients (nơi nhận), and the closing formula."""

from __future__ import annotations

import functools
import re
from typing import Final

from docgraph.documents.layout.cells import BULLET, CELL
from docgraph.documents.layout.tables import alternatives, column

_FILED: Final = re.compile(r"^(?:Lưu|LƯU)\b")
_LOWER: Final = re.compile(r"^[a-zà-ỹđ(]")
_ADDRESSEES: Final = 40
_SUBMITTED: Final = re.compile(
    r"(?<!\w)(?:báo\s+cáo|gửi|trình|đề\s+nghị|đề\s+xuất|kính\s+mong)(?:\s+(?:để|đề|tới|đến|về|với|cho))?\s+"
    r"(?P<agency>(?!Quý\s)[A-ZĐÀ-Ỹ][^.;:]{2,120}?)(?:\s*\([^)]{0,80}\))?,?\s+"
    r"(?:để\s+|được\s+|cho\s+)?(?:tổng\s+hợp|theo\s+dõi|xem\s+xét|biết|chỉ\s+đạo|nghiên\s+cứu|ý\s+kiến|cho\s+ý\s+kiến|quyết\s+định|phê\s+duyệt|phê\s+chuẩn|báo\s+cáo|thẩm\s+định|nắm|quan\s+tâm|trình)(?!\w)"
)
_FORMULA: Final = 900  # characters before the end of the main text in which the closing formula can stand


def read_addressees(text: str, begin: int, end: int) -> tuple[tuple[str, ...], int]:
    r"""Read what follows "Kính gửi" from *begin*: the addressees and where they end.

    >>> read_addressees(" Bộ Công Thương\n\nThực hiện …", 0, 30)[0]
    ('Bộ Công Thương',)
    >>> read_addressees("\n- Sở Nội vụ;\n- Sở Y tế.\n\nThực hiện …", 0, 38)[0]
    ('Sở Nội vụ', 'Sở Y tế')
    """
    items: list[str] = []
    listed = closed = False
    place = begin
    for match in CELL.finditer(text, begin, end):
        cell = " ".join(match[0].split()).lstrip(":").strip()
        if not cell:
            continue
        gap = text[place : match.start()]
        bullet = BULLET.match(cell)
        if bullet and len(bullet[0]) < len(cell):
            listed = True
            items.append(cell[bullet.end() :])
        elif items and (closed or not _goes_on(items[-1], cell, gap, listed=listed)):
            break
        elif items:
            items[-1] = f"{items[-1]} {cell}"
        elif len(cell) > 250 or _opener().match(cell):
            break
        else:
            items.append(cell)
        place = match.end()
        closed = cell.endswith(".")
        if len(items) >= _ADDRESSEES:
            break
    return tuple(filter(None, (_item(item) for item in items))), place


def _goes_on(item: str, cell: str, gap: str, *, listed: bool) -> bool:
    if _LOWER.match(cell):
        return len(cell) < 200
    if gap.count("\n") > 1 or (item.endswith((";", ".")) and not listed):
        return False
    return item.endswith(",") or (
        gap.strip(" \n") == "" and len(item) > 25 and len(cell) < 60 and not _opener().match(cell)
    )


def read_recipients(text: str, begin: int, end: int) -> tuple[str, ...]:
    r"""Read the dash list behind "Nơi nhận"; the filing line ("Lưu: VT") is left out.

    >>> read_recipients("Nơi nhận:\n- Sở Nội vụ;\n- Lãnh đạo Ban;\n- Lưu: VT, Thủy.\n", 0, 60)
    ('Sở Nội vụ', 'Lãnh đạo Ban')
    """
    items: list[str] = []
    for match in CELL.finditer(text, begin, end):
        cell = " ".join(match[0].split())
        bullet = BULLET.match(cell)
        if bullet and len(bullet[0]) < len(cell):
            if items and _FILED.match(items[-1]):
                break
            items.append(cell[bullet.end() :])
        elif items and cell and not _begins_signature(cell) and not items[-1].endswith((";", ".")) and len(cell) < 120:
            if not _FILED.match(items[-1]) and not cell[:1].isdigit():
                items[-1] = f"{items[-1]} {cell}"
        elif len(items) >= _ADDRESSEES:
            break
    kept = (_item(item) for item in items if not _FILED.match(item))
    return tuple(item for item in kept if item)


def _begins_signature(cell: str) -> bool:
    """Tell a line in capitals from the end of a wrapped item, which may be an abbreviation: "Cổng | TTĐT;"."""
    return cell.isupper() and not cell.endswith((";", ","))


def read_submission(text: str, end: int) -> str | None:
    """Read the agency of the closing formula that ends at *end*: "… báo cáo Sở Nội vụ tổng hợp./.".

    >>> line = "Sở Xây dựng báo cáo, đề nghị Sở Nội vụ tổng hợp./."
    >>> read_submission(line, len(line))
    'Sở Nội vụ'
    """
    start = max(0, end - _FORMULA)
    start = max(start, text.rfind("\n\n", start, max(start, end - 60)) + 1)
    agency = None
    for match in _SUBMITTED.finditer(text, start, end):
        agency = " ".join(match["agency"].split()).strip(" ,")
    return agency


def _item(item: str) -> str:
    return " ".join(item.split()).strip(" ;,.")


@functools.cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('openers', 'words'))})(?!\w)")
