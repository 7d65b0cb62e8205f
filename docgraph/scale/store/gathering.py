"""The anchors of a store, made from the claims on each key; and who is told when they change."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from docgraph.directives.anchors import COMMON, Anchor, anchors_of
from docgraph.directives.claims import Claim
from docgraph.directives.lookups import Kind, lookup, plain_lookups
from docgraph.references.nodes import Form
from docgraph.scale.store.anchoring import lookup_of_common, lookup_of_titles, pack_anchor, unpack_anchor
from docgraph.scale.store.preparing import FINAL, HEADER, KNOWN, STAGES, STATED, STATED_AGAIN
from docgraph.scale.store.statements import Statement, Statements, number_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from docgraph.text.dates import PartialDate

ALL_STAGES: Final = sum(STAGES)
_TITLES: Final = 10  # where the titles stand among the parts of a packed anchor

FEW: Final = 64
"""Claims on one key that are read at once."""
MANY: Final = 1_000
"""Claims for one date that are counted; beyond, it is enough that they are more than for any other."""

Group = list[tuple[int, int, int]]
"""The claims on one key: own or not, stages, statement; each combination once."""


def _claim(is_own: int, statement: Statement, entry: int = 0, mention: int = 0) -> Claim:
    return Claim(entry, None if is_own else mention, statement.identity, statement.reference, Form.NUMBERED)


class Gathering:
    """Makes the anchors of keys anew when the claims on them have changed, and tells who must be asked again."""

    def __init__(self, store: sqlite3.Connection, statements: Statements, *, fresh: bool) -> None:
        self._store = store
        self._statements = statements
        self._fresh = fresh  # nothing has been resolved yet, so nobody is to be told

    def refresh(self) -> None:
        """Make the anchors of all keys in ``dirty`` anew."""
        while True:
            bases = [row[0] for row in self._store.execute("SELECT base FROM dirty ORDER BY base LIMIT 2000")]
            if not bases:
                return
            for base in bases:
                self._refresh(base)
            self._store.execute("DELETE FROM dirty WHERE base <= ?", (bases[-1],))

    def _refresh(self, base: int) -> None:
        execute = self._store.execute
        old = {
            words: (number, stages)
            for number, stages, words in execute("SELECT id, stages, words FROM anchors WHERE base = ?", (base,))
        }
        group = self._group(base)
        found = self._anchors(base, group)
        new = {pack_anchor(anchor): (anchor, stages) for anchor, stages in found.items()}
        if {words: stages for words, (_, stages) in old.items()} == {
            words: stages for words, (_, stages) in new.items()
        }:
            return
        before = {words: (unpack_anchor(words), stages) for words, (_, stages) in old.items()}
        for words, (number, stages) in old.items():
            if words not in new or new[words][1] != stages:
                execute("DELETE FROM anchors WHERE id = ?", (number,))
                rows = [(number_of(one), number) for one in _answers(before[words][0])]
                self._store.executemany("DELETE FROM lookups WHERE lookup = ? AND anchor = ?", rows)
        for words, (anchor, stages) in new.items():
            if words not in old or old[words][1] != stages:
                number = execute(
                    "INSERT INTO anchors (base, stages, words) VALUES (?, ?, ?)", (base, stages, words)
                ).lastrowid
                answers = [(number_of(one), number, stages) for one in _answers(anchor)]
                self._store.executemany("INSERT OR IGNORE INTO lookups VALUES (?, ?, ?)", answers)
        if not self._fresh:
            for stage in STAGES:
                was = {a.key: (words, a) for words, (a, stages) in before.items() if stages & stage}
                now = {a.key: (words, a) for words, (a, stages) in new.items() if stages & stage}
                if {key: words for key, (words, _) in was.items()} != {key: words for key, (words, _) in now.items()}:
                    self._tell(base, stage, group, was, now)

    def _group(self, base: int) -> Group:
        """Return what is said on a key; of many claims, each statement is met by one step along the index."""
        query = "SELECT statement, stages FROM claims WHERE base = ?"
        rows = self._store.execute(f"{query} LIMIT ?", (base, FEW)).fetchall()
        if len(rows) == FEW:
            step = f"{query} AND (statement, stages) > (?, ?) ORDER BY statement, stages LIMIT 1"
            rows = []
            last: tuple[int, int] | None = (-1, -1)
            while last is not None:
                last = self._store.execute(step, (base, *last)).fetchone()
                rows += [last] if last is not None else []
        return sorted({(int(stages & HEADER != 0), stages & ALL_STAGES, statement) for statement, stages in rows})

    def _anchors(self, base: int, group: Group) -> dict[Anchor, int]:
        if not group:
            return {}
        key = self._store.execute("SELECT key FROM keys WHERE id = ?", (base,)).fetchone()[0]
        alike: dict[tuple[tuple[int, int], ...], list[int]] = {}
        for stage in STAGES:
            said = tuple(sorted({(-own, statement) for own, stages, statement in group if stages & stage}))
            if said:
                alike.setdefault(said, []).append(stage)
        found: dict[Anchor, int] = defaultdict(int)
        for said, stages in alike.items():
            listed = [(-own, self._statements[statement]) for own, statement in said]
            made: dict[int, tuple[Anchor, ...]] = {}
            if not _agree(listed):
                made = {stage: anchors_of(key, self._in_order(base, stage)) for stage in stages}
            elif len({one.date for _, one in listed if one.date is not None}) <= 1:
                # every claim says the same: neither by whom nor how often counts
                made = {sum(stages): anchors_of(key, [_claim(*one) for one in listed])}
            else:
                for stage in stages:
                    main = self._main_date(base, stage, said)
                    made[stage] = anchors_of(
                        key, [_claim(*one) for one in listed] if main else self._in_order(base, stage), main
                    )
            for mask, anchors in made.items():
                for anchor in anchors:
                    found[_without_entries(anchor)] |= mask
        return found

    def _main_date(self, base: int, stage: int, said: tuple[tuple[int, int], ...]) -> PartialDate | None:
        """Return the date that `main_date` chooses where that is plain to see without reading every claim."""
        dates = defaultdict(set)
        own = set()
        for is_own, statement in said:
            date = self._statements[statement].date
            if date is not None:
                dates[date].add(statement)
                own |= {date} if is_own else set()
        if own:
            return min(own) if len(own) == 1 else None
        times = {date: self._count(base, stage, statements, MANY) for date, statements in dates.items()}
        most = max(times, key=lambda date: times[date])
        others = max(count for date, count in times.items() if date != most)
        # more documents give it than there are claims for any other
        return most if others < MANY and self._count(base, stage, dates[most], others + 1, "doc") > others else None

    def _count(self, base: int, stage: int, statements: set[int], most: int, what: str = "doc, mention") -> int:
        """Count claims, or documents, up to a number."""
        numbers = ", ".join(map(str, sorted(statements)))
        return int(self._store.execute(
            f"SELECT count(*) FROM (SELECT DISTINCT {what} FROM claims WHERE base = ? AND statement IN ({numbers})"  # noqa: S608
            " AND stages & ? LIMIT ?)", (base, stage, most),
        ).fetchone()[0])  # fmt: skip

    def _in_order(self, base: int, stage: int) -> list[Claim]:
        """Return all claims on a key: a document's own, then those of others, last those that were doubted."""
        firm = {KNOWN: STATED, FINAL: STATED_AGAIN}.get(stage, stage)
        rows = self._store.execute(
            "SELECT c.mention < 0, c.statement, c.doc, c.mention FROM claims c JOIN documents d ON d.id = c.doc"
            " WHERE c.base = ? AND c.stages & ?"
            " ORDER BY c.mention >= 0, c.stages & ? = 0, d.source, d.text_hash, c.mention",
            (base, stage, firm),
        )
        return [_claim(own, self._statements[statement], doc, mention) for own, statement, doc, mention in rows]

    def _tell(
        self,
        base: int,
        stage: int,
        group: Group,
        was: dict[str, tuple[str, Anchor]],
        now: dict[str, tuple[str, Anchor]],
    ) -> None:
        """Note the lookups that are answered otherwise now, and the documents with a claim on the key that feel it."""
        changed: set[str] = set()
        for key in was.keys() | now.keys():
            pair = [side[key] for side in (was, now) if key in side]
            if len(pair) == 2 and pair[0][0] == pair[1][0]:
                continue
            anchors = [anchor for _, anchor in pair]
            changed.add(lookup_of_titles(anchors[0].base))
            if len(pair) == 2 and _untitled(pair[0][0]) == _untitled(pair[1][0]):
                words = frozenset().union(*(anchors[0].titles ^ anchors[1].titles))
                changed |= {_word(anchors[0], word) for word in words}
            else:
                changed |= {one for anchor in anchors for one in _answers(anchor)}
        self._note(stage, changed)
        if stage in {KNOWN, FINAL}:
            self._note_no_longer_common(stage, was, now)
        self._tell_claimants(base, stage, group, was, now)

    def _note(self, stage: int, lookups: Iterable[str]) -> None:
        self._store.executemany(
            "INSERT OR IGNORE INTO todo SELECT stage, doc FROM asks WHERE lookup = ? AND stage = ?",
            [(number_of(one), stage) for one in lookups],
        )

    def _note_no_longer_common(
        self, stage: int, was: dict[str, tuple[str, Anchor]], now: dict[str, tuple[str, Anchor]]
    ) -> None:
        """Note that words of titles are rare enough now to be looked up by."""
        lost = _words(was)
        lost.subtract(_words(now))
        for territory in {territory for territory, _ in +lost}:
            common = lookup_of_common(territory)
            asked = (number_of(common), stage)
            if not self._store.execute("SELECT 1 FROM asks WHERE lookup = ? AND stage = ?", asked).fetchone():
                continue
            for word, times in [(word, times) for (place, word), times in (+lost).items() if place == territory]:
                rows = self._store.execute(
                    "SELECT 1 FROM lookups WHERE lookup = ? AND stages & ? LIMIT ?",
                    (number_of(lookup(Kind.WORD, territory, word)), stage, COMMON + 1),
                )
                left = len(rows.fetchall())
                if left <= COMMON < left + times:
                    self._note(stage, [common])
                    break

    def _tell_claimants(
        self,
        base: int,
        stage: int,
        group: Group,
        was: dict[str, tuple[str, Anchor]],
        now: dict[str, tuple[str, Anchor]],
    ) -> None:
        if stage == KNOWN:
            self._store.execute(
                "INSERT OR IGNORE INTO todo SELECT ?, doc FROM claims WHERE base = ? AND mention = -1", (stage, base)
            )
            return
        if stage not in {STATED, STATED_AGAIN, FINAL}:
            return
        # a document names itself in full too, where it is asked which of its documents a short form means
        for statement in {statement for own, _, statement in group if stage == FINAL or not own}:
            date = self._statements[statement].identity.date
            if _view(was, date) == _view(now, date):
                continue
            self._store.execute(
                "INSERT OR IGNORE INTO todo SELECT ?, c.doc FROM claims c JOIN entries e ON e.doc = c.doc"
                " WHERE c.base = ? AND c.statement = ? AND (? OR (c.mention >= 0 AND e.flags & 4))",
                (stage, base, statement, stage == FINAL),
            )


