"""Time limits as directives write them: a day, a span from the date of signing, or a day that comes again.

"trước ngày 20/10/2024" leaves until the day before; "chậm nhất ngày 20/10/2024", "đến hết ngày" and an hour
("trước 17 giờ ngày 20/10/2024") leave the day itself.  Working days count without Saturdays and Sundays; public
holidays are not known here.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from attrs import frozen
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, FR, MO, MONTHLY, TH, TU, WE, WEEKLY, YEARLY, rrule, rrulestr

from docgraph.text.dates import make_date, parse_date
from docgraph.text.source import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_OCCURRENCES: Final = 400
"""The most occurrences of a recurring limit that are listed."""
LONGEST_SPAN: Final = 3650
"""The longest span, in days, that a limit may leave."""

# Blanks are counted, so that no text of blanks can make the reading slow.
_EVERY: Final = (
    (re.compile(r"h[ằà]ng\s{1,9}tuần|mỗi\s{1,9}tuần", re.IGNORECASE), WEEKLY),
    (re.compile(r"h[ằà]ng\s{1,9}quý|mỗi\s{1,9}quý|cuối\s{1,9}(?:mỗi\s{1,9})?quý", re.IGNORECASE), "quarter"),
    (re.compile(r"h[ằà]ng\s{1,9}tháng|mỗi\s{1,9}tháng", re.IGNORECASE), MONTHLY),
    (re.compile(r"h[ằà]ng\s{1,9}năm|mỗi\s{1,9}năm", re.IGNORECASE), YEARLY),
)
_LIMIT: Final = re.compile(
    r"(?P<cue>trước|chậm\s{1,9}nhất(?:\s{1,9}(?:là|vào|đến|trước))*|muộn\s{1,9}nhất(?:\s{1,9}(?:là|vào|đến|trước))*"
    r"|hạn\s{1,9}(?:chót|cuối)(?:\s{1,9}là)?|(?:đến\s{1,9})?hết)\s{1,9}"
    r"(?:(?P<hour>\d{1,2}\s{0,3}(?:giờ|h)\s{0,3}(?:\d{2})?(?:\s{0,3}phút)?)\s{0,3},?\s{0,3}(?:ngày\s{1,9})?|(?P<named>ngày)\s{1,9}|(?P<bare>(?=\d)))"
    r"(?P<day>\d{1,2})"
    r"(?:\s{0,3}[/.-]\s{0,3}(?P<month>\d{1,2})|\s{1,9}tháng\s{1,9}(?P<worded>\d{1,2}))?"
    r"(?:\s{0,3}(?:[/.-]|,?\s{0,3}năm)\s{0,3}(?P<year>\d{4}))?(?!\d)",
    re.IGNORECASE,
)
_PERIOD: Final = re.compile(
    r"(?P<cue>trước|(?:đến\s{1,9})?hết|(?:ngay\s{1,9})?trong|chậm\s{1,9}nhất(?:\s{1,9}(?:là|vào|trong))?)\s{1,9}"
    r"(?:tháng\s{1,9}(?P<month>\d{1,2})|quý\s{1,9}(?P<quarter>IV|I{1,3}|[1-4]))\s{0,3}(?:[/.-]|,?\s{0,3}năm)\s{0,3}(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(
    r"(?:trong\s{1,9}(?:vòng|thời\s{1,9}hạn|thời\s{1,9}gian)|thời\s{1,9}hạn|chậm\s{1,9}nhất(?:\s{1,9}là)?|sau)\s{1,9}(?P<count>\d{1,3})"
    r"(?:\s{0,3}\([^()\n]{1,30}\))?\s{1,9}(?P<unit>ngày\s{1,9}làm\s{1,9}việc|ngày|tuần|tháng|năm)\b"
    r"(?:[\s,]{0,3}(?:kể\s{1,9})?từ\s{1,9}(?:ngày\s{1,9})?(?P<from>ký|ban\s{1,9}hành|nhận|có|được|khi|Quyết|văn|công))?",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(
    r"(?P<cue>trước|vào)\s{1,9}(?:ngày\s{1,9})?thứ\s{1,9}(?P<name>hai|ba|tư|năm|sáu)\b", re.IGNORECASE
)
_WEEKDAYS: Final = {"hai": MO, "ba": TU, "tư": WE, "năm": TH, "sáu": FR}
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NEAR: Final = 90
"""How far from a day, in characters, the words stand that make it come again."""


@frozen
class Deadline:
    """One time limit: ``last`` is the last day in time, ``rule`` the recurrence of a limit that comes again.

    ``start`` and ``end`` are its place in the text that was read; ``due`` is the day that the text names.
    """

    text: str
    start: int
    end: int
    due: dt.date | None
    last: dt.date | None
    rule: str | None = None  # RFC 5545, of the last days in time

    def occurrences(self, after: dt.date, until: dt.date) -> tuple[dt.date, ...]:
        """Return the last days in time of a limit that comes again, after one day and until another.

        >>> limit, = find_deadlines("báo cáo trước ngày 25 hằng tháng", dt.date(2024, 9, 18))
        >>> [day.isoformat() for day in limit.occurrences(dt.date(2024, 9, 18), dt.date(2024, 11, 30))]
        ['2024-09-24', '2024-10-24', '2024-11-24']
        """
        if self.rule is None:
            return (self.last,) if self.last is not None and after < self.last <= until else ()
        found = rrulestr(self.rule, dtstart=_midnight(after + relativedelta(days=1)))
        days: list[dt.date] = []
        for moment in found:
            if moment.date() > until or len(days) >= MOST_OCCURRENCES:
                break
            days.append(moment.date())
        return tuple(days)


def find_deadlines(text: str, issued: dt.date | None = None) -> tuple[Deadline, ...]:
    """Return the time limits of a text in their order; *issued* is the day from which spans and bare days count.

    >>> limits = find_deadlines("gửi báo cáo trước ngày 20/10/2024", dt.date(2024, 9, 16))
    >>> [(limit.text, limit.last.isoformat()) for limit in limits]
    [('trước ngày 20/10/2024', '2024-10-19')]
    >>> [limit.last.isoformat() for limit in find_deadlines("trong vòng 10 ngày kể từ ngày ký", dt.date(2024, 9, 16))]
    ['2024-09-26']
    """
    source = SourceText(text)
    found = sorted(_limits(source.normal, issued), key=lambda limit: (limit.start, -limit.end))
    kept: list[Deadline] = []
    for limit in found:
        if not kept or limit.start >= kept[-1].end:
            kept.append(limit)
    return tuple(
        Deadline(text[span.start : span.end], span.start, span.end, limit.due, limit.last, limit.rule)
        for limit, span in ((limit, source.span(limit.start, limit.end)) for limit in kept)
    )


def _limits(text: str, issued: dt.date | None) -> Iterator[Deadline]:
    for match in _LIMIT.finditer(text):
        limit = _of_day(text, match, issued)
        if limit is not None:
            yield limit
    for match in _PERIOD.finditer(text):
        limit = _of_period(match)
        if limit is not None:
            yield limit
    for match in _SPAN.finditer(text):
        last = _after(issued, int(match["count"]), " ".join(match["unit"].lower().split())) if issued else None
        yield Deadline(match[0], match.start(), match.end(), last, last)
    for match in _WEEKDAY.finditer(text):
        start, end = _around(text, match)
        if _EVERY[0][0].search(text, start, end):
            weekday = _WEEKDAYS[match["name"].lower()].weekday - (match["cue"].lower() == "trước")
            yield Deadline(match[0], match.start(), match.end(), None, None, _rule(WEEKLY, byweekday=weekday % 7))


def _of_day(text: str, match: re.Match[str], issued: dt.date | None) -> Deadline | None:
    """Return the limit of a named day: once where it has a year, again where words near it say so."""
    on_the_day = match["hour"] is not None or not match["cue"].lower().endswith("trước")
    day, month = int(match["day"]), int(match["month"] or match["worded"] or 0) or None
    if match["year"] is None:
        rule, end = _recurrence(text, match, day - (not on_the_day), month)
        if rule is not None:
            return Deadline(text[match.start() : end], match.start(), end, None, None, rule)
    if month is None or (match["year"] is None and issued is None):
        return None
    year = int(match["year"]) if match["year"] else issued.year if issued else 0
    date = make_date(year, month, day)
    if date is not None and match["year"] is None and issued is not None and date.earliest() < issued:
        date = make_date(year + 1, month, day)
    if date is None:
        return None
    due = date.earliest()
    last = due if on_the_day else due - relativedelta(days=1)
    return Deadline(match[0], match.start(), match.end(), due, last)


def _recurrence(text: str, match: re.Match[str], last: int, month: int | None) -> tuple[str | None, int]:
    """Return the rule of a day that comes again, and where the words that say so end."""
    if not 0 <= last <= 31 or (month is not None and not 1 <= month <= 12):
        return None, match.end()
    start, stop = _around(text, match)
    for pattern, every in _EVERY:
        said = pattern.search(text, match.end(), stop) or (pattern.search(text, start, match.start()))
        if said is None or every == WEEKLY:
            continue
        end = said.end() if said.start() >= match.end() and said.start() - match.end() <= 12 else match.end()
        if every == "quarter":
            return _rule(MONTHLY, bymonth=(3, 6, 9, 12), **_month_day(last)), end
        if every == YEARLY:
            return (_yearly(last, month), end) if month is not None else (None, end)
        return _rule(MONTHLY, **_month_day(last)), end
    return None, match.end()


def _yearly(last: int, month: int) -> str:
    if last == 0:
        return _rule(YEARLY, bymonth=(month - 2) % 12 + 1, bymonthday=-1)
    return _rule(YEARLY, bymonth=month, **_month_day(last))


def _month_day(last: int) -> dict[str, object]:
    """Return the part of a rule for a day of each month; months that are too short have their last day."""
    if last == 0:  # before the first: the last day of the month before
        return {"bymonthday": -1}
    if last > 28:
        return {"bymonthday": tuple(range(28, last + 1)), "bysetpos": -1}
    return {"bymonthday": last}


def _rule(every: int, **parts: object) -> str:
    """Return a rule as one line of RFC 5545 without its start."""
    written = str(rrule(every, dtstart=dt.datetime(2000, 1, 1), count=None, **parts))  # type: ignore[arg-type] # noqa: DTZ001 - a day, not a moment
    return written.split("RRULE:", 1)[1]


def _around(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the stretch near a match, within its sentence: no further than the next semicolon."""
    start, end = max(0, match.start() - _NEAR), min(len(text), match.end() + _NEAR)
    before = max(text.rfind(mark, start, match.start()) for mark in ";.\n")
    after = [place for mark in ";.\n" if (place := text.find(mark, match.end(), end)) >= 0]
    return (before + 1 if before >= 0 else start), min(after, default=end)


