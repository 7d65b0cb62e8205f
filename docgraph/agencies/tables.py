"""The tables of agencies: CSV files beside this module, and a reader's own ones.

Each table has one line a thing and a heading; lists inside a field are separated by ``|``, dates are ISO 8601.

======================  ==========================================================================================
``central.csv``         bodies of the centre (territory ``trung-uong``)
``provincial.csv``      kinds of organ of a province (territory ``*``), made into bodies for each province when asked
``provinces.csv``       the provinces before and after 1 July 2025 (Nghị quyết 202/2025/QH15)
``province_types.csv``  days on which a tỉnh became a thành phố
``not_provinces.csv``   longer names that begin with the name of a province
``dashed_names.csv``    names of districts and communes with a dash in them: "Phan Rang - Tháp Chàm"
``presence.csv``        which organs one province has or has not, against the column ``presence`` of its kind
``units.csv``           types of territorial units
``positions.csv``       words before a body that name its head or its standing part: "Chủ tịch", "Ban Thường vụ"
``abbreviations.csv``   short forms inside names: "PTNT"
``heads.csv``           head words of bodies that no table lists, and the level they tell
``classes.csv``         wordings for many bodies at once: "các sở, ban, ngành"
======================  ==========================================================================================

In ``wordings`` a form that ends in `` *`` counts only before a place ("Thanh tra tỉnh"), one that ends in `` .``
only at the end of a phrase.  ``presence`` is ``every``, ``most`` or ``some``: how many provinces have the organ.
Sources: Nghị quyết 176/2025/QH15, Nghị định 45/2025/NĐ-CP, Nghị quyết 202/2025/QH15; codes are usage, not law.
"""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from docgraph.agencies.levels import Level
from docgraph.agencies.model import Branch, Head, Organ, Province, Tier, Unit
from docgraph.errors import AgencyTableError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Row = dict[str, str]

ORGAN_COLUMNS: Final = (
    "territory", "code", "name", "name_en", "level", "branch", "class", "parent", "tiers", "presence",
    "valid_from", "valid_until", "succeeded_by", "seal", "codes", "wordings",
)  # fmt: skip
REQUIRED_COLUMNS: Final = ("territory", "code", "name")


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """Return the rows of one table of the package."""
    text = (files("docgraph.agencies") / "tables" / f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _listed(field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in field.split("|") if part.strip())


def _day(field: str) -> dt.date | None:
    return dt.date.fromisoformat(field) if field else None


def organ_of_row(row: Row) -> Organ:
    """Return the organ that a row describes; fields that are missing take their defaults."""
    territory = row["territory"].strip()
    central = territory == "trung-uong"
    tiers = row.get("tiers") or ("" if central else "p")
    return Organ(
        territory=territory,
        code=row["code"].strip(),
        name=row["name"].strip(),
        name_en=row.get("name_en") or None,
        level=Level(row.get("level") or ("central" if central else "agency")),
        branch=Branch(row.get("branch") or "state"),
        group=row.get("class") or None,
        parent=row.get("parent") or (None if central or "parent" in row else "UBND"),
        tiers=frozenset(Tier(letter) for letter in tiers),
        presence=row.get("presence") or "every",
        valid_from=_day(row.get("valid_from") or ""),
        valid_until=_day(row.get("valid_until") or ""),
        succeeded_by=_listed(row.get("succeeded_by") or ""),
        seal=row.get("seal") or None,
        codes=_listed(row.get("codes") or ""),
        wordings=_listed(row.get("wordings") or ""),
    )


@cache
def organs() -> tuple[Organ, ...]:
    """Return the organs of the package, central ones first."""
    return tuple(organ_of_row(row) for name in ("central", "provincial") for row in read_table(name))


def read_organs(path: Path) -> tuple[Organ, ...]:
    """Read a reader's own table of organs; see `load_registry` for its columns.

    Raises `AgencyTableError`, which names the line, when the file cannot be read.
    """
    try:
        text = path.read_text("utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AgencyTableError(str(path), 1, f"the file cannot be read as CSV in UTF-8 ({error})") from error
    territories = {"trung-uong", "*", *(province.slug for province in all_provinces())}
    found: list[Organ] = []
    for line, row in enumerate(rows, start=2):
        missing = [column for column in REQUIRED_COLUMNS if not row.get(column)]
        unknown = [column for column in row if column not in ORGAN_COLUMNS and column is not None]
        if missing:
            raise AgencyTableError(str(path), line, f"the column {missing[0]!r} is missing or empty")
        if None in row:
            raise AgencyTableError(str(path), line, "the line has more fields than the heading")
        if unknown:
            raise AgencyTableError(
                str(path), line, f"the column {unknown[0]!r} is not one of {', '.join(ORGAN_COLUMNS)}"
            )
        if row["territory"] not in territories:
            reason = (
                f"no province has the slug {row['territory']!r}; write trung-uong for the centre, * for every province"
            )
            raise AgencyTableError(str(path), line, reason)
        try:
            found.append(organ_of_row({column: field or "" for column, field in row.items()}))
        except ValueError as error:
            raise AgencyTableError(str(path), line, f"a field has no such value ({error})") from error
    return tuple(found)


@cache
def all_provinces() -> tuple[Province, ...]:
    """Return every province of the tables, old and new."""
    later: dict[str, list[tuple[dt.date, str]]] = {}
    for row in read_table("province_types"):
        later.setdefault(row["slug"], []).append((dt.date.fromisoformat(row["valid_from"]), row["type"]))
    return tuple(
        Province(
            slug=row["slug"],
            name=row["name"],
            type=row["type"],
            valid_from=_day(row["valid_from"]),
            valid_until=_day(row["valid_until"]),
            succeeded_by=row["succeeded_by"] or None,
            aliases=_listed(row["aliases"]),
            later_types=tuple(sorted(later.get(row["slug"], ()))),
        )
        for row in read_table("provinces")
    )


@cache
def units() -> tuple[Unit, ...]:
    """Return the types of territorial units."""
    return tuple(
        Unit(
            row["slug"],
            row["name"],
            row["name_en"],
            Tier(row["tier"]),
            _day(row["valid_until"]),
            _listed(row["wordings"]),
        )
        for row in read_table("units")
    )


@cache
def positions() -> tuple[str, ...]:
    """Return the words for the head or the standing part of a body."""
    return tuple(row["wording"] for row in read_table("positions"))


@cache
def heads() -> dict[str, Head]:
    """Return the head words of bodies that no table lists."""
    return {
        row["wording"]: Head(
            Level(row["level"]) if row["level"] else None,
            Branch(row["branch"]) if row["branch"] else None,
            row["territory"] or None,
        )
        for row in read_table("heads")
    }


@cache
def presence() -> dict[tuple[str, str], bool]:
    """Return what is known of single provinces: (territory, code) to whether the organ is there."""
    return {(row["territory"], row["code"]): row["present"] == "yes" for row in read_table("presence")}


def classes() -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """Yield the wordings of classes with the territory and the groups they cover."""
    for row in read_table("classes"):
        yield row["wording"], row["territory"], _listed(row["classes"])
