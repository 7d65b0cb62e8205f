"""Mentions as W3C Web Annotations: each links a place of a text to the directive that it names.

https://www.w3.org/TR/annotation-model/ - positions count code points of the text that ``docgraph text`` prints.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from docgraph.exchange.atomic import write_atomically
from docgraph.exchange.mentions import mention_records
from docgraph.exchange.triples import directive_iri

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from docgraph.graph.directive_graph import DirectiveGraph

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"


def annotation(record: dict[str, Any]) -> dict[str, Any]:
    """Return one mention as an annotation; one that leads nowhere has its verdict as its body."""
    source = quote(record["source"])
    if record["directive"] is not None:
        body: dict[str, Any] = {"id": directive_iri(record["directive"]), "type": "Text", "purpose": "linking"}
    else:
        body = {"type": "TextualBody", "value": record["verdict"], "purpose": "tagging"}
    bodies = [
        body,
        *({"type": "TextualBody", "value": name, "purpose": "classifying"} for name in record["relations"]),
    ]
    return {
        "id": f"urn:x-docgraph:mention:{source}:{record['start']}-{record['end']}",
        "type": "Annotation",
        "motivation": "linking" if record["directive"] is not None else "tagging",
        "body": bodies if len(bodies) > 1 else body,
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": record["start"], "end": record["end"]},
                {"type": "TextQuoteSelector", "exact": record["text"]},
            ],
        },
    }


def format_annotations(graph: DirectiveGraph) -> str:
    """Return the mentions of a graph as one page of annotations, one on each line."""
    items = [json.dumps(annotation(record), ensure_ascii=False) for record in mention_records(graph)]
    head = f'{{"@context": "{CONTEXT}",\n"id": "urn:x-docgraph:mentions",\n"type": "AnnotationPage",\n"items": [\n'
    return f"{head}{(',' + chr(10)).join(items)}\n]}}\n"


def write_annotations(graph: DirectiveGraph, path: str | os.PathLike[str]) -> Path:
    """Write the mentions of a graph as W3C Web Annotations."""
    return write_atomically(path, format_annotations(graph))
