"""Queries on agencies: one by its code or name, its successors, its children, the departments of a province."""

from __future__ import annotations

import datetime as dt
import difflib

from docgraph.agencies.bodies import body
from docgraph.agencies.model import CENTRE, Agency, Organ, Province, Tier
from docgraph.agencies.registry import Registry, load_registry
from docgraph.agencies.slugs import code_key, slug
from docgraph.agencies.tables import presence
from docgraph.agencies.wordings import find_agency
from docgraph.errors import UnknownAgencyError

DEPARTMENTS = "so"  # the class of departments in the tables


def _day(on: dt.date | str | None) -> dt.date | None:
    if not isinstance(on, str):
        return on
    try:
        return dt.date.fromisoformat(on)
    except ValueError as error:
        raise UnknownAgencyError(on, "this is no day; write it as year-month-day, like 2021-07-01") from error


def _of_id(registry: Registry, agency_id: str, on: dt.date | None = None) -> Agency | None:
    territory, _, organ_slug = agency_id.partition("/")
    province = registry.province_by_slug.get(territory)
    if province is None and territory not in {CENTRE, "?"}:
        return None
    organ = registry.organ(territory, organ_slug)
    return body(registry, organ, province, on) if organ is not None else None


def _of_code(registry: Registry, code: str, province: Province | None, on: dt.date | None) -> Agency | None:
    found = registry.codes.get(code_key(code), ())
    local = [organ for organ in found if province is not None and organ.territory in {province.slug, "*"}]
    central = [organ for organ in found if organ.is_central]
    unknown_place = [organ for organ in found if organ.territory == "*"]
    for organ in (*sorted(local, key=lambda organ: organ.territory == "*"), *central, *unknown_place):
        return body(registry, organ, province if not organ.is_central else None, on)
    return None


def _near(registry: Registry, wanted: str) -> tuple[str, ...]:
    names = {slug(organ.code): f"{organ.code} ({organ.name})" for organ in registry.organs}
    names |= {slug(organ.name): f"{organ.code} ({organ.name})" for organ in registry.organs}
    return tuple(dict.fromkeys(names[close] for close in difflib.get_close_matches(slug(wanted[:100]), names, n=5)))


def agency(
    code: str,
    province: str | None = None,
    on: dt.date | str | None = None,
    *,
    registry: Registry | None = None,
) -> Agency:
    """Return the body with this code, name or id, of a province or of the centre.

    With *on* (a day, or its ISO form) the body must exist on that day.  Raises `UnknownAgencyError`, with its
    successors or with names that come close, when there is none.

    >>> agency("SNV", province="Bắc Giang", on=dt.date(2021, 7, 1)).name
    'Sở Nội vụ tỉnh Bắc Giang'
    >>> agency("SNV", province="Bắc Giang", on="2025-07-02")
    Traceback (most recent call last):
    docgraph.errors.UnknownAgencyError: No agency for 'SNV': Sở Nội vụ tỉnh Bắc Giang existed until 2025-06-30.
    Near ones:
      bac-ninh/snv
    """
    known, day = registry or load_registry(), _day(on)
    place = known.province(province)
    if province is not None and place is None:
        names = {slug(known_province.name): known_province.name for known_province in known.provinces}
        near = tuple(names[close] for close in difflib.get_close_matches(slug(province[:100]), names))
        raise UnknownAgencyError(province, "no province has that name", near)
    found = _of_id(known, code, day) if "/" in code else _of_code(known, code, place, day)
    if found is None and "/" not in code:
        named = find_agency(code, province, day, registry=known)
        found = named if named is not None and named.code is not None else None
    if found is None:
        raise UnknownAgencyError(code, "no table has this code or name", _near(known, code))
    if day is not None and not found.existed(day):
        heirs = tuple(heir.id for heir in successors(found, day, registry=known))
        if found.valid_until is not None and day > found.valid_until:
            raise UnknownAgencyError(code, f"{found.name} existed until {found.valid_until}", heirs)
        raise UnknownAgencyError(code, f"{found.name} exists from {found.valid_from}", heirs)
    return found


