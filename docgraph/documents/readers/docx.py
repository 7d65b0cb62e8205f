"""DOCX: the package, checked and opened; its parts go to the WordprocessingML reader."""

from __future__ import annotations

import io
import posixpath
import re
from typing import TYPE_CHECKING, Final

from docgraph.documents.readers.packed import expand_member, open_container
from docgraph.errors import DocumentReadError

if TYPE_CHECKING:
    import zipfile

    from docgraph.documents.readers.limits import Limits
    from docgraph.documents.readers.numbering import ListNumbers

_MAIN_PART: Final = "word/document.xml"
_OTHER_PACKAGES: Final = (
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("mimetype", "an OpenDocument or EPUB file"),
)
_ENCODING: Final = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


def read_docx(name: str, data: bytes, limits: Limits) -> str:
    """Return the text of a DOCX: paragraphs and tables in document order, then footnotes and endnotes.

    Text boxes, content controls and tracked insertions are read; deletions, hidden text and the headers and footers of
    pages (page numbers, as a rule) are left out.  The number or bullet that Word shows before a list paragraph is
    written out, because "Điều 1." is often one.
    """
    from docgraph.documents.readers import wordml  # noqa: PLC0415 - lxml is loaded when the first DOCX is read

    with open_container(name, io.BytesIO(data), limits) as package:
        main = _main_part(name, package)
        folder = posixpath.dirname(main)
        styles = _optional_part(name, package, f"{folder}/styles.xml", limits)
        lists = _optional_part(name, package, f"{folder}/numbering.xml", limits)
        numbers = _list_numbers(name, styles, lists)
        notes = {
            kind: _optional_part(name, package, f"{folder}/{kind}s.xml", limits) for kind in ("footnote", "endnote")
        }
        body = _part(name, package, main, limits)
    text = wordml.read_parts(name, body, notes, numbers)
    if not text.strip():
        reason = "is empty: its document part holds no text"
        raise DocumentReadError(name, f"{reason}. If its pages are pictures, recognise their text first (OCR).")
    return text


def _list_numbers(name: str, styles: bytes | None, lists: bytes | None) -> ListNumbers:
    from docgraph.documents.readers import numbering  # noqa: PLC0415 - loads lxml

    return numbering.read_list_numbers(name, styles, lists)


def _main_part(name: str, package: zipfile.ZipFile) -> str:
    """Return the path of the main document part; raise when the package has none."""
    members = package.namelist()
    if _MAIN_PART in members:
        return _MAIN_PART
    # Some producers number the part; its folder and the beginning of its name are the same in all that were seen.
    for member in members:
        if re.fullmatch(r"word/document\d{0,3}\.xml", member):
            return member
    for prefix, kind in _OTHER_PACKAGES:
        if any(member.startswith(prefix) for member in members):
            raise DocumentReadError(name, f"is named .docx but holds {kind}; save it as DOCX first.")
    reason = f"is a ZIP archive but not a DOCX document: it has no part {_MAIN_PART}"
    raise DocumentReadError(name, f"{reason}. If it is an archive of documents, rename it to .zip.")


def _optional_part(name: str, package: zipfile.ZipFile, part: str, limits: Limits) -> bytes | None:
    return _part(name, package, part, limits) if part in package.NameToInfo else None


def _part(name: str, package: zipfile.ZipFile, part: str, limits: Limits) -> bytes:
    """Return one XML part; raise for one that declares a document type or an unusual encoding."""
    data = expand_member(f"{name} ({part})", package, package.getinfo(part), limits, limits.markup_bytes)
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in {b"utf-8", b"us-ascii", b"ascii", b"utf-16"}:
        encoding = declared[1].decode("ascii")
        raise DocumentReadError(name, f"has a part {part} in the encoding {encoding}; OOXML allows UTF-8 and UTF-16.")
    # No OOXML part may have a document type; where one stands, it brings entities (external ones, or a bomb of them).
    for encoding in ("ascii", "utf-16-le", "utf-16-be"):
        if "<!DOCTYPE".encode(encoding) in data or "<!ENTITY".encode(encoding) in data:
            reason = f"has a document type declaration (DTD) in its part {part}, which may bring in XML entities"
            raise DocumentReadError(name, f"{reason}; it is not read. Open it in Word and save it again.")
    return data
