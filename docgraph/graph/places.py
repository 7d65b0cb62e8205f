"""Places of a corpus that the graph keeps beside its edges: what it says about time and address, and loose mentions.

They stand in ``graph.nx.graph["places"]``, each with its kind, the key of its document, its file, its place there
and its words, so that questions can be answered, and proved, without reading the corpus again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from docgraph.documents.relations.units import units
from docgraph.references.nodes import Form
from docgraph.references.vocabulary import type_names
from docgraph.text.source import SourceText
from docgraph.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgraph.documents.model import Document

DEADLINE: Final = "deadline"  # a sentence that sets a time limit
ADDRESSEE: Final = "addressee"  # Kính gửi
RECIPIENT: Final = "recipient"  # Nơi nhận
GENERIC: Final = "generic"  # names a class of documents
ANAPHORIC: Final = "anaphoric"  # repeats another mention, or names the document itself

LONGEST_SENTENCE: Final = 1500
"""Characters of a sentence that are kept before and after the first time limit in it."""

_TIME_LIMIT: Final = re.compile(
    r"\btrước\s+(?:ngày|thứ|tháng|\d{1,2}\s*(?:giờ|h\b|[/.-]\s*\d))|\b(?:chậm|muộn)\s+nhất|\bhạn\s+(?:chót|cuối)"
    r"|\b(?:trong\s+(?:vòng|thời\s+hạn)|thời\s+hạn|trong\s+thời\s+gian)\s+\d|\bhết\s+ngày\s+\d",
    re.IGNORECASE,
)


@lru_cache(maxsize=2)
def normal_form(text: str) -> SourceText:
    """Return a text with its normal form, made once for all that is read of one document."""
    return SourceText(text)


@lru_cache(maxsize=2)
def sentence_units(text: str) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a text, as places of its normal form, found once for one document."""
    return tuple(units(normal_form(text).normal))


def places_of(document: Document, key: str, verdicts: list[str | None]) -> Iterator[dict[str, Any]]:
    """Yield the places of one document; *verdicts* names the directive of each mention, None where there is none."""
    for span in _time_limits(document.text):
        yield _place(DEADLINE, document, key, span)
    header = document.header
    for kind, entries in ((ADDRESSEE, header.addressees), (RECIPIENT, header.recipients)):
        after = 0
        for words in entries:
            start = document.text.find(words, after)
            start = start if start >= 0 else document.text.find(words)
            if start >= 0:
                after = start + len(words)
                yield _place(kind, document, key, Span(start, after))
    for mention, directive in zip(document.mentions, verdicts, strict=True):
        if mention.form is Form.ANAPHORIC:
            yield {**_place(ANAPHORIC, document, key, mention.span), "directive": directive}
    for span in _classes(document):
        yield _place(GENERIC, document, key, span)


def _place(kind: str, document: Document, key: str, span: Span) -> dict[str, Any]:
    words = document.text[span.start : span.end]
    return {
        "kind": kind,
        "document": key,
        "source": document.source,
        "start": span.start,
        "end": span.end,
        "text": words,
    }


@cache
def _class_pattern() -> re.Pattern[str]:
    """Return the pattern of words for a class of documents: "các văn bản chỉ đạo của Chính phủ"."""
    names = "|".join(sorted((re.escape(name) for name in type_names().values()), key=len, reverse=True))
    issued = r"(?:\s+[^\W\d]\w*,?){0,6}?\s+của\s+[^.;,:()\n]{2,60}"
    unspecified = r"văn\s+bản\s+(?:chỉ\s+đạo|hướng\s+dẫn|liên\s+quan|của\s+cấp\s+trên)"
    return re.compile(
        rf"\bcác\s+(?:{unspecified}(?:{issued})?|(?:{names}|văn\s+bản|chủ\s+trương){issued})", re.IGNORECASE
    )


def _classes(document: Document) -> Iterator[Span]:
    """Yield the words that name a class of documents, whether or not the reading counts them among its mentions."""
    given = [mention.span for mention in document.mentions if mention.form is Form.GENERIC]
    yield from given
    specific = sorted((mention.span.start, mention.span.end) for mention in document.mentions)
    starts = [start for start, _ in specific]
    source = normal_form(document.text)
    for match in _class_pattern().finditer(source.normal):
        if re.match(r"\s*(?:số\s*)?:?\s*\d", source.normal[match.end() : match.end() + 20]):
            continue  # a list of numbers follows: "các Quyết định số 12, 13"
        span = source.span(match.start(), match.end())
        after = bisect_left(starts, span.start)
        if after < len(specific) and specific[after][0] < span.end:
            continue
        if after and specific[after - 1][1] > span.start:
            continue
        yield span


def _time_limits(text: str) -> Iterator[Span]:
    if _TIME_LIMIT.search(text) is None and text.isascii():
        return
    source = normal_form(text)
    following = _TIME_LIMIT.search(source.normal)
    for start, end in sentence_units(text):
        if following is not None and following.start() < start:
            following = _TIME_LIMIT.search(source.normal, start)
        if following is None:
            return
        if following.start() >= end:  # what a sentence holds, the whole text holds there or before
            continue
        found = _TIME_LIMIT.search(source.normal, start, end)
        if found is None:
            continue
        first, last = max(start, found.start() - LONGEST_SENTENCE), min(end, found.end() + LONGEST_SENTENCE)
        words = source.normal[first:last]
        first += len(words) - len(words.lstrip())
        last -= len(words) - len(words.rstrip())
        yield source.span(first, last)
