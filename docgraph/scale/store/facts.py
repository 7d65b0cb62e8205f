"""A document without its text: everything that resolution and the graph ask of it, as values that JSON can hold.

What the graph quotes - evidence, sentences of mentions, places - is kept as pieces of the text, each once; everything
else points into them.  So a stored document is never read again as long as its text stays the same.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from docgraph.agencies.levels import Level
from docgraph.directives.identity import content_hash
from docgraph.documents.model import Document, Header, Relation, RelationKind
from docgraph.graph.building import edge_drafts
from docgraph.graph.compliance import COMPLIANCE, compliance_of
from docgraph.graph.open_mentions import sentences_around
from docgraph.graph.places import ANAPHORIC, places_of
from docgraph.references.nodes import Family, Form, Mention, Reference
from docgraph.text.dates import PartialDate
from docgraph.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FORMS: Final = tuple(Form)
_FORM_NUMBERS: Final = {form: number for number, form in enumerate(_FORMS)}
_PLAIN_HEADER: Final = (
    "type", "number", "year", "symbol", "place", "title", "issuer", "province", "submitted_to", "signer",
    "signer_position", "signing_capacity",
)  # fmt: skip

_ENCODE: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode

Pieces = list[tuple[int, str]]
"""Parts of a text: where each starts, and its words."""


@frozen
class Facts:
    """A document without its text, and what its text shows."""

    document: Document  # text and diagnostics are left out, and relations but for what its author issued
    text_hash: str
    drafts: tuple[tuple[int | None, int, str, tuple[int | None, ...]], ...]
    sentences: tuple[Span | None, ...]  # of each mention
    places: tuple[tuple[str, int, int, int | None], ...]  # kind, start, end, index of an anaphoric mention
    diagnostics: tuple[dict[str, Any], ...]


def digest_of(text: str) -> bytes:
    """Return what tells one text from another: the hash by which an unchanged document is known."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def plain(value: Any) -> str:
    """Return a value as compact JSON; lone surrogates of damaged texts stay as escapes."""
    return _ENCODE(value)


def _ints(span: tuple[int, int] | None) -> tuple[int | None, int | None]:
    return span if span is not None else (None, None)


def facts_of(document: Document) -> tuple[Facts, Pieces]:
    """Return what is kept of a document, and the pieces of its text that the graph quotes."""
    drafts = tuple(
        (
            draft.subject,
            draft.object,
            draft.relation,
            (draft.evidence.start, draft.evidence.end, *_ints(draft.evidence.mention), *_ints(draft.evidence.cue)),
        )
        for draft in edge_drafts(document)
    )
    wanted = [index for index, mention in enumerate(document.mentions) if mention.form is not Form.GENERIC]
    around = sentences_around(document, [document.mentions[index].span for index in wanted])
    sentences: list[Span | None] = [None] * len(document.mentions)
    for index, span in zip(wanted, around, strict=True):
        sentences[index] = span
    repeats = iter([index for index, mention in enumerate(document.mentions) if mention.form is Form.ANAPHORIC])
    places = [
        (place["kind"], place["start"], place["end"], next(repeats) if place["kind"] == ANAPHORIC else None)
        for place in places_of(document, "", [None] * len(document.mentions))
    ]
    places += [(COMPLIANCE, place["start"], place["end"], None) for place in compliance_of(document, "")]
    spans = [(place[0], place[1]) for _, _, _, place in drafts]
    spans += [(span.start, span.end) for span in (*around, *(mention.span for mention in document.mentions))]
    spans += [(start, end) for _, start, end, _ in places]
    issued = tuple(
        Relation(None, RelationKind.ISSUES, relation.object, Span(0, 0))
        for relation in document.relations
        if relation.kind is RelationKind.ISSUES and relation.subject is None
    )
    facts = Facts(
        Document(document.source, "", document.header, tuple(_without_text(document)), issued),
        content_hash(document),
        drafts,
        tuple(sentences),
        tuple(places),
        tuple(one.to_record() for one in document.diagnostics),
    )
    return facts, _pieces(document.text, spans)


def _without_text(document: Document) -> Iterator[Mention]:
    """Yield the mentions without their words, which stand in the pieces."""
    for mention in document.mentions:
        one = mention
        text = "" if one.text == one.span.of(document.text) else one.text
        yield Mention(one.span, text, one.form, one.reference, None, one.antecedent, one.is_self, one.confidence)


