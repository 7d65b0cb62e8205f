"""A document reads the same from DOCX, PDF and HTML as from its plain text: header, references, relations."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from attrs import asdict

from docgraph.documents import parse_document, read_document

if TYPE_CHECKING:
    from docgraph.documents.model import Document, Relation

SAMPLES = {path.name[:2]: path for path in files("docgraph.sample").iterdir() if path.name.endswith(".txt")}
PARTY, FRONT, COMMUNE = "05", "14", "16"
# 11, 12, 25 and 30 have only a part of the head, or nothing of it.

ROWS = (
    ("STT", "Nội dung", "Chủ trì"),
    ("1", "Rà soát thủ tục theo khoản 2 Điều 5 Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ", "Sở Tư pháp"),
    ("2", "Báo cáo theo Công văn số 1520/BTTTT-CĐSQG ngày 20/5/2024 của Bộ Thông tin và Truyền thông", "Văn phòng"),
)
ANNEX = (
    "PHỤ LỤC",
    "Danh mục việc phải làm",
    "1. Công khai danh mục thủ tục theo Quyết định số 1085/QĐ-TTg ngày 15/9/2022 của Thủ tướng Chính phủ.",
    "2. Đánh giá theo điểm b khoản 1 Điều 4 Thông tư số 01/2018/TT-VPCP ngày 23/11/2018 của Văn phòng Chính phủ.",
)

_RULE = re.compile(r"\s*[-_]+\s*")
_GAP = re.compile(r"\t|[ ]{3,}(?=[A-ZĐÀ-Ỹ])")
_RIGHT = re.compile(r"CỘNG HÒA|ĐẢNG CỘNG SẢN|Độc lập|[^:]{2,25}, ngày ")


def _columns(lines: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Deal the lines of a head to its left and its right column."""
    left, right = [], []
    for line in lines:
        first, *second = [line] if line.startswith("Số: ") else _GAP.split(line.strip(), maxsplit=1)
        if line.startswith("Số: ") and "\t" in line:
            first, *second = line.split("\t")
        (right if _RIGHT.match(first) else left).append(first)
        right.extend(second)
    return tuple(left), tuple(right)


@pytest.fixture
def sample(report):
    """The parts of a sample document, and its plain text; *rows* and *annex* are put in where they belong.

    Stars of Markdown are left out of the parts: in the other formats, bold type stands for them.
    """

    def parts(number: str, rows=(), annex=()):
        marked = SAMPLES[number].read_text(encoding="utf-8").rstrip().split("\n")
        lines = [line.replace("*", "") for line in marked]
        close = lines.index("Nơi nhận:")
        table = ["\t".join(row) for row in rows]
        text = "\n".join([*marked[:close], *table, "", *marked[close:], "", *annex, ""])
        dated = next((at for at, line in enumerate(lines[:10]) if re.search(r", ngày\s.*tháng", line)), -1)
        head = [line for line in lines[: dated + 1] if line.strip() and not _RULE.fullmatch(line)]
        left, right = _columns(head)
        rest = lines[dated + 1 : close]
        start = next(at for at, line in enumerate(rest) if line.strip())
        end = start if not rest[start].isupper() else rest.index("", start)
        foot = [line for line in lines[close + 1 :] if line.strip()]
        return text, type(report)(
            left=left or ("",),
            right=right or ("",),
            title=tuple(rest[start:end]),
            body=tuple(line for line in rest[end:] if line.strip() and not _RULE.fullmatch(line)),
            rows=rows,
            recipients=("Nơi nhận:", *(line for line in foot if line.startswith("- "))),
            signer=tuple(line for line in foot if not line.startswith("- ")),
            annex=annex,
        )

    return parts


def _blanks(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def _reading(document: Document) -> dict[str, Any]:
    """What a document says, without where it stands; pages wrap lines, so blanks count as one."""

    def of(index: int | None) -> Any:
        return None if index is None else references[index]

    def relation(one: Relation) -> Any:
        return one.kind.value, of(one.subject), of(one.object)

    references = [
        (
            mention.form.value,
            mention.reference.type,
            mention.reference.number,
            mention.reference.year,
            mention.reference.symbol,
            mention.reference.date,
            _blanks(mention.reference.issuer),
            _blanks(mention.pinpoint.text) if mention.pinpoint else None,
        )
        for mention in document.mentions
    ]
    return {
        "header": asdict(document.header, recurse=False),
        "references": references,
        "relations": [relation(one) for one in document.relations],
    }


@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
@pytest.mark.parametrize(
    ("number", "rows", "annex"),
    [
        *((number, (), ()) for number in sorted(SAMPLES)),
        *((number, ROWS, ()) for number in (PARTY, "06", FRONT, "23")),
        *((number, (), ANNEX) for number in ("01", PARTY, FRONT, COMMUNE)),
        *((number, ROWS, ANNEX) for number in ("07", "15")),
    ],
)
def test_a_document_reads_the_same_from_every_format(
    kind, number, rows, annex, sample, make_docx, make_pdf, make_html, write
):
    make = {"docx": make_docx, "pdf": make_pdf, "html": make_html}[kind]
    text, parts = sample(number, rows, annex)
    read = _reading(read_document(write(f"sample.{kind}", make(parts))))
    plain = _reading(parse_document("sample.txt", text))
    assert read["header"] == plain["header"]
    assert read["references"] == plain["references"]
    assert read["relations"] == plain["relations"]
    numbers = {reference[2] for reference in read["references"]}
    assert numbers >= ({"61", "1520"} if rows else set()) | ({"1085", "01"} if annex else set())
    assert numbers
