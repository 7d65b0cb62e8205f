"""Resolution across documents: every mention gets an explicit verdict, every directive becomes one value.

A pure function of the documents.  The order in which they come changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from attrs import field, frozen

from docgraph.agencies.levels import Level
from docgraph.directives.anchors import Anchors, Lookups, build_anchors
from docgraph.directives.claims import Claim, Entry, mention_claims, own_claim, read_entries, read_entry
from docgraph.directives.folding import fold_words
from docgraph.directives.identity import COUNTRY, place_of
from docgraph.directives.merging import Gathered, merge
from docgraph.directives.own_keys import settle_own_keys
from docgraph.directives.place import Place, Resolver, is_guess
from docgraph.directives.steps import DEFAULT_STEPS, by_same_date, by_successor, former_provinces, province_of_slug
from docgraph.directives.typos import flag_typos
from docgraph.directives.verdicts import (
    Ambiguous,
    Cause,
    MentionVerdict,
    Resolved,
    SelfReference,
    Step,
    Unresolved,
    Verdict,
)
from docgraph.references.nodes import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from docgraph.agencies import Registry
    from docgraph.agencies.model import Agency
    from docgraph.directives.directive import Directive
    from docgraph.documents.model import Document


@frozen
class Resolution:
    """All documents of a corpus, their mentions' verdicts and the directives these lead to."""

    entries: tuple[Entry, ...] = field(repr=False)
    verdicts: tuple[MentionVerdict, ...]  # by document, then by mention
    directives: tuple[Directive, ...]  # by key
    agencies: tuple[Agency, ...] = field(default=(), repr=False)  # that issued them, by id
    claims: tuple[Claim, ...] = field(default=(), repr=False)  # of the mentions that name one document
    registry: Registry | None = field(default=None, repr=False)  # that named the bodies; None: the one of the package

    def counts(self) -> dict[str, int]:
        """Return how many mentions each step resolved and how many stay open, and how many directives there are."""
        counted: Counter[str] = Counter()
        for given in self.verdicts:
            match given.verdict:
                case Resolved(step=step):
                    counted[f"resolved: {step}"] += 1
                case Ambiguous():
                    counted["ambiguous"] += 1
                case Unresolved(cause=cause):
                    counted["generic" if cause is Cause.GENERIC else "unresolved"] += 1
                case SelfReference():
                    counted["self"] += 1
        return {
            "documents": len(self.entries),
            "mentions": len(self.verdicts),
            "directives": len(self.directives),
            "provisional": sum(directive.provisional for directive in self.directives),
            **dict(sorted(counted.items())),
        }

    def directive_of(self, given: MentionVerdict) -> str | None:
        """Return the key that a verdict leads to, or None."""
        return target_of(given.verdict, given.document)


def target_of(verdict: Verdict, document: str) -> str | None:
    """Return the key that a verdict on a mention of *document*, a key, leads to."""
    match verdict:
        case Resolved(directive=key) | Unresolved(directive=key):
            return key
        case SelfReference():
            return document
        case Ambiguous():
            return None


def resolve(
    documents: Iterable[Document],
    steps: Sequence[Resolver] = DEFAULT_STEPS,
    *,
    registry: Registry | None = None,
) -> Resolution:
    """Resolve every mention of *documents* by *steps*, tried in order.

    *registry* names the bodies that issue documents: the one of the package, or what `load_registry` made with a
    table of your own.

    >>> from docgraph.documents import parse_document
    >>> text = "Thực hiện Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của UBND tỉnh Quảng Ngãi."
    >>> resolution = resolve([parse_document("a.txt", text)])
    >>> [given.verdict for given in resolution.verdicts]
    [Resolved(directive='vn/quang-ngai/ubnd/qd/2021/1477', step=<Step.EXACT: 'exact'>, confidence=1.0)]
    """
    entries = _with_provinces(read_entries(documents, registry))
    own = [own_claim(number, entry) for number, entry in enumerate(entries)]
    cited = [claim for number, entry in enumerate(entries) for claim in mention_claims(number, entry)]
    anchors = _anchors(own, cited, entries, [entry.key for entry in entries])
    known, claimed, settled = settle_own_keys(own, entries, anchors)
    if known != entries or claimed != own:
        entries, own = known, claimed
        anchors = _anchors(own, cited, entries, settled)
    verdicts: dict[tuple[int, int], Verdict] = {}
    listed: list[MentionVerdict] = []
    for number, claims in groupby_entry(cited, len(entries)):
        entry = entries[number]
        given = decide_document(entry, claims, anchors, steps)
        verdicts |= {(number, index): verdict for index, verdict in enumerate(given)}
        listed += [MentionVerdict(entry.key, entry.document.source, *numbered) for numbered in enumerate(given)]
    merged = _merge_all(own, cited, verdicts, entries)
    agencies: dict[str, Agency] = {}
    for _, agency in merged:
        if agency is not None:
            agencies.setdefault(agency.id, agency)
    directives = flag_typos(directive for directive, _ in merged)
    issuers = tuple(agencies[key] for key in sorted(agencies))
    return Resolution(entries, tuple(listed), directives, issuers, tuple(cited), registry)


