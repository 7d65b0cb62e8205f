"""No text may make the reader fail, or take more than linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgraph.documents.layout import find_regions, read_header

PIECES = (
    "Số:", "Số", "12", "/QĐ-UBND", "-NQ/TU", " ", "\n", "\t", "|", "**", "V/v", "Kính gửi:", "ngày", "tháng", "năm 2023", "./.",
    "Nơi nhận:", "- Lưu: VT", "KT. GIÁM ĐỐC", "TM.", "T/M", "QUYỀN ", "Trần Văn An", "BÁO CÁO", "UBND", "TỈNH", "LÀO CAI", "SỞ",
    "VĂN PHÒNG", "BCH", "ĐOÀN TNCS HỒ CHÍ MINH", "BAN CHẤP HÀNH TRUNG ƯƠNG", "Phụ lục", "Căn cứ ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "\r", "\u00a0", "<br>", "#", "\\", "\u200b", "u\u031b\u0323", "thành phố", "Hà Nội,", "(Kèm theo", "xã", "của", "TTLT-", " - ",
)  # fmt: skip

ANY_TEXT = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@given(ANY_TEXT)
@settings(max_examples=400, deadline=None)
def test_nothing_is_raised_and_spans_stay_inside(text: str) -> None:
    header = read_header(text)
    found = find_regions(text)
    for span in (found.header, found.body, found.footer, found.own_number, found.own_date, found.title, found.annex):
        assert span is None or 0 <= span.start <= span.end <= len(text)
    assert found.header.end <= found.body.start
    assert (header.number is None) or header.number in text


@pytest.mark.parametrize("piece", PIECES)
def test_long_repetition_stays_fast(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.perf_counter()
    read_header(text)
    assert time.perf_counter() - start < 2.0


@pytest.mark.parametrize(
    "frame", ["Số:{}/BC-SNV", "A, ngày{}tháng", "KÍNH GỬI{}", "BÁO CÁO{}x", "SỞ{}Y", "./.{}KT.", "Nơi nhận:{}-"]
)
@pytest.mark.parametrize("filling", [" ", "\n", ".", "\t", "|", "-", "…", "*", "a ", "A", "- a\n", "Sở "])
def test_long_fillings_stay_fast(frame: str, filling: str) -> None:
    text = frame.format(filling * (20_000 // len(filling)))
    start = time.perf_counter()
    read_header(text)
    assert time.perf_counter() - start < 1.0


def test_empty_text() -> None:
    assert read_header("") == read_header("\n\n")
