"""Possible typos: a number one edit away from another of the same symbol, date and body is flagged, never merged."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from attrs import evolve

from docgraph.directives.folding import fold_number, fold_words
from docgraph.directives.titles import likeness, same_title, title_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgraph.directives.directive import Directive

NEIGHBOURS: Final = 10
"""An office registers neighbouring numbers on one day: closer than this, only like titles make a pair suspicious."""

LIKE_TITLES: Final = 0.5
SHORTEST: Final = 2
SURE: Final = 3
"""Digits from which a missing or added one counts: 31 beside 81 may be a typo, 1 beside 11 says nothing."""


def one_edit_apart(one: str, other: str) -> bool:
    """Tell whether two numbers differ by one digit changed, missing or added, or two neighbours swapped.

    >>> one_edit_apart("1447", "1477"), one_edit_apart("147", "1477"), one_edit_apart("1747", "1477")
    (True, True, True)
    >>> one_edit_apart("1477", "1477"), one_edit_apart("1499", "1477")
    (False, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return any(long[:index] + long[index + 1 :] == short for index in range(len(long)))
    places = [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 1:
        return True
    return (
        len(places) == 2
        and places[1] == places[0] + 1
        and one[places[0]] == other[places[1]]
        and one[places[1]] == other[places[0]]
    )


def one_edit_away(number: str) -> Iterator[str]:
    """Yield the numbers that are `one_edit_apart` from a number in digits.

    >>> sorted(one_edit_away("7"))[:4], "1447" in one_edit_away("1477")
    (['0', '07', '1', '17'], True)
    """
    digits = "0123456789"
    for place in range(len(number) + 1):
        head, tail = number[:place], number[place:]
        yield from (f"{head}{digit}{tail}" for digit in digits)
        if tail and len(number) > 1:
            yield f"{head}{tail[1:]}"
        if tail:
            yield from (f"{head}{digit}{tail[1:]}" for digit in digits if digit != tail[0])
        if len(tail) > 1 and tail[0] != tail[1]:
            yield f"{head}{tail[1]}{tail[0]}{tail[2:]}"


def _traces(number: str) -> Iterator[str]:
    """Yield forms that two numbers share when they are one edit apart: with a digit left out, or sorted."""
    yield "".join(sorted(number))
    yield number
    for index in range(len(number)):
        yield f"{number[:index]}{number[index + 1 :]}"


def series_of(directive: Directive) -> tuple[str, ...] | None:
    """Return what two numbers must share to be compared: body, type, year, symbol and full date."""
    if directive.number is None or directive.date is None or not directive.date.is_full or directive.provisional:
        return None
    stem = directive.key.partition("@")[0].rsplit("/", 1)[0]
    return stem, fold_words(directive.symbol or ""), directive.date.isoformat()


def _titles_differ(one: Directive, other: Directive) -> bool:
    """Tell whether two titles are known and differ."""
    if not one.title or not other.title:
        return False
    return likeness(title_words(one.title), title_words(other.title)) < LIKE_TITLES


def _suspicious(one: Directive, other: Directive) -> bool:
    assert one.number is not None
    assert other.number is not None
    first, second = fold_number(one.number), fold_number(other.number)
    if not one_edit_apart(first, second) or (one.in_corpus and other.in_corpus):
        return False
    shorter, longer = sorted((len(first), len(second)))
    if not (first + second).isdecimal() or shorter < SHORTEST or (shorter < longer and shorter < SURE):
        return False
    near = abs(int(first) - int(second)) < NEIGHBOURS
    if near and one.year is not None:
        return False  # normative acts are signed in batches, with one title for all
    if near or one.year is not None:  # neighbours are registered together
        return bool(one.title and other.title) and same_title(
            title_words(one.title or ""), title_words(other.title or "")
        )
    return not _titles_differ(one, other)


def _weight(directive: Directive) -> tuple[bool, int, int, str]:
    """Order from the surer to the less sure."""
    return (not directive.in_corpus, -directive.cited_by, -directive.mentions, directive.key)


def flag_typos(directives: Iterable[Directive]) -> tuple[Directive, ...]:
    """Return the directives, each possible typo pointing at the better-known directive beside it."""
    listed = tuple(directives)
    near: dict[tuple[tuple[str, ...], str], list[Directive]] = defaultdict(list)
    for directive in listed:
        series = series_of(directive)
        if series is not None and directive.number is not None:
            for trace in sorted(set(_traces(fold_number(directive.number)))):
                near[series, trace].append(directive)
    flagged: dict[str, Directive] = {}
    for group in near.values():
        ranked = sorted(group, key=_weight)
        for place, directive in enumerate(ranked):
            for better in ranked[:place]:
                known = flagged.get(directive.key)
                if _suspicious(directive, better) and (known is None or _weight(better) < _weight(known)):
                    flagged[directive.key] = better
    return tuple(
        evolve(directive, possible_typo_of=flagged[directive.key].key) if directive.key in flagged else directive
        for directive in listed
    )
