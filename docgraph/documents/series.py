"""The number series of a body within one document: numbers that run against their dates.

A number is the order of registration in one year (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3), so in one series
the numbers rise with the dates.  Not every body registers on the day of signing: a few days mean nothing.
Left out are series that restart within a year: those of a Party committee (by term, Hướng dẫn 36-HD/VPTW) in
years of a congress, and those of the National Assembly (by term).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from docgraph.references.nodes import Family, Mention
from docgraph.text.dates import PartialDate
from docgraph.text.source import fold

LEEWAY: Final = 10
"""Days by which a lower number may be dated after a higher one."""
# Codes that bodies of the same name share all over the country: only the issuer tells their series apart.
_LOCAL: Final = re.compile(r"(?:^|[-/])(?:UBND|HĐND|UB|TU|ĐU|HU)(?:$|[-/])")
_BY_TERM: Final = re.compile(r"^(?:UBTV)?QH\d|-(?:UBTV)?QH\d")

_folded = lru_cache(maxsize=8192)(fold)
_Series = tuple[str, str, str | None, int]


def _series(mention: Mention) -> _Series | None:
    """Return the series that a mention belongs to; None where it cannot be told."""
    reference = mention.reference
    if reference.symbol is None or reference.number is None or reference.type is None:
        return None
    if reference.date is None or not reference.date.is_full or not reference.number.isdecimal():
        return None
    if _BY_TERM.search(reference.symbol):
        return None
    if reference.family is Family.PARTY and reference.date.year % 5 <= 1:
        return None
    issuer = _folded(reference.issuer) if reference.issuer else None
    if _LOCAL.search(reference.symbol):
        if issuer is None:
            return None
    else:
        issuer = None
    year = "year" if reference.year else ""  # normative acts are numbered apart
    return reference.type + year, _folded(reference.symbol), issuer, reference.date.year


def _by_series(mentions: Sequence[Mention]) -> dict[_Series, list[Mention]]:
    groups: dict[_Series, list[Mention]] = {}
    for mention in mentions:
        if (series := _series(mention)) is not None:
            groups.setdefault(series, []).append(mention)
    return groups


def _number(mention: Mention) -> int:
    return int(mention.reference.number or 0)


def _date(mention: Mention) -> PartialDate:
    date = mention.reference.date
    assert date is not None
    return date


def conflicting_dates(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield mentions of one number, symbol and year that are dated differently: the first, and each other."""
    for group in _by_series(mentions).values():
        first: dict[int, Mention] = {}
        seen: set[tuple[int, PartialDate]] = set()
        for mention in group:
            known = first.setdefault(_number(mention), mention)
            key = (_number(mention), _date(mention))
            if _date(known) != _date(mention) and key not in seen:
                yield known, mention
            seen.add(key)


def out_of_series(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield each mention whose number runs against its date, with one of its series that it contradicts.

    Of the members of a series, as many as possible are taken to be right: the longest run of rising numbers.
    """
    for group in _by_series(mentions).values():
        distinct = {(_date(mention), _number(mention)): mention for mention in reversed(group)}
        members = [distinct[key] for key in sorted(distinct)]
        if len({_number(member) for member in members}) < len(members):
            continue  # one number with two dates: said elsewhere, and no ground for more
        right = longest_rise([_number(member) for member in members])
        kept = [members[index] for index in right]
        for index, member in enumerate(members):
            if index not in right and (other := _against(member, kept)) is not None:
                yield member, other


def longest_rise(numbers: list[int]) -> set[int]:
    """Return the places of one longest rising run of *numbers*, in n log n steps.

    >>> sorted(longest_rise([541, 547, 999, 558, 563]))
    [0, 1, 3, 4]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_right(tails, number)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(number)
            ends.append(index)
        else:
            tails[length] = number
            ends[length] = index
    found: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        found.add(index)
        index = before[index]
    return found


def _against(member: Mention, kept: list[Mention]) -> Mention | None:
    """Return a right member that *member* contradicts by more than `LEEWAY` days."""
    number, date = _number(member), _date(member)
    place = bisect_right([_number(one) for one in kept], number)
    below = kept[place - 1] if place else None
    above = kept[place] if place < len(kept) else None
    if below is not None and (date.days_until(_date(below)) or 0) > LEEWAY:
        return below
    if above is not None and (_date(above).days_until(date) or 0) > LEEWAY:
        return above
    return None
