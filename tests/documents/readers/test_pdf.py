"""PDF: layout, and what is refused."""

from __future__ import annotations

import contextlib
import io
import random
import subprocess
import sys
import time
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from docgraph.documents.readers import Limits, read_text
from docgraph.documents.readers.glyphs import Page, Rule, Word
from docgraph.documents.readers.page_lines import read_lines
from docgraph.documents.readers.page_paragraphs import Paragraph, join_pages
from docgraph.documents.readers.page_tables import find_tables
from docgraph.documents.readers.pdf import _expands_beyond, read_pdf
from docgraph.errors import DocumentReadError


def words(text: str, left: float, base: float, size: float = 12, blanks: int = 1) -> list[Word]:
    """Set a line of words, six points a letter and three a blank."""
    found, place = [], left
    for number, word in enumerate(text.split()):
        found.append(Word(place, place + 6 * len(word), base, size, word, blanks if number else 0))
        place += 6 * len(word) + 3
    return found


def page(*lines: list[Word], rules: tuple[Rule, ...] = ()) -> Page:
    return Page(tuple(word for line in lines for word in line), rules, 0, 595, has_picture=False)


def texts(shown: Page, number: int = 1) -> list[str]:
    return [paragraph.text for paragraph in read_lines(shown, number)]


def test_columns_are_read_one_after_the_other():
    shown = page(
        words("UBND TỈNH", 60, 800),
        words("CỘNG HÒA", 300, 800),
        words("SỞ NỘI VỤ", 60, 785),
        words("Độc lập", 310, 785),
        words("Số: 5/SNV", 60, 765),
        words("Hà Nội, ngày 5", 280, 763),
    )
    assert texts(shown) == ["UBND TỈNH", "SỞ NỘI VỤ", "Số: 5/SNV", "CỘNG HÒA", "Độc lập", "Hà Nội, ngày 5"]


def test_columns_of_different_pitch():
    left = [words(text, 60, 300 - 12 * at, 10) for at, text in enumerate(["Nơi nhận:", "- Như trên;", "- Lưu: VT."])]
    right = [words("GIÁM ĐỐC", 350, 299), words("Trần Văn Mẫu", 345, 230)]
    assert texts(page(*left, *right)) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC", "Trần Văn Mẫu"]


def test_a_number_left_blank_does_not_part_a_line():
    blank = [Word(60, 78, 800, 12, "Số:", 0), Word(110, 160, 800, 12, "/BC-SNV", 8)]
    assert texts(page(blank)) == ["Số:        /BC-SNV"]


def test_wrapped_lines_are_one_paragraph():
    first = words("Thực hiện Quyết định số 1477/QĐ-", 328, 700)
    second = [Word(60, 90, 684, 12, "UBND", 0), Word(93, first[-1].right, 684, 12, "của", 1)]
    third, fourth = words("tỉnh.", 60, 668), words("Đoạn sau.", 88, 652)
    assert texts(page(first, second, third, fourth)) == [
        "Thực hiện Quyết định số 1477/QĐ-UBND của tỉnh.",
        "Đoạn sau.",
    ]


def test_short_lines_are_paragraphs_of_their_own():
    assert texts(page(words("Một dòng", 60, 700), words("hai", 60, 684))) == ["Một dòng", "hai"]


def test_subject_of_a_letter_is_joined():
    shown = page(
        words("Số: 5/SNV", 60, 780),
        words("Hà Nội, ngày 5", 280, 780),
        words("V/v triển khai Quyết định số 15/QĐ-", 60, 765),
        words("UBND ngày 3/4/2021", 70, 750),
    )
    assert texts(shown) == ["Số: 5/SNV", "V/v triển khai Quyết định số 15/QĐ-UBND ngày 3/4/2021", "Hà Nội, ngày 5"]


def test_bullets_begin_paragraphs():
    full = words("- Một dòng đầy đến lề bên phải của trang;", 60, 700)
    assert texts(page(full, words("- Dòng hai.", 60, 684))) == [
        "- Một dòng đầy đến lề bên phải của trang;",
        "- Dòng hai.",
    ]


