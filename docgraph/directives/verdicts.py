"""The verdict on a mention: resolved, ambiguous, unresolved or self, never silence."""

from __future__ import annotations

import enum

from attrs import frozen


class Step(enum.StrEnum):
    """The rule by which a mention was resolved, from strong to weak."""

    EXACT = "exact"  # number, symbol, year and body agree
    WITHIN_DOCUMENT = "within_document"  # the same document cites it in full elsewhere
    SAME_DATE = "same_date"  # number, symbol and full date agree; the text leaves the body open
    LAW_NAME = "law_name"  # a law, code, ordinance or constitution by name and year
    DATED = "dated"  # type, date and body, without number
    TITLE = "title"  # type and title, without number; only one directive has such a title
    SUCCESSOR = "successor"  # the citing body took over the one that issued it
    ONLY_COMPATIBLE = "only_compatible"  # the one document of the corpus that fits the citing document's years
    ANTECEDENT = "antecedent"  # repeats an earlier mention: "Quyết định nói trên"


class Cause(enum.StrEnum):
    """Why a mention stays unresolved."""

    GENERIC = "it names a class of documents, not one"
    DRAFT = "it names a draft"
    NO_ANTECEDENT = "nothing before it is of its kind"
    NO_YEAR = "neither number nor date gives a year, and no document of the corpus fits"
    NO_PLACE = "the symbol is local and no province is known"
    NO_TYPE = "neither type word nor symbol tells the number series"
    NO_BODY = "the issuing body is not stated and cannot be told from the symbol"
    NO_DATE = "it has neither number nor full date"


@frozen
class Resolved:
    """The mention names the directive with this key."""

    directive: str
    step: Step
    confidence: float = 1.0


@frozen
class Ambiguous:
    """Several directives fit; their keys in order."""

    candidates: tuple[str, ...]


@frozen
class Unresolved:
    """Nothing fits; ``directive`` is the provisional key under which the citing document's mentions gather."""

    cause: Cause
    directive: str | None = None


@frozen
class SelfReference:
    """The mention names the document that holds it."""


Verdict = Resolved | Ambiguous | Unresolved | SelfReference


@frozen
class MentionVerdict:
    """The verdict on the mention with this index in the document with this key."""

    document: str
    source: str
    mention: int
    verdict: Verdict