def successors(found: Agency, on: dt.date, *, registry: Registry | None = None) -> tuple[Agency, ...]:
    """Return the bodies that do the work of *found* on a day: itself while it exists, else those that took over.

    Empty for a day before the body began, and where the tables know no successor.

    >>> [heir.id for heir in successors(agency("SNV", province="Bắc Giang"), dt.date(2025, 7, 2))]
    ['bac-ninh/snv']
    >>> [heir.id for heir in successors(agency("SLĐTBXH", province="Quảng Ngãi"), dt.date(2025, 3, 1))]
    ['quang-ngai/snv', 'quang-ngai/syt', 'quang-ngai/sgddt']
    """
    known = registry or load_registry()
    if found.valid_from is not None and on < found.valid_from:
        return ()
    living: dict[str, Agency] = {}
    seen = {found.id}
    queue = [found]
    for current in queue:  # grows while it is read; each body joins once
        if current.existed(on):
            living[current.id] = current
            continue
        for heir_id in current.succeeded_by:
            heir = _of_id(known, heir_id, on) if heir_id not in seen else None
            seen.add(heir_id)
            if heir is not None:
                queue.append(heir)
    return tuple(living.values())


def _present(organ: Organ, province: Province) -> bool:
    """Tell whether a province has an organ that not every province has; where nothing is known, most have most."""
    if organ.territory == province.slug:
        return True
    return presence().get((province.slug, organ.code), organ.presence != "some")


def _bodies(
    registry: Registry, province: Province, on: dt.date | None, *, parent: str | None = None, group: str | None = None
) -> tuple[Agency, ...]:
    found = (
        body(registry, organ, province, on)
        for organ in registry.organs_of(province.slug)
        if Tier.PROVINCE in organ.tiers and _present(organ, province) and (group is None or organ.group == group)
    )
    return tuple(one for one in found if (parent is None or one.parent == parent) and (on is None or one.existed(on)))


def bodies_of_class(group: str, province: str, on: dt.date | None, *, registry: Registry) -> tuple[Agency, ...]:
    """Return the bodies of one class of the tables in a province: "so", "ban-dang", "doan-the", "luc-luong"."""
    place = registry.province(province)
    return _bodies(registry, place, on, group=group) if place is not None else ()


def departments(province: str, on: dt.date | None = None, *, registry: Registry | None = None) -> tuple[Agency, ...]:
    """Return the departments of a province (sở, ban, thanh tra, văn phòng) on a day.

    Organs that only some provinces have are left out unless the tables name the province for them; those that most
    have (Ban Dân tộc) are in.

    >>> len(departments("Hưng Yên", dt.date(2021, 9, 1))), len(departments("Hưng Yên", dt.date(2025, 7, 2)))
    (18, 13)
    >>> departments("Bắc Giang", dt.date(2025, 7, 2))
    ()
    """
    known = registry or load_registry()
    place = known.province(province)
    if place is None:
        raise UnknownAgencyError(province, "no province has that name")
    return _bodies(known, place, on, group=DEPARTMENTS)


def children(above: Agency, on: dt.date | None = None, *, registry: Registry | None = None) -> tuple[Agency, ...]:
    """Return the bodies right below a body on a day, as far as the tables list them.

    >>> [below.code for below in children(agency("TU", province="Quảng Ngãi"), dt.date(2025, 7, 2))][:3]
    ['VPTU', 'BTCTU', 'UBKTTU']
    """
    known = registry or load_registry()
    if above.territory != CENTRE:
        place = known.province_by_slug.get(above.territory)
        return _bodies(known, place, on, parent=above.id) if place is not None else ()
    central = (body(known, organ, None) for organ in known.organs if organ.is_central)
    found = [one for one in central if one.parent == above.id and (on is None or one.existed(on))]
    local = {organ.parent for organ in known.organs if not organ.is_central}
    if above.id in local:
        for province in known.provinces:
            found.extend(_bodies(known, province, on, parent=above.id))
    return tuple(found)
