"""docgraph reads Vietnamese administrative and legal documents and shows how directives cascade through the state.

>>> import docgraph as dg
>>> [mention.reference.number for mention in dg.find_references("theo Quyết định số 1477/QĐ-UBND ngày 22/9/2021")]
['1477']

Every name below loads its room of the house on first use; importing docgraph itself loads none.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

from docgraph.version import __version__ as __version__

if TYPE_CHECKING:
    from docgraph.directives import Directive, resolve
    from docgraph.documents import Document, parse_document, read_corpus, read_document
    from docgraph.errors import (
        AmbiguousDirectiveError,
        DocgraphError,
        DocumentReadError,
        GraphReadError,
        ReferenceSyntaxError,
        UnknownDirectiveError,
    )
    from docgraph.exchange.node_link import read_graph, write_graph
    from docgraph.graph import DirectiveGraph, build_graph
    from docgraph.queries import audit, cascade, responses
    from docgraph.references import Mention, Reference, find_references, format_reference, parse_reference

__all__ = [
    "AmbiguousDirectiveError",
    "Directive",
    "DirectiveGraph",
    "DocgraphError",
    "Document",
    "DocumentReadError",
    "GraphReadError",
    "Mention",
    "Reference",
    "ReferenceSyntaxError",
    "UnknownDirectiveError",
    "audit",
    "build_graph",
    "cascade",
    "find_references",
    "format_reference",
    "parse_document",
    "parse_reference",
    "read_corpus",
    "read_document",
    "read_graph",
    "resolve",
    "responses",
    "write_graph",
]


_ROOMS: Final = {
    "docgraph.directives": ("Directive", "resolve"),
    "docgraph.documents": ("Document", "parse_document", "read_corpus", "read_document"),
    "docgraph.errors": (
        "AmbiguousDirectiveError",
        "DocgraphError",
        "DocumentReadError",
        "GraphReadError",
        "ReferenceSyntaxError",
        "UnknownDirectiveError",
    ),
    "docgraph.exchange.node_link": ("read_graph", "write_graph"),
    "docgraph.graph": ("DirectiveGraph", "build_graph"),
    "docgraph.queries": ("audit", "cascade", "responses"),
    "docgraph.references": ("Mention", "Reference", "find_references", "format_reference", "parse_reference"),
}
_ROOM_OF: Final = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(room), name)


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
