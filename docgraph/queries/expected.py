"""Who was expected to respond, and who stayed silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from docgraph.agencies import find_agency, province_of
from docgraph.agencies.levels import Level
from docgraph.agencies.model import ANYWHERE
from docgraph.directives.folding import fold_words
from docgraph.queries.address_lists import addressed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgraph.directives.directive import Directive

_BELOW: Final = {
    Level.CENTRAL: frozenset(Level),
    Level.PROVINCIAL: frozenset({Level.AGENCY, Level.DISTRICT, Level.COMMUNE}),
    Level.AGENCY: frozenset({Level.AGENCY, Level.DISTRICT, Level.COMMUNE}),
    Level.DISTRICT: frozenset({Level.COMMUNE}),
    Level.COMMUNE: frozenset[Level](),
}
"""The levels that a body can give work to."""


@frozen
class Expected:
    """An agency that is waited for; ``id`` is None where the registry does not know it."""

    name: str
    id: str | None = None


def expected_agencies(directive: Directive, names: Iterable[str] | None) -> tuple[Expected, ...] | None:
    """Return the agencies to wait for: those named, else those that the directive's own text addresses.

    Addressees that name a class ("các sở, ban, ngành") are left out; None where nobody is known.
    """
    if names is not None:
        given = (_named(name, directive) for name in dict.fromkeys(name.strip() for name in names) if name)
        return tuple({(one.id or one.name): one for one in given}.values())
    if not directive.in_corpus:
        return None
    on = directive.date.earliest() if directive.date else None
    found = {
        agency.id: Expected(agency.name, agency.id)
        for words in (*directive.addressees, *directive.recipients)
        for agency in addressed(words, directive.province, on)
        if agency.id != directive.agency
        and (directive.level is None or agency.level is None or agency.level in _BELOW[directive.level])
    }
    return tuple(found.values()) or None


def _named(name: str, directive: Directive) -> Expected:
    province = province_of(name) or directive.province
    agency = find_agency(name, province, directive.date.earliest() if directive.date else None)
    if agency is None or agency.territory == ANYWHERE:
        return Expected(name)
    return Expected(agency.name, agency.id)


def silent_agencies(expected: Iterable[Expected], answered: Iterable[Directive]) -> tuple[str, ...]:
    """Return the names of the expected agencies that issued none of the answering documents, in the order given."""
    documents = tuple(answered)
    ids = {document.agency for document in documents}
    names = {fold_words(name) for document in documents for name in (document.agency_name, document.issuer) if name}
    return tuple(
        agency.name for agency in expected if agency.id not in ids - {None} and fold_words(agency.name) not in names
    )
