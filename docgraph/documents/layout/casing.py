"""Names printed in capitals, brought into normal case."""

from __future__ import annotations

import functools
import itertools
import re
from typing import Final

from docgraph.agencies import load_registry
from docgraph.agencies.places import dashed_names
from docgraph.documents.layout.organs import head_of
from docgraph.documents.layout.tables import alternatives, column, folded, rows
from docgraph.documents.layout.territory import place_pattern, spelled_place

_UNIT: Final = re.compile(
    r"\b(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|khóa|khoá)\s+"
    r"(?!ủy|uỷ|đoàn|hội)([^\W\d_]\w*(?:\s+(?!khóa|nhiệm)[^\W\d_]\w*){0,3})"
)
_NAMED: Final = r"[^\W\d_]+"
# A proper name ends where a unit, a second body or a part of the sentence begins.
_NAME_ENDS: Final = frozenset(
    """
    và các của về với thuộc trực tại cùng cho ở do liên tỉnh thành huyện quận thị xã phường đặc khu vùng miền khối
    """.split()  # noqa: SIM905 - words read better without so many quotes
)
_LETTERS_ALONE: Final = re.compile(r"\b(?=[^\W\d_]{3,8}\b)[bcdđghklmnpqrstvxz]+\b")
_ABBREVIATED_CITY: Final = re.compile(r"\bTP\s*\.?\s*(?=[^\W\d_])", re.IGNORECASE)
# Behind the head of a name these stay small: "Ủy ban nhân dân tỉnh", "Văn phòng và …".
_SMALL: Final = (
    "tỉnh", "thành phố", "huyện", "quận", "thị ", "xã", "phường", "đặc khu",
    "cấp", "khóa", "các ", "và ", "của ", "nhân dân", "tối cao",
)  # fmt: skip
_ROMAN: Final = re.compile(r"\b[ivx]{2,6}\b")


def write_out(name: str) -> str:
    """Write the abbreviations of a name in full.

    >>> write_out("UBND TP. HÀ NỘI")
    'Ủy ban nhân dân thành phố HÀ NỘI'
    """
    name = _ABBREVIATED_CITY.sub("thành phố ", name)
    return _abbreviation().sub(lambda match: _expansions()[match[0].upper()], name)


def normal_case(name: str, sample: str = "") -> str:
    """Return a name in normal case: as *sample* writes it, else by the tables of spellings and places.

    >>> normal_case("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH LÀO CAI")
    'Sở Nông nghiệp và Môi trường tỉnh Lào Cai'
    >>> normal_case("CỤC HÓA CHẤT", "… đề nghị Cục Hóa chất xem xét …")
    'Cục Hóa chất'
    """
    lowered = " ".join(name.lower().split())
    return (_as_written(lowered, sample) if sample else None) or _by_tables(lowered)


@functools.lru_cache(maxsize=4096)
def _by_tables(lowered: str) -> str:
    lowered = _spelling().sub(lambda match: _spellings()[folded(match[0])], lowered)
    lowered = _behind_kind().sub(_proper_name, lowered)
    lowered = _UNIT.sub(lambda match: f"{match[1]} {title_case(match[2])}", lowered)
    lowered = _dashed_name().sub(lambda match: title_case(match[0]), lowered)
    lowered = place_pattern().sub(lambda match: spelled_place(match[0]), lowered)
    head = head_of(lowered)
    if head is not None:
        rest = lowered[len(head.words) :]
        if (words := rest.lstrip()) and not words.startswith(_SMALL):
            rest = f" {words[0].upper()}{words[1:]}"
        lowered = head.words + rest
    lowered = _ROMAN.sub(lambda match: match[0].upper(), lowered)
    lowered = _LETTERS_ALONE.sub(lambda match: match[0].upper(), lowered)
    return lowered[:1].upper() + lowered[1:]


def _proper_name(match: re.Match[str]) -> str:
    """Capitalise what follows "khu kinh tế" or "vườn quốc gia", unless a common word such as "cửa khẩu" does."""
    words = match["name"].split()
    if f"{' '.join(words)} ".startswith(_common_words()[folded(match["kind"])]):
        return match[0]
    # A word in capitals is spelled already: it is none of the name.
    named = list(itertools.takewhile(lambda word: word == word.lower() and word not in _NAME_ENDS, words))
    while named and named[-1] == "-":
        named.pop()
    name = " ".join(named)
    return f"{match['kind']} {title_case(name)}{' '.join(words)[len(name) :]}" if named else match[0]


def title_case(name: str) -> str:
    """Capitalise every syllable: "NGUYỄN VĂN AN" -> "Nguyễn Văn An"."""
    return " ".join(word[:1].upper() + word[1:].lower() for word in name.split())


@functools.lru_cache(maxsize=2)
def _lower(sample: str) -> str:
    return sample.lower()


def _as_written(lowered: str, sample: str) -> str | None:
    lower_sample = _lower(sample)
    place = lower_sample.find(lowered)
    for _ in range(8):
        if place < 0:
            return None
        found = sample[place : place + len(lowered)]
        if found[:1].isupper() and not found.isupper() and sum(word[:1].isupper() for word in found.split()) > 1:
            return found
        place = lower_sample.find(lowered, place + 1)
    return None


@functools.cache
def _common_words() -> dict[str, tuple[str, ...]]:
    """Map each kind that a proper name follows to the beginnings that are none."""
    return {
        folded(row["kind"]): tuple(f"{words} " for words in row["common"].split("|") if words)
        for row in rows("named_kinds")
    }


@functools.cache
def _behind_kind() -> re.Pattern[str]:
    kinds = alternatives(column("named_kinds", "kind"))
    name = rf"{_NAMED}(?:\s+(?:-\s+)?{_NAMED}){{0,3}}"
    return re.compile(rf"(?<!\w)(?P<kind>{kinds})\s+(?P<name>{name})", re.IGNORECASE)


@functools.cache
def _dashed_name() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(dashed_names())})(?!\w)", re.IGNORECASE)


@functools.cache
def _expansions() -> dict[str, str]:
    return {row["abbreviation"].upper(): row["expansion"] for row in rows("abbreviations")}


@functools.cache
def _abbreviation() -> re.Pattern[str]:
    # Written in capitals everywhere: without that, "vp" inside a word would match in a lower-case name.
    return re.compile(rf"(?<![\w&])(?:{alternatives(tuple(_expansions()))})(?![\w&])")


@functools.cache
def _spellings() -> dict[str, str]:
    # Reversed, so that of two spellings with one folded form the first row wins.
    return {folded(name): name for name in reversed(_spelled_names())}


@functools.cache
def _spelled_names() -> tuple[str, ...]:
    """Return the table of spellings, then the full names of the registry: short ones may be common words."""
    listed = (organ.name for organ in load_registry().organs)
    return (*column("spellings", "name"), *(name for name in listed if name.count(" ") >= 2))


@functools.cache
def _spelling() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(tuple(name.lower() for name in _spelled_names()))})(?!\w)")
