"""Wordings for many bodies at once, and the level that any wording tells."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from docgraph.agencies import tables
from docgraph.agencies.bodies import body
from docgraph.agencies.levels import Level
from docgraph.agencies.lookup import bodies_of_class
from docgraph.agencies.model import CENTRE, Agency, Tier
from docgraph.agencies.registry import EVERY_PROVINCE, Registry, load_registry, unit_words, written_out
from docgraph.agencies.slugs import normal_text, words_of
from docgraph.agencies.unlisted import head_of
from docgraph.agencies.wordings import LONGEST_WORDING, find_agency

if TYPE_CHECKING:
    import datetime as dt

_LEVEL_OF_TIER: Final = {
    Tier.PROVINCE: Level.PROVINCIAL,
    Tier.DISTRICT: Level.DISTRICT,
    Tier.COMMUNE: Level.COMMUNE,
}


def _phrase(wording: str) -> str:
    """Return a wording as words with their tone marks, short forms written out."""
    return " ".join(word.toned for word in written_out(words_of(normal_text(wording[:LONGEST_WORDING]))))


@cache
def _classes() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return the class wordings, the longest first."""
    found = [(_phrase(wording), territory, groups) for wording, territory, groups in tables.classes()]
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


def _classes_in(wording: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the classes that a wording names, in the order of the text; each word counts once."""
    text = f" {_phrase(wording)} "
    found: list[tuple[int, str, tuple[str, ...]]] = []
    for phrase, territory, groups in _classes():
        at = text.find(f" {phrase} ")
        if at >= 0:
            found.append((at, territory, groups))
            text = text.replace(f" {phrase} ", f" {'_' * len(phrase)} ", 1)
    return tuple((territory, groups) for _, territory, groups in sorted(found))


def expand_class(
    wording: str, province: str | None = None, on: dt.date | None = None, *, registry: Registry | None = None
) -> tuple[Agency, ...]:
    """Return the bodies that a class wording stands for, as far as the tables can name them.

    Districts and communes have no gazetteer here: their classes are empty.

    >>> import datetime as dt
    >>> [one.code for one in expand_class("các sở, ban, ngành", "Quảng Ngãi", dt.date(2025, 7, 2))][:4]
    ['VPUBND', 'TTT', 'SNV', 'STP']
    >>> len(expand_class("UBND các tỉnh, thành phố trực thuộc Trung ương", on=dt.date(2025, 7, 2)))
    34
    >>> expand_class("UBND các huyện, thị xã, thành phố", "Quảng Ngãi", dt.date(2021, 9, 1))
    ()
    """
    known = registry or load_registry()
    found: dict[str, Agency] = {}
    for territory, groups in _classes_in(wording):
        for group in groups:
            for one in _members(known, territory, group, province, on):
                found.setdefault(one.id, one)
    return tuple(found.values())


def _members(
    registry: Registry, territory: str, group: str, province: str | None, on: dt.date | None
) -> tuple[Agency, ...]:
    if territory == CENTRE:
        central = (
            body(registry, organ, None) for organ in registry.organs if organ.is_central and organ.group == group
        )
        return tuple(one for one in central if on is None or one.existed(on))
    if territory == EVERY_PROVINCE:
        return bodies_of_class(group, province, on, registry=registry) if province is not None else ()
    organ = next(organ for organ in registry.organs if organ.territory == EVERY_PROVINCE and organ.code == group)
    return tuple(body(registry, organ, place, on) for place in registry.provinces if on is None or place.existed(on))


def level_of(wording: str, *, registry: Registry | None = None) -> Level | None:
    """Return the level that the wording of a body, or of a class of bodies, tells; None where it tells none.

    >>> [level_of(wording).value for wording in ("Giám đốc Sở Công Thương", "UBND các huyện", "Cục Khoáng sản", "Sở")]
    ['agency', 'district', 'central', 'agency']
    """
    return _level_of(registry or load_registry(), wording[:LONGEST_WORDING])


@lru_cache(maxsize=16_384)
def _level_of(registry: Registry, wording: str) -> Level | None:
    found = find_agency(wording, registry=registry)
    if found is not None:
        return found.level
    for territory, groups in _classes_in(wording):
        if territory == CENTRE:
            return Level.CENTRAL
        return Level.AGENCY if territory == EVERY_PROVINCE and groups != ("doan-the",) else Level.PROVINCIAL
    words = written_out(words_of(normal_text(wording)))
    units = unit_words()
    for at in range(len(words)):
        unit = units.get(" ".join(word.key for word in words[at : at + 2])) or units.get(words[at].key)
        if unit is not None:
            return _LEVEL_OF_TIER[unit.tier]
    return head_of(words)[0].level
