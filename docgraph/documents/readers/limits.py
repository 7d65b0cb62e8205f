"""Limits that keep the reading of untrusted files bounded in memory and time."""

from __future__ import annotations

from typing import Final

from attrs import frozen

MEGABYTE: Final = 1024 * 1024
MAX_FILE_BYTES: Final = 200 * MEGABYTE
MAX_MARKUP_BYTES: Final = 64 * MEGABYTE
MAX_EXPANDED_BYTES: Final = 2048 * MEGABYTE
MAX_EXPANSION_RATIO: Final = 200
MAX_ARCHIVE_MEMBERS: Final = 100_000
MAX_PDF_PAGES: Final = 5_000
MAX_PDF_STREAM_BYTES: Final = 16 * MEGABYTE
MAX_PDF_PAGE_CHARACTERS: Final = 500_000
MAX_PDF_CHARACTERS: Final = 20_000_000
MAX_PDF_SECONDS: Final = 300.0


@frozen
class Limits:
    """What one document or archive may cost; a file beyond a limit is refused with a sentence that names the limit.

    Memory within the defaults, measured: a text about five times its size; a DOCX about five times its largest part
    (300 MB for one of 64 MB); HTML about ten times its size; a PDF of 300 pages 40 MB, and a hostile one that uses
    every limit to the full about 1.5 GB.  An archive costs what its largest member costs.

    >>> Limits(pdf_pages=10).pdf_pages
    10
    """

    file_bytes: int = MAX_FILE_BYTES  # one file, or one member of an archive
    markup_bytes: int = MAX_MARKUP_BYTES  # one HTML page, or one expanded XML part of a DOCX
    expanded_bytes: int = MAX_EXPANDED_BYTES  # all that is expanded from one archive
    expansion_ratio: int = MAX_EXPANSION_RATIO  # expanded to packed, looked at from one megabyte on
    archive_members: int = MAX_ARCHIVE_MEMBERS
    pdf_pages: int = MAX_PDF_PAGES
    pdf_stream_bytes: int = MAX_PDF_STREAM_BYTES  # one expanded stream of a PDF that is no picture
    pdf_page_characters: int = MAX_PDF_PAGE_CHARACTERS
    pdf_characters: int = MAX_PDF_CHARACTERS  # the text layer of one PDF
    pdf_seconds: float = MAX_PDF_SECONDS  # looked at between two pages


DEFAULT_LIMITS: Final = Limits()


def format_bytes(count: int) -> str:
    """Write a size for people.

    >>> format_bytes(200 * 1024 * 1024), format_bytes(1536), format_bytes(7)
    ('200 MB', '1.5 kB', '7 bytes')
    """
    if count >= MEGABYTE:
        return f"{count / MEGABYTE:.3g} MB" if count < 1000 * MEGABYTE else f"{count // MEGABYTE} MB"
    return f"{count / 1024:.3g} kB" if count >= 1024 else f"{count} bytes"
