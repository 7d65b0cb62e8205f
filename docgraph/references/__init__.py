"""References (viện dẫn văn bản): found in free text, parsed strictly, written back."""

from docgraph.references.finder import find_references
from docgraph.references.nodes import SPECIFIC, Family, Form, Mention, Pinpoint, PinpointKind, PinpointPart, Reference

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
]
