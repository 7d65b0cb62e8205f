"""From a line of a table and a place to the body itself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import frozen

from docgraph.agencies.levels import Level
from docgraph.agencies.model import ANYWHERE, CENTRE, Agency, Organ, Province, Tier, Unit
from docgraph.agencies.slugs import slug
from docgraph.text.source import strip_marks

if TYPE_CHECKING:
    import datetime as dt

    from docgraph.agencies.registry import Registry

_PARTY_NAME: Final = re.compile(r"(Tỉnh|Thành|Huyện|Quận|Thị) ủy$")


@frozen
class Place:
    """Where a local body stands: a province, and below it perhaps a district or a commune."""

    tier: Tier
    province: Province | None = None
    unit: Unit | None = None  # the type of the district or commune
    unit_name: str = ""  # "Bình Sơn"; empty where the wording does not say it

    @property
    def territory(self) -> str:
        """Return the first part of an id: "quang-ngai.huyen-binh-son"."""
        base = self.province.slug if self.province is not None else ANYWHERE
        return base if self.unit is None else f"{base}.{slug(f'{self.unit.slug} {self.unit_name}')}"


def _name(organ: Organ, place: Place, on: dt.date | None) -> tuple[str, str | None]:
    """Return the full name of a local body, in Vietnamese and English."""
    if place.unit is not None:
        kind, name, english = place.unit.name, place.unit_name, place.unit.name_en
    elif place.province is not None:
        kind, name = place.province.type_on(on), place.province.name
        english = "Province" if kind == "tỉnh" else "City"
    else:
        return organ.name, organ.name_en
    full = organ.name
    if _PARTY_NAME.search(full):  # Tỉnh ủy, Thành ủy: the name of the body says the type of the place
        if kind == "thành phố":
            full = full.replace("Tỉnh ủy", "Thành ủy")
        full = f"{full} {name}"
    else:
        full = f"{full} {kind} {name}"
    located = strip_marks(name).title() + f" {english}"
    return full.strip(), f"{organ.name_en} of {located.strip()}" if organ.name_en else None


def _level(organ: Organ, place: Place) -> Level:
    if place.tier is Tier.DISTRICT:
        return Level.DISTRICT
    return Level.COMMUNE if place.tier is Tier.COMMUNE else organ.level


def _parent(organ: Organ, place: Place) -> str | None:
    base = place.province.slug if place.province is not None else ANYWHERE
    if place.unit is not None and Tier.PROVINCE in organ.tiers:
        return f"{base}/{slug(organ.code)}"
    if organ.parent is None or "/" in organ.parent:
        return organ.parent
    return f"{base}/{slug(organ.parent)}"


def _last_day(organ: Organ, place: Place) -> dt.date | None:
    days = [organ.valid_until]
    days += [place.province.valid_until] if place.province is not None else []
    days += [place.unit.valid_until] if place.unit is not None else []
    return min((day for day in days if day is not None), default=None)


def _first_day(organ: Organ, place: Place) -> dt.date | None:
    days = [organ.valid_from]
    days += [place.province.valid_from] if place.province is not None else []
    return max((day for day in days if day is not None), default=None)


def _heirs(registry: Registry, organ: Organ, place: Place) -> tuple[str, ...]:
    """Return the ids of the bodies that took over; a department may end before its province does."""
    if place.unit is not None:
        return ()
    base = place.territory
    province_end = place.province.valid_until if place.province is not None else None
    if organ.valid_until is not None and (province_end is None or organ.valid_until < province_end):
        return tuple(f"{base}/{slug(code)}" for code in organ.succeeded_by)
    if place.province is not None and place.province.succeeded_by is not None:
        heir = place.province.succeeded_by
        return (f"{heir}/{slug(organ.code)}",) if registry.organ(heir, slug(organ.code)) is not None else ()
    return ()


@lru_cache(maxsize=65_536)
def local_body(registry: Registry, organ: Organ, place: Place, on: dt.date | None = None) -> Agency:
    """Return the body that one kind of organ is in one place; *on* decides only how its name says the place."""
    full, english = _name(organ, place, on)
    return Agency(
        id=f"{place.territory}/{slug(organ.code)}",
        name=full,
        name_en=english,
        code=organ.seal or organ.code,
        level=_level(organ, place),
        branch=organ.branch,
        province=place.province.name if place.province is not None else None,
        parent=_parent(organ, place),
        valid_from=_first_day(organ, place),
        valid_until=_last_day(organ, place),
        succeeded_by=_heirs(registry, organ, place),
    )


@lru_cache(maxsize=4_096)
def central_body(organ: Organ) -> Agency:
    """Return the body of the centre that a line of the tables describes."""
    parent = organ.parent if organ.parent is None or "/" in organ.parent else f"{CENTRE}/{slug(organ.parent)}"
    return Agency(
        id=f"{CENTRE}/{slug(organ.code)}",
        name=organ.name,
        name_en=organ.name_en,
        code=organ.seal or organ.code,
        level=organ.level,
        branch=organ.branch,
        parent=parent,
        valid_from=organ.valid_from,
        valid_until=organ.valid_until,
        succeeded_by=tuple(f"{CENTRE}/{slug(code)}" for code in organ.succeeded_by),
    )


def body(registry: Registry, organ: Organ, province: Province | None, on: dt.date | None = None) -> Agency:
    """Return the body of an organ at the centre, or of the province (None: not known)."""
    if organ.is_central:
        return central_body(organ)
    tier = next((tier for tier in Tier if tier in organ.tiers), Tier.PROVINCE)
    return local_body(registry, organ, Place(tier, province), on)
