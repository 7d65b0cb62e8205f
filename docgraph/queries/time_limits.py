"""Which time limits a directive sets, and for whom."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen
from dateutil.relativedelta import relativedelta

from docgraph.agencies import expand_class, find_agency
from docgraph.agencies.levels import Level
from docgraph.agencies.model import ANYWHERE
from docgraph.directives.folding import fold_words
from docgraph.graph.places import DEADLINE
from docgraph.queries.answer import Answer, Row
from docgraph.queries.deadlines import Deadline, find_deadlines
from docgraph.queries.proofs import places, proof

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph
    from docgraph.queries.cascade_model import Evidence
    from docgraph.queries.expected import Expected

AHEAD: Final = relativedelta(years=1)
"""How far ahead the next days of a recurring limit are listed where no day is given."""
SHOWN: Final = 3
_OPENING: Final = re.compile(
    r"^\W*(?:(?:Điều\s+)?[\dIVXa-zđ]{1,4}[.)]\s+)?(?:Giao|Đề nghị|Yêu cầu|Phân công)?\s*(?:cho\s+)?", re.IGNORECASE
)
_EVERYBODY: Final = re.compile(r"các (?:cơ quan|đơn vị|địa phương)|sở, (?:ban, )?ngành và địa phương", re.IGNORECASE)
_UNITS: Final = {"huyện": Level.DISTRICT, "xã": Level.COMMUNE}
_PLACE: Final = re.compile(r"\b(?:huyện|thị xã|quận|thành phố|xã|phường|thị trấn|đặc khu)\s+(.+)$")


@frozen
class TimeLimit:
    """One limit of a directive, with the sentence that sets it."""

    deadline: Deadline
    evidence: Evidence
    said: str  # the words of the sentence up to the limit

    @property
    def recurs(self) -> bool:
        """Whether it comes again."""
        return self.deadline.rule is not None

    def first(self, issued: dt.date | None) -> dt.date | None:
        """Return the first last day in time."""
        if not self.recurs or issued is None:
            return self.deadline.last
        return next(iter(self.deadline.occurrences(issued, issued + AHEAD)), None)


def time_limits(graph: DirectiveGraph, directive: Directive) -> tuple[TimeLimit, ...]:
    """Return the limits that the directive's own text sets, in the order of the text; none before its date."""
    issued = _issued(directive)
    found = []
    for place in places(graph, DEADLINE, document=directive.key):
        for limit in find_deadlines(place["text"], issued):
            if limit.last is not None and issued is not None and limit.last < issued:
                continue
            sentence = evolve(proof(place), highlight=(limit.start, limit.end))
            found.append(TimeLimit(limit, sentence, place["text"][: limit.end]))
    return tuple(found)


def _issued(directive: Directive) -> dt.date | None:
    return directive.date.earliest() if directive.date is not None and directive.date.is_full else None


def limits_for(
    limits: Iterable[TimeLimit], agency: Expected, expected: Iterable[Expected], directive: Directive
) -> tuple[TimeLimit, ...]:
    """Return the limits for one of the expected agencies: those that name it, else those that name nobody else."""
    given = tuple(limits)
    own = tuple(limit for limit in given if names(limit.said, agency, directive))
    if own:
        return own
    others = tuple(expected)
    return tuple(
        limit
        for limit in given
        if not any(names(limit.said, other, directive) for other in others) and not _is_for_another(limit, directive)
    )


def names(words: str, agency: Expected, directive: Directive) -> bool:
    """Tell whether words name an agency, by its name without its place, in a list of places, or as one of a class."""
    if _EVERYBODY.search(words):
        return True
    folded = f"-{fold_words(words)}-"
    plain = agency.name.split(" tỉnh ", maxsplit=1)[0].split(" thành phố ", maxsplit=1)[0]
    if "Ủy ban nhân dân" in agency.name:
        place = _PLACE.search(agency.name)
        if place is not None:
            return f"-{fold_words(place[1])}-" in folded or _means_all(words, agency.name, folded)
        plain = agency.name
    if f"-{fold_words(plain)}-" in folded:
        return True
    listed = fold_words(plain).removeprefix("so-").removeprefix("bo-")
    if (
        listed != fold_words(plain)
        and f"-{listed}-" in folded
        and re.search(r"\bcác (?:sở|bộ)\b", words, re.IGNORECASE)
    ):
        return True
    return agency.id is not None and agency.id in _class_members(words, directive)


def _means_all(words: str, name: str, folded: str) -> bool:
    """Tell whether "Ủy ban nhân dân các xã" stands for all of them: no place follows it."""
    unit = next((unit for unit in _UNITS if f" {unit} " in name), None)
    if unit is None or f"-cac-{fold_words(unit)}-" not in folded:
        return False
    following = re.search(rf"các {unit}(?:, [^\W\d]+(?: [^\W\d]+)?)*:?\s+(\w)", words)
    return following is None or following[1].islower()


def _class_members(words: str, directive: Directive) -> frozenset[str]:
    return frozenset(one.id for one in expand_class(words, directive.province, _issued(directive)))


def _is_for_another(limit: TimeLimit, directive: Directive) -> bool:
    """Tell whether the sentence opens with a body that is to act: "Văn phòng Ủy ban nhân dân tỉnh theo dõi …"."""
    words = limit.said[(match.end() if (match := _OPENING.match(limit.said)) else 0) :].split()
    for length in range(min(9, len(words)), 1, -1):
        agency = find_agency(" ".join(words[:length]).rstrip(",;"), directive.province, _issued(directive))
        if agency is not None and not agency.territory.startswith(ANYWHERE) and agency.code is not None:
            return agency.id != directive.agency
    return False


def deadlines(graph: DirectiveGraph, directive: Directive, on: dt.date | None = None) -> Answer:
    """Return the time limits that a directive sets, with the next days of those that come again after *on*."""
    issued = _issued(directive)
    start = on or issued
    rows = []
    for limit in time_limits(graph, directive):
        coming = limit.deadline.occurrences(start, start + AHEAD) if limit.recurs and start is not None else ()
        last = limit.deadline.last
        rows.append(
            Row(
                (
                    " ".join(limit.deadline.text.split()),
                    last.isoformat() if last else None,
                    limit.deadline.rule,
                    "; ".join(day.isoformat() for day in coming[:SHOWN]) or None,
                ),
                (limit.evidence,),
            )
        )
    note = None if directive.in_corpus else "Its own text is not in the corpus, so its time limits are not known."
    return Answer(
        "deadlines", f"Time limits of {directive.label}", ("time_limit", "due", "rule", "next"), tuple(rows), note
    )
