"""Texts as they are: places, the normal form and its map, dates."""

from docgraph.text.dates import PartialDate, parse_date
from docgraph.text.source import SourceText, fold, strip_marks
from docgraph.text.spans import Span

__all__ = ["PartialDate", "SourceText", "Span", "fold", "parse_date", "strip_marks"]
