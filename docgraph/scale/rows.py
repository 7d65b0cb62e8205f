"""Documents as rows of plain values, in the columns of ``tables/extraction.csv``, and back."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from docgraph.agencies.levels import Level
from docgraph.documents.model import (
    Diagnostic,
    DiagnosticKind,
    Document,
    Header,
    Relation,
    RelationKind,
    Severity,
)
from docgraph.references.nodes import Family, Form, Mention, Pinpoint, PinpointKind, PinpointPart, Reference
from docgraph.scale.schema import PARTS, Part, part_columns
from docgraph.text.dates import PartialDate
from docgraph.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgraph.directives.bodies import Body

Values = tuple[Any, ...]
# Looking a member up is a third of the cost of asking its enum.
_FORMS: Final = {member.value: member for member in Form}
_FAMILIES: Final = {member.value: member for member in Family}
_KINDS: Final = {member.value: member for member in RelationKind}


def _date(date: PartialDate | None) -> str | None:
    return date.isoformat() if date is not None else None


def _word(member: object) -> str | None:
    return str(member) if member is not None else None


def header_values(header: Header) -> Values:
    """Return the columns of a header."""
    return (
        header.type,
        header.number,
        header.year,
        header.symbol,
        _date(header.date),
        header.place,
        header.title,
        header.issuer,
        _word(header.level),
        header.province,
        header.addressees,
        header.recipients,
        header.submitted_to,
        header.signer,
        header.signer_position,
        header.signing_capacity,
    )


def reference_values(mention: Mention, body: Body | None = None, key: str | None = None) -> Values:
    """Return the columns of a mention; *body* and *key* are what resolution says of it."""
    reference, pinpoint = mention.reference, mention.pinpoint
    return (
        mention.span.start,
        mention.span.end,
        mention.text,
        mention.form.value,
        reference.type,
        reference.number,
        reference.year,
        reference.symbol,
        _word(reference.family),
        _date(reference.date),
        reference.issuer,
        _word(body.level) if body else None,
        body.province if body else None,
        reference.name,
        reference.title,
        reference.is_draft,
        pinpoint.text if pinpoint else None,
        pinpoint.span.start if pinpoint else None,
        pinpoint.span.end if pinpoint else None,
        [_part_record(part) for part in pinpoint.parts] if pinpoint else None,
        mention.antecedent,
        mention.is_self,
        mention.confidence,
        key,
    )


def _part_record(part: PinpointPart) -> dict[str, Any]:
    return {
        "kind": part.kind.value,
        "label": part.label,
        "until": part.until,
        "start": part.span.start,
        "end": part.span.end,
    }


def relation_values(relation: Relation, text: str) -> Values:
    """Return the columns of a relation in a document of this text."""
    cue = relation.cue
    return (
        relation.subject,
        relation.kind.value,
        relation.object,
        relation.evidence.start,
        relation.evidence.end,
        cue.of(text) if cue else None,
        cue.start if cue else None,
        cue.end if cue else None,
    )


def diagnostic_values(diagnostic: Diagnostic) -> Values:
    """Return the columns of a diagnostic."""
    span = diagnostic.span
    return (diagnostic.kind.value, diagnostic.severity.value, diagnostic.message, span.start, span.end)


def document_values(document: Document) -> Values:
    """Return a document as plain values, which travel at a third of the cost of the document itself."""
    return (
        document.source,
        document.text,
        header_values(document.header),
        [reference_values(mention) for mention in document.mentions],
        [relation_values(relation, document.text) for relation in document.relations],
        [diagnostic_values(diagnostic) for diagnostic in document.diagnostics],
    )


def document_of_values(values: Values) -> Document:
    """Return the document that `document_values` was given."""
    source, text, header, references, relations, diagnostics = values
    return Document(
        source,
        text,
        _header(header),
        tuple(map(_mention, references)),
        tuple(map(_relation, relations)),
        tuple(map(_diagnostic, diagnostics)),
    )


def document_of_row(row: Mapping[str, Any], text: str = "") -> Document:
    """Return the document that a row was made of; the row does not hold its text, give it where it is wanted.

    *row* is one of ``batch.to_pylist()``; `docgraph.build_graph` takes what comes back.
    """
    header = _ordered("header", row["header"])
    lists = ([_ordered(part, one) for one in row[part]] for part in PARTS[1:])
    return document_of_values((row["id"], text, header, *lists))


def _ordered(part: Part, row: Mapping[str, Any]) -> Values:
    return tuple(row[name] for name, _, _ in part_columns(part))


@lru_cache(maxsize=8192)
def _parse_date(text: str | None) -> PartialDate | None:
    return PartialDate.fromisoformat(text) if text is not None else None


def _header(values: Values) -> Header:
    type_, number, year, symbol, date, place, title, issuer, level, province, addressees, recipients, *rest = values
    return Header(
        type_,
        number,
        year,
        symbol,
        _parse_date(date),
        place,
        title,
        issuer,
        Level(level) if level is not None else None,
        province,
        tuple(addressees),
        tuple(recipients),
        *rest,
    )


def _mention(values: Values) -> Mention:
    (
        start, end, text, form, type_, number, year, symbol, family, date, issuer, _level, _province, name, title,
        is_draft, pinpoint, pinpoint_start, pinpoint_end, parts, antecedent, is_self, confidence, _key,
    ) = values  # fmt: skip
    style = _FAMILIES[family] if family is not None else None
    reference = Reference(type_, number, year, symbol, style, _parse_date(date), issuer, name, title, is_draft)
    cited = None
    if pinpoint is not None:
        cited = Pinpoint(pinpoint, Span(pinpoint_start, pinpoint_end), tuple(map(_part, parts)))
    return Mention(Span(start, end), text, _FORMS[form], reference, cited, antecedent, is_self, confidence)


def _part(row: Mapping[str, Any]) -> PinpointPart:
    return PinpointPart(PinpointKind(row["kind"]), row["label"], Span(row["start"], row["end"]), row["until"])


def _relation(values: Values) -> Relation:
    subject, kind, cited, start, end, _cue, cue_start, cue_end = values
    cue = Span(cue_start, cue_end) if cue_start is not None else None
    return Relation(subject, _KINDS[kind], cited, Span(start, end), cue)


def _diagnostic(values: Values) -> Diagnostic:
    kind, severity, message, start, end = values
    return Diagnostic(DiagnosticKind(kind), Severity(severity), message, Span(start, end))
