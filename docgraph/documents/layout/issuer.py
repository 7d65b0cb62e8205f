"""The issuer of a document: its full name, its level and its province."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from attrs import frozen

from docgraph.agencies import Level, level_of
from docgraph.documents.layout.casing import normal_case, write_out
from docgraph.documents.layout.organs import head_of
from docgraph.documents.layout.tables import folded
from docgraph.documents.layout.territory import most_named_province, place_pattern, province_in, province_named, unit_of

_UNIT: Final = re.compile(
    r"(?<!\w)(tỉnh|thành phố|huyện|quận|thị xã|phường|thị trấn|đặc khu|xã)(?!\w)(?!\s+(?:hội|ủy|uỷ))\s*(.*)"
)
# A district or commune may bear the name of another province: "phường Hà Nam" lies in Quảng Ninh.
_LOWER_UNIT: Final = re.compile(
    r"(?<!\w)(?:huyện|quận|phường|thị trấn|xã)\s(?!hội)(?:(?!tỉnh|thành phố|tp)[^,])*", re.IGNORECASE
)
_OFFICER: Final = re.compile(
    r"^(?:chủ tịch|giám đốc|trưởng ban|chánh|bộ trưởng|cục trưởng)\s+(?!nước|quốc hội|chính phủ)(?=\S)", re.IGNORECASE
)
_CENTRE: Final = re.compile(
    r"(?<!\w)(?:trung ương|chính phủ|quốc hội|tối cao|việt nam|nhà nước|quốc gia|chủ tịch nước)(?!\w)"
)
_COMMITTEE: Final = "ủy ban nhân dân"
_BOARDS: Final = ("ban chấp hành", "ban thường vụ")
_UNIONS: Final = ("đoàn thanh niên", "hội ", "tổng liên đoàn", "liên đoàn")
_PARTY_CENTRE: Final = "ban chấp hành trung ương"


@frozen
class Issuer:
    """The issuing body as the header names it."""

    name: str
    level: Level | None
    province: str | None


def name_issuer(
    organs: tuple[str, ...], *, place: str | None, title: str, sample: str, whole: str = "", joint: bool = False
) -> Issuer | None:
    """Name the issuer from the agencies of the head, parent first.

    *place* is the place of issue, *title* and *sample* are words of the document in which to look for the province
    and for the agency's name in normal case; *whole* is the text in which to look for the province of a district or
    commune that its head leaves out.

    >>> name_issuer(("UBND TỈNH LÀO CAI", "SỞ NỘI VỤ"), place="Lào Cai", title="", sample="").name
    'Sở Nội vụ tỉnh Lào Cai'
    """
    if not organs:
        return None
    written = tuple(write_out(_OFFICER.sub("", organ) or organ) for organ in organs)
    if joint and len(written) > 1:
        name = " - ".join(normal_case(organ, sample) for organ in written)
        return Issuer(name, level_of(written[0]), _province(written, place, title, sample, whole))
    own, parents = written[-1], written[:-1]
    province = _province(written, place, title, sample, whole)
    name = _complete(own, parents, province, sample)
    level = level_of(name)
    return Issuer(name, level, province if level is not Level.CENTRAL else None)


def _complete(own: str, parents: tuple[str, ...], province: str | None, sample: str) -> str:
    """Add to the issuing organ what only its parent, or the place, says."""
    head = head_of(own)
    parent = parents[-1] if parents else ""
    plain, plain_parent = folded(own), folded(parent)
    name = normal_case(own, "" if _PARTY_CENTRE in plain_parent else sample)
    bare, completion = (plain == folded(head.words), head.completion) if head else (False, "")
    if plain_parent.startswith(_PARTY_CENTRE) and "đoàn" not in folded(" ".join(parents)):
        centre = " Trung ương Đảng" if bare and plain == "văn phòng" else " Trung ương"
        return name if "trung ương" in plain else f"{name}{centre}"
    if plain.startswith(_BOARDS) and plain_parent.startswith(_UNIONS):
        # "ĐOÀN TNCS HỒ CHÍ MINH" over "BCH TỈNH …": the board of the union in that province.
        board = len(_BOARDS[0] if plain.startswith(_BOARDS[0]) else _BOARDS[1])
        return f"{name[:board]} {normal_case(parent)}{name[board:]}"
    if (
        completion == "parent"
        and (bare or not _placed(plain, province))
        and parent
        and (bare or not _CENTRE.search(plain))
    ):
        return _under(name, parent, parents, province, sample)
    if completion or _ends_in_unit(plain) or " sở " in plain:
        return _with_place(name, plain, parent, province)
    return name


def _under(name: str, parent: str, parents: tuple[str, ...], province: str | None, sample: str) -> str:
    """Name an organ that is nothing without its parent: an office, an inspectorate, a standing board."""
    plain_parent = folded(parent)
    if plain_parent.startswith(_COMMITTEE) and folded(name).endswith((_COMMITTEE, "thanh tra")):
        return f"{name} {_territory(parent, province)}".strip()
    return f"{name} {_complete(parent, parents[:-1], province, sample)}"


def _with_place(name: str, plain: str, parent: str, province: str | None) -> str:
    territory = _territory(parent, province)
    if not territory or folded(territory) in plain:
        return name
    unit, place = _split_unit(territory)
    if plain.endswith(folded(place)):
        # "SỞ CÔNG THƯƠNG LÀO CAI" names the province without its unit.
        return f"{name[: len(name) - len(place)]}{unit} {name[len(name) - len(place) :]}"
    if plain.endswith(f" {unit}"):
        return f"{name} {place}"
    if _UNIT.search(plain) or place_pattern().search(plain) or _CENTRE.search(plain):
        return name
    if level_of(parent) is Level.CENTRAL:
        return name
    return f"{name} {territory}"


def _split_unit(territory: str) -> tuple[str, str]:
    """Split "thành phố Hà Nội" behind its unit.

    >>> _split_unit("thành phố Hà Nội"), _split_unit("tỉnh Lào Cai")
    (('thành phố', 'Hà Nội'), ('tỉnh', 'Lào Cai'))
    """
    words = territory.split()
    behind = 2 if words[0] in {"thành", "thị", "đặc"} else 1
    return " ".join(words[:behind]), " ".join(words[behind:])


def _territory(parent: str, province: str | None) -> str:
    """Return unit and place of the parent ("thành phố Hà Nội"), else those of the province."""
    unit = _UNIT.search(folded(parent))
    if unit is not None and unit[2]:
        place = " ".join(parent.split()[-len(unit[2].split()) :])
        return f"{unit[1]} {normal_case(place).title() if not province_named(place) else normal_case(place)}"
    return f"{unit_of(province)} {province}" if province else ""


def _placed(plain: str, province: str | None) -> bool:
    return bool(_UNIT.search(plain)) or (province is not None and folded(province) in plain)


def _ends_in_unit(plain: str) -> bool:
    return plain.endswith((" tỉnh", " thành phố"))


def _province(organs: tuple[str, ...], place: str | None, title: str, sample: str, whole: str) -> str | None:
    """Return the province by the head, else by the place of issue, else by title and text."""
    for organ in reversed(organs):
        if (found := province_in(_LOWER_UNIT.sub("", organ))) is not None:
            return found
    level = level_of(organs[0])
    if level is Level.CENTRAL:
        return None
    if (namesake := next(filter(None, map(province_in, organs)), None)) is not None:
        return most_named_province(f"{title}\n{sample}", only_with_unit=True) or namesake
    found = province_named(place) or province_in(title) or most_named_province(sample)
    if found is None and level in {Level.DISTRICT, Level.COMMUNE}:
        return most_named_province(unicodedata.normalize("NFC", whole))
    return found