@pytest.mark.parametrize(("shown", "number", "dropped"), [("2", 2, True), ("- 3 -", 4, True), ("2021", 2, False)])
def test_page_numbers_are_dropped(shown, number, dropped):
    found = texts(page(words("Nội dung", 60, 700), words(shown, 300, 30)), number)
    assert found == (["Nội dung"] if dropped else ["Nội dung", shown])


def test_paragraph_goes_on_over_the_page_break():
    pages = [
        [Paragraph("Căn cứ Kế hoạch số 15/KH-", open_end=True)],
        [Paragraph("UBND ngày 3/4/2021.", may_continue=True), Paragraph("Hết.", may_continue=True)],
    ]
    assert join_pages(pages) == "Căn cứ Kế hoạch số 15/KH-UBND ngày 3/4/2021.\nHết.\n"
    ended = [[Paragraph("Hết câu;", open_end=True)], [Paragraph("Câu sau.", may_continue=True)]]
    assert join_pages(ended) == "Hết câu;\nCâu sau.\n"


@pytest.mark.parametrize("first", ["Quyet dinh so 1477/QD-", "Quyet dinh so 1477/QD/"])
def test_symbol_broken_at_the_end_of_a_line_keeps_its_hyphen(first):
    file = io.BytesIO()
    paper = canvas.Canvas(file)
    paper.setFont("Helvetica", 13)
    paper.drawRightString(540, 500, "Thuc hien nhiem vu nam 2021 theo noi dung cua van ban: " + first)
    paper.drawString(60, 480, "UBND ngay 22/9/2021.")
    paper.save()
    assert read_pdf("a.pdf", file.getvalue(), Limits()).endswith(f"{first}UBND ngay 22/9/2021.\n")


def test_paragraphs_apart_by_distance_alone():
    # Eight full lines without indents: two paragraphs by the wider gap between them.
    full = "chữ " * 18
    lines = [words(full, 60, 700 - 16 * at - (8 if at > 3 else 0)) for at in range(8)]
    assert [len(text.split()) for text in texts(page(*lines))] == [72, 72]


def test_short_last_line_of_justified_text_ends_its_paragraph():
    full = "chữ " * 22
    shown = [words(full, 60, 700 - 16 * at) for at in range(3)]
    shown.append(words("chữ " * 21 + "dàidài", 60, 700 - 48)[:-1])
    shown += [words(full, 60, 700 - 16 * at) for at in range(4, 8)]
    assert len(texts(page(*shown))) == 2


@pytest.mark.parametrize(("word", "expected"), [("QĐ-UBND", "QĐ-UBND[1]"), ("km", "km1")])
def test_raised_mark_stays_in_its_line(word, expected):
    (whole,) = words(word, 60, 700)
    mark = Word(whole.right, whole.right + 4, 704, 7, "1", 0)
    assert texts(page([whole, mark], words("khác", 60, 684)))[0] == expected


def test_raised_mark_of_a_real_page():
    file = io.BytesIO()
    paper = canvas.Canvas(file)
    line = paper.beginText(60, 500)
    line.setFont("Helvetica", 13)
    line.textOut("Plan 12/KH-UBND")
    line.setFont("Helvetica", 8)
    line.setRise(5)
    line.textOut("3")
    line.setRise(0)
    line.setFont("Helvetica", 13)
    line.textOut(" of 2021")
    paper.drawText(line)
    paper.save()
    assert read_pdf("a.pdf", file.getvalue(), Limits()) == "Plan 12/KH-UBND[3] of 2021\n"


def test_raised_mark_in_a_place_of_its_own():
    file = io.BytesIO()
    paper = canvas.Canvas(file)
    for text, left, base, size in (("Plan 12/KH-UBND", 60, 500, 13), ("3", 161, 505, 8), (" of 2021,", 166, 500, 13)):
        paper.setFont("Helvetica", size)
        paper.drawString(left, base, text)
    paper.save()
    assert read_pdf("a.pdf", file.getvalue(), Limits()) == "Plan 12/KH-UBND[3] of 2021,\n"


