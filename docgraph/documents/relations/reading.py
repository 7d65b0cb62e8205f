"""Reading the relations of a document: which cue governs which reference, and for whom.

The text is read once, unit by unit.  What a unit has said so far is a small state: the cue that governs its
clause, the document whose title is being read, and the directives that the next issued document carries out.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from docgraph.agencies import Registry
from docgraph.documents.model import Header, Relation, RelationKind
from docgraph.documents.relations import shapes, unit_ends
from docgraph.documents.relations.authorship import Author
from docgraph.documents.relations.cues import Cue, cues_in, governing_cues
from docgraph.documents.relations.kinds import ACTS, CARRIED_OUT, Kinds
from docgraph.documents.relations.record import Record
from docgraph.documents.relations.state import State
from docgraph.documents.relations.units import paragraph_before, units
from docgraph.references import Mention
from docgraph.text.source import SourceText

# So far from the next mention it pays to leave out what stands between.
_FAR: Final = 250
# How far before a mention a phrase can still be about it.
_NEAR: Final = 600


class _Reader:
    """One pass over one document."""

    def __init__(
        self, source: SourceText, mentions: tuple[Mention, ...], header: Header, registry: Registry | None
    ) -> None:
        self.source = source
        # One character for one: a line end inside a unit is a blank.
        self.text = source.normal
        self.flat = self.text.replace("\n", " ")
        self.mentions = mentions
        self.header = header
        self.author = Author.of(header, registry)
        self.places = [(source.place(m.span.start), source.place(m.span.end)) for m in mentions]
        self.kinds = Kinds(self.flat, mentions, self.places, header)
        self.record = Record(source, self.places)
        self.state = State()
        self.unit = (0, 0)
        self._open_clause = False
        self._full_stop = False
        self._colon: Cue | None = None
        self._idle = False  # nothing said so far waits for what follows

    def read(self) -> tuple[Relation, ...]:
        starts = [start for start, _ in self.places]
        last = 0
        waiting = units(self.text)
        acts = self.header.type in ACTS
        while last < len(starts) and (unit := next(waiting, None)):
            start, end = unit
            first, last = last, bisect_left(starts, end, last)
            if first == last and self._idle and not (acts and unit_ends.change_opened(self.text, start, end)):
                self._pass_over(start, end)
                if (
                    starts[last] - end > _FAR
                    and not acts
                    and (nearer := paragraph_before(self.text, end, starts[last]))
                ):
                    waiting = units(self.text, nearer)
                continue
            if self.text[start:end].isspace():
                continue
            self.unit = (start, end)
            self._open_unit(start, self.places[first][0] if first < last else end)
            previous: int | None = None
            for index in range(first, last):
                self._place(index, previous)
                previous = index
            self._close_unit(end, first < last)
            self._idle = first == last and self._colon is None and self.state.heading is None
        return self.record.relations()

    # -- units ----------------------------------------------------------------------------------------------

    def _open_unit(self, start: int, stop: int) -> None:
        """Start a unit: what governed a clause is over, what governs a heading's items goes on."""
        state = self.state
        state.carried, state.carried_cue = (state.kind, state.cue) if self._open_clause else (None, None)
        if self._colon is not None:
            # "Thực hiện:" governs the bullets below it.
            if shapes.BULLET.match(self.text, start):
                state.carried, state.carried_cue = self._colon.kind, self._colon
            else:
                self._colon = None
        state.kind = state.cue = state.host = state.nested = state.amended = None
        state.issued = state.by_author = False
        if self.text.startswith(("Điều ", "Chương ", "Phần ", "Mục "), start):
            state.heading = state.heading_cue = None
        if self.header.type in ACTS and (cue := unit_ends.change_opened(self.text, start, stop)) is not None:
            state.heading, state.heading_cue = cue.kind, cue

    def _close_unit(self, end: int, had_mentions: bool) -> None:
        """End a unit: directives named with nothing issued yet wait one more unit where the clause is open.

        "Thực hiện X;" and "Căn cứ X." on a line of their own leave it to the next paragraph to say what was issued.
        """
        last = unit_ends.last_mark(self.text, end)
        self._open_clause = had_mentions and last in {";", ","}
        self._full_stop = last == "."
        if last == ":" and not had_mentions:
            self._colon = unit_ends.announced(self.flat, self.unit[0], end)
        waits = (
            had_mentions
            and not self.state.issued
            and (last in {";", ",", ":"} or last.isalnum() or self._opened_by_cue())
        )
        if not waits:
            self.state.pending = []

    def _pass_over(self, start: int, end: int) -> None:
        """Read a unit that names nothing, while nothing waits: only how it ends can matter to the next."""
        last = unit_ends.last_mark(self.text, end)
        if last or not self.text[start:end].isspace():
            self._full_stop = last == "."
        if last == ":":
            self._colon = unit_ends.announced(self.flat, start, end)
            self._idle = self._colon is None

    def _opened_by_cue(self) -> bool:
        """Tell whether the unit begins with its cue and says nothing else: "Căn cứ X và Y về việc …"."""
        start, end = self.unit
        return unit_ends.opens_with_cue(self.flat, start, end) and not self.author.acts_in(self.flat, start, end)

    # -- one mention ----------------------------------------------------------------------------------------

    def _place(self, index: int, previous: int | None) -> None:
        start = self.places[index][0]
        floor = self.places[previous][1] if previous is not None else self.unit[0]
        gap = self.flat[floor:start]
        state = self.state
        if previous is not None and shapes.LISTED.fullmatch(gap):
            self._go_on(index, gap)
            return
        if previous is not None and shapes.AMENDED_BY.search(gap[-_NEAR:]):
            target = previous if state.host is None else state.host
            state.amended = target
            self._amend(index)
            return
        clause = gap.rfind(";") + 1
        is_title = previous is not None and not clause and shapes.title_opens().match(gap) is not None
        if (
            previous is not None
            and (clause or is_title)
            and shapes.LIST_GOES_ON.search(gap[-80:])
            and not self._has_new_clause(gap[clause:])
        ):
            self.state.back_to_list()
            self._repeat(index)
            return
        issuing = self.author.issuing(self.text, floor + clause, start, self.mentions[index])
        if issuing is not None:
            self._issue(index, issuing.by_author, issuing.kind, carries_out=issuing.carries_out)
            return
        cues = governing_cues(self.flat, floor + clause, start)
        if shapes.ANNEX_LINE.search(gap[-80:]):
            self._add(
                None if self._stands_apart(floor, start) else previous,
                RelationKind.ATTACHED_TO,
                index,
                cues[-1] if cues else None,
            )
            return
        if is_title and previous is not None and not shapes.NEW_ACTION.search(gap[-_NEAR:]):
            self._nest(index, previous, cues)
            return
        self._govern(index, previous, cues, gap)

    def _has_new_clause(self, text: str) -> bool:
        """Tell whether a new actor or a new cue opens behind the last semicolon."""
        return bool(cues_in(text, 0, len(text))) and len(text) < 60 and "," not in text

    def _stands_apart(self, floor: int, start: int) -> bool:
        """Tell whether an annex line opens its unit: "(Kèm theo Quyết định số …)" under a title."""
        return self.text.rfind("(", floor, start) >= 0 and floor == self.unit[0]

    def _go_on(self, index: int, gap: str) -> None:
        """Continue a list: the mention stands as the one before it."""
        state = self.state
        if state.amended is not None:
            self._amend(index)
            return
        if state.host is not None:
            if ";" not in gap:
                if state.nested is not None:
                    self._add(state.host, state.nested, index, state.cue)
                return
            self.state.back_to_list()
        self._repeat(index)

    def _repeat(self, index: int) -> None:
        """Give the mention the relation of the list it belongs to."""
        state = self.state
        if state.issued:
            self._issue(index, state.by_author, state.issued_as)
        elif state.kind is not None:
            self._add(None, state.kind, index, state.cue)
            self._wait(index)

    def _amend(self, index: int) -> None:
        """Record an amendment named behind the amended document; in a legal basis it is a basis too."""
        state = self.state
        assert state.amended is not None
        self._add(index, RelationKind.AMENDS, state.amended, None)
        if state.kind is RelationKind.LEGAL_BASIS:
            self._add(None, RelationKind.LEGAL_BASIS, index, state.cue)

    def _issue(self, index: int, by_author: bool, kind: RelationKind, *, carries_out: bool = True) -> None:
        state = self.state
        state.issued, state.by_author, state.issued_as = True, by_author, kind
        state.back_to_list()
        if kind is RelationKind.DRAFTED_FOR:
            self._add(None, kind, index, None)
            kind = RelationKind.IMPLEMENTS
        elif by_author:
            self._add(None, RelationKind.ISSUES, index, None)
        for waiting in state.pending if carries_out else ():
            target = waiting.mention
            basis = self.record.holds(RelationKind.LEGAL_BASIS, target)
            carried = RelationKind.LEGAL_BASIS if basis and kind is RelationKind.IMPLEMENTS else kind
            self._add(index, carried, target, waiting.cue, since=waiting.said)
            if not by_author and kind is RelationKind.IMPLEMENTS:
                self.record.withdraw(CARRIED_OUT, target)

    def _nest(self, index: int, previous: int, cues: list[Cue]) -> None:
        """Read a mention inside the title of the one before it."""
        state = self.state
        state.host, state.nested = previous, None
        if not cues:
            return
        cue = cues[-1]
        kind = cue.kind
        if any(other.kind is RelationKind.SUPERVISES for other in cues):
            kind = RelationKind.SUPERVISES
        elif kind is RelationKind.IMPLEMENTS and any(other.kind is RelationKind.GUIDES for other in cues):
            kind = RelationKind.GUIDES
        elif kind is RelationKind.ATTACHED_TO and len(cues) > 1:
            kind = cues[-2].kind
        if kind is RelationKind.MENTIONS and self.kinds.plainly_according(cue, index):
            kind = RelationKind.IMPLEMENTS
        if kind in {RelationKind.LEGAL_BASIS, RelationKind.MENTIONS}:
            return
        state.nested = kind
        self._add(previous, kind, index, cue)
        if kind is RelationKind.IMPLEMENTS:
            self._add_for_twin(previous, index, cue)

    def _add_for_twin(self, host: int, index: int, cue: Cue) -> None:
        """Give the target also to the twin of the host: "Kế hoạch A và Kế hoạch B thực hiện X"."""
        if host == 0 or self.mentions[host].reference.type != self.mentions[host - 1].reference.type:
            return
        between = self.flat[self.places[host - 1][1] : self.places[host][0]]
        if between.strip() == "và":
            self._add(host - 1, RelationKind.IMPLEMENTS, index, cue)

    def _govern(self, index: int, previous: int | None, cues: list[Cue], gap: str) -> None:
        """Read a mention of the main clause by the cue nearest before it."""
        state = self.state
        state.back_to_list()
        end = self.places[index][1]
        if cues:
            if state.issued or (previous is None and self._full_stop):
                state.pending = []
            kind = self.kinds.for_self(cues, gap, index, state.heading)
            state.cue, state.issued = cues[-1], False
            state.kind = kind
        elif previous is None and shapes.ITEM_START.fullmatch(gap) and (state.carried or state.heading):
            state.kind = state.carried or state.heading
            state.cue = state.carried_cue or state.heading_cue
        elif previous is not None and ";" not in gap:
            state.kind = None
        if state.kind is None and self.header.type in ACTS and shapes.LOSES_FORCE.match(self.text, end, end + 320):
            self._add(None, RelationKind.REPEALS, index, None)
            state.kind = RelationKind.REPEALS
            return
        if state.kind is not None:
            self._add(None, state.kind, index, state.cue)
            self._wait(index)
        elif self.author.outputs(
            gap, self.mentions[index], opens_list=previous is None and bool(shapes.ITEM_START.fullmatch(gap))
        ):
            self._add(None, RelationKind.ISSUES, index, None)
            state.issued = state.by_author = True

    def _wait(self, index: int) -> None:
        if self.state.kind in CARRIED_OUT:
            self.state.wait(index, self.unit[0])

    def _add(
        self, subject: int | None, kind: RelationKind, target: int, cue: Cue | None, *, since: int | None = None
    ) -> None:
        """Record a relation with the unit that proves it, or with all that was said since an earlier one began."""
        start, end = self.unit
        self.record.add(subject, kind, target, cue, (start if since is None else since, end))


def find_relations(
    source: SourceText, mentions: tuple[Mention, ...], header: Header, *, registry: Registry | None = None
) -> tuple[Relation, ...]:
    """Return the relations of a document, in the order of their objects; *registry* tells who its author is."""
    return _Reader(source, mentions, header, registry).read() if mentions else ()
