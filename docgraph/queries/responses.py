"""Which agencies responded to a directive, with which document, how many days later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from docgraph.documents.model import RelationKind
from docgraph.queries.descent import Documents, Step, descend
from docgraph.queries.expected import expected_agencies, silent_agencies
from docgraph.queries.quoting import quote
from docgraph.queries.rows import Rows
from docgraph.queries.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docgraph.agencies.levels import Level
    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph
    from docgraph.queries.cascade_model import Evidence
    from docgraph.text.dates import PartialDate

SCHEMA: Final = "docgraph.responses/1"
_STRENGTH: Final = (RelationKind.IMPLEMENTS, RelationKind.RESPONDS_TO, RelationKind.REPORTS_UNDER)


@frozen
class Response:
    """One document by which an agency responded."""

    agency: str | None
    level: Level | None
    province: str | None
    document: str  # key
    label: str
    type: str | None
    date: PartialDate | None
    days: int | None  # after the directive; None unless both dates are full
    relation: RelationKind
    depth: int
    via: tuple[str, ...]  # labels of the documents between, from the directive down
    via_documents: tuple[str, ...]  # their keys
    evidence: tuple[Evidence, ...]
    possible_typo: str | None = None  # label under which it cites the directive, where that looks mistyped

    def record(self) -> dict[str, Any]:
        """Return the form that programs read."""
        return {
            "agency": self.agency,
            "level": str(self.level) if self.level else None,
            "province": self.province,
            "document": self.document,
            "label": self.label,
            "type": self.type,
            "date": self.date.isoformat() if self.date else None,
            "days": self.days,
            "relation": str(self.relation),
            "depth": self.depth,
            "via": list(self.via),
            "evidence": [
                {"source": one.source, "start": one.start, "end": one.end, "text": one.text} for one in self.evidence
            ],
            "possible_typo": self.possible_typo,
        }


@frozen
class Responses:
    """The responses to one directive by depth, date and agency; and who was expected but stayed silent."""

    directive: Directive
    rows: Sequence[Response]
    expected: tuple[str, ...] | None = None
    silent: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Response]:
        return iter(self.rows)

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies that responded, in the order of their first response."""
        return tuple(dict.fromkeys(row.agency for row in self.rows if row.agency is not None))

    @property
    def table(self) -> Table:
        """The rows as people read them."""
        columns = ("agency", "level", "province", "document", "date", "days", "relation", "depth", "via", "evidence")
        directive = self.directive
        date = f", {directive.date.isoformat()}" if directive.date else ""
        body = f", {directive.body_name}" if directive.body_name else ""
        rows = tuple(
            (
                row.agency,
                str(row.level) if row.level else None,
                row.province,
                f"{row.label} (cites {row.possible_typo}: a typo?)" if row.possible_typo else row.label,
                row.date.isoformat() if row.date else None,
                row.days,
                str(row.relation),
                row.depth,
                "; ".join(row.via) or None,
                " ".join(row.evidence[0].text.split()) if row.evidence else None,
            )
            for row in self.rows
        )
        return Table(columns, rows, f"Responses to {directive.label}{date}{body}")

    def __str__(self) -> str:
        """Return a table for a terminal and, below it, the sentence that proves each row."""
        columns = ("#", "agency", "document", "date", "days", "relation", "depth", "via")
        kept = [self.table.columns.index(name) for name in columns[1:]]
        rows = tuple((number, *(row[at] for at in kept)) for number, row in enumerate(self.table.rows, 1))
        lines = [str(Table(columns, rows, self.table.caption))]
        lines += [quote(number, row.evidence) for number, row in enumerate(self.rows, 1) if row.evidence]
        if not self.rows:
            lines.append("No document of this graph responds to it.")
        if self.silent is not None and self.expected is not None:
            names = ", ".join(self.silent) or "none"
            lines.append(f"Silent: {names} ({len(self.silent)} of {len(self.expected)} expected).")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return self.table._repr_html_()

    def to_pandas(self) -> Any:
        """Return the rows as a pandas DataFrame; pandas must be installed."""
        return self.table.to_pandas()

    def to_csv(self) -> str:
        """Return the rows as CSV, the evidence whole."""
        return self.table.to_csv()

    def record(self) -> dict[str, Any]:
        """Return the form that programs read (``docgraph.responses/1``)."""
        directive = self.directive
        return {
            "schema": SCHEMA,
            "directive": {
                "document": directive.key,
                "label": directive.label,
                "date": directive.date.isoformat() if directive.date else None,
                "issuer": directive.issuer,
                "level": str(directive.level) if directive.level else None,
            },
            "responses": [row.record() for row in self.rows],
            "silent": list(self.silent) if self.silent is not None else None,
            "expected": list(self.expected) if self.expected is not None else None,
        }


def responses(graph: DirectiveGraph, directive: Directive, expected: Iterable[str] | None = None) -> Responses:
    """Return the documents that implement a directive, report under it or reply to it, directly or through another.

    A document that only mentions the directive is no response, nor is one of the body that issued it (though what
    others do under that one is).  A document that cites a possible typo of the directive is one, marked as such.
    *expected* names the agencies to wait for; without it, the addressees and recipients of the directive's own text.
    """
    steps = descend(graph, directive.key)
    found = [step for step in steps.values() if step.depth > 0 and not is_own_issue(step.key, step.agency, directive)]
    rows = Rows(found, partial(_response, directive, Documents(steps)))
    awaited = expected_agencies(directive, expected)
    if awaited is None:
        return Responses(directive, rows)
    silent = silent_agencies(awaited, (step.document for step in found))
    return Responses(directive, rows, tuple(agency.name for agency in awaited), silent)


def is_own_issue(key: str, agency: str | None, directive: Directive) -> bool:
    """Tell whether the body that issued the directive issued this document too."""
    if agency is not None and directive.agency is not None:
        return agency == directive.agency
    return key.split("/")[1:3] == directive.key.split("/")[1:3]


def _response(directive: Directive, known: Documents, step: Step) -> Response:
    key = step.key
    document = known[key]
    top, *between = step.path  # first the directive itself, or the possible typo that is cited in its place
    relations = step.answering
    return Response(
        agency=document.body_name,
        level=document.level,
        province=document.province,
        document=key,
        label=document.label,
        type=document.type,
        date=document.date,
        days=directive.date.days_until(document.date) if directive.date and document.date else None,
        relation=next(kind for kind in _STRENGTH if kind in relations),
        depth=step.depth,
        via=tuple([known[one].label for one in between]),
        via_documents=tuple(between),
        evidence=step.evidence,
        possible_typo=known[top].label if top != directive.key else None,
    )
