"""References (viện dẫn văn bản): found in free text, parsed strictly, written back."""

from docgraph.references.finder import find_references
from docgraph.references.formatter import format_code, format_date, format_reference
from docgraph.references.nodes import SPECIFIC, Family, Form, Mention, Pinpoint, PinpointKind, PinpointPart, Reference
from docgraph.references.parser import parse_reference

__all__ = [
    "SPECIFIC",
    "Family",
    "Form",
    "Mention",
    "Pinpoint",
    "PinpointKind",
    "PinpointPart",
    "Reference",
    "find_references",
    "format_code",
    "format_date",
    "format_reference",
    "parse_reference",
]
