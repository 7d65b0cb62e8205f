"""Steps for documents cited without a number: laws by name, others by day or title."""

from __future__ import annotations

from typing import Final

from docgraph.agencies.model import CENTRE
from docgraph.directives.folding import fold_words
from docgraph.directives.place import FIRM, INFERRED_PLACE, Place, choose, cited_here, day_fits, not_after
from docgraph.directives.type_codes import type_code
from docgraph.directives.verdicts import Step, Verdict

SETTLED: Final = 2
"""Years after which a new law is sure to be in force: most start within a year of their passing."""


def by_law_name(place: Place) -> Verdict | None:
    """Resolve a law by its name, and its year where given, also to the number that another text gives for it."""
    identity = place.claim.identity
    if identity.name is None or identity.type is None or identity.number is not None:
        return None
    named = place.anchors.named(identity.type, identity.name)
    if identity.year is not None:
        same_year = [anchor for anchor in named if anchor.year == identity.year and day_fits(place.claim, anchor)]
        numbered = [anchor for anchor in same_year if anchor.number is not None]
        return choose(place, numbered or same_year, Step.LAW_NAME, FIRM if not numbered else INFERRED_PLACE)
    numbered_years = {anchor.year for anchor in named if anchor.number is not None}
    distinct = [anchor for anchor in named if anchor.number is not None or anchor.year not in numbered_years]
    years_here = {anchor.year for anchor in named if cited_here(place, anchor)}
    if years_here:
        here = [anchor for anchor in distinct if anchor.year in years_here]
        return choose(place, here, Step.WITHIN_DOCUMENT, 0.9)
    if not place.entry.window:
        return None
    latest = place.entry.window[-1]
    earlier = [anchor for anchor in distinct if anchor.year is not None and anchor.year <= latest]
    newest = max((anchor.year for anchor in earlier if anchor.year is not None), default=latest)
    if newest + SETTLED <= latest:  # the older laws of this name have long made way for it
        earlier = [anchor for anchor in earlier if anchor.year == newest]
    return choose(place, earlier, Step.ONLY_COMPATIBLE, 0.6)


def by_day(place: Place) -> Verdict | None:
    """Resolve a dated document without number to the one of that type, day and body, numbered or not."""
    identity = place.claim.identity
    if identity.numbered or identity.name is not None or place.claim.date is None or identity.type is None:
        return None
    found = [
        anchor
        for anchor in place.anchors.on_day(place.claim.date, _types(identity.type, place))
        if identity.body is None or identity.body.fits(anchor.body)
    ]
    known = [anchor for anchor in found if anchor.number is not None or anchor.has_text]
    if identity.key is not None:  # complete without a number: only one document of that day can be meant instead
        return choose(place, known, Step.DATED, 0.85) if len(known) == 1 else None
    return choose(place, known or found, Step.DATED, 0.7)


def by_title(place: Place) -> Verdict | None:
    """Resolve a document without number and day to the only one of its type, body and title."""
    claim, identity = place.claim, place.claim.identity
    title = claim.reference.title
    if identity.numbered or identity.name is not None or claim.date is not None or identity.type is None or not title:
        return None
    body, home = identity.body, place.entry.setting.province
    stated = {body.id.partition("/")[0]} if body is not None else {CENTRE, fold_words(home) if home else CENTRE}
    found = [
        anchor
        for anchor in place.anchors.titled(title, stated)
        if anchor.type in _types(identity.type, place)
        and (identity.year is None or anchor.year in {None, identity.year})
        and (body is None or body.fits(anchor.body))
        and not_after(anchor, place)
    ]
    return choose(place, found, Step.TITLE, 0.7)


def _types(code: str, place: Place) -> frozenset[str]:
    """Return the codes under which a document of the claim's type may be known: folded words, or an abbreviation."""
    from_word = place.claim.reference.type
    return frozenset({code} if from_word is None else {code, type_code(from_word)})
