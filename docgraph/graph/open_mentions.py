"""Mentions that lead to no one directive: ambiguous, unresolved, or of the citing document itself.

They stand in ``graph.nx.graph["open"]``; `DirectiveGraph.open_mentions` shows them as a table.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final

from docgraph.directives.verdicts import Ambiguous, Cause, SelfReference, Unresolved, Verdict
from docgraph.graph.places import LONGEST_SENTENCE, normal_form, sentence_units
from docgraph.references.nodes import Form
from docgraph.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docgraph.directives.claims import Entry
    from docgraph.documents.model import Document
    from docgraph.references.nodes import Mention

AMBIGUOUS: Final = "ambiguous"
UNRESOLVED: Final = "unresolved"
OWN_NUMBER: Final = "self"


def open_mentions_of(entry: Entry, verdicts: list[Verdict]) -> Iterator[dict[str, Any]]:
    """Yield the mentions of one document that stay open, each with the reason and the sentence that holds it."""
    document = entry.document
    found = list(open_among(document.mentions, verdicts))
    sentences = sentences_around(document, [document.mentions[index].span for index, _ in found])
    for (index, said), sentence in zip(found, sentences, strict=True):
        mention = document.mentions[index]
        words = (mention.text, sentence.of(document.text))
        yield open_mention(entry.key, document.source, mention.span, words, said)


def open_among(mentions: Sequence[Mention], verdicts: Sequence[Verdict]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the index of each mention that stays open, and what its verdict says."""
    for index, said in enumerate(map(_said, verdicts)):
        if said is not None and (said["verdict"] != OWN_NUMBER or mentions[index].form is Form.NUMBERED):
            yield index, said


def open_mention(key: str, source: str, span: Span, words: tuple[str, str], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return an open mention as the graph keeps it; *words* are its own and those of its sentence."""
    return {
        "document": key,
        "source": source,
        "start": span.start,
        "end": span.end,
        "text": words[0],
        "sentence": words[1],
        **said,
    }


def _said(verdict: Verdict) -> dict[str, Any] | None:
    match verdict:
        case Ambiguous(candidates=candidates):
            return {"verdict": AMBIGUOUS, "candidates": list(candidates), "cause": None}
        case Unresolved(cause=cause) if cause is not Cause.GENERIC:
            return {"verdict": UNRESOLVED, "candidates": [], "cause": str(cause)}
        case SelfReference():
            return {"verdict": OWN_NUMBER, "candidates": [], "cause": None}
        case _:
            return None


def sentences_around(document: Document, spans: Sequence[Span]) -> list[Span]:
    """Return the sentence around each span, cut to what stands near it."""
    if not spans:
        return []
    source, bounds = normal_form(document.text), sentence_units(document.text)
    starts = [start for start, _ in bounds]
    found = []
    for span in spans:
        first, last = source.place(span.start), source.place(span.end)
        at = bisect_right(starts, first) - 1
        start, end = bounds[at] if at >= 0 else (first, last)
        start, end = max(start, first - LONGEST_SENTENCE), max(last, min(end, last + LONGEST_SENTENCE))
        whole = source.span(start, end)
        words = whole.of(document.text)
        begin = whole.start + len(words) - len(words.lstrip())
        found.append(Span(begin, begin + len(words.strip())))
    return found


def reason_of(mention: Mapping[str, Any]) -> str:
    """Return why a mention is open, in words.

    >>> reason_of({"verdict": "ambiguous", "candidates": ["vn/a/ubnd/kh/2021/1", "vn/b/ubnd/kh/2021/1"]})
    '2 documents fit: vn/a/ubnd/kh/2021/1; vn/b/ubnd/kh/2021/1'
    """
    if mention["verdict"] == AMBIGUOUS:
        return f"{len(mention['candidates'])} documents fit: {'; '.join(mention['candidates'])}"
    return "it names the document that holds it" if mention["verdict"] == OWN_NUMBER else str(mention["cause"])
