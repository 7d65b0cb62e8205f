"""What was read from one document, as the JSON object of ``docgraph extract`` (``docgraph.document/1``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from docgraph.directives.resolution import Resolution, resolve
from docgraph.directives.verdicts import Resolved, SelfReference, Verdict

if TYPE_CHECKING:
    from docgraph.agencies.levels import Level
    from docgraph.directives.claims import Claim
    from docgraph.documents.model import Document, Header, Relation
    from docgraph.references.nodes import Mention
    from docgraph.text.dates import PartialDate

SCHEMA: Final = "docgraph.document/1"


def _date(date: PartialDate | None) -> str | None:
    return date.isoformat() if date else None


def _level(level: Level | None) -> str | None:
    return str(level) if level else None


def header_record(header: Header) -> dict[str, Any]:
    """Return the header's fields."""
    return {
        "type": header.type,
        "number": header.number,
        "year": header.year,
        "symbol": header.symbol,
        "date": _date(header.date),
        "place": header.place,
        "title": header.title,
        "issuer": header.issuer,
        "level": _level(header.level),
        "province": header.province,
        "addressees": list(header.addressees),
        "recipients": list(header.recipients),
        "submitted_to": header.submitted_to,
        "signer": header.signer,
        "signer_position": header.signer_position,
        "signing_capacity": header.signing_capacity,
    }


def _key(verdict: Verdict, document_key: str) -> str | None:
    match verdict:
        case Resolved(directive=key):
            return key
        case SelfReference():
            return document_key
        case _:
            return None


def reference_record(mention: Mention, claim: Claim | None, key: str | None) -> dict[str, Any]:
    """Return one reference's fields."""
    reference = mention.reference
    body = claim.identity.body if claim else None
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "form": str(mention.form),
        "type": reference.type,
        "number": reference.number,
        "year": reference.year,
        "symbol": reference.symbol,
        "date": _date(reference.date),
        "issuer": reference.issuer,
        "level": _level(body.level) if body else None,
        "province": body.province if body else None,
        "title": reference.title,
        "pinpoint": mention.pinpoint.text if mention.pinpoint else None,
        "document": key,
        "confidence": mention.confidence,
    }


def relation_record(relation: Relation) -> dict[str, Any]:
    """Return one relation's fields; the cue is given as words by `document_record`."""
    return {
        "subject": "self" if relation.subject is None else relation.subject,
        "relation": str(relation.kind),
        "object": relation.object,
        "evidence": [relation.evidence.start, relation.evidence.end],
    }


def document_record(document: Document) -> dict[str, Any]:
    """Return what was read from a document; references are resolved inside this document alone."""
    resolution: Resolution = resolve([document])
    entry = resolution.entries[0]
    claims = {claim.mention: claim for claim in resolution.claims}
    keys = [_key(given.verdict, entry.key) for given in resolution.verdicts]
    return {
        "schema": SCHEMA,
        "source": document.source,
        "document": entry.key,
        "header": header_record(document.header),
        "references": [
            reference_record(mention, claims.get(index), keys[index]) for index, mention in enumerate(document.mentions)
        ],
        "relations": [
            {**relation_record(relation), "cue": relation.cue.of(document.text) if relation.cue else None}
            for relation in document.relations
        ],
        "diagnostics": [diagnostic.to_record() for diagnostic in document.diagnostics],
    }


def format_document(document: Document) -> str:
    """Return a document's record on one line of JSON."""
    return json.dumps(document_record(document), ensure_ascii=False)
