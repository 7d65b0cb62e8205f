"""Places inside wordings: "tỉnh Quảng Ngãi", "thành phố Yên Bái", "huyện Bình Sơn, tỉnh Quảng Ngãi"."""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache
from typing import Final

from docgraph.agencies.bodies import Place
from docgraph.agencies.model import Province, Tier, Unit
from docgraph.agencies.registry import Registry, load_registry, unit_words
from docgraph.agencies.slugs import Word, normal_text, words_of
from docgraph.agencies.tables import read_table
from docgraph.text.source import fold

LONGEST_CACHED: Final = 400  # characters
LONGEST_UNIT_NAME: Final = 4  # words: "Bình Hưng Hòa A"
DISTRICTS_ENDED: Final = dt.date(2025, 7, 1)
_TYPE_ENDS: Final = frozenset({"tinh", "pho", "tp"})  # the last words of tỉnh, thành phố, TP


@cache
def _spoken_names(registry: Registry) -> tuple[dict[str, Province | None], int]:
    """Return the names of provinces with their tone marks, and the number of words of the longest."""
    names: dict[str, Province | None] = {fold(row["name"]): None for row in read_table("not_provinces")}
    for province in registry.provinces:
        for name in (*province.aliases, province.name):
            names[" ".join(word.toned for word in words_of(fold(name)))] = province
    return names, max(name.count(" ") for name in names) + 1


def named_province(registry: Registry, words: tuple[Word, ...], *, start: int = 0) -> tuple[Province, int, int] | None:
    """Return the first province that the words name, with the range of words; the longest name wins.

    Marks count here ("ca mau" is not Cà Mau), and so do capitals ("hòa bình" is peace), except after "tỉnh".
    """
    names, longest = _spoken_names(registry)
    at = start
    while at < len(words):
        if words[at].text[0].isupper() or (at > 0 and words[at - 1].key in _TYPE_ENDS):
            for length in range(min(longest, len(words) - at), 0, -1):
                key = " ".join(word.toned for word in words[at : at + length])
                if key in names:
                    province = names[key]
                    if province is not None:
                        return province, at, at + length
                    at += length - 1
                    break
        at += 1
    return None


@lru_cache(maxsize=16_384)
def _province_of(registry: Registry, text: str) -> Province | None:
    found = named_province(registry, words_of(normal_text(text)))
    return found[0] if found is not None else None


def province_of(text: str, *, registry: Registry | None = None) -> str | None:
    """Return the first province that *text* names, old or new, without its type word.

    >>> province_of("Sở Công Thương Yên Bái"), province_of("UBND TP. HCM"), province_of("TỈNH THANH HOÁ")
    ('Yên Bái', 'Hồ Chí Minh', 'Thanh Hóa')
    >>> province_of("ubnd tỉnh quảng ngãi")
    'Quảng Ngãi'
    >>> province_of("hòa bình và phát triển") is None
    True
    """
    known = registry or load_registry()
    # Whole texts are read as they come: the cache is for the names that return again and again.
    read = _province_of if len(text) <= LONGEST_CACHED else _province_of.__wrapped__
    province = read(known, text)
    return province.name if province is not None else None


def _province_at(registry: Registry, words: tuple[Word, ...], at: int) -> tuple[Province, int] | None:
    """Return the province whose name starts at that word (without marks, in any case), and where it ends."""
    for length in range(min(5, len(words) - at), 0, -1):
        province = registry.province_keys.get(" ".join(word.key for word in words[at : at + length]))
        if province is not None:
            return province, at + length
    return None


def as_of(registry: Registry, province: Province, on: dt.date | None) -> Province:
    """Return the province that bore this name before the day it began: Thừa Thiên Huế for Huế in 2021."""
    if on is None or province.valid_from is None or on >= province.valid_from:
        return province
    before = (other for other in registry.provinces if other.succeeded_by == province.slug and other.existed(on))
    return next(before, province)


def _unit_at(words: tuple[Word, ...], at: int) -> tuple[Unit, int] | None:
    known = unit_words()
    for length in (2, 1):
        unit = known.get(" ".join(word.key for word in words[at : at + length]))
        if unit is not None and at + length <= len(words):
            return unit, at + length
    return None


