"""Provinces as headers name them."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import Final

from docgraph.agencies import provinces
from docgraph.documents.layout.tables import alternatives, folded, older_spelling

_PERSON: Final = "Hồ Chí Minh"


@functools.cache
def _provinces() -> dict[str, tuple[str, str]]:
    """Map every spelling of a province, folded, to its name and its unit (tỉnh, thành phố)."""
    return {
        folded(spelling): (province.name, province.type)
        for province in provinces()
        for spelling in (*province.aliases, province.name)
    }


@functools.cache
def _spellings() -> tuple[str, ...]:
    names = [spelling for province in provinces() for spelling in (province.name, *province.aliases)]
    return tuple(dict.fromkeys(name for spelling in names for name in (spelling, older_spelling(spelling))))


@functools.cache
def _by_lower_case() -> dict[str, str]:
    return {spelling.lower(): spelling for spelling in _spellings()}


@functools.cache
def place_pattern() -> re.Pattern[str]:
    """Return a pattern that finds the names of provinces in any case."""
    return re.compile(rf"(?<!\w)(?:{alternatives(_spellings())})(?!\w)", re.IGNORECASE)


@functools.cache
def _written() -> re.Pattern[str]:
    # Case-sensitive on purpose: ordinary words such as "hà nam" do not occur in capitals.
    names = alternatives((*_spellings(), *(name.upper() for name in _spellings())))
    return re.compile(rf"(?:(?P<unit>[Tt]ỉnh|TỈNH|[Tt]hành phố|THÀNH PHỐ|TP\.?)\s+)?(?P<name>{names})(?!\w)")


def spelled_place(name: str) -> str:
    """Return the name of a province in normal case, in the spelling of the text where it has one.

    >>> spelled_place("THANH HOÁ"), spelled_place("lào cai")
    ('Thanh Hoá', 'Lào Cai')
    """
    return _by_lower_case().get(" ".join(name.lower().split()), name)


def province_named(name: str | None) -> str | None:
    """Return the canonical name when *name* is a province, with or without its unit.

    >>> province_named("thành phố Hà Nội"), province_named("Thanh Hoá"), province_named("Sa Pa")
    ('Hà Nội', 'Thanh Hóa', None)
    """
    if not name:
        return None
    short = re.sub(r"^(?:tỉnh|thành phố|tp\.?)\s*", "", folded(name))
    found = _provinces().get(short)
    return found[0] if found else None


def unit_of(province: str) -> str:
    """Return "tỉnh" or "thành phố" for a province."""
    found = _provinces().get(folded(province))
    return found[1] if found else "tỉnh"


def province_in(text: str) -> str | None:
    """Return the province that *text* names last with its unit, else last at all.

    >>> province_in("Ủy ban nhân dân huyện Bảo Thắng, tỉnh Lào Cai")
    'Lào Cai'
    """
    found = _mentions(text)
    with_unit = [name for name, has_unit in found if has_unit]
    names = with_unit or [name for name, _ in found]
    return names[-1] if names else None


def most_named_province(text: str, *, only_with_unit: bool = False) -> str | None:
    """Return the province that *text* names most often; a name with its unit counts double, or counts alone."""
    counts: Counter[str] = Counter()
    for name, has_unit in _mentions(text):
        if has_unit or not only_with_unit:
            counts[name] += 2 if has_unit else 1
    return counts.most_common(1)[0][0] if counts else None


def _mentions(text: str) -> list[tuple[str, bool]]:
    found = []
    for match in _written().finditer(text):
        name = province_named(match["name"])
        # Without its unit the name is that of a person, as in "Đoàn TNCS Hồ Chí Minh".
        if name is not None and (match["unit"] or name != _PERSON):
            found.append((name, match["unit"] is not None))
    return found
