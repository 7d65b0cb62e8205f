"""Turtle and JSON-LD, written without an RDF library."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from docgraph.exchange.atomic import write_atomically
from docgraph.exchange.triples import PREFIXES, Iri, Literal, Name, Term, statements

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from docgraph.graph.directive_graph import DirectiveGraph

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED: Final = re.compile('[\\\\"\x00-\x1f\x7f\ud800-\udfff]')
_NOT_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')


def _string(value: str) -> str:
    """Return a quoted string; lone surrogates, which no RDF string may hold, become U+FFFD."""

    def escape(match: re.Match[str]) -> str:
        char = match[0]
        if "\ud800" <= char <= "\udfff":
            return "\ufffd"
        return _ESCAPES.get(char) or f"\\u{ord(char):04X}"

    return f'"{_ESCAPED.sub(escape, value)}"'


def _iri(value: str) -> str:
    return f"<{_NOT_IRI.sub(lambda match: f'%{ord(match[0]):02X}', value)}>"


def _turtle(term: Term) -> str:
    match term:
        case Iri(value=value):
            return _iri(value)
        case Name(value=value):
            return value
        case Literal(value=value, datatype=datatype, language=language):
            return _string(value) + (f"^^{datatype}" if datatype else f"@{language}" if language else "")


def _by_subject(graph: DirectiveGraph) -> dict[str, dict[str, list[Term]]]:
    subjects: dict[str, dict[str, list[Term]]] = {}
    for subject, predicate, term in statements(graph):
        terms = subjects.setdefault(subject.value, {}).setdefault(predicate, [])
        if term not in terms:
            terms.append(term)
    return subjects


def format_turtle(graph: DirectiveGraph) -> str:
    """Return a graph as Turtle 1.1."""
    lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()]
    for subject, predicates in _by_subject(graph).items():
        parts = [f"{predicate} {', '.join(map(_turtle, terms))}" for predicate, terms in predicates.items()]
        lines.append(f"\n{_iri(subject)}\n    " + " ;\n    ".join(parts) + " .")
    return "\n".join(lines) + "\n"


def _json(term: Term) -> Any:
    match term:
        case Iri(value=value) | Name(value=value):
            return {"@id": value}
        case Literal(value=value, datatype=datatype, language=language):
            plain = _NOT_TEXT.sub("\ufffd", value)
            kind = {"@type": datatype} if datatype else {"@language": language} if language else {}
            return {"@value": plain, **kind} if kind else plain


_NOT_TEXT: Final = re.compile("[\ud800-\udfff]")


def format_jsonld(graph: DirectiveGraph) -> str:
    """Return a graph as JSON-LD 1.1, one resource on each line."""
    lines = []
    for subject, predicates in _by_subject(graph).items():
        node: dict[str, Any] = {"@id": subject}
        for predicate, terms in predicates.items():
            if predicate == "a":
                node["@type"] = [term.value for term in terms]
            else:
                values = [_json(term) for term in terms]
                node[predicate] = values[0] if len(values) == 1 else values
        lines.append(json.dumps(node, ensure_ascii=False))
    context = json.dumps(PREFIXES, ensure_ascii=False)
    return f'{{"@context": {context},\n"@graph": [\n{("," + chr(10)).join(lines)}\n]}}\n'


def write_turtle(graph: DirectiveGraph, path: str | os.PathLike[str]) -> Path:
    """Write a graph as Turtle."""
    return write_atomically(path, format_turtle(graph))


def write_jsonld(graph: DirectiveGraph, path: str | os.PathLike[str]) -> Path:
    """Write a graph as JSON-LD."""
    return write_atomically(path, format_jsonld(graph))
