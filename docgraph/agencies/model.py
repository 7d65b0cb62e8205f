"""Public bodies, the kinds of organ they are made from, and the territories they serve."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Final

from attrs import frozen

from docgraph.agencies.levels import Level

CENTRE: Final = "trung-uong"  # the territory of central bodies
ANYWHERE: Final = "?"  # the territory of a local body whose province is not known
NATIONWIDE: Final = "viet-nam"  # the territory of enterprises, which no province owns


class Branch(enum.StrEnum):
    """The part of the political system that a body belongs to."""

    PARTY = "party"  # Đảng
    STATE = "state"  # Nhà nước
    FRONT = "front"  # Mặt trận Tổ quốc, đoàn thể and other associations
    COURT = "court"  # Tòa án, Viện kiểm sát
    ARMED_FORCES = "armed_forces"  # quân đội, công an
    COMPANY = "company"  # doanh nghiệp: enterprises that texts name


class Tier(enum.StrEnum):
    """The tiers of local government that one kind of organ may have."""

    PROVINCE = "p"  # cấp tỉnh
    DISTRICT = "d"  # cấp huyện, until 30 June 2025
    COMMUNE = "c"  # cấp xã


@frozen
class Agency:
    """One public body; None where the tables or the wording do not tell.

    Anatomy of an id::

        quang-ngai / snv                    trung-uong / ttg          ? / snv
        territory    organ                  the centre                a department, province unknown

        quang-ngai.huyen-binh-son / ubnd    lao-cai.xa-bao-ha / ubnd  viet-nam / cong-ty-…
        a district                          a commune                 an enterprise

    The id says which body, not how it was written: the same body in several spellings has one id.  A
    province that took in others on 1 July 2025 kept its id.  Dates are the first and the last day.
    """

    id: str
    name: str  # in full, with its place: "Sở Nội vụ tỉnh Quảng Ngãi"
    name_en: str | None = None
    code: str | None = None  # the abbreviation that symbols show: "SNV", "UBND", "TW"
    level: Level | None = None
    branch: Branch | None = None
    province: str | None = None  # without the type word: "Quảng Ngãi"
    parent: str | None = None  # the id of the body above
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    succeeded_by: tuple[str, ...] = ()  # ids

    @property
    def territory(self) -> str:
        """Return the first part of the id: "quang-ngai"."""
        return self.id.partition("/")[0]

    @property
    def organ(self) -> str:
        """Return the second part of the id: "snv"."""
        return self.id.partition("/")[2]

    def existed(self, on: dt.date) -> bool:
        """Tell whether the body existed on that day, as far as the tables know."""
        return within(on, self.valid_from, self.valid_until)


@frozen(cache_hash=True)
class Organ:
    """One line of a table: a central body, or a kind of organ that every province may have (``territory`` is "*")."""

    territory: str
    code: str
    name: str
    name_en: str | None
    level: Level
    branch: Branch
    group: str | None  # the class it belongs to: "so" for departments
    parent: str | None
    tiers: frozenset[Tier]
    presence: str  # "every", "most" or "some" provinces have it
    valid_from: dt.date | None
    valid_until: dt.date | None
    succeeded_by: tuple[str, ...]  # codes
    seal: str | None  # the code its symbols show, where that is another body's: Bộ Chính trị signs TW
    codes: tuple[str, ...]
    wordings: tuple[str, ...]

    @property
    def is_central(self) -> bool:
        """Whether the line names a body of the centre."""
        return self.territory == CENTRE


@frozen(cache_hash=True)
class Province:
    """A province or a city of the same rank, old or new."""

    slug: str
    name: str  # without the type word
    type: str  # "tỉnh" or "thành phố", as of the first day the table knows
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    succeeded_by: str | None = None
    aliases: tuple[str, ...] = ()
    later_types: tuple[tuple[dt.date, str], ...] = ()  # a tỉnh may become a thành phố

    def type_on(self, on: dt.date | None) -> str:
        """Return "tỉnh" or "thành phố" as of that day.

        A day that is not given counts as the time before any change of type.
        """
        kind = self.type
        for since, later in self.later_types:
            if on is not None and on >= since:
                kind = later
        return kind

    def existed(self, on: dt.date) -> bool:
        """Tell whether the province existed on that day."""
        return within(on, self.valid_from, self.valid_until)


@frozen(cache_hash=True)
class Unit:
    """A type of territorial unit: tỉnh, thành phố, huyện, xã and so on."""

    slug: str
    name: str
    name_en: str
    tier: Tier
    valid_until: dt.date | None
    wordings: tuple[str, ...]


@frozen
class Head:
    """The head word of a body that no table lists ("Chi cục", "Công ty"), and what it tells."""

    level: Level | None
    branch: Branch | None
    territory: str | None


def within(on: dt.date, first: dt.date | None, last: dt.date | None) -> bool:
    """Tell whether a day lies between two days, either of which may be open.

    >>> within(dt.date(2025, 3, 1), dt.date(2025, 3, 1), None), within(dt.date(2025, 3, 1), None, dt.date(2025, 2, 28))
    (True, False)
    """
    return (first is None or first <= on) and (last is None or on <= last)
