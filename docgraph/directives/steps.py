"""The steps of resolution: each reads one claim and either gives a verdict or leaves it to the next.

A step is a plain function; `resolve` takes any sequence of them, so that one can be replaced or left out.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from docgraph.agencies import provinces
from docgraph.directives.anchors import organ_of
from docgraph.directives.folding import fold_words
from docgraph.directives.place import (
    FIRM,
    INFERRED_PLACE,
    Place,
    Resolver,
    body_fits,
    choose,
    cited_here,
    day_fits,
    is_guess,
    not_after,
)
from docgraph.directives.steps_without_number import by_day, by_law_name, by_title
from docgraph.directives.verdicts import Step, Verdict
from docgraph.references.nodes import Family

PARTY_TERM: Final = 5


def by_key(place: Place) -> Verdict | None:
    """Resolve a claim that is complete: number, symbol, year and body, or type, date and body."""
    key = place.claim.identity.key
    if key is None:
        return None
    members = place.anchors.of_base(key)
    fitting = [anchor for anchor in members if day_fits(place.claim, anchor)]
    body = place.claim.identity.body
    confidence = FIRM if body is not None and body.stated else INFERRED_PLACE
    if len(fitting) > 1:
        here = [anchor for anchor in fitting if cited_here(place, anchor) and anchor.date is not None]
        fitting = here if len(here) == 1 else fitting
    if not fitting and members:  # a month or year that fits none of the dates known: the number decides
        fitting = [anchor for anchor in members if anchor.key == anchor.base]
        confidence *= 0.9
    return choose(place, fitting, Step.EXACT, confidence)


@cache
def former_provinces(province: str | None) -> tuple[str, ...]:
    """Return the slugs of the provinces that one took in, without itself.

    >>> former_provinces("Khánh Hòa")
    ('ninh-thuan',)
    """
    heir = fold_words(province) if province else None
    taken = (one.slug for one in provinces() if heir is not None and one.succeeded_by == heir)
    return tuple(sorted(slug for slug in taken if slug != heir))


def province_of_slug(slug: str) -> str | None:
    """Return the name of a province.

    >>> province_of_slug("quang-ngai")
    'Quảng Ngãi'
    """
    return next((one.name for one in provinces() if one.slug == slug), None)


def by_successor(place: Place) -> Verdict | None:
    """Resolve a local number whose province was taken from the citing document to a body that it took over.

    Khánh Hòa citing "Kế hoạch số 1742/KH-UBND ngày 07/5/2024" without a province may mean the plan of Ninh Thuận,
    which it absorbed on 1 July 2025 (Nghị quyết 202/2025/QH15).
    """
    identity = place.claim.identity
    body = identity.body
    if body is None or body.stated or body.province is None or place.claim.date is None or identity.number is None:
        return None
    code = body.id.partition("/")[2]
    former = {f"{province}/{code}" for province in former_provinces(body.province)}
    if not former or any(anchor.date == place.claim.date for anchor in place.anchors.of_base(identity.key or "")):
        return None
    found = [
        anchor
        for anchor in place.anchors.of_day(identity.type, identity.number, place.claim.date)
        if anchor.body in former
    ]
    return choose(place, found, Step.SUCCESSOR, 0.75)


def by_document(place: Place) -> Verdict | None:
    """Resolve a short form to the one document of that number that the same text names in full."""
    identity = place.claim.identity
    if identity.number is None:
        return None
    found = [
        anchor
        for anchor in place.anchors.of_document(place.claim.entry, identity.type, identity.number)
        if body_fits(place.claim, anchor) and day_fits(place.claim, anchor)
    ]
    return choose(place, found, Step.WITHIN_DOCUMENT, 0.95)


def by_same_date(place: Place) -> Verdict | None:
    """Resolve a number with symbol and full date whose body or province the text leaves open.

    Also one whose code no registry knows: that it belongs to the citing document's province is only a guess.
    """
    identity = place.claim.identity
    if identity.number is None or place.claim.date is None or place.claim.reference.symbol is None:
        return None
    guessed = is_guess(place.claim)
    if identity.key is not None and not guessed:
        return None
    organ = organ_of(place.claim)
    found = [
        anchor
        for anchor in place.anchors.of_day(identity.type, identity.number, place.claim.date)
        if (identity.body is None or guessed or identity.body.fits(anchor.body))
        and anchor.key != identity.key
        and organ in anchor.organs
    ]
    return choose(place, found, Step.SAME_DATE, 0.9)


def by_window(place: Place) -> Verdict | None:
    """Resolve a number without a year to the one directive that fits the years the citing document speaks of."""
    claim, identity = place.claim, place.claim.identity
    if identity.number is None or identity.type is None or claim.identity.key is not None:
        return None
    if claim.reference.symbol is None and (identity.body is None or claim.reference.issuer is None):
        return None
    if identity.body is None or identity.body.is_open:
        return None
    near, far = _years(place)
    territory = identity.body.id.partition("/")[0]  # whole: a body that fits has the same
    found = [
        anchor
        for anchor in place.anchors.of_place(identity.type, identity.number, territory)
        if body_fits(claim, anchor) and anchor.year is not None and not_after(anchor, place)
    ]
    if identity.year is not None:
        found = [anchor for anchor in found if anchor.year == identity.year]
    elif any(anchor.year in near for anchor in found):  # those a little farther off make it ambiguous
        found = [anchor for anchor in found if anchor.year in near | far]
    else:
        return None
    return choose(place, found, Step.ONLY_COMPATIBLE, 0.8)


def _years(place: Place) -> tuple[frozenset[int], frozenset[int]]:
    """Return the years in which a document cited without a date was probably, or perhaps, issued.

    State numbers start anew each year, so only years that the citing document speaks of count, and perhaps the one
    before.  Party numbers run for a term of five years (Hướng dẫn 36-HD/VPTW, II.1.3.1), and papers of the term
    before are still carried out.
    """
    written = place.entry.setting.date
    if place.claim.reference.family is Family.PARTY and written is not None:
        term = written.year - PARTY_TERM
        return frozenset(range(term, written.year + 1)), frozenset(range(term - PARTY_TERM, term))
    near = frozenset(place.entry.window)
    return near, frozenset(year - 1 for year in near) - near


DEFAULT_STEPS: Final[tuple[Resolver, ...]] = (
    by_law_name,
    by_successor,
    by_day,
    by_title,
    by_same_date,
    by_key,
    by_document,
    by_window,
)
"""The steps in the order in which they are tried."""
