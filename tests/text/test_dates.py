from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgraph.references import format_date
from docgraph.text import PartialDate, parse_date
from docgraph.text.dates import FIRST_YEAR, LAST_YEAR, make_date

DATES = [
    # numeric, day first
    ("ngày 22/9/2021", "2021-09-22"),
    ("ngày 05/03/2026", "2026-03-05"),
    ("ngày 5/3/2026", "2026-03-05"),
    ("22/9/2021", "2021-09-22"),
    ("ngày 30-8-2018", "2018-08-30"),
    ("ngày 01-10-1997", "1997-10-01"),
    ("ngày 16.7.2020", "2020-07-16"),
    ("ngày 20.07.2020", "2020-07-20"),
    ("ngày 06 / 7 /2005", "2005-07-06"),
    ("ngày 06 - 7 - 2005", "2005-07-06"),
    ("ngày 16/6 2025", "2025-06-16"),
    ("ngày 12/12\n/2022", "2022-12-12"),
    ("ngày  03/02/2022 ", "2022-02-03"),
    (", ngày 15/9/2021 tuyên truyền", "2021-09-15"),
    ("Ngày 21/04/2015, Thủ tướng", "2015-04-21"),
    ("NGÀY 21/04/2015", "2015-04-21"),
    ("ngày 29/02/2020", "2020-02-29"),
    ("ngày 31/12/2099", "2099-12-31"),
    ("ngày 02/9/1945", "1945-09-02"),
    # in words
    ("ngày 05 tháng 01 năm 2020", "2020-01-05"),
    ("ngày 5 tháng 1 năm 2020", "2020-01-05"),
    ("ngày 23 tháng 4 năm 2018", "2018-04-23"),
    ("ngày 10 tháng 9\nnăm 2021", "2021-09-10"),
    ("ngày 27  tháng 7  năm 2014", "2014-07-27"),
    ("NGÀY 16 THÁNG 7 NĂM 2021", "2021-07-16"),
    ("ngày 03 tháng bốn năm 2018", "2018-04-03"),
    ("ngày 03 tháng tư năm 2018", "2018-04-03"),
    ("ngày 03 tháng giêng năm 2018", "2018-01-03"),
    ("ngày 03 tháng một năm 2018", "2018-01-03"),
    ("ngày 03 tháng hai năm 2018", "2018-02-03"),
    ("ngày 03 tháng ba năm 2018", "2018-03-03"),
    ("ngày 03 tháng năm năm 2018", "2018-05-03"),
    ("ngày 03 tháng sáu năm 2018", "2018-06-03"),
    ("ngày 03 tháng bảy năm 2018", "2018-07-03"),
    ("ngày 03 tháng bẩy năm 2018", "2018-07-03"),
    ("ngày 03 tháng tám năm 2018", "2018-08-03"),
    ("ngày 03 tháng chín năm 2018", "2018-09-03"),
    ("ngày 03 tháng mười năm 2018", "2018-10-03"),
    ("ngày 03 tháng mười một năm 2018", "2018-11-03"),
    ("ngày 03 tháng mười hai năm 2018", "2018-12-03"),
    ("ngày 03 tháng chạp năm 2018", "2018-12-03"),
    ("ngày 03 THÁNG MƯỜI năm 2018", "2018-10-03"),
    ("ngày 12 tháng 5/2021", "2021-05-12"),
    ("ngày 12 tháng 5, năm 2021", "2021-05-12"),
    ("Hà Nội, ngày 24 tháng 11 năm 2015", "2015-11-24"),
    # partial
    ("ngày     tháng 6 năm 2023", "2023-06"),
    ("ngày ... tháng 6 năm 2023", "2023-06"),
    ("ngày … tháng 10 năm 2023", "2023-10"),
    ("tháng 6 năm 2023", "2023-06"),
    ("tháng 06/2023", "2023-06"),
    ("tháng 6-2023", "2023-06"),
    ("/01/2026", "2026-01"),
    ("ngày   tháng   năm 2023", "2023"),
    ("năm 2013", "2013"),
    ("2015", "2015"),
    ("Hiến pháp năm 2013", "2013"),
    # the first of several
    ("ngày 01/02/2023 và ngày 03/04/2024", "2023-02-01"),
    # no such day, or none at all
    ("ngày 31/02/2021", None),
    ("ngày 29/02/2021", None),
    ("ngày 31/4/2021", None),
    ("ngày 00/5/2021", None),
    ("ngày 12/13/2021", None),
    ("ngày 45/12/2021", None),
    ("ngày 45 tháng 12 năm 2021", None),
    ("ngày 05 tháng 13 năm 2021", None),
    ("ngày 01/9/1945 năm xưa", "1945-09-01"),
    ("ngày 05/3/1021", None),
    ("ngày 05/3/2121", None),
    ("năm 1021", None),
    ("năm 2121", None),
    ("ngày 5/10", None),
    ("ngày mai", None),
    ("", None),
    ("20210922", None),
    ("ngày 22/9/20211", None),
    ("ngày 22/9/21", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_a_date_string(text: str, expected: str | None) -> None:
    date = parse_date(text)
    assert (date.isoformat() if date else None) == expected


def test_there_are_enough_date_strings() -> None:
    assert len(DATES) >= 60
    assert len({text for text, _ in DATES}) == len(DATES)


days = st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31))
partial = st.one_of(
    days.map(lambda day: PartialDate(day.year, day.month, day.day)),
    days.map(lambda day: PartialDate(day.year, day.month)),
    days.map(lambda day: PartialDate(day.year)),
)


