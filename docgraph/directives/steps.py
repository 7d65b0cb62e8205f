"""The steps of resolution: each reads one claim and either gives a verdict or leaves it to the next.

A step is a plain function; `resolve` takes any sequence of them, so that one can be replaced or left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

from attrs import frozen

from docgraph.agencies import provinces
from docgraph.agencies.model import CENTRE
from docgraph.directives.anchors import Anchor, Anchors, organ_of
from docgraph.directives.folding import fold_words
from docgraph.directives.titles import title_words
from docgraph.directives.type_codes import type_code
from docgraph.directives.verdicts import Ambiguous, Resolved, SelfReference, Step, Verdict
from docgraph.references.nodes import Family

if TYPE_CHECKING:
    from docgraph.directives.claims import Claim, Entry

FIRM: Final = 1.0
PARTY_TERM: Final = 5
INFERRED_PLACE: Final = 0.95
SETTLED: Final = 2
"""Years after which a new law is sure to be in force: most start within a year of their passing."""


@frozen
class Place:
    """Where a claim stands: the claim, its citing document and what the corpus knows."""

    claim: Claim
    entry: Entry
    anchors: Anchors


Resolver = Callable[[Place], Verdict | None]


def is_guess(claim: Claim) -> bool:
    """Tell whether the body of a claim is a code that no registry knows, in the citing document's province."""
    body = claim.identity.body
    return body is not None and body.agency is None and not body.stated and not body.is_open


def choose(place: Place, found: Iterable[Anchor], step: Step, confidence: float) -> Verdict | None:
    """Return the verdict on the anchors that a step found: none, one or several; of several, a title may choose."""
    listed = list(found)
    candidates = sorted({anchor.key for anchor in listed})
    title = place.claim.reference.title
    if len(candidates) > 1 and title:
        titled = sorted({anchor.key for anchor in listed if anchor.is_titled(title_words(title))})
        candidates = titled if len(titled) == 1 else candidates
    if not candidates:
        return None
    if len(candidates) > 1:
        return Ambiguous(tuple(candidates))
    if candidates[0] == place.entry.key:
        return SelfReference()
    return Resolved(candidates[0], step, round(confidence * place.claim.confidence, 4))


def _day_fits(claim: Claim, anchor: Anchor) -> bool:
    date = claim.identity.date
    return date is None or anchor.date is None or date.compatible(anchor.date)


def _cited_here(place: Place, anchor: Anchor) -> bool:
    return place.claim.entry in anchor.entries


def by_key(place: Place) -> Verdict | None:
    """Resolve a claim that is complete: number, symbol, year and body, or type, date and body."""
    key = place.claim.identity.key
    if key is None:
        return None
    members = place.anchors.by_base.get(key, ())
    fitting = [anchor for anchor in members if _day_fits(place.claim, anchor)]
    body = place.claim.identity.body
    confidence = FIRM if body is not None and body.stated else INFERRED_PLACE
    if len(fitting) > 1:
        here = [anchor for anchor in fitting if _cited_here(place, anchor) and anchor.date is not None]
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

    Khánh Hòa citing "Kế hoạch số 5027/KH-UBND ngày 20/9/2021" without a province may mean the plan of Ninh Thuận,
    which it absorbed on 1 July 2025 (Nghị quyết 202/2025/QH15).
    """
    identity = place.claim.identity
    body = identity.body
    if body is None or body.stated or body.province is None or place.claim.date is None or identity.number is None:
        return None
    if any(anchor.date == place.claim.date for anchor in place.anchors.by_base.get(identity.key or "", ())):
        return None
    code = body.id.partition("/")[2]
    former = {f"{province}/{code}" for province in former_provinces(body.province)}
    found = [
        anchor
        for anchor in place.anchors.of_number(identity.type, identity.number)
        if anchor.body in former and anchor.date == place.claim.date
    ]
    return choose(place, found, Step.SUCCESSOR, 0.75)


def by_document(place: Place) -> Verdict | None:
    """Resolve a short form to the one document of that number that the same text names in full."""
    identity = place.claim.identity
    if identity.number is None:
        return None
    found = [
        anchor
        for anchor in place.anchors.of_number(identity.type, identity.number)
        if _cited_here(place, anchor) and _body_fits(place.claim, anchor) and _day_fits(place.claim, anchor)
    ]
    return choose(place, found, Step.WITHIN_DOCUMENT, 0.95)


def _body_fits(claim: Claim, anchor: Anchor) -> bool:
    body = claim.identity.body
    if body is not None and claim.reference.symbol is not None:
        return body.fits(anchor.body)
    if body is not None:  # "Nghị quyết số 57 của Bộ Chính trị": TW is written for all central Party bodies
        return body.id.split("/", 1)[0] == anchor.body.split("/", 1)[0]
    if claim.reference.symbol is not None:
        return organ_of(claim) in anchor.organs
    return claim.reference.issuer is None


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
        for anchor in place.anchors.of_number(identity.type, identity.number)
        if anchor.date == place.claim.date
        and (identity.body is None or guessed or identity.body.fits(anchor.body))
        and anchor.key != identity.key
        and organ in anchor.organs
    ]
    return choose(place, found, Step.SAME_DATE, 0.9)


def by_law_name(place: Place) -> Verdict | None:
    """Resolve a law by its name, and its year where given, also to the number that another text gives for it."""
    identity = place.claim.identity
    if identity.name is None or identity.type is None or identity.number is not None:
        return None
    named = place.anchors.by_name.get((identity.type, identity.name), ())
    if identity.year is not None:
        same_year = [anchor for anchor in named if anchor.year == identity.year and _day_fits(place.claim, anchor)]
        numbered = [anchor for anchor in same_year if anchor.number is not None]
        return choose(place, numbered or same_year, Step.LAW_NAME, FIRM if not numbered else INFERRED_PLACE)
    numbered_years = {anchor.year for anchor in named if anchor.number is not None}
    distinct = [anchor for anchor in named if anchor.number is not None or anchor.year not in numbered_years]
    years_here = {anchor.year for anchor in named if _cited_here(place, anchor)}
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
        for anchor in place.anchors.by_day.get(place.claim.date, ())
        if _same_type(identity.type, anchor, place) and (identity.body is None or identity.body.fits(anchor.body))
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
    found = [
        anchor
        for anchor in place.anchors.titled(title)
        if _same_type(identity.type, anchor, place)
        and (identity.year is None or anchor.year in {None, identity.year})
        and _is_at_home(place, anchor)
        and _not_after(anchor, place)
    ]
    return choose(place, found, Step.TITLE, 0.7)


def _is_at_home(place: Place, anchor: Anchor) -> bool:
    """Tell whether a body fits the one stated, or, where none is, belongs to the centre or the citing province."""
    body = place.claim.identity.body
    if body is not None:
        return body.fits(anchor.body)
    home = place.entry.setting.province
    return anchor.body.partition("/")[0].partition(".")[0] in {CENTRE, fold_words(home) if home else CENTRE}


def _same_type(code: str, anchor: Anchor, place: Place) -> bool:
    from_word = place.claim.reference.type
    return anchor.type == code or (from_word is not None and anchor.type == type_code(from_word))


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
    found = [
        anchor
        for anchor in place.anchors.of_number(identity.type, identity.number)
        if _body_fits(claim, anchor) and anchor.year is not None and _not_after(anchor, place)
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


def _not_after(anchor: Anchor, place: Place) -> bool:
    written = place.entry.setting.date
    return anchor.date is None or written is None or anchor.date.earliest() <= written.latest()


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