def _pieces(text: str, spans: Iterable[tuple[int | None, int | None]]) -> Pieces:
    """Return the parts of a text that *spans* cover, each once."""
    merged: list[list[int]] = []
    for start, end in sorted((start or 0, end or 0) for start, end in spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return [(start, text[start:end]) for start, end in merged]


class Quotes:
    """The kept pieces of one text."""

    def __init__(self, pieces: Sequence[Sequence[Any]]) -> None:
        self._starts = [start for start, _ in pieces]
        self._words = [words for _, words in pieces]

    def text(self, start: int, end: int) -> str:
        """Return the words of a kept part."""
        at = bisect_right(self._starts, start) - 1
        first = self._starts[at] if at >= 0 else 0
        return str(self._words[at][start - first : end - first]) if at >= 0 else ""


def pack_pieces(pieces: Pieces) -> bytes:
    """Return pieces as bytes."""
    return zlib.compress(
        json.dumps(pieces, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), 1
    )


def unpack_pieces(packed: bytes) -> Quotes:
    """Return what `pack_pieces` packed."""
    return Quotes(json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass")))


def _written(date: PartialDate | None) -> str | None:
    return date.isoformat() if date is not None else None


@lru_cache(maxsize=65_536)
def read_date(written: str | None) -> PartialDate | None:
    """Read a date back; the same day is the same value."""
    return PartialDate.fromisoformat(written) if written is not None else None


def trimmed(values: list[Any]) -> list[Any]:
    """Leave out the empty values at the end of a list."""
    while values and values[-1] is None:
        values.pop()
    return values


def pack_reference(reference: Reference) -> list[Any]:
    """Return a reference as a list."""
    one = reference
    family = str(one.family) if one.family is not None else None
    return trimmed([
        one.type, one.number, one.symbol, _written(one.date), one.issuer, one.title, one.year, family, one.name,
        one.is_draft or None,
    ])  # fmt: skip


def unpack_reference(packed: Sequence[Any]) -> Reference:
    """Return what `pack_reference` packed."""
    filled: list[Any] = [*packed, *[None] * (10 - len(packed))]
    kind, number, symbol, date, issuer, title, year, family, name, draft = filled
    known = Family(family) if family is not None else None
    return Reference(kind, number, year, symbol, known, read_date(date), issuer, name, title, bool(draft))


def _pack_mention(mention: Mention) -> list[Any]:
    confidence = None if mention.confidence == 1 else mention.confidence
    rest: list[Any] = [mention.antecedent, mention.is_self or None, confidence, mention.text or None]
    packed = [mention.span.start, mention.span.end, _FORM_NUMBERS[mention.form], pack_reference(mention.reference)]
    return packed + trimmed(rest)


def _unpack_mention(packed: Sequence[Any]) -> Mention:
    start, end, form, reference, *rest = packed
    filled: list[Any] = [*rest, *[None] * (4 - len(rest))]
    antecedent, is_self, confidence, text = filled
    return Mention(
        Span(start, end),
        text or "",
        _FORMS[form],
        unpack_reference(reference),
        None,
        antecedent,
        bool(is_self),
        1.0 if confidence is None else confidence,
    )


def pack_header(header: Header) -> dict[str, Any]:
    """Return a header as a dictionary without what is empty."""
    found: dict[str, Any] = {name: getattr(header, name) for name in _PLAIN_HEADER}
    found |= {"date": _written(header.date), "level": str(header.level) if header.level else None}
    found |= {"addressees": list(header.addressees), "recipients": list(header.recipients)}
    return {name: value for name, value in found.items() if value not in (None, [])}


def unpack_header(packed: dict[str, Any]) -> Header:
    """Return what `pack_header` packed."""
    held = dict(packed)
    date, level = held.pop("date", None), held.pop("level", None)
    addressees, recipients = tuple(held.pop("addressees", ())), tuple(held.pop("recipients", ()))
    return Header(
        date=read_date(date),
        level=Level(level) if level is not None else None,
        addressees=addressees,
        recipients=recipients,
        **held,
    )


def pack_facts(facts: Facts) -> bytes:
    """Return facts as bytes; source, header and hash have places of their own."""
    return zlib.compress(
        plain([
            [_pack_mention(mention) for mention in facts.document.mentions],
            [relation.object for relation in facts.document.relations],
            [[subject, target, relation, *place] for subject, target, relation, place in facts.drafts],
            [None if span is None else [span.start, span.end] for span in facts.sentences],
            facts.places,
            facts.diagnostics,
        ]).encode("ascii"),
        1,
    )  # fmt: skip


def unpack_facts(source: str, text_hash: str, header: str, packed: bytes) -> Facts:
    """Return what `pack_facts` packed."""
    mentions, issued, drafts, sentences, places, diagnostics = json.loads(zlib.decompress(packed))
    document = Document(
        source,
        "",
        unpack_header(json.loads(header)),
        tuple([_unpack_mention(one) for one in mentions]),
        tuple([Relation(None, RelationKind.ISSUES, index, Span(0, 0)) for index in issued]),
    )
    return Facts(
        document,
        text_hash,
        tuple([(one[0], one[1], one[2], tuple(one[3:])) for one in drafts]),
        tuple([None if span is None else Span(*span) for span in sentences]),
        tuple([tuple(place) for place in places]),
        tuple(diagnostics),
    )