@cache
def dashed_names() -> tuple[str, ...]:
    """Return the names of units below a province that hold a dash.

    >>> dashed_names()[0]
    'Phan Rang - Tháp Chàm'
    """
    return tuple(row["name"] for row in read_table("dashed_names"))


@cache
def _dashed_keys() -> dict[tuple[str, ...], str]:
    return {tuple(word.key for word in words_of(name)): name for name in dashed_names()}


def _unit_name(words: tuple[Word, ...], at: int) -> tuple[str, int]:
    """Return the name that follows a type of unit, and where it ends: capitals or digits up to a break."""
    for keys, dashed in _dashed_keys().items():
        # Any other dash parts two bodies: "UBND huyện Bình Sơn - Công an huyện".
        if tuple(word.key for word in words[at : at + len(keys)]) == keys:
            return dashed, at + len(keys)
    capitals = any(word.text[0].isupper() for word in words)
    end = at
    while end < len(words) and end - at < LONGEST_UNIT_NAME:
        first = words[end].text[0]
        if (end > at and words[end].after_break) or (capitals and not first.isupper() and not first.isdigit()):
            break
        if end > at and _unit_at(words, end) is not None and words[end].text.islower():
            break
        end += 1
    return " ".join(word.text for word in words[at:end]), end


def _city(
    registry: Registry, words: tuple[Word, ...], at: int, unit: Unit, *, context: Province | None, on: dt.date | None
) -> Place:
    """Tell a city that is a province from one below a province, by its name and by the day."""
    named = _province_at(registry, words, at)
    if named is not None:
        province, end = named
        older = as_of(registry, province, on)
        was_city = province.type_on(on or DISTRICTS_ENDED) == "thành phố"
        inside = context is not None and context.succeeded_by == province.slug and context.name.endswith(province.name)
        if was_city and older is province and not inside:
            return Place(Tier.PROVINCE, province)
        above = context if inside else older
        later = named_province(registry, words, start=end)
        name = " ".join(word.text for word in words[at:end])
        return Place(Tier.DISTRICT, later[0] if later is not None else above, unit, capitalised(name))
    name, end = _unit_name(words, at)
    if name:
        later = named_province(registry, words, start=end)
        return Place(Tier.DISTRICT, later[0] if later is not None else context, unit, capitalised(name))
    if context is None or context.type_on(on) == "thành phố" or (on is not None and on >= DISTRICTS_ENDED):
        return Place(Tier.PROVINCE, context)
    return Place(Tier.DISTRICT, context, unit)


def capitalised(name: str) -> str:
    """Return a name of a place with a capital at each word, whatever its case was.

    >>> capitalised("BÌNH SƠN"), capitalised("bảo hà")
    ('Bình Sơn', 'Bảo Hà')
    """
    return " ".join(word if word.isdigit() else word[:1].upper() + word[1:].lower() for word in name.split())


def read_place(
    registry: Registry,
    words: tuple[Word, ...],
    at: int,
    *,
    context: Province | None,
    on: dt.date | None,
    implied: str | None = None,
) -> Place | None:
    """Read the place that starts at one word; None where none starts there.

    *implied* is the type of unit that the name of the body says itself: "huyen" for "Huyện ủy Bình Sơn".
    """
    found = _unit_at(words, at)
    if found is None and implied is not None:
        found = (unit_words()[implied.replace("-", " ")], at)
    if found is None:
        direct = _province_at(registry, words, at)
        return Place(Tier.PROVINCE, as_of(registry, direct[0], on)) if direct is not None else None
    unit, at = found
    if unit.slug == "tinh":
        direct = _province_at(registry, words, at)
        return Place(Tier.PROVINCE, as_of(registry, direct[0], on) if direct is not None else context)
    if unit.slug == "thanh-pho":
        return _city(registry, words, at, unit, context=context, on=on)
    name, end = _unit_name(words, at)
    later = named_province(registry, words, start=end)
    return Place(unit.tier, later[0] if later is not None else context, unit, capitalised(name))
