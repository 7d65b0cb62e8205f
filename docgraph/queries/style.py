"""How a document cites: in full at first, short afterwards (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6).

At first a citation has type, number and symbol, date and issuing body; later ones type, number and symbol.  A law is
cited by its type and name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docgraph.documents.model import RelationKind
from docgraph.queries.answer import Answer, Row
from docgraph.queries.descent import evidence_of

if TYPE_CHECKING:
    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph
    from docgraph.queries.cascade_model import Evidence

_DATE: Final = re.compile(r"\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]|tháng\s+\d{1,2}\s+năm)\s*\d{4}")
_LAWS: Final = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})


def style(graph: DirectiveGraph, directive: Directive) -> Answer:
    """Return where a document does not cite as the rule asks: first not in full, later not short, laws by number."""
    mentions: dict[str, dict[int, tuple[str, Evidence, bool]]] = {}
    for edge in graph.cited(directive.key):
        for sentence in evidence_of(edge):
            if sentence.highlight is None or sentence.source not in directive.sources[:1]:
                continue
            start, end = sentence.highlight
            words = " ".join(sentence.text[start:end].split())
            basis = edge.relation is RelationKind.LEGAL_BASIS
            places = mentions.setdefault(edge.cited, {})
            known = places.get(sentence.start + start)
            places[sentence.start + start] = (words, sentence, basis or (known is not None and known[2]))
    rows = []
    for key, places in mentions.items():
        one = graph.directive(key)
        for number, place in enumerate(sorted(places)):
            words, sentence, basis = places[place]
            rows += [
                (place, Row((finding, one.label, words, sentence.source, str(place)), (sentence,)))
                for finding in _findings(one, words, first=number == 0, basis=basis)
            ]
    rows.sort(key=lambda pair: (pair[0], pair[1].values[0]))
    columns = ("finding", "document", "wording", "source", "place")
    found = tuple(row for _, row in rows)
    note = f"{len(found)} findings in {sum(map(len, mentions.values()))} citations of {len(mentions)} documents."
    return Answer("style", f"How {directive.label} cites", columns, found, note)


def _findings(cited: Directive, words: str, *, first: bool, basis: bool) -> list[str]:
    if cited.type in _LAWS:
        named_by_number = basis and re.search(r"\d+/\d{4}/QH", words) is not None
        return ["law cited by its number in a legal basis"] if named_by_number else []
    if cited.number is None:
        return []
    dated, issued = _DATE.search(words) is not None, " của " in words
    if first:
        missing = [name for name, there in (("date", dated), ("issuing body", issued)) if not there]
        return [f"first citation without its {' and '.join(missing)}"] if missing else []
    return ["later citation in full"] if dated and issued else []
