"""What was found in one document against what a careful reader marked in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import frozen

from docgraph.documents.model import RelationKind
from docgraph.evaluation.alignment import Alignment, align
from docgraph.evaluation.annotations import FIELDS, HEADER_FIELDS, AnnotatedDocument, Annotation
from docgraph.evaluation.excerpts import Excerpt, Lines, one_line
from docgraph.evaluation.figures import Figures, Score, Share
from docgraph.evaluation.sameness import comparable, same
from docgraph.evaluation.shapes import shapes_of
from docgraph.text.spans import Span

_MENTIONS: Final = RelationKind.MENTIONS.value
# A report under a letter and an answer to it also carry it out; which of the three is a matter of wording.
_FAMILY: Final = {
    RelationKind.REPORTS_UNDER.value: RelationKind.IMPLEMENTS.value,
    RelationKind.RESPONDS_TO.value: RelationKind.IMPLEMENTS.value,
}


@frozen
class Miss:
    """One thing that was not read as the gold file has it.

    *what* is "missed", "false", "misread", "exact", the name of a field, "header …" or "relation …".
    """

    source: str
    what: str
    wanted: str | None
    found: str | None
    span: Span | None = None
    excerpt: Excerpt | None = None

    def __str__(self) -> str:
        place = one_line(self.source)
        if self.excerpt:
            place += f":{self.excerpt.line}:{self.excerpt.column}"
        lines = [f"{place}  {self.what}: expected {one_line(self.wanted)}, found {one_line(self.found)}"]
        if self.excerpt:
            lines += [f"    {self.excerpt.words}", f"    {self.excerpt.mark}"]
        return "\n".join(lines)


@frozen
class DocumentScore:
    """The figures of one document and what was missed in it."""

    name: str
    figures: Figures
    misses: tuple[Miss, ...]


@frozen
class _Overlay:
    """Two readings of one text with the pairs of their references; *false* ones are judged to be wrong."""

    source: str
    lines: Lines
    gold: tuple[Annotation, ...]
    found: tuple[Annotation, ...]
    alignment: Alignment
    false: tuple[int, ...]


def score_document(gold: AnnotatedDocument, found: AnnotatedDocument | None) -> DocumentScore:
    """Lay what was *found* over *gold*; None scores as nothing found."""
    reading = found or AnnotatedDocument(gold.source)
    lines = Lines(gold.text or reading.text)
    specific = tuple(one for one in gold.references if not one.generic)
    alignment = align(specific, reading.references)
    lax = tuple(one.span for one in gold.references if one.generic or one.optional)
    false = tuple(
        index
        for index in (*alignment.only_second, *(other for _, other in alignment.misread))
        if not any(span.overlaps(reading.references[index].span) for span in lax)
    )
    overlay = _Overlay(gold.name, lines, specific, reading.references, alignment, false)
    figures = _reference_figures(overlay)
    if not specific:
        figures += Figures(noise=len(reading.references), quiet=len(lines.text))
    misses = list(_reference_misses(overlay))
    if gold.relations is not None:
        relation_figures, relation_misses = _relations(gold, reading, lines)
        figures += relation_figures
        misses += relation_misses
    header = {name: _header_share(name, gold.header, reading.header) for name in HEADER_FIELDS}
    misses += [
        Miss(gold.name, f"header {name}", gold.header[name], reading.header.get(name))
        for name, share in header.items()
        if share.right < share.total
    ]
    return DocumentScore(gold.name, figures + Figures(header=header), tuple(misses))


def _header_share(name: str, gold: Mapping[str, str | None], found: Mapping[str, str | None]) -> Share:
    return Share(int(same(name, gold[name], found.get(name))), 1) if name in gold else Share()


def _judged(name: str, gold: Annotation, found: Annotation) -> bool:
    """Tell whether a field is judged: what the gold leaves open is not, and an issuer only where it names one."""
    if name not in gold.fields:
        return False
    if name == "issuer":
        return gold.get(name) is not None
    if name == "pinpoint":
        return gold.get(name) is not None or found.get(name) is not None
    return True


def _field_pairs(overlay: _Overlay) -> Iterator[tuple[str, Annotation, Annotation]]:
    """Yield every field to be judged with the two references; of misread ones only number and symbol."""
    for one, other in overlay.alignment.agreeing:
        gold, found = overlay.gold[one], overlay.found[other]
        if not gold.optional:
            yield from ((name, gold, found) for name in FIELDS if _judged(name, gold, found))
    for one, other in overlay.alignment.misread:
        gold, found = overlay.gold[one], overlay.found[other]
        if not gold.optional and gold.is_numbered:
            yield from ((name, gold, found) for name in ("number", "symbol") if name in gold.fields)


def _reference_figures(overlay: _Overlay) -> Figures:
    figures = Figures()
    for one, other in overlay.alignment.agreeing:
        gold = overlay.gold[one]
        if not gold.optional:
            figures += _one_reference(gold, hit=True, exact=gold.span == overlay.found[other].span)
    for one in (*overlay.alignment.only_first, *(one for one, _ in overlay.alignment.misread)):
        if not overlay.gold[one].optional:
            figures += _one_reference(overlay.gold[one], hit=False, exact=False)
    for index in overlay.false:
        score = Score(false=1)
        figures += _of_class(overlay.found[index], score, score, Share())
    counts = dict.fromkeys(FIELDS, Share())
    for name, gold, found in _field_pairs(overlay):
        counts[name] += Share(int(same(name, gold.get(name), found.get(name))), 1)
    return figures + Figures(fields=counts)


def _one_reference(gold: Annotation, *, hit: bool, exact: bool) -> Figures:
    score = Score(hits=1) if hit else Score(missed=1)
    # By exact spans, what was found with another span is both missed and false.
    strict = Score(hits=1) if exact else Score(false=int(hit), missed=1)
    return _of_class(gold, score, strict, Share(int(exact), 1) if hit else Share())


def _of_class(reference: Annotation, score: Score, strict: Score, exact: Share) -> Figures:
    """Return the figures that one reference adds to its class and to its shapes."""
    traits = [shape.value for shape in shapes_of(reference)]
    shapes, shapes_exact = dict.fromkeys(traits, score), dict.fromkeys(traits, exact)
    if reference.is_numbered:
        return Figures(numbered=score, numbered_exact=strict, exact=exact, shapes=shapes, shapes_exact=shapes_exact)
    return Figures(unnumbered=score, unnumbered_exact=strict, exact=exact, shapes=shapes, shapes_exact=shapes_exact)


def _reference_misses(overlay: _Overlay) -> list[Miss]:
    """Return the misses of references and of their fields, in the order of their places."""
    gold, found, alignment = overlay.gold, overlay.found, overlay.alignment
    pairs: list[tuple[str, str | None, str | None, Span]] = [
        ("missed", gold[one].text, None, gold[one].span) for one in alignment.only_first if not gold[one].optional
    ]
    pairs += [
        ("misread", gold[one].text, found[other].text, gold[one].span)
        for one, other in alignment.misread
        if not gold[one].optional
    ]
    beside = {other for one, other in alignment.misread if not gold[one].optional}
    pairs += [("false", None, found[one].text, found[one].span) for one in overlay.false if one not in beside]
    pairs += [
        ("exact", gold[one].text, found[other].text, gold[one].span)
        for one, other in alignment.agreeing
        if not gold[one].optional and gold[one].span != found[other].span
    ]
    pairs += [
        (name, one.get(name), other.get(name), one.span)
        for name, one, other in _field_pairs(overlay)
        if not same(name, one.get(name), other.get(name))
    ]
    return [
        Miss(overlay.source, what, wanted, got, span, overlay.lines.excerpt(span))
        for what, wanted, got, span in sorted(pairs, key=lambda pair: pair[3].start)
    ]


_Triple = tuple[str, str, str]


def _key(reference: Annotation) -> str:
    """Return what identifies a document inside one text, so that a relation may be read at any of its mentions."""
    if reference.is_numbered:
        parts = (comparable(name, reference.get(name)) for name in ("number", "year", "symbol"))
        return "/".join(part for part in parts if part)
    return f"{comparable('type', reference.get('type'))} {reference.get('date') or 'without date'}"


def _triples(document: AnnotatedDocument, family: Mapping[str, str]) -> dict[_Triple, bool]:
    """Return the relations as subject, relation, object, each with whether a reader could leave it out."""
    found: dict[_Triple, bool] = {}
    for relation in document.relations or ():
        subject = "self" if relation.subject is None else _key(document.references[relation.subject])
        triple = (subject, family.get(relation.kind, relation.kind), _key(document.references[relation.object]))
        found[triple] = found.get(triple, True) and relation.optional
    return found


def _compared(gold: AnnotatedDocument, found: AnnotatedDocument, family: Mapping[str, str]) -> tuple[set[_Triple], ...]:
    """Return the relations found, missed, and wrongly found.

    A mere mention claims nothing, and one of a reference that the gold does not have is counted as false already.
    """
    wanted, got = _triples(gold, family), _triples(found, family)
    required = {triple for triple, optional in wanted.items() if not optional}
    known = {_key(one) for one in gold.references if not one.generic} | {"self"}
    false = {one for one in got if one not in wanted and one[1] != _MENTIONS and {one[0], one[2]} <= known}
    return required & set(got), required - set(got), false


def _relations(gold: AnnotatedDocument, found: AnnotatedDocument, lines: Lines) -> tuple[Figures, list[Miss]]:
    hits, missed, false = _compared(gold, found, _FAMILY)
    kinds: dict[str, Score] = {}
    for triples, score in zip(
        _compared(gold, found, {}), (Score(hits=1), Score(missed=1), Score(false=1)), strict=True
    ):
        for _, kind, _ in triples:
            kinds[kind] = kinds.get(kind, Score()) + score
    places = _places(gold.references)
    misses = [_relation_miss(gold.name, lines, triple, places.get(triple[2]), wanted=True) for triple in sorted(missed)]
    misses += [
        _relation_miss(gold.name, lines, triple, places.get(triple[2]), wanted=False) for triple in sorted(false)
    ]
    return Figures(relations=Score(len(hits), len(false), len(missed)), by_relation=kinds), misses


def _places(references: Iterable[Annotation]) -> dict[str, Span]:
    places: dict[str, Span] = {}
    for reference in references:
        places.setdefault(_key(reference), reference.span)
    return places


def _relation_miss(source: str, lines: Lines, triple: _Triple, span: Span | None, *, wanted: bool) -> Miss:
    said = " ".join(triple)
    shown = lines.excerpt(span) if span else None
    if wanted:
        return Miss(source, "relation missed", said, None, span, shown)
    return Miss(source, "relation false", None, said, span, shown)
