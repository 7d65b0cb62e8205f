"""Which format a file has: what its suffix promises and what its first bytes show."""

from __future__ import annotations

import enum
from pathlib import PurePath
from typing import Final

from docgraph.errors import DocumentReadError


class Format(enum.StrEnum):
    """A file format, by the words that messages use for it."""

    TEXT = "plain text"
    HTML = "HTML"
    DOCX = "a DOCX document"
    PDF = "a PDF document"
    ZIP = "a ZIP archive"
    DOC = "a legacy Word document (.doc)"
    RTF = "an RTF document"
    IMAGE = "an image"
    ARCHIVE = "a compressed archive"
    PROGRAM = "a program"
    OPEN_DOCUMENT = "an OpenDocument file"
    SPREADSHEET = "an Excel workbook"
    SLIDES = "a PowerPoint presentation"
    DATABASE = "an SQLite database"


SUFFIXES: Final = {
    ".txt": Format.TEXT,
    ".md": Format.TEXT,
    ".markdown": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".docx": Format.DOCX,
    ".pdf": Format.PDF,
    ".zip": Format.ZIP,
    ".doc": Format.DOC,
    ".rtf": Format.RTF,
}
"""The suffixes that a folder or an archive is searched for; ``.doc`` and ``.rtf`` so that their loss is reported."""

_SIGNATURES: Final = (
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.DOC),
    (b"{\\rtf", Format.RTF),
    (b"\x89PNG", Format.IMAGE),
    (b"\xff\xd8\xff", Format.IMAGE),
    (b"GIF8", Format.IMAGE),
    (b"II*\x00", Format.IMAGE),
    (b"MM\x00*", Format.IMAGE),
    (b"\x1f\x8b", Format.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Format.ARCHIVE),
    (b"Rar!\x1a\x07", Format.ARCHIVE),
    (b"\x7fELF", Format.PROGRAM),
    (b"MZ\x90\x00", Format.PROGRAM),
    (b"SQLite format 3\x00", Format.DATABASE),
)

_CONVERT: Final = "convert it first, for example with LibreOffice: soffice --headless --convert-to docx FILE"


def promised_format(name: str) -> Format | None:
    """Return the format that a file name promises, or None for an unknown suffix.

    >>> promised_format("BC-12.DOCX")
    <Format.DOCX: 'a DOCX document'>
    """
    return SUFFIXES.get(PurePath(name).suffix.lower())


def sniff_format(data: bytes) -> Format | None:
    """Return the format that the first bytes show beyond doubt, or None when they show none (text has no signature)."""
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return Format.PDF
    return next((shown for signature, shown in _SIGNATURES if data.startswith(signature)), None)


def require_agreement(name: str, data: bytes) -> Format:
    """Return the format to read *data* as; raise when the suffix of *name* promises another one than the bytes show.

    The suffix decides, and the content must agree with it: reading on by guesswork would hide that a file is not what
    its owner thinks it is.  A name without a known suffix is read by its content.
    """
    promised, shown = promised_format(name), sniff_format(data)
    if promised is Format.PDF and shown is None and b"%PDF-" in data[:1024]:
        return Format.PDF  # some mail programs put bytes before the signature
    if shown is Format.DOC and promised is Format.DOCX:
        reason = "is named .docx but holds a password-protected DOCX or a legacy Word document (.doc)"
        raise DocumentReadError(name, f"{reason}; remove the password, or {_CONVERT}.")
    if promised is Format.DOCX and shown is Format.ZIP:
        return Format.DOCX  # a DOCX is a ZIP archive; its reader looks for the Word parts
    if promised in {Format.DOC, Format.RTF} and shown in {None, promised}:
        raise DocumentReadError(name, f"is {promised}, which docgraph does not read; {_CONVERT}.")
    if promised in {Format.DOCX, Format.PDF, Format.ZIP} and shown is None:
        suffix = PurePath(name).suffix
        reason = f"is named {suffix} but is not {promised}: its first bytes are {data[:8]!r}"
        raise DocumentReadError(name, f"{reason}. It may be damaged, or it needs its right suffix.")
    if promised is not None and shown not in {None, promised}:
        assert shown is not None
        raise DocumentReadError(name, f"is named {PurePath(name).suffix} but holds {shown}; {_advice(shown)}.")
    if shown in {Format.DOC, Format.RTF}:
        raise DocumentReadError(name, f"is {shown}, which docgraph does not read; {_CONVERT}.")
    if shown is not None and shown not in {Format.PDF, Format.ZIP}:
        raise DocumentReadError(name, f"is not a text: it seems to be {shown}; {_advice(shown)}.")
    return promised or shown or Format.TEXT


def _advice(shown: Format) -> str:
    """Say what to do with a file that holds *shown*."""
    match shown:
        case Format.PDF:
            return "rename it to .pdf"
        case Format.ZIP:
            return "rename it to .zip or .docx, whichever it is"
        case Format.DOC | Format.RTF:
            return _CONVERT
        case Format.IMAGE:
            return "recognise its text first (OCR, for example with Tesseract)"
        case _:
            return "give a text, an HTML page, a DOCX, a PDF or a ZIP archive of those"