def _of_period(match: re.Match[str]) -> Deadline | None:
    if match["month"]:
        first_month = last_month = int(match["month"])
    else:
        last_month = 3 * _QUARTERS[match["quarter"].lower()]
        first_month = last_month - 2
    first, end = (make_date(int(match["year"]), month, 1) for month in (first_month, last_month))
    if first is None or end is None:
        return None
    if match["cue"].lower() == "trước":
        last = first.earliest() - relativedelta(days=1)
    else:
        last = end.earliest() + relativedelta(months=1, days=-1)
    return Deadline(match[0], match.start(), match.end(), last, last)


def _after(issued: dt.date, count: int, unit: str) -> dt.date | None:
    """Return the last day of a span that begins the day after *issued*."""
    if unit == "ngày làm việc":
        days = rrule(
            DAILY, dtstart=_midnight(issued) + relativedelta(days=1), byweekday=(MO, TU, WE, TH, FR), count=count
        )
        return [*days][-1].date() if count else None
    step = {
        "ngày": relativedelta(days=count),
        "tuần": relativedelta(weeks=count),
        "tháng": relativedelta(months=count),
        "năm": relativedelta(years=count),
    }[unit]
    last = issued + step
    return last if (last - issued).days <= LONGEST_SPAN else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day of the civil calendar, not a moment


def day_of(text: str) -> dt.date | None:
    """Return the full date of a text, or None.

    >>> day_of("ngày 20/10/2024")
    datetime.date(2024, 10, 20)
    """
    found = parse_date(text)
    return found.earliest() if found is not None and found.is_full else None