def _words(anchors: dict[str, tuple[str, Anchor]]) -> Counter[tuple[str, str]]:
    return Counter((anchor.territory, word) for _, anchor in anchors.values() for word in anchor.words)


def _agree(listed: Sequence[tuple[int, Statement]]) -> bool:
    """Tell whether it cannot matter which of the claims comes first."""
    identities = {
        (one.identity.body.id if one.identity.body else None, one.identity.type, one.identity.year, one.identity.number)
        for _, one in listed
    }
    if len(listed) == 1:
        return True
    if len(identities) > 1:
        return False
    return next(iter(identities))[1] is not None


def _without_entries(anchor: Anchor) -> Anchor:
    return Anchor(
        anchor.key, anchor.base, anchor.body, anchor.type, anchor.year, anchor.number, anchor.name, anchor.organs,
        anchor.date, frozenset(), anchor.has_text, anchor.titles, anchor.names,
    )  # fmt: skip


def _answers(anchor: Anchor) -> tuple[str, ...]:
    return (*plain_lookups(anchor), *(_word(anchor, word) for word in sorted(anchor.words)))


def _word(anchor: Anchor, word: str) -> str:
    return lookup(Kind.WORD, anchor.territory, word)


def _untitled(packed: str) -> list[Any]:
    parts: list[Any] = json.loads(packed)
    return [part for place, part in enumerate(parts) if place != _TITLES]


def _view(anchors: dict[str, tuple[str, Anchor]], date: PartialDate | None) -> Any:
    """Return what a claim of this date sees of the anchors of its own key."""
    ordered = [anchors[key] for key in sorted(anchors)]
    fitting = [
        (words, anchor)
        for words, anchor in ordered
        if date is None or anchor.date is None or date.compatible(anchor.date)
    ] or [(words, anchor) for words, anchor in ordered if anchor.key == anchor.base]
    return [words for words, _ in fitting] if len(fitting) > 1 else [_untitled(words) for words, _ in fitting]