_PLACES = st.floats(-2000, 2000, allow_nan=False)


@given(
    st.lists(
        st.builds(
            lambda left, width, base, size, text, blanks: Word(left, left + width, base, size, text, blanks),
            _PLACES,
            st.floats(0, 300),
            _PLACES,
            st.floats(1, 40),
            st.sampled_from(["a", "QĐ-", "12", "UBND", "-"]),
            st.integers(0, 9),
        ),
        max_size=30,
    ),
    st.lists(st.builds(Rule, *[_PLACES] * 4), max_size=12),
)
def test_no_word_is_lost_wherever_it_stands(placed, rules):
    found = read_lines(Page(tuple(placed), tuple(rules), 0, 595, has_picture=False), number=99)
    letters = "".join(char for paragraph in found for char in paragraph.text if char not in " \t\n[]")
    assert sorted(letters) == sorted("".join(word.text for word in placed))


def test_ruled_table():
    edges = (60.0, 100.0, 300.0)
    rules = tuple(Rule(edge, 600, edge, 660) for edge in edges)
    rules += tuple(Rule(60, height, 300, height) for height in (600.0, 630.0, 660.0))
    shown = page(
        words("trước", 60, 700),
        words("STT", 65, 640),
        words("Nội dung", 105, 640),
        words("1", 65, 610),
        words("một ô có hai dòng và theo số 1/QĐ-", 105, 616),
        words("BNV", 105, 604),
        words("sau", 60, 570),
        rules=rules,
    )
    assert texts(shown) == ["trước", "STT\tNội dung", "1\tmột ô có hai dòng và theo số 1/QĐ-BNV", "sau"]
    assert len(find_tables(rules)) == 1
    assert not find_tables(rules[:1])


def make_canvas(*, rotate: int = 0, picture: bool = False, text: str = "") -> bytes:
    file = io.BytesIO()
    paper = canvas.Canvas(file, pagesize=(595, 842))
    if picture:
        paper.drawImage(ImageReader(Image.new("L", (600, 800), 200)), 0, 0, 595, 842)
    if rotate:
        paper.setPageRotation(rotate)
        paper.translate(595 if rotate == 90 else 0, 0 if rotate == 90 else 842)
        paper.rotate(90 if rotate == 90 else -90)
    for at, line in enumerate(text.splitlines()):
        paper.drawString(60, 500 - 20 * at, line)
    paper.showPage()
    paper.save()
    return file.getvalue()


@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_turned_pages(rotate):
    assert read_pdf("a.pdf", make_canvas(rotate=rotate, text="one two\nthree"), Limits()) == "one two\nthree\n"


@pytest.mark.parametrize(
    ("text", "message"), [("", "without a text layer.*OCR"), ("Signed by X", "without a text layer")]
)
def test_scan_names_ocr(text, message, write):
    with pytest.raises(DocumentReadError, match=message):
        read_text(write("a.pdf", make_canvas(picture=True, text=text)))


def test_page_without_anything(write):
    with pytest.raises(DocumentReadError, match="without any text"):
        read_text(write("a.pdf", make_canvas()))


def test_encrypted(report, make_pdf, write):
    with pytest.raises(DocumentReadError, match="encrypted PDF that opens only with a password"):
        read_text(write("a.pdf", make_pdf(report, password="secret")))
    assert read_text(write("b.pdf", make_pdf(report, password=""))) == report.expected()


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.95])
def test_truncated(share, report, make_pdf, write):
    data = make_pdf(report, pages=3)
    with pytest.raises(DocumentReadError, match=r"cut off|damaged"):
        read_text(write("a.pdf", data[: int(len(data) * share)]))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%%EOF", b"%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF\n"])
def test_damaged(data, write):
    with pytest.raises(DocumentReadError, match="damaged PDF"):
        read_text(write("a.pdf", data))


