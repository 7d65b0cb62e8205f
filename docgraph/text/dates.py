"""Dates as Vietnamese documents write them: full or partial, never invented.

Nghị định 30/2020/NĐ-CP, Phụ lục I, asks for ``ngày 05 tháng 01 năm 2020``; running text has
``22/9/2021``, ``22-9-2021`` and ``22.9.2021``, always day first.  ``dateutil.parser`` is not
used: it reads "05/03/2026" as the third of May.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import Final

from attrs import frozen
from dateutil.relativedelta import relativedelta

FIRST_YEAR: Final = 1945
LAST_YEAR: Final = 2099

MONTH_WORDS: Final = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip


@frozen(order=True)
class PartialDate:
    """A date of which the month, or the day, may be unknown.

    >>> print(PartialDate(2021, 9, 22), PartialDate(2023, 6), PartialDate(2022))
    2021-09-22 2023-06 2022
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        return self.isoformat()

    def isoformat(self) -> str:
        """Return the ISO 8601 form, reduced when parts are unknown."""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @classmethod
    def fromisoformat(cls, text: str) -> PartialDate:
        """Read what `isoformat` wrote.

        >>> PartialDate.fromisoformat("2023-06")
        PartialDate(year=2023, month=6, day=None)
        """
        parts = [int(part) for part in text.split("-")]
        return cls(*parts)

    @property
    def is_full(self) -> bool:
        """Whether year, month and day are all known."""
        return self.day is not None

    def earliest(self) -> dt.date:
        """Return the first day that the date can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> dt.date:
        """Return the last day that the date can mean."""
        if self.day is not None:
            return self.earliest()
        step = relativedelta(months=1) if self.month is not None else relativedelta(years=1)
        return self.earliest() + step - relativedelta(days=1)

    def compatible(self, other: PartialDate) -> bool:
        """Tell whether both can mean the same day.

        >>> PartialDate(2023, 6).compatible(PartialDate(2023, 6, 26))
        True
        """
        return self.earliest() <= other.latest() and other.earliest() <= self.latest()

    def days_until(self, later: PartialDate) -> int | None:
        """Return the days from this date to *later*; None unless both are full."""
        if not (self.is_full and later.is_full):
            return None
        return (later.earliest() - self.earliest()).days


_NUMERIC: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]?\s*(\d{4})(?!\d)")
_WORDED: Final = re.compile(
    r"(?:(\d{1,2})\s+)?tháng\s*(\d{1,2}|mười một|mười hai|[a-zA-Zà-ỹđĐÀ-Ỹ]{2,5})\s*(?:,?\s*năm\s*|/)(\d{4})(?!\d)",
    re.IGNORECASE,
)
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)")
_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)")


def make_date(year: int, month: int | None, day: int | None) -> PartialDate | None:
    """Return the date, or None where no such day exists."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and (month is None or not 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return PartialDate(year, month, day)


@lru_cache(maxsize=8192)
def parse_date(text: str) -> PartialDate | None:
    """Read the first date of *text*; an impossible or missing one is None.

    >>> parse_date("ngày 22/9/2021")
    PartialDate(year=2021, month=9, day=22)
    >>> parse_date("ngày     tháng 6 năm 2023").isoformat()
    '2023-06'
    >>> parse_date("ngày   tháng   năm 2023").isoformat()
    '2023'
    >>> parse_date("ngày 31/02/2021") is None
    True
    """
    if match := _NUMERIC.search(text):
        return make_date(int(match[3]), int(match[2]), int(match[1]))
    if match := _WORDED.search(text):
        word = match[2].lower()
        month = int(word) if word.isdigit() else MONTH_WORDS.get(word)
        if month is not None:
            return make_date(int(match[3]), month, int(match[1]) if match[1] else None)
    if match := _MONTH_YEAR.search(text):
        return make_date(int(match[2]), int(match[1]), None)
    if match := _YEAR.search(text):
        return make_date(int(match[1]), None, None)
    return None
