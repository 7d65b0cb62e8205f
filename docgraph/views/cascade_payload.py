"""The cascade as the page draws it: plain JSON that names no library, holds only listed fields and opaque ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from docgraph.documents.model import RelationKind
from docgraph.queries.cascade_model import Cascade, CascadeEdge, CascadeNode, Evidence, Standing
from docgraph.views import cascade_layout as layout
from docgraph.views import vocabulary
from docgraph.views.cascade_tree import CascadeTree, build_tree
from docgraph.views.plain_text import quote, visible_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgraph.text.dates import PartialDate

SCHEMA: Final = "docgraph.cascade-page/1"
MOST_DOCUMENTS: Final = 1500
FULL_QUOTES: Final = 300  # up to so many documents every sentence is given whole
Json = dict[str, Any]


def page_payload(cascade: Cascade, *, evidence: bool = True) -> Json:
    """Return everything that the page of *cascade* says, as plain lists, dictionaries, strings and numbers.

    Documents are ``n0``, ``n1`` … in the order of the cascade; a field that is unknown is left out.
    With ``evidence=False`` no sentence of a source leaves the graph.  More than `MOST_DOCUMENTS`
    documents are cut to the nearest ones; ``cut`` says how many are missing.
    """
    cascade = _nearest(cascade, MOST_DOCUMENTS)
    tree = build_tree(cascade)
    slots = layout.tree_slots(cascade, tree)
    axis = layout.time_axis([node.date.earliest() for node in cascade.nodes if node.date])
    times = layout.time_slots(cascade, tree, slots, axis)
    ids = {node.key: f"n{number}" for number, node in enumerate(cascade.nodes)}
    focus = next(node for node in cascade.nodes if node.key == cascade.focus)
    nodes = []
    for node in cascade.nodes:
        fields = _node(node, focus, ids)
        slot, time = slots[node.key], times[node.key]
        fields |= {"column": list(slot.column), "row": slot.row, "time": [time.x, time.lane, time.row]}
        nodes.append({name: value for name, value in fields.items() if value is not None and value is not False})
    return {
        "schema": SCHEMA,
        "focus": ids[cascade.focus],
        "nodes": nodes,
        "edges": _edges(cascade, tree, ids, evidence=evidence),
        "groups": _groups(tree, ids),
        "silent": _silent(cascade),
        "cut": cascade.cut,
        "layout": _measures(axis),
    }


def page_vocabulary(payload: Json) -> Json:
    """Return the words of the page in every language, and the names, colours and dashes that *payload* needs."""
    kinds = {edge["relation"] for edge in payload["edges"]} | {RelationKind.MENTIONS.value}
    types = {node.get("type") for node in payload["nodes"]}
    shown = ("vi", "en", "out_vi", "in_vi", "out_en", "in_en", "light", "dark", "dash")
    relations = vocabulary.relation_rows()
    return {
        "words": vocabulary.words(),
        "levels": list(vocabulary.LEVELS),
        "relations": {kind: {name: row[name] for name in shown} for kind, row in relations.items() if kind in kinds},
        "types": {name: row for name, row in vocabulary.type_rows().items() if name in types},
        "families": {family: list(colours) for family, colours in vocabulary.family_colours().items()},
    }


def _nearest(cascade: Cascade, most: int) -> Cascade:
    """Return *cascade* with a focus that exists, each key once, and no more than *most* documents."""
    unique = {node.key: node for node in cascade.nodes}
    if cascade.focus not in unique:
        lost = CascadeNode(
            cascade.focus, cascade.focus, None, None, None, None, None, None, None, Standing.CITED_ONLY, 0
        )
        unique = {cascade.focus: lost} | unique
    kept = tuple(unique.values())
    if len(kept) > most:
        near = sorted(kept, key=lambda node: (node.key != cascade.focus, abs(node.depth)))[:most]
        chosen = {node.key for node in near}
        kept = tuple(node for node in kept if node.key in chosen)
    missing = len(unique) - len(kept)
    return Cascade(cascade.focus, kept, cascade.edges, cascade.silent, cascade.cut + missing)


def _node(node: CascadeNode, focus: CascadeNode, ids: dict[str, str]) -> Json:
    issuer = visible_text(node.issuer, 200) if node.issuer else None
    return {
        "id": ids[node.key],
        "key": visible_text(node.key, 200),
        "label": visible_text(node.label, 200),
        "type": visible_text(node.type, 60) if node.type else None,
        "number": visible_text(node.number, 80) if node.number else None,
        "title": visible_text(node.title, 500) if node.title else None,
        "date": node.date.isoformat() if node.date else None,
        "days": _days(focus.date, node.date) if node is not focus else None,
        "issuer": issuer,
        "short": vocabulary.short_issuer(issuer, node.province, focus.province) if issuer else None,
        "level": vocabulary.level_key(node.level),
        "province": visible_text(node.province, 60) if node.province else None,
        "standing": node.standing.value,
        "depth": node.depth,
        "source": visible_text(shown_source(node.source), 260) if node.source else None,
        "url": safe_url(node.source),
        "responds": node.responds,
        "ambiguous": node.ambiguous,
        "typo_of": ids.get(node.possible_typo_of) if node.possible_typo_of else None,
        "typo_label": visible_text(node.possible_typo_of, 200)
        if node.possible_typo_of and node.possible_typo_of not in ids
        else None,
    }


def _days(start: PartialDate | None, end: PartialDate | None) -> int | None:
    return start.days_until(end) if start and end else None


def shown_source(text: str) -> str:
    """Return *text* as a page may name it: of a file at an absolute place only the name, as pages travel.

    >>> shown_source("/home/lan/ho-so/bao-cao.txt"), shown_source("ho-so/bao-cao.txt"), shown_source("https://vbpl.vn/1")
    ('bao-cao.txt', 'ho-so/bao-cao.txt', 'https://vbpl.vn/1')
    """
    if not text.startswith(("/", "\\", "file:")) and text[1:3] not in {":/", ":\\"}:
        return text
    return text.rstrip("/\\").replace("\\", "/").rpartition("/")[2] or text


def safe_url(text: str | None) -> str | None:
    """Return *text* if it is a web address that may be opened, else None.

    >>> safe_url("https://vbpl.vn/1"), safe_url("javascript:alert(1)"), safe_url("bao-cao.txt")
    ('https://vbpl.vn/1', None, None)
    """
    if not text or len(text) > 500 or any(ord(letter) <= 0x20 or letter in "\"'<>\\`" for letter in text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    return text if parts.scheme in {"http", "https"} and host and not parts.username else None


def _edges(cascade: Cascade, tree: CascadeTree, ids: dict[str, str], *, evidence: bool) -> list[Json]:
    drawn = {hang.edge for hang in tree.below.values()} | _source_edges(cascade, tree)
    full = len(ids) <= FULL_QUOTES
    # Beyond that the sentences share some 400 characters a document, so that the page can still be mailed.
    limit = 600 if full else min(240, max(80, 400 * len(ids) // max(1, len(cascade.edges))))
    edges = []
    for index, edge in enumerate(cascade.edges):
        if edge.citing not in ids or edge.cited not in ids:
            continue
        fields: Json = {
            "from": ids[edge.citing],
            "to": ids[edge.cited],
            "relation": edge.relation.value,
        }
        if index in drawn:
            fields["tree"] = True
        if edge.confidence < 1:
            fields["confidence"] = round(edge.confidence, 2)
        if evidence and edge.evidence:
            fields |= _sentences(edge, most=5 if full else 1, limit=limit)
        edges.append(fields)
    return edges


def _source_edges(cascade: Cascade, tree: CascadeTree) -> set[int]:
    """Return the edges that join the focus to its sources, and those to theirs."""
    found = set()
    waiting = [cascade.focus]
    while waiting:
        for key in tree.sources.get(waiting.pop(), ()):
            found.add(tree.above[key].edge)
            waiting.append(key)
    return found


def _sentences(edge: CascadeEdge, most: int, limit: int) -> Json:
    shown: Iterable[Evidence] = edge.evidence[:most]
    fields: Json = {
        "evidence": [[visible_text(shown_source(proof.source), 120), *quote(proof, limit)] for proof in shown]
    }
    if len(edge.evidence) > most:
        fields["more"] = len(edge.evidence) - most
    return fields


def _groups(tree: CascadeTree, ids: dict[str, str]) -> list[Json]:
    return [
        {
            "id": f"g{number}",
            "parent": ids[group.parent],
            "level": group.level,
            "type": visible_text(group.type, 60) if group.type else None,
            "members": [ids[key] for key in group.members],
        }
        for number, group in enumerate(tree.groups)
    ]


def _silent(cascade: Cascade) -> list[Json]:
    """Return the silent agencies, each with the level at which bodies of like name stand in this cascade."""
    levels: dict[str, str] = {}
    for node in cascade.nodes:
        if node.issuer:
            levels.setdefault(_kind_of_body(node.issuer), vocabulary.level_key(node.level))
    return [
        {
            "id": f"s{number}",
            "name": visible_text(name, 200),
            "level": levels.get(_kind_of_body(name), vocabulary.UNKNOWN_LEVEL),
        }
        for number, name in enumerate(cascade.silent)
    ]


def _kind_of_body(name: str) -> str:
    """Return the words that tell the kind of a body: "Sở Y tế" -> "Sở", "UBND huyện Ba Tơ" -> "UBND huyện"."""
    parts = vocabulary.short_issuer(name, None, None).split()
    return " ".join(parts[: 2 if parts and parts[0].isupper() else 1])


def _measures(axis: layout.TimeAxis) -> Json:
    return {
        "card": [layout.CARD_WIDTH, layout.CARD_HEIGHT],
        "gap": [layout.COLUMN_GAP, layout.ROW_GAP],
        "ticks": [[tick.x, tick.year, tick.month] for tick in axis.ticks],
        "gaps": [list(gap) for gap in axis.gaps],
        "district_end": layout.axis_place(axis, layout.LAST_DAY_OF_DISTRICTS),
    }
