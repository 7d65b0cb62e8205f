"""The mentions that a graph keeps: each place once, with what it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgraph.graph.places import ANAPHORIC, GENERIC

if TYPE_CHECKING:
    from docgraph.graph.directive_graph import DirectiveGraph

_Place = tuple[str, int, int]
COLUMNS: Final = ("source", "document", "start", "end", "text", "directive", "relations", "verdict")


def mention_records(graph: DirectiveGraph) -> list[dict[str, Any]]:
    """Return the mentions of a corpus by file and place.

    ``directive`` is the key of the document that a mention leads to, None where it leads to none; ``verdict`` says
    whether it is resolved, anaphoric, generic, ambiguous, unresolved or of the document itself.
    """
    home = {source: one.key for one in graph.directives() for source in one.sources}
    found: dict[_Place, dict[str, Any]] = {}

    def add(place: _Place, text: str, directive: str | None, verdict: str) -> dict[str, Any]:
        source, start, end = place
        fields: tuple[Any, ...] = (source, home.get(source), start, end, text, directive, [], verdict)
        return found.setdefault(place, dict(zip(COLUMNS, fields, strict=True)))

    for edge in graph.edges():
        for one in edge.evidence:
            if one.mention is not None:
                start, end = one.mention
                text = one.text[start - one.start : end - one.start]
                relations = add((one.source, start, end), text, edge.cited, "resolved")["relations"]
                if str(edge.relation) not in relations:
                    relations.append(str(edge.relation))
    for place in graph.nx.graph.get("places", ()):
        if place["kind"] in {GENERIC, ANAPHORIC}:
            at = (place["source"], place["start"], place["end"])
            add(at, place["text"], place.get("directive"), place["kind"])
    for place in graph.nx.graph.get("open", ()):
        directive = place["document"] if place["verdict"] == "self" else None
        add((place["source"], place["start"], place["end"]), place["text"], directive, place["verdict"])
    return [found[place] for place in sorted(found)]
