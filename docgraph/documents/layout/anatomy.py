"""The parts of a document found in one pass over its two ends; header fields and regions are read from them."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from docgraph.documents.layout.cells import begins_cell
from docgraph.documents.layout.closing import find_annex, find_end_mark, find_recipients_word
from docgraph.documents.layout.heading import Heading, find_addressed, find_subject, find_type_line, read_title
from docgraph.documents.layout.number import OwnNumber, find_own_number
from docgraph.documents.layout.organs import head_of, join_organs, masthead_lines
from docgraph.documents.layout.page import Page, clean_page
from docgraph.documents.layout.place_date import PlaceDate, find_place_date
from docgraph.documents.layout.recipients import read_addressees
from docgraph.documents.layout.signature import Signature, find_signature

_HEAD: Final = 4500  # characters of the document in which its head can stand
_IDENTITY: Final = 2600  # of these, the ones in which number, date and type can stand
_FOOT: Final = 3500  # characters behind the closing formula in which the signature block can stand
_FORMULA: Final = 1200  # characters before its end mark in which the closing formula can stand
_BASIS: Final = re.compile(r"C[ăĂ](?:n\s+cứ|N\s+CỨ)\s")
_SUBJECT_END: Final = re.compile(r"\||\n\s*\n|\t|CỘNG\s+H|ĐẢNG\s+CỘNG|[^\S\n]{4}|Độc\s+lập")
_NOTE: Final = re.compile(r"[\s|]*\((?:[Bb]an\s+hành\s+)?[Kk]èm\s+theo[^)]{0,300}\)")
_BLANKS: Final = re.compile(r"[\s|]*")
_STAMPED: Final = 3000
_LAST: Final = 1500


@frozen
class Anatomy:
    """The found parts; offsets into `head` and `foot`, which lead back to the document."""

    head: Page
    foot: Page
    number: OwnNumber | None
    place_date: PlaceDate | None
    heading: Heading | None
    subject: tuple[str, int, int] | None  # V/v
    organs: tuple[str, ...]
    authority: str | None  # the line in capitals between title and legal basis
    addressees: tuple[str, ...]
    head_end: int  # in `head`
    signature: Signature | None
    foot_start: int | None  # in `foot`: recipients or signature, whichever comes first
    main_end: int  # in the document: where annexes begin, or its end


def dissect(document: str) -> Anatomy:
    """Find the parts of *document*; a part that is not there is None or empty."""
    head = clean_page(document, 0, min(len(document), _HEAD))
    text = head.text
    addressed = find_addressed(text, min(len(text), _STAMPED))
    basis = next((m for m in _BASIS.finditer(text, 0, _IDENTITY) if begins_cell(text, m.start(), "-–")), None)
    limit = min(
        len(text),
        _IDENTITY,
        addressed.start() if addressed else _IDENTITY,
        basis.start() if basis else _IDENTITY,
    )
    number = find_own_number(text, limit)
    after_number = number.end if number else 0
    place_date = find_place_date(text, 0, limit, number_end=after_number)
    known = max(after_number, place_date.end if place_date else 0)
    heading = find_type_line(text, known, limit) or find_type_line(text, after_number, known)
    if heading is None and (number is None or not find_subject(text, 0, limit)):
        heading = find_type_line(text, 0, after_number if number else limit)
    subject = None if heading else _read_subject(text, after_number, limit, place_date)
    if place_date and heading and place_date.start > heading.end + 600:
        place_date = None
    end = min(limit, heading.start) if heading else limit
    holes = [(part.start, part.end) for part in (number, place_date) if part is not None]
    organs = (
        _read_organs(text, end, (*holes, subject[1:]) if subject else tuple(holes), number) if known or heading else ()
    )
    head_end, authority = 0, None
    if heading:
        titled = read_title(text, heading.end, len(text))
        if titled:
            heading = Heading(heading.type, heading.start, heading.end, *titled)
            authority = _authority(text, titled[2])
        head_end = _behind_attachment_note(text, max(heading.end, heading.title_end))
    head_end = max(head_end, known, subject[2] if subject else 0)
    addressees: tuple[str, ...] = ()
    if addressed and addressed.start() < max(head_end + 400, _IDENTITY):
        addressees, head_end = read_addressees(text, addressed.end(), len(text))
    found = Anatomy(
        head, head, number, place_date, heading, subject, organs, authority, addressees, head_end, None, None, 0
    )
    return _with_foot(document, found)


def _behind_attachment_note(text: str, place: int) -> int:
    """Step over "(Ban hành kèm theo …)" under a title."""
    note = _NOTE.match(text, place)
    return note.end() if note else place


def _read_subject(text: str, begin: int, limit: int, place_date: PlaceDate | None) -> tuple[str, int, int] | None:
    found = find_subject(text, begin, limit)
    if found is None:
        return None
    boundary = _SUBJECT_END.search(text, found.end(), limit)
    end = boundary.start() if boundary else limit
    if place_date and found.end() < place_date.start < end:
        end = place_date.start
    end = found.end() + len(text[found.end() : end].rstrip())
    words = " ".join(text[found.end() : end].split()).strip(" .()")
    return (words, found.start(), end) if words else None


def _read_organs(text: str, end: int, holes: tuple[tuple[int, int], ...], number: OwnNumber | None) -> tuple[str, ...]:
    """Read the agencies above the number line; where there are none, up to *end*."""
    if number and number.start < end and (organs := join_organs(masthead_lines(text, number.start, holes))):
        return organs
    return join_organs(masthead_lines(text, end, holes))


def _authority(text: str, begin: int) -> str | None:
    """Return the line in capitals that names who decides: "ỦY BAN NHÂN DÂN TỈNH …" over the legal basis."""
    for line in text[begin : begin + 500].split("\n")[:8]:
        words = line.strip(" |,:\t")
        if words.isupper() and head_of(words):
            return words
        if len(words) > 200:
            return None
    return None


def _with_foot(document: str, found: Anatomy) -> Anatomy:
    begin = found.head.offset(found.head_end) if found.head_end < len(found.head.text) else len(document)
    recipients = find_recipients_word(document, begin)
    mark = find_end_mark(document, begin)
    anchors = sorted(place for place in (recipients, mark) if place is not None)
    page, signature, start, main_end = found.head, None, None, len(document)
    for anchor in anchors:
        annex = find_annex(document, anchor)
        main_end = annex if annex is not None else len(document)
        page = clean_page(document, max(begin, anchor - _FORMULA), min(main_end, anchor + _FOOT))
        at = page.index(anchor)
        signature = find_signature(page.text, at, len(page.text))
        if signature is None and anchor == recipients:
            # In some files the signature was set before the list of recipients.
            signature = find_signature(page.text, max(0, at - 300), at)
        listed = recipients is not None and anchor <= recipients < main_end
        blanks = _BLANKS.match(page.text, at)
        at = blanks.end() if blanks else at
        start = min(at, signature.start) if signature else (at if listed else None)
        if start is not None:
            break
    if not anchors:
        # Neither closing formula nor recipients: a document cut off, or a short one that ends with its signature.
        page = clean_page(document, max(begin, len(document) - _LAST), len(document))
        signature = find_signature(page.text, 0, len(page.text))
        start = signature.start if signature else None
    if signature and signature.end < len(page.text):
        main_end = page.offset(signature.end)
    return Anatomy(
        found.head, page, found.number, found.place_date, found.heading, found.subject, found.organs, found.authority,
        found.addressees, found.head_end, signature, start, main_end,
    )  # fmt: skip
