"""Read the header fields of a document from its layout (thể thức)."""

from __future__ import annotations

import re
from typing import Final

from docgraph.documents.layout.anatomy import Anatomy, dissect
from docgraph.documents.layout.authors import author_in_closing, author_in_opening, author_in_title, author_of_symbol
from docgraph.documents.layout.heading import type_of_symbol
from docgraph.documents.layout.issuer import Issuer, name_issuer
from docgraph.documents.layout.recipients import read_recipients, read_submission
from docgraph.documents.layout.regions import Regions
from docgraph.documents.model import Header
from docgraph.text.spans import Span

_SUBMITTING: Final = frozenset({"Báo cáo", "Công văn", "Tờ trình", "Phiếu trình", "Đề xuất", "Kiến nghị", "Biên bản"})
_JOINT: Final = re.compile(r"^(?:TTLT|NQLT|TTLB|KHLT|CTLT|CTPH|HDLN|HDLT|QCPH|KHPH|NQLT)\b")
_VISIBLE: Final = re.compile(r"[^\W_]")


def read_header(text: str) -> Header:
    r"""Read number, date, type, issuer, signer and the other formal parts of *text*; absent ones are None or empty.

    Both layouts are read, that of the state (Nghị định 30/2020/NĐ-CP, Phụ lục I) and that of the Party
    (Hướng dẫn 36-HD/VPTW), and documents of which only a part of the head is left.

    >>> header = read_header("UBND TỈNH LÀO CAI\nSỞ NỘI VỤ\nSố: 12/BC-SNV\nLào Cai, ngày 5/6/2025\nBÁO CÁO\nKết quả")
    >>> header.type, header.number, header.symbol, header.issuer
    ('Báo cáo', '12', 'BC-SNV', 'Sở Nội vụ tỉnh Lào Cai')
    """
    return _header(dissect(text), text)


def read_layout(text: str) -> tuple[Header, Regions]:
    """Return what `read_header` and `find_regions` return, of one look at *text*."""
    found = dissect(text)
    return _header(found, text), _regions(found, text)


def _header(found: Anatomy, text: str) -> Header:
    number, place_date, heading, signature = found.number, found.place_date, found.heading, found.signature
    kind = heading.type if heading else ("Công văn" if found.subject else None)
    if kind is None and number:
        kind = type_of_symbol(number.symbol)
    if kind is None and found.addressees:
        kind = "Công văn"
    issuer, start = _issuer(found, text), found.foot_start
    return Header(
        type=kind,
        number=number.number if number else None,
        year=number.year if number else None,
        symbol=number.symbol if number else None,
        date=place_date.date if place_date else None,
        place=place_date.place if place_date else None,
        title=_title(found),
        issuer=issuer.name if issuer else None,
        level=issuer.level if issuer else None,
        province=issuer.province if issuer else None,
        addressees=found.addressees,
        recipients=() if start is None else read_recipients(found.foot.text, start, len(found.foot.text)),
        submitted_to=None if start is None or kind not in _SUBMITTING else read_submission(found.foot.text, start),
        signer=signature.name if signature else None,
        signer_position=signature.position if signature else None,
        signing_capacity=signature.capacity if signature else None,
    )


def find_regions(text: str) -> Regions:
    r"""Find head, body and foot of *text*, and the lines with its own number, date and title.

    >>> find_regions("Số: 5/BC-SNV\nBÁO CÁO\nKết quả\n\nNăm nay …").own_number
    Span(start=0, end=12)
    """
    return _regions(dissect(text), text)


def _regions(found: Anatomy, text: str) -> Regions:
    page, foot = found.head, found.foot
    end = page.offset(found.head_end) if found.head_end < len(page.text) else len(text)
    closes = foot.offset(found.foot_start) if found.foot_start is not None else None
    main_end = max(end, min(found.main_end, len(text)))
    title = _title_span(found)
    rest = _VISIBLE.search(text, main_end)
    return Regions(
        header=Span(0, end),
        body=Span(end, closes if closes is not None and closes >= end else main_end),
        footer=Span(closes, max(closes, main_end)) if closes is not None and closes >= end else None,
        own_number=page.span(found.number.start, found.number.end) if found.number else None,
        own_date=page.span(found.place_date.start, found.place_date.end) if found.place_date else None,
        title=page.span(*title) if title else None,
        annex=Span(rest.start(), len(text)) if rest else None,
    )


def _title(found: Anatomy) -> str | None:
    if found.heading and found.heading.title:
        return found.heading.title
    return found.subject[0] if found.subject else None


def _title_span(found: Anatomy) -> tuple[int, int] | None:
    if found.heading and found.heading.title:
        return found.heading.title_start, found.heading.title_end
    return found.subject[1:] if found.subject else None


def _issuer(found: Anatomy, whole: str) -> Issuer | None:
    """Name the issuer by the head, else by the authority line, else by what the text says about its author."""
    place = found.place_date.place if found.place_date else None
    title = _title(found) or ""
    sample = found.head.text
    joint = bool(found.number and found.number.symbol and _JOINT.match(found.number.symbol))
    for organs in (found.organs, (found.authority,) if found.authority else ()):
        if issuer := name_issuer(organs, place=place, title=title, sample=sample, whole=whole, joint=joint):
            return issuer
    author = _author(found, title)
    if author is None:
        return None
    return name_issuer((author,), place=place, title=title, sample=f"{sample}\n{found.foot.text}", whole=whole)


def _author(found: Anatomy, title: str) -> str | None:
    head, foot = found.head.text, found.foot.text
    if author := author_in_opening(head, found.head_end, len(head)):
        return author
    start = found.foot_start
    if start is not None and (author := author_in_closing(foot, max(0, start - 500), start)):
        return author
    if author := author_in_title(title):
        return author
    if found.signature and found.signature.organ:
        return found.signature.organ
    return author_of_symbol(found.number.symbol if found.number else None)
