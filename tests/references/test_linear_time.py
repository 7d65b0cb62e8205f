"""No text takes more than its length's share of time: four times the text, about four times the time."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from docgraph.documents.parsing import parse_document
from docgraph.errors import ReferenceSyntaxError
from docgraph.references import find_references, parse_reference

# Twice what linear growth gives: room for a busy machine, none for a square.
MOST = 8.0
# Shorter runs say nothing about growth.
SHORT = 0.03

ENDLESS = (
    "1", " ", "A", "/", "-", ".", "(", "*", "\n", "\u200b", "a\u0301", "0000 ", "1.1.", "số ", "số    ", "số\n",
    "Quyết định ", "Quyết định số ", "Quyết định\n", "ngày ", "ngày 1/", "1477/", "1477/QĐ-", "1/QĐ-UBND, ", "của ", "của UBND ",
    "Quyết định của ", "Luật ", "Luật A, ", "Luật Đất đai, ", "sửa đổi, bổ sung một số điều của Luật A và ", "điểm a khoản 1 ", "Điều 5, ",
    "Lời kêu gọi a ", "Ban Chỉ đạo a b c ", "Công ty A ", "Sở A và ", "do UBND tỉnh ", "Nghị quyết số 57, 58, ", "15, ", "Chỉ thị 15, 16, ",
    "Quyết định số 1/QĐ-UBND ngày 1/1/2020 của UBND tỉnh; ", "theo Kế hoạch số 1/KH-A (", "Kế hoạch số 1/KH-AB về việc thực hiện ",
)  # fmt: skip
ENDLESS_DOCUMENTS = (
    "Thực hiện ", "Căn cứ ", "Quyết định này ", "Kế hoạch nói trên, ", "ban hành kèm theo ", "Số: ", "Nơi nhận:\n", "TM. ", "Kính gửi: ", "QUYẾT ĐỊNH\n",
    "| ", "- ", "1. ", "Thực hiện Quyết định số 1/QĐ-UBND, Sở ban hành Kế hoạch số 2/KH-SNV.\n", "Ngày 1/1/2020, UBND tỉnh ban hành ",
)  # fmt: skip


def seconds(work: Callable[[str], object], text: str) -> float:
    """Return the best of two runs, in processor time, without the collector."""
    best = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(2):
            start = time.process_time()
            work(text)
            best = min(best, time.process_time() - start)
            if best < SHORT:
                break
    finally:
        gc.enable()
    return best


def growth(work: Callable[[str], object], piece: str, length: int) -> float:
    """Return how many times longer four times the text takes; 0 where it takes next to nothing."""
    text = piece * (4 * length // len(piece) + 1)
    long = seconds(work, text[: 4 * length])
    return 0.0 if long < SHORT else long / max(seconds(work, text[:length]), 1e-4)


def strictly(text: str) -> object:
    try:
        return parse_reference(text)
    except ReferenceSyntaxError:
        return None


@pytest.mark.parametrize("piece", ENDLESS)
def test_finding_takes_time_in_proportion(piece: str) -> None:
    assert growth(find_references, piece, 50_000) < MOST


@pytest.mark.parametrize("piece", ENDLESS[::3])
def test_strict_parsing_takes_time_in_proportion(piece: str) -> None:
    assert growth(strictly, piece, 12_500) < MOST


@pytest.mark.parametrize("piece", ENDLESS_DOCUMENTS)
def test_reading_a_document_takes_time_in_proportion(piece: str) -> None:
    assert growth(lambda text: parse_document("endless", text), piece, 25_000) < MOST


def test_sentences_that_end_in_a_symbol_take_time_in_proportion() -> None:
    piece = "Thực hiện Quyết định số 1/QĐ-UBND, Sở ban hành Kế hoạch số 2/KH-SNV. "
    assert growth(lambda text: parse_document("endless", text), piece, 6_000) < MOST


def test_a_megabyte_on_one_line_takes_time_in_proportion() -> None:
    sentence = "Thực hiện Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của UBND tỉnh Quảng Ngãi, các đơn vị đã làm tốt công tác này; "
    filler = "nội dung tuyên truyền được đổi mới, phù hợp với từng địa bàn, "
    assert growth(find_references, sentence + 8 * filler, 250_000) < MOST
