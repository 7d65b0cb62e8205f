from __future__ import annotations

import datetime as dt
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgraph.queries.deadlines import find_deadlines

SIGNED = dt.date(2024, 9, 16)

ONCE = {
    "trước ngày 20/10/2024": "2024-10-19",
    "trước ngày 30 tháng 6 năm 2025": "2025-06-29",
    "trước 17 giờ 00 ngày 20/10/2024": "2024-10-20",
    "trước 17h ngày 20/10": "2024-10-20",
    "chậm nhất ngày 05/10/2024": "2024-10-05",
    "chậm nhất là trước ngày 05/10/2024": "2024-10-04",
    "đến hết ngày 31/12/2024": "2024-12-31",
    "trước ngày 05/01": "2025-01-04",
    "trong vòng 10 ngày kể từ ngày ký": "2024-09-26",
    "trong vòng 10 ngày làm việc": "2024-09-30",
    "trong thời hạn 05 (năm) ngày": "2024-09-21",
    "trong vòng 02 tuần": "2024-09-30",
    "trong thời hạn 03 tháng": "2024-12-16",
    "trong tháng 9/2024": "2024-09-30",
    "trong quý IV/2024": "2024-12-31",
    "hoàn thành trước tháng 12/2024": "2024-11-30",
}
AGAIN = {
    "trước ngày 25 hằng tháng": ["2024-09-24", "2024-10-24", "2024-11-24"],
    "hàng tháng, báo cáo trước ngày 20": ["2024-09-19", "2024-10-19", "2024-11-19"],
    "trước ngày 01 hàng tháng": ["2024-09-30", "2024-10-31", "2024-11-30"],
    "trước ngày 31 hằng tháng": ["2024-09-30", "2024-10-30", "2024-11-30"],
    "trước ngày 20 của tháng cuối quý": ["2024-09-19", "2024-12-19", "2025-03-19"],
    "trước ngày 15 tháng 12 hằng năm": ["2024-12-14", "2025-12-14", "2026-12-14"],
    "hằng năm gửi báo cáo về Bộ trước ngày 01/01": ["2024-12-31", "2025-12-31", "2026-12-31"],
    "trước thứ Sáu hằng tuần": ["2024-09-19", "2024-09-26", "2024-10-03"],
}
NOTHING = (
    "",
    "đã nộp trước đó",
    "trước ngày 31/02/2025",
    "trước năm 2025",
    "ngày 20/10/2024",
    "trước ngày 45 hằng tháng",
)


@pytest.mark.parametrize(("text", "last"), ONCE.items(), ids=ONCE)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_limit_that_comes_once(text: str, last: str, form: str) -> None:
    written = unicodedata.normalize(form, f"Gửi báo cáo {text}.")
    (limit,) = find_deadlines(written, SIGNED)
    assert limit.last is not None
    assert (limit.last.isoformat(), limit.rule) == (last, None)
    assert written[limit.start : limit.end] == limit.text


@pytest.mark.parametrize(("text", "days"), AGAIN.items(), ids=AGAIN)
def test_a_limit_that_comes_again(text: str, days: list[str]) -> None:
    (limit,) = find_deadlines(text, SIGNED)
    assert limit.rule is not None
    found = limit.occurrences(SIGNED, dt.date(2027, 1, 1))
    assert [day.isoformat() for day in found[:3]] == days


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_limit(text: str) -> None:
    assert find_deadlines(text, SIGNED) == ()


def test_several_limits_stand_in_order() -> None:
    text = "lần đầu trước ngày 30/9/2024; sau đó báo cáo định kỳ trước ngày 25 hằng tháng"
    first, second = find_deadlines(text, SIGNED)
    assert (first.last, first.rule) == (dt.date(2024, 9, 29), None)
    assert (second.last, second.rule) == (None, "FREQ=MONTHLY;BYMONTHDAY=24")


def test_without_a_day_of_signing_a_span_has_no_last_day() -> None:
    (limit,) = find_deadlines("trong vòng 10 ngày")
    assert limit.last is None
    assert limit.occurrences(SIGNED, dt.date(2030, 1, 1)) == ()


@given(st.text(alphabet="trước ngàyhằng tháng0123456789/.; \n", max_size=80))
def test_any_text_is_read(text: str) -> None:
    for limit in find_deadlines(text, SIGNED):
        assert text[limit.start : limit.end] == limit.text
        limit.occurrences(SIGNED, dt.date(2025, 9, 16))


@pytest.mark.parametrize("words", ["trước 17 giờ" + " " * 20_000, "trước ngày 20 " * 3_000, "chậm nhất " * 3_000])
def test_long_texts_are_read_in_time(words: str) -> None:
    before = time.perf_counter()
    find_deadlines(words, SIGNED)
    assert time.perf_counter() - before < 2
