"""What changed between two runs over the same texts: references gained, lost and read differently."""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from docgraph.evaluation.alignment import align
from docgraph.evaluation.annotations import FIELDS, AnnotatedDocument, Annotation, as_annotated
from docgraph.evaluation.excerpts import Excerpt, Lines, counted, one_line
from docgraph.evaluation.reading import by_name
from docgraph.text.spans import Span

if TYPE_CHECKING:
    from docgraph.documents.model import Document

SCHEMA: Final = "docgraph.comparison/1"


class ChangeKind(enum.StrEnum):
    """What happened to a reference between two runs."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"


@frozen
class Change:
    """One reference that the two runs read differently; *fields* holds each field with its old and new value."""

    source: str
    kind: ChangeKind
    span: Span
    text: str
    fields: tuple[tuple[str, str | None, str | None], ...] = ()
    excerpt: Excerpt | None = None

    def __str__(self) -> str:
        sign = {ChangeKind.GAINED: "+", ChangeKind.LOST: "-", ChangeKind.CHANGED: "~"}[self.kind]
        place = f"{self.excerpt.line}:{self.excerpt.column}" if self.excerpt else f"{self.span.start}"
        lines = [f"  {sign} {place}  {one_line(self.text)}"]
        lines += [f"      {name}: {one_line(old)} -> {one_line(new)}" for name, old, new in self.fields]
        if self.excerpt:
            lines += [f"      {self.excerpt.words}", f"      {self.excerpt.mark}"]
        return "\n".join(lines)

    def record(self) -> dict[str, Any]:
        """Return the form that programs read."""
        return {
            "source": self.source,
            "change": str(self.kind),
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
            "fields": {name: [old, new] for name, old, new in self.fields},
        }


@frozen
class Comparison:
    """The changes between two runs, in the order of documents and places."""

    changes: tuple[Change, ...]
    documents: int = 0  # that both runs have
    unchanged: int = 0  # references that both read alike
    only_old: tuple[str, ...] = ()  # documents that only the old run has
    only_new: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def by_document(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes of each document that has any."""
        groups: dict[str, list[Change]] = {}
        for change in self.changes:
            groups.setdefault(change.source, []).append(change)
        return {name: tuple(changes) for name, changes in groups.items()}

    def __str__(self) -> str:
        counts = ", ".join(f"{len(self.of(kind))} {kind}" for kind in ChangeKind)
        lines = [f"References of {counted(self.documents, 'document')}: {counts}, {self.unchanged} unchanged."]
        for name, changes in self.by_document.items():
            lines += ["", one_line(name), *map(str, changes)]
        for names, run in ((self.only_old, "old"), (self.only_new, "new")):
            if names:
                shown = ", ".join(map(one_line, names[:8])) + (" …" if len(names) > 8 else "")
                lines += ["", f"Only in the {run} run: {counted(len(names), 'document')} ({shown})."]
        return "\n".join(lines)

    def record(self) -> dict[str, Any]:
        """Return the form that programs read."""
        return {
            "schema": SCHEMA,
            "documents": self.documents,
            "unchanged": self.unchanged,
            **{str(kind): len(self.of(kind)) for kind in ChangeKind},
            "changes": [change.record() for change in self.changes],
            "only_old": list(self.only_old),
            "only_new": list(self.only_new),
        }

    def to_json(self) -> str:
        """Return the form that programs read, as one line of JSON."""
        return json.dumps(self.record(), ensure_ascii=False)


def compare(old: Iterable[Document | AnnotatedDocument], new: Iterable[Document | AnnotatedDocument]) -> Comparison:
    """Lay a *new* run over an *old* one, each document over the one of its name.

    A run comes from `read_run` (what ``docgraph extract`` wrote) or is given as documents.
    """
    before = by_name(as_annotated(document) for document in old)
    after = by_name(as_annotated(document) for document in new)
    common = [name for name in before if name in after]
    changes: list[Change] = []
    unchanged = 0
    for name in common:
        found = _changes(before[name], after[name])
        changes += found
        unchanged += len(after[name].references) - sum(change.kind is not ChangeKind.LOST for change in found)
    return Comparison(
        tuple(changes),
        len(common),
        unchanged,
        tuple(name for name in before if name not in after),
        tuple(name for name in after if name not in before),
    )


def _changes(old: AnnotatedDocument, new: AnnotatedDocument) -> list[Change]:
    """Return the changes of one document in the order of their places."""
    lines = Lines(new.text or old.text)
    alignment = align(old.references, new.references)
    found = [_change(new.name, ChangeKind.LOST, old.references[one], lines) for one in alignment.only_first]
    found += [_change(new.name, ChangeKind.GAINED, new.references[one], lines) for one in alignment.only_second]
    for one, other in (*alignment.agreeing, *alignment.misread):
        fields = _differences(old.references[one], new.references[other])
        if fields:
            found.append(_change(new.name, ChangeKind.CHANGED, new.references[other], lines, fields))
    return sorted(found, key=lambda change: (change.span.start, change.span.end, change.kind))


def _change(
    source: str,
    kind: ChangeKind,
    reference: Annotation,
    lines: Lines,
    fields: tuple[tuple[str, str | None, str | None], ...] = (),
) -> Change:
    return Change(source, kind, reference.span, reference.text, fields, lines.excerpt(reference.span))


def _differences(old: Annotation, new: Annotation) -> tuple[tuple[str, str | None, str | None], ...]:
    """Return every field that differs to the letter, and the text where the span moved."""
    moved = (("text", old.text, new.text),) if old.span != new.span else ()
    return moved + tuple((name, old.get(name), new.get(name)) for name in FIELDS if old.get(name) != new.get(name))
