"""The canonical identity of a document: where, who, which type, when, which number.

Anatomy of a key::

    vn / quang-ngai / ubnd / qd / 2021 / 1477        Quyết định số 1477/QĐ-UBND ngày 22/9/2021, Quảng Ngãi
         place        body   type year   number
    vn / trung-uong / ttg  / qd-qppl / 2021 / 23     Quyết định số 23/2021/QĐ-TTg: the normative series
    vn / trung-uong / ban-bi-thu / cong-dien / 2021-07-21      dated, without number
    vn / quang-ngai / bdt / bao-cao / 2023 / 1f0c22ab          without number and day: hash of its text

The number is the order of registration in one year for state documents (Nghị định 30/2020/NĐ-CP,
Phụ lục I) and in one committee term for Party documents (Hướng dẫn 36-HD/VPTW); so a key without its
year, or a local symbol without its province, is open.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Final

from attrs import frozen

from docgraph.agencies import find_agency
from docgraph.agencies.levels import Level
from docgraph.agencies.model import ANYWHERE, CENTRE
from docgraph.directives.bodies import Body, Setting, body_of, own_body
from docgraph.directives.folding import fold_number, fold_words
from docgraph.directives.laws import fold_law_name, law_name, law_number
from docgraph.directives.type_codes import LETTER, TYPELESS, series_code, split_symbol, type_code
from docgraph.references.nodes import Form, Reference

if TYPE_CHECKING:
    from docgraph.documents.model import Document, Header
    from docgraph.text.dates import PartialDate

COUNTRY: Final = "vn"
UNDATED: Final = "khong-ngay"
UNKNOWN: Final = "khong-ro"
FIRST_SYMBOLS: Final = 1997
"""The year from which symbols name the type (Luật Ban hành văn bản quy phạm pháp luật 1996)."""

_OLD_TYPES: Final = frozenset({"qd", "ct", "nq", "tt"})
_ASSEMBLY: Final = re.compile(r"(?:qh|ubtvqh|tvqh)\d")
_LAWMAKERS: Final = {
    "luat": "Quốc hội",
    "bo-luat": "Quốc hội",
    "hien-phap": "Quốc hội",
    "pl": "Ủy ban Thường vụ Quốc hội",
}
"""Types that are cited by name, with the body that makes them."""


@cache
def _lawmaker(law: str) -> Body:
    agency = find_agency(_LAWMAKERS[law], None, None)
    name = agency.id if agency else f"{CENTRE}/{fold_words(_LAWMAKERS[law])}"
    return Body(name, agency, Level.CENTRAL)


@frozen
class Identity:
    """What is known of a document's identity; None where it is open."""

    body: Body | None = None
    type: str | None = None  # code of the number series: "qd", "cv", "luat"
    year: int | None = None
    number: str | None = None  # folded
    name: str | None = None  # folded name of a law
    date: PartialDate | None = None
    numbered: bool = True

    @property
    def key(self) -> str | None:
        """Return the canonical identifier, or None while a part of it is open."""
        if self.body is None or self.body.is_open or self.type is None:
            return None
        stem = f"{COUNTRY}/{self.body.id}/{self.type}"
        if self.number is not None:
            return f"{stem}/{self.year}/{self.number}" if self.year is not None else None
        if self.name is not None:
            return f"{stem}/{self.year}/{self.name}" if self.year is not None else None
        if not self.numbered and self.date is not None and self.date.is_full:
            return f"{stem}/{self.date.isoformat()}"
        return None


def year_of(inside: str | None, date: PartialDate | None) -> int | None:
    """Return the year inside a number, else the year of the date.

    >>> from docgraph.text.dates import PartialDate
    >>> year_of("2021", None), year_of(None, PartialDate(2020, 3)), year_of("20²1", None)
    (2021, 2020, None)
    """
    if inside is not None and inside.isascii() and inside.isdigit() and len(inside) == 4:
        return int(inside)
    return date.year if date else None


def _series(type_name: str | None, symbol: str | None, year: str | None, date: PartialDate | None) -> str | None:
    """Return the code of the number series that type word and symbol show; the symbol decides.

    Symbols of the time before 1997 do not tell the type: "Nghị định số 20/CP", "Chỉ thị số 200/TTg".
    """
    if symbol is None:
        return type_code(type_name) if type_name and type_name not in TYPELESS - {"Công văn"} else None
    parts = split_symbol(symbol)
    if parts.type_code is not None:
        return series_code(parts.type_code, normative=year is not None)
    if _ASSEMBLY.match(parts.organs[0] if parts.organs else ""):  # 72/2025/QH15: the type stands outside the symbol
        return type_code(type_name) if type_name and type_name not in TYPELESS else None
    word = type_code(type_name) if type_name else None
    if word == "nd" or (word in _OLD_TYPES and date is not None and date.year < FIRST_SYMBOLS):
        return word
    return LETTER


def law_type(reference: Reference) -> str | None:
    """Return the code of a type that is cited by name, or None."""
    code = type_code(reference.type) if reference.type else None
    return code if code in _LAWMAKERS else None


def identify(reference: Reference, form: Form, setting: Setting, *, issued_by_author: bool = False) -> Identity:
    """Return what a reference says about the identity of its document, seen from the citing document."""
    law = law_type(reference)
    year = year_of(reference.year, reference.date)
    word = fold_words(reference.type) if reference.type else ""
    if reference.number is not None:
        series = _series(reference.type, reference.symbol, reference.year, reference.date)
        if law is not None and reference.symbol is None:
            body: Body | None = _lawmaker(law)
        else:
            body = body_of(reference, setting, issued_by_author=issued_by_author)
        number = fold_number(reference.number)
        name = fold_law_name(reference.name) if law and reference.name else None
        if law is not None and name is None and year is not None:
            name = law_name(word, number, year)
        return Identity(body=body, type=series, year=year, number=number, name=name, date=reference.date)
    if law is not None:
        name = fold_law_name(reference.name) if reference.name and law != "hien-phap" else law
        known = law_number(word, name, year) if year is not None else None
        return Identity(_lawmaker(law), law, year, known, name, reference.date, numbered=known is not None)
    code = fold_words(reference.type) if reference.type else None
    body = body_of(reference, setting, issued_by_author=issued_by_author) if form is Form.UNNUMBERED else None
    return Identity(body, code, year, None, None, reference.date, numbered=False)


def content_hash(document: Document) -> str:
    """Return eight hexadecimal digits that stand for a document's text."""
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def identify_document(document: Document, setting: Setting) -> Identity:
    """Return what a document's own header says about its identity."""
    header: Header = document.header
    return Identity(
        body=own_body(header, setting),
        type=_series(header.type, header.symbol, header.year, header.date) if header.number else None,
        year=year_of(header.year, header.date),
        number=fold_number(header.number) if header.number else None,
        date=header.date,
    )


def document_key(document: Document, setting: Setting, text_hash: str | None = None) -> str:
    """Return the canonical identifier of a document in the corpus: never open, a hash where the number is missing."""
    identity = identify_document(document, setting)
    if identity.key is not None:
        return identity.key
    header = document.header
    kind = fold_words(header.type) if header.type else "van-ban"
    year = str(identity.year) if identity.year is not None else UNDATED
    return f"{COUNTRY}/{place_of(identity.body)}/{kind}/{year}/{text_hash or content_hash(document)}"


def place_of(body: Body | None) -> str:
    """Return place and code of a body for a key; what is open is named so."""
    return body.id.replace(ANYWHERE, UNKNOWN, 1) if body is not None else UNKNOWN
