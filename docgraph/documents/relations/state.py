"""What the text has said so far, at one place of a document."""

from __future__ import annotations

from typing import Final

from attrs import define, field, frozen

from docgraph.documents.model import RelationKind
from docgraph.documents.relations.cues import Cue

# A list of directives longer than this names no one act that carries out all of them.
_MOST_WAITING: Final = 40


@frozen
class Waiting:
    """A directive named with its cue, for which what was issued has not been said yet."""

    mention: int
    said: int  # where the unit that names it begins
    cue: Cue | None


@define
class State:
    """What the text has said so far."""

    kind: RelationKind | None = None  # how the list at hand stands to the document itself
    cue: Cue | None = None
    carried: RelationKind | None = None  # how the list goes on that the unit before left open
    carried_cue: Cue | None = None
    heading: RelationKind | None = None  # governs the items under a heading
    heading_cue: Cue | None = None
    host: int | None = None  # the mention whose title is being read
    nested: RelationKind | None = None  # how the mentions of that title stand to the host
    amended: int | None = None  # the mention of which the list at hand names the amendments
    pending: list[Waiting] = field(factory=list)  # directives that the next issued document carries out
    issued: bool = False  # the list at hand is of issued documents
    by_author: bool = False
    issued_as: RelationKind = RelationKind.IMPLEMENTS

    def back_to_list(self) -> None:
        """Leave the title, or the amendments, of a mention: what follows goes on with the list."""
        self.host = self.nested = self.amended = None

    def wait(self, mention: int, said: int) -> None:
        """Keep a directive until it is said what was issued to carry it out."""
        if len(self.pending) < _MOST_WAITING:
            self.pending.append(Waiting(mention, said, self.cue))
