"""Names printed in capitals, brought into normal case."""

from __future__ import annotations

import functools
import re
from typing import Final

from docgraph.documents.layout.organs import head_of
from docgraph.documents.layout.tables import alternatives, column, folded, rows
from docgraph.documents.layout.territory import place_pattern, spelled_place

_UNIT: Final = re.compile(
    r"\b(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|khóa|khoá)\s+"
    r"(?!ủy|uỷ|đoàn|hội)([^\W\d_]\w*(?:\s+(?!khóa|nhiệm)[^\W\d_]\w*){0,3})"
)
_ABBREVIATED_CITY: Final = re.compile(r"\bTP\s*\.?\s*(?=[^\W\d_])", re.IGNORECASE)
# Behind the head of a name these stay small: "Ủy ban nhân dân tỉnh", "Văn phòng và …".
_SMALL: Final = (
    "tỉnh", "thành phố", "huyện", "quận", "thị ", "xã", "phường", "đặc khu",
    "cấp", "khóa", "và ", "của ", "nhân dân", "tối cao",
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
    lowered = _UNIT.sub(lambda match: f"{match[1]} {title_case(match[2])}", lowered)
    lowered = place_pattern().sub(lambda match: spelled_place(match[0]), lowered)
    head = head_of(lowered)
    if head is not None:
        rest = lowered[len(head.words) :]
        if (words := rest.lstrip()) and not words.startswith(_SMALL):
            rest = f" {words[0].upper()}{words[1:]}"
        lowered = head.words + rest
    lowered = _ROMAN.sub(lambda match: match[0].upper(), lowered)
    return lowered[:1].upper() + lowered[1:]


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
def _expansions() -> dict[str, str]:
    return {row["abbreviation"].upper(): row["expansion"] for row in rows("abbreviations")}


@functools.cache
def _abbreviation() -> re.Pattern[str]:
    # Written in capitals everywhere: without that, "vp" inside a word would match in a lower-case name.
    return re.compile(rf"(?<![\w&])(?:{alternatives(tuple(_expansions()))})(?![\w&])")


@functools.cache
def _spellings() -> dict[str, str]:
    # Reversed, so that of two spellings with one folded form the first row wins.
    return {folded(name): name for name in reversed(column("spellings", "name"))}


@functools.cache
def _spelling() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(tuple(name.lower() for name in column('spellings', 'name')))})(?!\w)")