@pytest.mark.skipif(sys.platform == "win32", reason="the measure of memory is one of POSIX")
def test_three_hundred_pages_within_time_and_memory(report, make_pdf, write):
    path = write("a.pdf", make_pdf(report, pages=300))
    code = (
        "import pathlib, resource, sys, time\n"
        "from docgraph.documents.readers import read_text\n"
        "started = time.monotonic()\n"
        "text = read_text(sys.argv[1])\n"
        "status = pathlib.Path('/proc/self/status')\n"
        "if status.exists():\n"  # on Linux `ru_maxrss` of a new program begins at the size of the one that started it
        "    size = int(status.read_text().split('VmHWM:')[1].split()[0]) // 1024\n"
        "else:\n"  # macOS counts bytes
        "    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 ** 2\n"
        "print(text.count('1477/QĐ-UBND'), int(time.monotonic() - started), size)\n"
    )
    shown = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True)
    references, seconds, megabytes = map(int, shown.stdout.split())
    assert references == 300
    assert seconds < 60
    assert megabytes < 300


def test_page_limit(report, make_pdf, write):
    path = write("a.pdf", make_pdf(report, pages=3))
    with pytest.raises(DocumentReadError, match="has 3 pages, more than the limit of 2"):
        read_text(path, Limits(pdf_pages=2))
    with pytest.raises(DocumentReadError, match="more text than the limits"):
        read_text(path, Limits(pdf_characters=1000))
    with pytest.raises(DocumentReadError, match=r"longer to read than the limit of 0 seconds \(page 1\)"):
        read_text(path, Limits(pdf_seconds=0))


def pdf_with_content(content: bytes, dictionary: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), dictionary, packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data = b"%PDF-1.4\n"
    for number, body in enumerate(objects, 1):
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return data + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF\n"


def test_stream_that_expands_too_far_is_refused(write):
    content = b"BT /F 9 Tf 50 500 Td (text) Tj ET " + b" " * 50_000_000
    path = write("a.pdf", pdf_with_content(content))
    del content
    tracemalloc.start()
    try:
        with pytest.raises(DocumentReadError, match="expands to more than the limit of 16 MB"):
            read_text(path)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert read_pdf("a.pdf", path.read_bytes(), Limits(pdf_stream_bytes=100_000_000)) == "text\n"


@pytest.mark.parametrize("behind", [b"", b"\n", b"\n" * 40_000])
def test_stream_just_below_the_limit_is_read_to_its_end(behind):
    packed = zlib.compress(b" " * 3_000_000)
    limits = Limits(pdf_stream_bytes=3_000_000)
    assert not _expands_beyond(memoryview(packed + behind), limits.pdf_stream_bytes)
    assert _expands_beyond(memoryview(packed + behind), limits.pdf_stream_bytes - 1)
    content = b"BT /F 9 Tf 50 500 Td (text) Tj ET " + b" " * 2_900_000
    assert read_pdf("a.pdf", pdf_with_content(content), limits) == "text\n"


def test_many_false_stream_marks_take_linear_time():
    data = b"%PDF-1.4\n" + b"stream\n\x78" * 300_000 + b"\n%%EOF\n"
    started = time.monotonic()
    with pytest.raises(DocumentReadError):
        read_pdf("a.pdf", data, Limits())
    assert time.monotonic() - started < 10


def test_only_our_errors_escape_from_damaged_files(report, make_pdf):
    whole = make_pdf(report)
    chance = random.Random(30)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(DocumentReadError):
            read_pdf("a.pdf", bytes(data), Limits())


def test_page_of_many_small_tables_takes_little_time():
    rules = [Rule(x, y, x, y + 2) for y in range(0, 4000, 10) for x in (0, 50, 100)]
    rules += [Rule(0, y + high, 100, y + high) for y in range(0, 4000, 10) for high in (0, 2)]
    placed = [Word(10, 20, float(y), 1, "a") for y in range(4000) for _ in range(25)]
    started = time.monotonic()
    found = read_lines(Page(tuple(placed), tuple(rules), 0, 595, has_picture=False), 1)
    assert sum(paragraph.text.count("a") for paragraph in found) == len(placed)
    assert time.monotonic() - started < 20
