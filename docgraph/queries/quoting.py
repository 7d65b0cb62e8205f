"""Sentences on one line of a terminal, with their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgraph.queries.cascade_model import Evidence

LONGEST_QUOTE: Final = 400
"""Characters of a sentence that are printed; the record and the CSV hold it whole."""


def quote(number: int, evidence: Sequence[Evidence]) -> str:
    """Return the first sentence of a row on one line, with its place, and how many more there are."""
    first, *others = evidence
    more = f" (and {len(others)} more)" if others else ""
    source = "".join(char if char.isprintable() else " " for char in first.source)
    return f"[{number}] {source}:{first.start}-{first.end}{more}: {one_line(first)}"


def one_line(evidence: Evidence) -> str:
    """Return a sentence on one line; a long one is cut so that the reference stays in sight."""
    start, end = 0, len(evidence.text)
    if end > LONGEST_QUOTE:
        named = evidence.highlight[1] if evidence.highlight else 0
        start = max(0, min(end, named + LONGEST_QUOTE // 4) - LONGEST_QUOTE)
        end = start + LONGEST_QUOTE
    words = " ".join(evidence.text[start:end].split())
    words = "".join(char for char in words if char.isprintable())
    return f"{'…' if start else ''}{words}{'…' if end < len(evidence.text) else ''}"
