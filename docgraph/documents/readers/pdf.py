"""PDF: the file, checked and opened; its pages go to the page layout."""

from __future__ import annotations

import re
import time
import unicodedata
import zlib
from typing import TYPE_CHECKING, Any, Final

from docgraph.documents.readers.limits import Limits, format_bytes
from docgraph.errors import DocumentReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgraph.documents.readers.page_paragraphs import Paragraph

_FILE_END: Final = b"%%EOF"
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_MAX_DEFLATE_RATIO: Final = 1032  # of zlib: a stream below limit / 1032 cannot pass the limit
_CHUNK: Final = 16 * 1024
_LEAST_CHARACTERS: Final = 20  # a page; scans with a signature stamp have some characters of text
_OCR: Final = "recognise its text first (OCR, for example: ocrmypdf -l vie IN.pdf OUT.pdf)"


def read_pdf(name: str, data: bytes, limits: Limits) -> str:
    """Return the text layer of a PDF: columns apart, wrapped lines joined to paragraphs, pages one after the other.

    The text is rebuilt from glyphs on pages, so it is composed (NFC); lines that hold only the page number are left
    out.  PDFium is not safe in threads: read PDFs in one thread, or in several processes.
    """
    import pypdfium2  # noqa: PLC0415 - loads a native library

    from docgraph.documents.readers import page_paragraphs  # noqa: PLC0415 - of use to this format alone

    _require_whole(name, data)
    _require_modest_streams(name, data, limits)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _opening_error(name, error) from error
    deadline = time.monotonic() + limits.pdf_seconds
    try:
        pages = _read_pages(name, document, limits, deadline)
        text = page_paragraphs.join_pages(list(pages))
    except pypdfium2.PdfiumError as error:
        raise DocumentReadError(name, f"is a damaged PDF ({error}). Copy or download it again.") from error
    finally:
        document.close()
    return unicodedata.normalize("NFC", text)


def _read_pages(name: str, document: Any, limits: Limits, deadline: float) -> Iterator[list[Paragraph]]:
    from docgraph.documents.readers import glyphs, page_lines  # noqa: PLC0415 - load a native library

    count = len(document)
    if count > limits.pdf_pages:
        raise DocumentReadError(name, f"has {count} pages, more than the limit of {limits.pdf_pages}; split it.")
    characters = 0
    pictures = 0
    for index in range(count):
        page = glyphs.read_page(document, index, min(limits.pdf_page_characters, limits.pdf_characters - characters))
        if page is None:
            reason = f"has more text than the limits of {limits.pdf_page_characters} characters a page"
            raise DocumentReadError(name, f"{reason} and {limits.pdf_characters} in all (page {index + 1}).")
        characters += page.characters
        pictures += page.has_picture
        if time.monotonic() > deadline:
            reason = f"takes longer to read than the limit of {limits.pdf_seconds:g} seconds (page {index + 1})"
            raise DocumentReadError(name, f"{reason}; split it.")
        yield page_lines.read_lines(page, index + 1)
    if characters == 0 or (pictures == count and characters < _LEAST_CHARACTERS * count):
        reason = "is a PDF without a text layer: its pages are pictures, as a scanner makes them"
        raise DocumentReadError(name, f"{reason if pictures else 'is a PDF without any text'}; {_OCR}.")


def _require_whole(name: str, data: bytes) -> None:
    """Raise for a PDF that was cut off: PDFium would mend it in silence and lose the pages behind the cut."""
    end = data.rfind(_FILE_END)
    if end < 0 or b"endobj" in data[end:]:
        raise DocumentReadError(name, "is a PDF that was cut off: its end is missing. Copy or download it again.")


def _require_modest_streams(name: str, data: bytes, limits: Limits) -> None:
    """Raise for a PDF with a packed stream that expands beyond the limit, before anything expands it as a whole."""
    end = -1
    for found in _STREAM.finditer(data):
        start = found.end()
        if end < start:
            end = data.find(b"endstream", start)
            end = len(data) if end < 0 else end
        # The second half of a zlib header's first byte is 8; other streams do not expand that far.
        if (end - start) * _MAX_DEFLATE_RATIO <= limits.pdf_stream_bytes or data[start] & 0x0F != 8:
            continue
        # Large pictures are common, and reading the text does not expand them.
        if b"/Image" in data[max(0, found.start() - 400) : found.start()].rpartition(b" obj")[2]:
            continue
        if _expands_beyond(memoryview(data)[start:end], limits.pdf_stream_bytes):
            reason = f"has a stream that expands to more than the limit of {format_bytes(limits.pdf_stream_bytes)}"
            raise DocumentReadError(name, f"{reason}; it is not read.")


def _expands_beyond(packed: memoryview, most: int) -> bool:
    inflate = zlib.decompressobj()
    expanded = 0
    try:
        for start in range(0, len(packed), _CHUNK):
            waiting = bytes(packed[start : start + _CHUNK])
            # At the end of the stream zlib leaves what follows unread: waiting for that to be used up would not end.
            while waiting and not inflate.eof:
                expanded += len(inflate.decompress(waiting, 1 << 20))
                if expanded > most:
                    return True
                waiting = inflate.unconsumed_tail
            if inflate.eof:
                return False
    except zlib.error:
        return False  # not a deflated stream after all: nothing expands
    return False


def _opening_error(name: str, error: Any) -> DocumentReadError:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads a native library

    match error.err_code:
        case pdfium.FPDF_ERR_PASSWORD:
            reason = "is an encrypted PDF that opens only with a password; remove the password first"
            return DocumentReadError(name, f"{reason} (for example: qpdf --decrypt --password=… IN.pdf OUT.pdf).")
        case pdfium.FPDF_ERR_SECURITY:
            return DocumentReadError(name, "is a PDF with an encryption that cannot be read; remove it first.")
        case _:
            return DocumentReadError(name, f"is a damaged PDF ({error}). Copy or download it again.")