@given(partial)
def test_what_is_written_is_read_back(date: PartialDate) -> None:
    assert parse_date(format_date(date)) == date
    assert PartialDate.fromisoformat(date.isoformat()) == date


@given(days)
def test_every_way_of_writing_a_day_is_read(day: dt.date) -> None:
    expected = PartialDate(day.year, day.month, day.day)
    for pattern in ("{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "ngày {d:02} tháng {m} năm {y}"):
        assert parse_date(pattern.format(d=day.day, m=day.month, y=day.year)) == expected


@given(st.text(alphabet="0123456789/-. ngàytháăm\n", max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    date = parse_date(text)
    assert date is None or FIRST_YEAR <= date.year <= LAST_YEAR


@given(partial, partial)
def test_compatible_is_symmetric_and_means_a_shared_day(one: PartialDate, other: PartialDate) -> None:
    assert one.compatible(other) is other.compatible(one)
    assert one.compatible(other) == (max(one.earliest(), other.earliest()) <= min(one.latest(), other.latest()))
    assert one.earliest() <= one.latest()
    assert one.compatible(one)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        (PartialDate(2024, 2, 29), dt.date(2024, 2, 29), dt.date(2024, 2, 29)),
        (PartialDate(2024, 2), dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        (PartialDate(2023, 2), dt.date(2023, 2, 1), dt.date(2023, 2, 28)),
        (PartialDate(2023, 12), dt.date(2023, 12, 1), dt.date(2023, 12, 31)),
        (PartialDate(2023), dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
    ],
)
def test_first_and_last_day(date: PartialDate, first: dt.date, last: dt.date) -> None:
    assert (date.earliest(), date.latest()) == (first, last)


@pytest.mark.parametrize(
    ("one", "later", "days"),
    [
        (PartialDate(2021, 9, 22), PartialDate(2021, 10, 5), 13),
        (PartialDate(2021, 10, 5), PartialDate(2021, 9, 22), -13),
        (PartialDate(2021, 9, 22), PartialDate(2021, 9, 22), 0),
        (PartialDate(2021, 9), PartialDate(2021, 10, 5), None),
        (PartialDate(2021, 9, 22), PartialDate(2021), None),
    ],
)
def test_days_until(one: PartialDate, later: PartialDate, days: int | None) -> None:
    assert one.days_until(later) == days


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((2021, None, None), PartialDate(2021)),
        ((2021, 2, 28), PartialDate(2021, 2, 28)),
        ((2021, 2, 29), None),
        ((2021, None, 3), None),
        ((2021, 0, None), None),
        ((1944, 12, 31), None),
        ((2100, 1, 1), None),
    ],
)
def test_only_days_that_exist_are_made(parts: tuple[int, int | None, int | None], expected: PartialDate | None) -> None:
    assert make_date(*parts) == expected


def test_full_dates_say_so_and_sort() -> None:
    assert PartialDate(2021, 9, 22).is_full
    assert not PartialDate(2021, 9).is_full
    assert min(PartialDate(2022, 1, 1), PartialDate(2021, 9, 22), PartialDate(2021, 9, 3)) == PartialDate(2021, 9, 3)


@pytest.mark.parametrize("form", ["2021-09-22", "2021-09", "2021"])
def test_a_date_prints_in_iso_form(form: str) -> None:
    date = PartialDate.fromisoformat(form)
    assert f"{date}" == str(date) == date.isoformat() == form
    assert repr(date).startswith("PartialDate(year=2021")
