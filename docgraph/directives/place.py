"""Where a mention stands: its claim, its citing document and the anchors that it may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from attrs import frozen

from docgraph.directives.anchors import Anchor, Lookups, organ_of
from docgraph.directives.titles import title_words
from docgraph.directives.verdicts import Ambiguous, Resolved, SelfReference, Step, Verdict

if TYPE_CHECKING:
    from docgraph.directives.claims import Claim, Entry

FIRM: Final = 1.0
INFERRED_PLACE: Final = 0.95
_PARTY_CODES: Final = frozenset({"tw", "tu"})


@frozen
class Place:
    """Where a claim stands: the claim, its citing document and what the corpus knows."""

    claim: Claim
    entry: Entry
    anchors: Lookups


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


def day_fits(claim: Claim, anchor: Anchor) -> bool:
    """Tell whether the date of a claim, as far as it goes, is that of an anchor."""
    date = claim.identity.date
    return date is None or anchor.date is None or date.compatible(anchor.date)


def cited_here(place: Place, anchor: Anchor) -> bool:
    """Tell whether the citing document also names an anchor in full."""
    return place.anchors.names_in_full(place.claim.entry, anchor)


def body_fits(claim: Claim, anchor: Anchor) -> bool:
    """Tell whether what a claim says of its body, in words or symbol, fits an anchor."""
    body = claim.identity.body
    if body is not None and claim.reference.symbol is not None:
        return body.fits(anchor.body)
    if body is not None:  # "Nghị quyết số 57 của Bộ Chính trị": TW and TU are written for all Party bodies of a level
        place, _, organ = anchor.body.partition("/")
        return body.fits(anchor.body) or (organ in _PARTY_CODES and place == body.id.partition("/")[0])
    if claim.reference.symbol is not None:
        return organ_of(claim) in anchor.organs
    return claim.reference.issuer is None


def not_after(anchor: Anchor, place: Place) -> bool:
    """Tell whether an anchor is, as far as dates are known, no younger than the citing document."""
    written = place.entry.setting.date
    return anchor.date is None or written is None or anchor.date.earliest() <= written.latest()
