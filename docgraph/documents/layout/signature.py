"""The signature block: authority, office and name (quyền hạn, chức vụ, họ tên của người ký)."""

from __future__ import annotations

import functools
import re
from typing import Final

from attrs import frozen

from docgraph.documents.layout.casing import normal_case, title_case, write_out
from docgraph.documents.layout.cells import BULLET, CELL
from docgraph.documents.layout.organs import head_of
from docgraph.documents.layout.tables import alternatives, column, folded

_WORD: Final = re.compile(r"[A-ZĐÀ-ỸƠƯ][^\W\d_]*(?:['’.-]?[^\W\d_]+)*['’]?")
_EDGES: Final = ' :;,_-–.("“'
_NO_NAMES: Final = ("Như", "Nơi", "Phụ", "Bảng", "Điều", "Mục")
_STRANGE: Final = 8  # cells that can stand between office and name: stamps, the lines of the other column
_LISTED: Final = 40  # items of the list of recipients that can stand there, where it is the other column


@frozen
class Signature:
    """Who signed, as what, on whose behalf; `start` and `end` index the text that was read."""

    name: str | None
    position: str | None
    capacity: str | None
    organ: str | None  # the body for which the signer signs: "TM. ỦY BAN NHÂN DÂN"
    start: int
    end: int


def find_signature(text: str, begin: int, end: int) -> Signature | None:
    r"""Find the first complete signature block between *begin* and *end*.

    >>> block = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\nHoàng Văn An\n"
    >>> found = find_signature(block, 0, len(block))
    >>> found.name, found.position, found.capacity
    ('Hoàng Văn An', 'Phó Giám đốc', 'KT.')
    """
    office: list[str] = []
    start = strange = listed = 0
    for match in CELL.finditer(text, begin, end):
        if not (office or match[0][0].isupper() or match[0][0] in _EDGES):
            continue
        cell = " ".join(match[0].split()).strip(_EDGES)
        if not cell or _note().match(cell) or not any(map(str.isalpha, cell)):
            continue
        if BULLET.match(match[0]):
            listed += bool(office)
        elif _opens_office(cell) or (office and not strange and cell.isupper() and not _is_name(cell)):
            if strange or not office:
                office, start, strange, listed = [], match.start(), 0, 0
            glued = _split_glued(cell)
            office.append(glued[0] if glued else cell)
            if glued:
                return _signature(office, glued[1], start, match.end())
        elif office and _is_name(name := _degrees().sub("", cell)):
            return _signature(office, name, start, match.end())
        else:
            strange += bool(office)
        if strange > _STRANGE or listed > _LISTED:
            office = []
    return None


def _signature(office: list[str], name: str, start: int, end: int) -> Signature:
    words = " ".join(office)
    marks = list(_mark().finditer(words))
    capacity = _capacity(marks[-1]) if marks else None
    offices = list(_position().finditer(words))
    position = _office_name(words[offices[-1].start() :]) if offices else None
    organ = None
    if marks:
        first = words[
            marks[0].end() : marks[1].start() if len(marks) > 1 else (offices[0].start() if offices else None)
        ]
        organ = first.strip() or None
    written = title_case(name) if name.isupper() else " ".join(name.split())
    return Signature(written, position, capacity, organ if organ and head_of(organ) else None, start, end)


def _capacity(mark: re.Match[str]) -> str:
    """Return the authority as it is commonly printed: "KT.", "T/M", and "Q." for an acting holder of the office."""
    if mark["acting"]:
        return "Q."
    return f"{mark['pointed']}." if mark["pointed"] else "".join(mark["slashed"].split())


def _office_name(words: str) -> str:
    """Return the office in normal case; the name of the body behind it stays when it is short."""
    match = _position().match(words)
    assert match is not None
    office = _positions()[folded(match[0])]
    rest = words[match.end() :].strip(" .,-")
    if rest and len(rest.split()) <= 7 and head_of(rest):
        return f"{office} {normal_case(write_out(rest))}"
    return office


def _opens_office(cell: str) -> bool:
    if len(cell) > 90:
        return False
    if _mark().match(cell):
        return True
    match = _position().match(cell)
    if match is None:
        return False
    rest = cell[match.end() :].strip(" .,")
    return match[0].isupper() or not rest


def _split_glued(cell: str) -> tuple[str, str] | None:
    """Split "GIÁM ĐỐC Nguyễn Văn An" where the capitals end."""
    words = cell.split()
    for number in range(len(words) - 1, 0, -1):
        if words[number].isupper():
            rest = " ".join(words[number + 1 :])
            return (" ".join(words[: number + 1]), rest) if _is_name(rest) else None
    return None


def _is_name(cell: str) -> bool:
    """Tell whether *cell* can be the name of a person.

    A name in capitals needs a known family name, since offices are in capitals too.
    """
    cell = cell.strip(" .,")
    words = cell.replace(".", ". ").split()
    if not 2 <= len(words) <= 6 or len(cell) > 40 or not all(_WORD.fullmatch(word.rstrip(".")) for word in words):
        return False
    if words[0] in _NO_NAMES:
        return False
    family = words[0].rstrip(".").lower() in _family_names()
    if cell.isupper():
        return family and len(words) <= 5 and _position().match(cell) is None
    if any(len(word) > 1 and word.isupper() for word in words):
        return False
    return family or (head_of(cell) is None and _position().match(cell) is None and len(words) <= 5)


@functools.cache
def _mark() -> re.Pattern[str]:
    """Return a pattern for the authority to sign: state offices print "TM.", Party offices "T/M"."""
    pointed = alternatives(column("capacities", "mark"))
    slashed = "|".join(r"\s?/\s?".join(mark.split("/")) for mark in column("capacities", "slashed") if mark)
    capital = "[A-ZĐÀ-ỸƯ]{2}"
    return re.compile(
        rf"(?<!\w)(?:(?P<pointed>{pointed})(?:\s?[.,]\s?(?=\w)|\s(?={capital}))"
        rf"|(?P<acting>Q\s?\.\s?|QUYỀN\s)(?={capital})|(?P<slashed>{slashed})(?!\w)[.\s]*)"
    )


@functools.cache
def _note() -> re.Pattern[str]:
    """Return a pattern for what stands between office and name: "(Đã ký)", the lines of a digital signature."""
    notes = alternatives(column("signature_notes", "words"))
    return re.compile(rf"\W{{0,3}}(?:{notes}|ký(?:,|\)?$))", re.IGNORECASE)


@functools.cache
def _degrees() -> re.Pattern[str]:
    degrees = alternatives(column("degrees", "name"))
    return re.compile(rf"^(?:(?:{degrees})(?![^\W\d_])[.,:]?\s*)+(?=[A-ZĐÀ-Ỹ])")


@functools.cache
def _family_names() -> frozenset[str]:
    return frozenset(name.lower() for name in column("family_names", "name"))


@functools.cache
def _positions() -> dict[str, str]:
    return {folded(name): name for name in reversed(column("positions", "position"))}


@functools.cache
def _position() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('positions', 'position'))})(?!\w)", re.IGNORECASE)
