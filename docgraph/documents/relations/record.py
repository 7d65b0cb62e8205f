"""The relations that one reading of a document has found so far, each once, with the text that proves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docgraph.documents.model import Relation, RelationKind
from docgraph.documents.relations.cues import Cue
from docgraph.text.source import SourceText


class Record:
    """What was found: the first proof of a relation stays. A subject of None is the document itself."""

    def __init__(self, source: SourceText, places: Sequence[tuple[int, int]]) -> None:
        self._source = source
        self._places = places
        self._found: dict[tuple[int | None, RelationKind, int], Relation] = {}

    def add(
        self, subject: int | None, kind: RelationKind, target: int, cue: Cue | None, proof: tuple[int, int]
    ) -> None:
        """Add a relation between two mentions, by their indices, with the place of the text that proves it."""
        if subject == target or kind is RelationKind.MENTIONS:
            return
        start, end = _trimmed(self._source.normal, *proof)
        self._found.setdefault(
            (subject, kind, target),
            Relation(
                subject,
                kind,
                target,
                evidence=self._source.span(start, max(end, self._places[target][1])),
                cue=self._source.span(cue.start, cue.end) if cue else None,
            ),
        )

    def holds(self, kind: RelationKind, target: int) -> bool:
        """Tell whether the document itself stands in this relation to a mention."""
        return (None, kind, target) in self._found

    def withdraw(self, kinds: Iterable[RelationKind], target: int) -> None:
        """Take back what the document itself was said to do with a mention."""
        for kind in kinds:
            self._found.pop((None, kind, target), None)

    def relations(self) -> tuple[Relation, ...]:
        """Return the relations in the order of their objects."""
        return tuple(sorted(self._found.values(), key=_order))


def _order(relation: Relation) -> tuple[int, int, str]:
    return relation.object, -1 if relation.subject is None else relation.subject, relation.kind.value


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n|":
        start += 1
    while end > start and text[end - 1] in " \n|":
        end -= 1
    return start, end
