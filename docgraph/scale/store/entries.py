"""Documents as a store holds them: their entries, their claims, and the verdicts on their mentions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from docgraph.directives.verdicts import Ambiguous, Cause, Resolved, SelfReference, Step, Unresolved, Verdict
from docgraph.scale.store.facts import Facts, unpack_facts
from docgraph.scale.store.preparing import OWN, PreparedEntry
from docgraph.scale.store.statements import number_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from docgraph.documents.model import Document

_STEP_NAMES: Final = {str(step): step for step in Step}
_CAUSE_NAMES: Final = {cause.name: cause for cause in Cause}


@frozen
class Held:
    """A document as the store holds it."""

    number: int
    source: bytes
    text_hash: str
    header: str
    packed: bytes
    flags: int
    province: str | None
    first_key: str
    key: str
    base: str
    found: int | None
    agency: str | None
    verdicts: str | None
    counts: str | None

    def facts(self) -> Facts:
        """Return what was read of it."""
        return unpack_facts(self.source.decode("utf-8", "surrogatepass"), self.text_hash, self.header, self.packed)

    @property
    def document(self) -> Document:
        """The document without its text."""
        return self.facts().document


def pack_verdict(verdict: Verdict) -> list[Any]:
    """Return a verdict as a list."""
    match verdict:
        case Resolved(directive=key, step=step, confidence=confidence):
            return ["r", key, str(step), confidence]
        case Ambiguous(candidates=candidates):
            return ["a", *candidates]
        case Unresolved(cause=cause, directive=key):
            return ["u", cause.name, key]
        case SelfReference():
            return ["s"]


def unpack_verdict(packed: Sequence[Any]) -> Verdict:
    """Return what `pack_verdict` packed."""
    match packed:
        case ["r", key, step, confidence]:
            return Resolved(key, _STEP_NAMES[step], confidence)
        case ["a", *candidates]:
            return Ambiguous(tuple(candidates))
        case ["u", cause, key]:
            return Unresolved(_CAUSE_NAMES[cause], key)
        case _:
            return SelfReference()


_COUNTED: Final = {"a": "ambiguous", "s": "self"}


def counts_of(packed: Sequence[Sequence[Any]]) -> dict[str, int]:
    """Return how many verdicts of each kind a document has, under the names of the report."""
    counted: Counter[str] = Counter({"documents": 1, "mentions": len(packed)})
    for one in packed:
        if one[0] == "r":
            counted[f"resolved: {one[2]}"] += 1
        elif one[0] == "u":
            counted["generic" if one[1] == Cause.GENERIC.name else "unresolved"] += 1
        else:
            counted[_COUNTED[one[0]]] += 1
    return +counted


def insert_claims(store: sqlite3.Connection, doc: int, entry: PreparedEntry) -> None:
    """Store the claims of a document and the words of what they say."""
    claims, statements, bodies, keys = [], [], [], []
    for mention, stages, key, words, body in entry.claims:
        statement = number_of(words)
        base = number_of(key) if key is not None else None
        if key is not None:
            keys.append((base, key))
        if body is not None:
            bodies.append((number_of(body), body))
        statements.append((statement, words, number_of(body) if body is not None else None))
        claims.append((doc, mention, stages, base, statement, base if mention == OWN else None))
    store.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", keys)
    store.executemany("INSERT OR IGNORE INTO bodies VALUES (?, ?)", bodies)
    store.executemany("INSERT OR IGNORE INTO statements VALUES (?, ?, ?)", statements)
    store.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)", claims)
    agency, form = None, None
    if entry.submitted_to is not None:
        agency, words = entry.submitted_to
        form = number_of(words)
        store.execute("INSERT OR IGNORE INTO agencies VALUES (?, ?)", (form, words))
    store.execute(
        "INSERT INTO entries (doc, flags, first_key, key, base, agency, agency_form) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (doc, entry.flags, entry.key, entry.key, entry.key, agency, form),
    )
