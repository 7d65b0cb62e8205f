"""One document as an annotated page shows it: its words, its links, and which of its mentions have a place there."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from docgraph.views.annotated_pieces import escaped
from docgraph.views.plain_text import visible_text
from docgraph.views.vocabulary import LANGUAGES, asset, relation_rows

if TYPE_CHECKING:
    from docgraph.documents.model import Document, Relation
    from docgraph.references.nodes import Mention
    from docgraph.text.dates import PartialDate


@cache
def page_words(lang: str) -> dict[str, str]:
    """Return the words of the page in one language."""
    if lang not in LANGUAGES:
        raise ValueError(f"The page speaks {' and '.join(LANGUAGES)}; {lang!r} is not one of them.")
    rows = csv.DictReader(io.StringIO(asset("annotated_words.csv")))
    return {row["key"]: row[lang] for row in rows}


@frozen
class AnnotatedView:
    """One document as it is to be shown; *anchored* fills while the text is written."""

    document: Document
    links: Mapping[int, str]
    words: Mapping[str, str]
    lang: str
    limit: int
    prefix: str  # keeps the ids of several documents on one page apart
    anchored: set[int] = field(factory=set, init=False)  # mentions that have a place on the page
    relations: dict[int, list[Relation]] = field(init=False)
    stop: int = field(init=False)

    @relations.default
    def _by_mention(self) -> dict[int, list[Relation]]:
        found: dict[int, list[Relation]] = {}
        for relation in self.document.relations:
            ends = {relation.object} | ({relation.subject} if relation.subject is not None else set())
            for end in sorted(ends):
                found.setdefault(end, []).append(relation)
        return found

    @stop.default
    def _cut(self) -> int:
        """Return where the shown part of the text ends: at a line end, and in front of a mention."""
        text = self.document.text
        if len(text) <= self.limit:
            return len(text)
        cut = text.rfind("\n", self.limit // 2, self.limit) + 1 or self.limit
        return min(
            (one.span.start for one in self.document.mentions if one.span.start < cut < one.span.end), default=cut
        )

    def shown(self) -> list[tuple[int, Mention]]:
        """Return the mentions of the shown part with their indexes."""
        return [(index, one) for index, one in enumerate(self.document.mentions) if one.span.start < self.stop]

    def relation_name(self, relation: Relation) -> str:
        """Return the name of a relation in the language of the page."""
        row = relation_rows().get(relation.kind.value)
        return row[self.lang] if row else relation.kind.value

    def end_name(self, end: int | None) -> str:
        """Return one end of a relation: "this document", or the number of a reference as a link to it."""
        if end is None:
            return html.escape(self.words["self"])
        if end in self.anchored:
            return f'<a href="#{self.prefix}m{end}">[{end + 1}]</a>'
        return f"[{end + 1}]"


def field_html(value: str, limit: int = 300) -> str:
    """Return one field of untrusted words on one line."""
    words = value[: 4 * limit].split()
    line = " ".join(words)
    return escaped(line if len(line) <= limit else f"{line[: limit - 1]}…")


def attribute(text: str) -> str:
    """Return untrusted words for use in an attribute."""
    return html.escape(visible_text(text, 300))


def count_html(number: int) -> str:
    """Return a number beside a label."""
    return f'<span class="count">{number}</span>'


def date_words(date: PartialDate | None) -> str | None:
    """Return a date as Vietnamese readers write it, day first.

    >>> from docgraph.text.dates import PartialDate
    >>> date_words(PartialDate(2021, 9, 22)), date_words(PartialDate(2023, 6))
    ('22/09/2021', '06/2023')
    """
    return "/".join(reversed(date.isoformat().split("-"))) if date else None


def safe_address(address: str | None) -> str | None:
    """Return an address that a link may lead to: relative or of the web; None for any other.

    >>> safe_address("cascade.html#vn/1"), safe_address("javascript:alert(1)"), safe_address("//example.org")
    ('cascade.html#vn/1', None, None)
    """
    if (
        not address
        or len(address) > 2000
        or re.search(r"[\s\\\x00-\x1f\x7f-\xa0\u200b-\u206f\ufeff\ud800-\udfff]", address)
    ):
        return None
    if re.match(r"https?://[^/]", address, re.IGNORECASE):
        return address
    first = re.split(r"[/?#]", address, maxsplit=1)[0]
    return None if ":" in first or address.startswith("//") else address