def groupby_entry(cited: Iterable[Claim], entries: int) -> Iterator[tuple[int, list[Claim]]]:
    """Yield the number of every entry with its claims."""
    by_entry: dict[int, list[Claim]] = defaultdict(list)
    for claim in cited:
        by_entry[claim.entry].append(claim)
    return ((number, by_entry.get(number, [])) for number in range(entries))


def decide_document(
    entry: Entry, claims: Sequence[Claim], anchors: Lookups, steps: Sequence[Resolver] = DEFAULT_STEPS
) -> list[Verdict]:
    """Return the verdict on every mention of one document; *claims* are those of its mentions, in order."""
    verdicts = _repeat_in_document(claims, [_decide(Place(claim, entry, anchors), steps) for claim in claims])
    given: list[Verdict] = []
    for index in range(len(entry.document.mentions)):
        given.append(verdicts.get(index) or _verdict(entry, index, given))
    return given


def _with_provinces(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Find the province of documents that do not say it, by what they cite.

    A commune's plan that carries out "Kế hoạch số 96/KH-UBND ngày 20/5/2024 của UBND huyện Sơn Tịnh" lies where the
    one plan of that number, day and district was issued.
    """
    open_ones = [number for number, entry in enumerate(entries) if lacks_province(entry)]
    if not open_ones:
        return entries
    placed = set(range(len(entries))) - set(open_ones)
    own = [own_claim(number, entries[number]) for number in sorted(placed)]
    cited = [claim for number in sorted(placed) for claim in mention_claims(number, entries[number])]
    anchors = build_anchors([*own, *cited], [entry.key for entry in entries])
    settled = list(entries)
    for number in open_ones:
        entry = entries[number]
        province = province_told(entry, mention_claims(number, entry), anchors)
        if province is not None:
            settled[number] = read_entry(entry.document, province, entry.setting.registry)
    return tuple(settled)


def province_told(entry: Entry, claims: Iterable[Claim], anchors: Lookups) -> str | None:
    """Return the one province in which the documents lie that an entry without province cites by number and day."""
    verdicts = (by_same_date(Place(claim, entry, anchors)) for claim in claims)
    keys = {verdict.directive for verdict in verdicts if isinstance(verdict, Resolved)}
    places = {key.split("/")[1].partition(".")[0] for key in keys}
    return province_of_slug(places.pop()) if len(places) == 1 else None


def lacks_province(entry: Entry) -> bool:
    """Tell whether the header of a local document does not say its province."""
    return entry.setting.province is None and entry.setting.level is not Level.CENTRAL


def _repeat_in_document(cited: Sequence[Claim], given: Sequence[Verdict]) -> dict[int, Verdict]:
    """Let a short form follow the fuller mention of the same number and symbol in its document."""
    verdicts: dict[int, Verdict] = {}
    fuller: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim, verdict in zip(cited, given, strict=True):
        if isinstance(verdict, Resolved) and claim.identity.number and claim.reference.symbol:
            fuller[claim.identity.number, fold_words(claim.reference.symbol)].add(verdict.directive)
    for claim, verdict in zip(cited, given, strict=True):
        assert claim.mention is not None
        verdicts[claim.mention] = verdict
        if isinstance(verdict, Unresolved) and claim.date is None and claim.identity.number and claim.reference.symbol:
            known = fuller[claim.identity.number, fold_words(claim.reference.symbol)]
            if len(known) == 1:
                confidence = round(0.85 * claim.confidence, 4)
                verdicts[claim.mention] = Resolved(min(known), Step.WITHIN_DOCUMENT, confidence)
    return verdicts


def is_weak(claim: Claim) -> bool:
    """Tell whether a claim takes its body's place from the citing document, and may so mean another's document."""
    body = claim.identity.body
    return body is not None and (is_guess(claim) or (not body.stated and bool(former_provinces(body.province))))


def stands(place: Place) -> bool:
    """Tell whether a weak claim anchors a directive of its own: no better known one can be meant."""
    return not any(isinstance(step(place), Resolved) for step in (by_successor, by_same_date))


def _anchors(own: list[Claim], cited: list[Claim], entries: tuple[Entry, ...], keys: list[str]) -> Anchors:
    """Anchor what is stated first, then what takes its place from the citing document and is no successor's."""
    bodied = [claim for claim in cited if claim.identity.body is not None]
    weak = [claim for claim in bodied if is_weak(claim)]
    doubted = {(claim.entry, claim.mention) for claim in weak}
    firm = [claim for claim in bodied if (claim.entry, claim.mention) not in doubted]
    stated = build_anchors([*own, *firm], keys)
    kept = [claim for claim in weak if stands(Place(claim, entries[claim.entry], stated))]
    return build_anchors([*own, *firm, *kept], keys)


def _decide(place: Place, steps: Sequence[Resolver]) -> Verdict:
    for step in steps:
        verdict = step(place)
        if verdict is not None:
            return verdict
    return _unresolved(place)


def _unresolved(place: Place) -> Unresolved:
    identity = place.claim.identity
    if identity.type is None:
        cause = Cause.NO_TYPE
    elif identity.body is None or identity.body.is_open:
        cause = Cause.NO_PLACE if place.claim.reference.symbol else Cause.NO_BODY
    elif identity.number is None and identity.name is None:
        return Unresolved(Cause.NO_DATE)
    else:
        cause = Cause.NO_YEAR
    what = identity.number or identity.name or (identity.date.isoformat() if identity.date else None)
    if what is None:
        return Unresolved(Cause.NO_DATE)
    year = f"{identity.year}/" if identity.year is not None and identity.number is not None else ""
    scope = place.entry.key.replace("/", ".")
    return Unresolved(cause, f"{COUNTRY}/{place_of(identity.body)}/{identity.type or 'van-ban'}/{year}{what}?{scope}")


def _verdict(entry: Entry, index: int, given: Sequence[Verdict]) -> Verdict:
    """Return the verdict on a mention that names no document by itself; *given* holds those before it."""
    mention = entry.document.mentions[index]
    if mention.is_self:
        return SelfReference()
    if mention.reference.is_draft:
        return Unresolved(Cause.DRAFT)
    if mention.form is Form.GENERIC:
        return Unresolved(Cause.GENERIC)
    if mention.antecedent is None or mention.antecedent >= index:
        return Unresolved(Cause.NO_ANTECEDENT)
    before = given[mention.antecedent]
    if isinstance(before, Resolved):
        return Resolved(before.directive, Step.ANTECEDENT, round(before.confidence * mention.confidence, 4))
    return before


def _merge_all(
    own: list[Claim],
    cited: list[Claim],
    verdicts: Mapping[tuple[int, int], Verdict],
    entries: tuple[Entry, ...],
) -> list[tuple[Directive, Agency | None]]:
    gathered: dict[str, list[Claim]] = defaultdict(list)
    provisional: set[str] = set()
    for claim in own:
        gathered[entries[claim.entry].key].append(claim)
    for claim in cited:
        assert claim.mention is not None
        verdict = verdicts[claim.entry, claim.mention]
        target = target_of(verdict, entries[claim.entry].key)
        if target is not None:
            gathered[target].append(claim)
            if isinstance(verdict, Unresolved):
                provisional.add(target)
    return [merge(Gathered(key, tuple(gathered[key]), key in provisional), entries) for key in sorted(gathered)]
