"""Directives and edges as plain attributes, the form in which networkx and files keep them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from docgraph.agencies.levels import Level
from docgraph.directives.directive import Conflict, Directive, Origin
from docgraph.references.nodes import Family
from docgraph.text.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgraph.documents.model import RelationKind

DOCUMENT: Final = "document"
AGENCY: Final = "agency"
ISSUED_BY: Final = "issued_by"
SUBMITTED_TO: Final = "submitted_to"

LAST_DATE: Final = "9999"

_PLAIN: Final = (
    "type", "number", "year", "symbol", "name", "issuer", "agency", "agency_name", "province", "title", "cited_by",
    "mentions", "submitted_to", "signer", "possible_typo_of", "provisional",
)  # fmt: skip
_LISTS: Final = ("sources", "addressees", "recipients")

_LEVELS: Final[dict[str | None, Level | None]] = {None: None, **{str(level): level for level in Level}}
_FAMILIES: Final[dict[str | None, Family | None]] = {None: None, **{str(family): family for family in Family}}

Attributes = dict[str, Any]


def directive_attributes(directive: Directive) -> Attributes:
    """Return the attributes of a document node."""
    attributes: Attributes = {"kind": DOCUMENT, "label": directive.label, "written": directive.written_number}
    attributes |= {name: getattr(directive, name) for name in _PLAIN}
    attributes |= {name: list(getattr(directive, name)) for name in _LISTS}
    attributes["date"] = directive.date.isoformat() if directive.date else None
    attributes["level"] = str(directive.level) if directive.level else None
    attributes["family"] = str(directive.family) if directive.family else None
    attributes["origins"] = [{"field": one.field, "sources": list(one.sources)} for one in directive.origins]
    attributes["conflicts"] = [
        {"field": conflict.field, "value": conflict.value, "sources": list(conflict.sources)}
        for conflict in directive.conflicts
    ]
    return attributes


def directive_from(key: str, attributes: Mapping[str, Any]) -> Directive:
    """Return the directive that a document node stands for."""
    plain: dict[str, Any] = {name: attributes[name] for name in _PLAIN}
    for name in _LISTS:
        plain[name] = tuple(attributes[name])
    conflicts = attributes["conflicts"]
    return Directive(
        key=key,
        date=_date(attributes["date"]),
        level=_LEVELS[attributes["level"]],
        family=_FAMILIES[attributes["family"]],
        origins=tuple([Origin(one["field"], tuple(one["sources"])) for one in attributes.get("origins", ())]),
        conflicts=tuple([Conflict(one["field"], one["value"], tuple(one["sources"])) for one in conflicts]),
        **plain,
    )


@lru_cache(maxsize=65_536)
def _date(written: str | None) -> PartialDate | None:
    return PartialDate.fromisoformat(written) if written else None


@lru_cache(maxsize=65_536)
def date_order(written: str | None) -> str:
    """Return the form in which dates are ordered, those without one last."""
    date = _date(written)
    return date.isoformat() if date is not None else LAST_DATE


@frozen(order=True)
class EdgeEvidence:
    """The sentence that proves an edge: ``text`` is the source text from ``start`` to ``end``."""

    source: str
    start: int
    end: int
    text: str
    mention: tuple[int, int] | None = None  # where the cited document is named, in the source text
    cue: tuple[int, int] | None = None  # the words that show the relation, in the source text

    def attributes(self) -> Attributes:
        """Return the plain form."""
        return {
            "source": self.source,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "mention": list(self.mention) if self.mention else None,
            "cue": list(self.cue) if self.cue else None,
        }

    @classmethod
    def from_attributes(cls, attributes: Mapping[str, Any]) -> EdgeEvidence:
        """Read the plain form back."""
        mention, cue = attributes["mention"], attributes["cue"]
        return cls(
            attributes["source"],
            attributes["start"],
            attributes["end"],
            attributes["text"],
            (mention[0], mention[1]) if mention else None,
            (cue[0], cue[1]) if cue else None,
        )


@frozen
class Edge:
    """One typed relation from the citing to the cited directive."""

    citing: str
    cited: str
    relation: RelationKind
    evidence: tuple[EdgeEvidence, ...]
    confidence: float

    @property
    def order(self) -> tuple[str, str, str]:
        """The order in which edges are listed."""
        return (self.citing, self.cited, self.relation)
