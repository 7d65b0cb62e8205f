"""A directive: one document in the world, with the best that a corpus knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from docgraph.references.nodes import Family

if TYPE_CHECKING:
    from docgraph.agencies.levels import Level
    from docgraph.text.dates import PartialDate


@frozen
class Conflict:
    """A value that disagrees with the one chosen, and the files that give it."""

    field: str  # "date", "title", "type"
    value: str
    sources: tuple[str, ...]


@frozen
class Origin:
    """Where a chosen value comes from: the files that give it, the document's own text first; at most a few."""

    field: str  # "date", "issuer", "title", "type"
    sources: tuple[str, ...]


@frozen
class Directive:
    """One document: its own text wins; otherwise the best of what others say of it.

    >>> Directive(key="vn/quang-ngai/ubnd/qd/2021/1477", type="Quyết định", number="1477", symbol="QĐ-UBND").label
    'Quyết định 1477/QĐ-UBND'
    """

    key: str
    type: str | None = None
    number: str | None = None
    year: str | None = None  # the year inside the number and symbol
    symbol: str | None = None
    family: Family | None = None
    name: str | None = None  # of a law
    date: PartialDate | None = None
    issuer: str | None = None  # in the words of the text that names it best
    agency: str | None = None  # id of the issuing agency
    agency_name: str | None = None  # as the registry names it
    level: Level | None = None
    province: str | None = None
    title: str | None = None
    sources: tuple[str, ...] = ()  # files that hold its own text
    cited_by: int = 0  # documents of the corpus that name it
    mentions: int = 0  # places of the corpus that name it
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    submitted_to: str | None = None
    signer: str | None = None
    origins: tuple[Origin, ...] = ()  # of what was chosen
    conflicts: tuple[Conflict, ...] = ()  # what was not chosen and disagrees
    possible_typo_of: str | None = None  # key of the near directive
    provisional: bool = False  # a part of its identity is open; it stands for one citing document's mentions

    @property
    def in_corpus(self) -> bool:
        """Whether its own text was read."""
        return bool(self.sources)

    @property
    def written_number(self) -> str | None:
        """Number, year and symbol as people write them: "23/2021/QĐ-TTg", "415-KL/TU"."""
        if self.number is None:
            return None
        stem = f"{self.number}/{self.year}" if self.year else self.number
        if not self.symbol:
            return stem
        return f"{stem}{'-' if self.family is Family.PARTY else '/'}{self.symbol}"

    @property
    def body_name(self) -> str | None:
        """The issuing body: as the registry names it, else in the words of the text."""
        return self.agency_name or self.issuer

    @property
    def label(self) -> str:
        """Type and number; type, issuer and date where there is no number."""
        kind = self.type or "Văn bản"
        if self.written_number is not None:
            return f"{kind} {self.written_number}"
        if self.name is not None:
            return f"{kind} {self.name}{f' năm {self.date.year}' if self.date else ''}"
        issuer = self.issuer if self.provisional or not self.in_corpus else self.body_name
        body = f" của {issuer}" if issuer else ""
        return f"{kind}{body}{f', {written_date(self.date)}' if self.date else ''}"

    def __str__(self) -> str:
        return self.label


def written_date(date: PartialDate) -> str:
    """Return a date as reports write it, day first.

    >>> from docgraph.text.dates import PartialDate
    >>> written_date(PartialDate(2021, 9, 22)), written_date(PartialDate(2023, 6))
    ('22/9/2021', '6/2023')
    """
    return "/".join(str(part) for part in (date.day, date.month, date.year) if part is not None)
