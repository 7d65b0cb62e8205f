"""Who was expected to respond, and who stayed silent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from docgraph.agencies import expand_class, find_agency, level_of, province_of
from docgraph.agencies.levels import Level
from docgraph.agencies.model import ANYWHERE, Agency, Branch
from docgraph.directives.folding import fold_words
from docgraph.queries.address_lists import addressed, informs
from docgraph.references.nodes import Family

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from docgraph.directives.directive import Directive

_BELOW: Final = {
    Level.CENTRAL: frozenset(Level),
    Level.PROVINCIAL: frozenset({Level.AGENCY, Level.DISTRICT, Level.COMMUNE}),
    Level.AGENCY: frozenset({Level.AGENCY, Level.DISTRICT, Level.COMMUNE}),
    Level.DISTRICT: frozenset({Level.COMMUNE}),
    Level.COMMUNE: frozenset[Level](),
}
"""The levels that a body can give work to."""
_CLASS: Final = re.compile(r"\b(?:các|sở,? ban|bộ, ngành|sở, ngành)\b", re.IGNORECASE)


@frozen
class Expected:
    """An agency that is waited for; ``id`` is None where the registry does not know it.

    ``of_class`` holds the words of the class ("các sở, ban, ngành") by which it is meant, where it is not named itself.
    """

    name: str
    id: str | None = None
    of_class: str | None = None


def expected_agencies(directive: Directive, names: Iterable[str] | None) -> tuple[Expected, ...] | None:
    """Return the agencies to wait for: those named, else those that the directive's own text addresses.

    A class ("các sở, ban, ngành") stands for its members on the day of the directive, as far as the registry lists
    them; None where nobody is known.
    """
    if names is not None:
        given: dict[str, Expected] = {}
        for name in names:
            for one in _given(name.strip(), directive) if name.strip() else ():
                given.setdefault(one.id or one.name, one)
        return tuple(given.values())
    if not directive.in_corpus:
        return None
    named: dict[str, Expected] = {}
    of_classes: dict[str, Expected] = {}
    for words in (*directive.addressees, *directive.recipients):
        for entry in words.split(";"):
            single = tuple(addressed(entry, directive.province, _day(directive)))
            for agency in single or _members(entry, directive):
                if agency.id != directive.agency and _is_below(agency, directive):
                    kept = Expected(agency.name, agency.id, None if single else entry.strip())
                    (named if single else of_classes).setdefault(agency.id, kept)
    return tuple({**named, **{key: one for key, one in of_classes.items() if key not in named}}.values()) or None


def open_classes(directive: Directive) -> tuple[str, ...]:
    """Return the entries of the address list that name a class whose members no table lists: "UBND các huyện"."""
    return tuple(
        entry.strip()
        for words in (*directive.addressees, *directive.recipients)
        for entry in words.split(";")
        if level_of(entry) in {Level.DISTRICT, Level.COMMUNE}
        and _CLASS.search(entry)
        and not tuple(addressed(entry, directive.province, _day(directive)))
    )


def _day(directive: Directive) -> dt.date | None:
    return directive.date.earliest() if directive.date else None


def _members(words: str, directive: Directive) -> tuple[Agency, ...]:
    if not _CLASS.search(words) or informs(words):
        return ()
    return expand_class(words, directive.province, _day(directive))


def _is_below(agency: Agency, directive: Directive) -> bool:
    """Tell whether a directive can give work to a body: down the levels, and not from the state to the Party."""
    if agency.branch is Branch.PARTY and directive.family is not Family.PARTY:
        return False
    return directive.level is None or agency.level is None or agency.level in _BELOW[directive.level]


def _given(name: str, directive: Directive) -> tuple[Expected, ...]:
    province = province_of(name) or directive.province
    agency = find_agency(name, province, _day(directive))
    if agency is not None and agency.territory != ANYWHERE:
        return (Expected(agency.name, agency.id),)
    members = expand_class(name, province, _day(directive))
    return tuple(Expected(one.name, one.id, name) for one in members) or (Expected(name),)


def silent_agencies(expected: Iterable[Expected], answered: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the names of the expected agencies that issued none of the answering documents, in the order given.

    The documents are given by the attributes of their nodes.
    """
    bodies = {(document["agency"], document["agency_name"], document["issuer"]) for document in answered}
    ids = {agency for agency, _, _ in bodies}
    names = {fold_words(name) for _, *given in bodies for name in given if name}
    return tuple(
        agency.name for agency in expected if agency.id not in ids - {None} and fold_words(agency.name) not in names
    )
