"""Makers of real files: DOCX, PDF and HTML from the same parts, written by the libraries that people use."""

from __future__ import annotations

import html
import io
import zipfile
from typing import TYPE_CHECKING

import docx
import font_roboto
import pytest
from attrs import frozen
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, SimpleDocTemplate, Spacer, Table, TableStyle
from reportlab.platypus import Paragraph as PdfParagraph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@frozen
class Report:
    """The parts of a small report."""

    left: tuple[str, ...] = ("UBND TỈNH QUẢNG NGÃI", "BAN DÂN TỘC", "Số: 661/KH-BDT")
    right: tuple[str, ...] = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Quảng Ngãi, ngày 05 tháng 10 năm 2021",
    )
    title: tuple[str, ...] = ("KẾ HOẠCH", "Triển khai phong trào thi đua trong các cơ quan")
    body: tuple[str, ...] = (
        (
            "Thực hiện Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của UBND tỉnh Quảng Ngãi về phong trào thi đua,"
            " Ban Dân tộc lập kế hoạch này cho toàn cơ quan và các đơn vị trực thuộc trong ba năm tới."
        ),
        "1. Văn phòng theo dõi việc thực hiện và tổng hợp báo cáo gửi Sở Nội vụ trước ngày 15 tháng 12 hằng năm.",
    )
    rows: tuple[tuple[str, ...], ...] = (
        ("STT", "Nội dung", "Chủ trì"),
        ("1", "Tuyên truyền theo Công văn số 15/SNV-TĐKT ngày 03/4/2021", "Văn phòng"),
        ("2", "Sơ kết", "Thanh tra"),
    )
    recipients: tuple[str, ...] = ("Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.")
    signer: tuple[str, ...] = ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Trần Văn Mẫu")
    annex: tuple[str, ...] = ()

    def expected(self) -> str:
        """The text that every reader must give: columns one after the other, a paragraph on one line."""
        rows = ["\t".join(row) for row in self.rows]
        parts = (*self.left, *self.right, *self.title, *self.body, *rows, *self.recipients, *self.signer, *self.annex)
        return "".join(f"{part}\n" for part in parts)


@pytest.fixture
def report() -> Report:
    return Report()


def _docx_columns(document: docx.document.Document, left: tuple[str, ...], right: tuple[str, ...]) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (left, right), strict=True):
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


@pytest.fixture
def make_docx() -> Callable[[Report], bytes]:
    def make(report: Report) -> bytes:
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = "đầu trang"
        _docx_columns(document, report.left, report.right)
        for line in (*report.title, *report.body):
            document.add_paragraph(line)
        if report.rows:
            table = document.add_table(rows=0, cols=len(report.rows[0]))
            for row in report.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        _docx_columns(document, report.recipients, report.signer)
        if report.annex:
            document.add_page_break()
        for line in report.annex:
            document.add_paragraph(line)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()

    return make


@pytest.fixture
def edit_docx() -> Callable[..., bytes]:
    """Replace or add parts of a DOCX; a value of None removes the part."""

    def edit(data: bytes, parts: dict[str, str | bytes | None]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                if name not in parts:
                    new.writestr(name, old.read(name))
            for name, content in parts.items():
                if content is not None:
                    new.writestr(name, content)
        return out.getvalue()

    return edit


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def word_docx(edit_docx: Callable[..., bytes]) -> Callable[..., bytes]:
    """A DOCX with the given WordprocessingML as its body, and further parts."""

    def make(body: str, **parts: str) -> bytes:
        file = io.BytesIO()
        docx.Document().save(file)
        wrapped = {
            f"word/{name}.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{_W}">{content}</w:{root}>'
            for name, root, content in [
                ("document", "document", f"<w:body>{body}</w:body>"),
                *((name, name, content) for name, content in parts.items()),
            ]
        }
        return edit_docx(file.getvalue(), wrapped)

    return make


def _style(size: float = 13, **more: object) -> ParagraphStyle:
    if "Roboto" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Roboto", font_roboto.Roboto))
    return ParagraphStyle("style", fontName="Roboto", fontSize=size, leading=size * 1.35, **more)


def _pdf_paragraph(text: str, style: ParagraphStyle) -> PdfParagraph:
    return PdfParagraph(html.escape(text, quote=False), style)


def _pdf_columns(left: tuple[str, ...], right: tuple[str, ...]) -> Table:
    centred = _style(12, alignment=TA_CENTER)
    return Table(
        [[[_pdf_paragraph(text, centred) for text in column] for column in (left, right)]], colWidths=[190, 270]
    )


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    def make(report: Report, pages: int = 1, password: str | None = None) -> bytes:
        centred = _style(13, alignment=TA_CENTER)
        running = _style(13, alignment=TA_JUSTIFY, firstLineIndent=28, spaceAfter=6)
        story: list[object] = []
        for _ in range(pages):
            rows = [[_pdf_paragraph(text, _style(10)) for text in row] for row in report.rows]
            grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
            story += [
                _pdf_columns(report.left, report.right),
                Spacer(1, 24),
                *(_pdf_paragraph(text, centred) for text in report.title),
                Spacer(1, 12),
                *(_pdf_paragraph(text, running) for text in report.body),
                *([Table(rows, colWidths=[40, 240, 120], style=grid)] if rows else []),
                Spacer(1, 24),
                _pdf_columns(report.recipients, report.signer),
                PageBreak(),
            ]
            if report.annex:
                annex = [_pdf_paragraph(text, centred) for text in report.annex[:2]]
                story += [*annex, Spacer(1, 12), *(_pdf_paragraph(text, running) for text in report.annex[2:])]
                story.append(PageBreak())
        file = io.BytesIO()
        encrypt = None if password is None else StandardEncryption(password, ownerPassword="owner", strength=128)
        number = lambda canvas, document: (  # noqa: E731
            canvas.setFont("Helvetica", 10),
            canvas.drawCentredString(300, 30, str(document.page)),
        )
        template = SimpleDocTemplate(file, pagesize=(595, 842), encrypt=encrypt)
        template.build(story, onFirstPage=number, onLaterPages=number)
        return file.getvalue()

    return make


@pytest.fixture
def make_html() -> Callable[[Report], bytes]:
    def make(report: Report) -> bytes:
        def columns(left: tuple[str, ...], right: tuple[str, ...]) -> str:
            return f"<table><tr><td>{'<br>'.join(map(html.escape, left))}</td><td>{'<br/>'.join(map(html.escape, right))}</td></tr></table>"

        rows = "".join(
            f"<tr>{''.join(f'<td><p>{html.escape(cell)}</p></td>' for cell in row)}</tr>" for row in report.rows
        )
        body = "".join(f"<p>{html.escape(text)}</p>\n" for text in (*report.title, *report.body))
        annex = "".join(f"<p>{html.escape(text)}</p>\n" for text in report.annex)
        return (
            '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Trang</title><style>p{}</style></head><body>'
            f"<script>var x = '<p>';</script>{columns(report.left, report.right)}{body}<table>{rows}</table>"
            f"{columns(report.recipients, report.signer)}{annex}</body></html>"
        ).encode()

    return make


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def make_zip() -> Callable[..., bytes]:
    def make(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", compression) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return file.getvalue()

    return make
