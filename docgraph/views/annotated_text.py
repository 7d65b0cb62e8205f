"""The text of an annotated page: every piece inside what covers it, every mention with the card of its fields."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final

from docgraph.views.annotated_pieces import Piece, escaped, pieces
from docgraph.views.annotated_view import AnnotatedView, attribute, date_words, field_html, safe_address

_MOST_RELATIONS: Final = 12  # on the card of one reference


def text_html(view: AnnotatedView) -> str:
    """Return the shown part of the text with everything marked in it."""
    seen: set[int] = set()
    return "".join(_piece(view, piece, seen) for piece in pieces(view.document, view.stop))


def _piece(view: AnnotatedView, piece: Piece, seen: set[int]) -> str:
    """Return one piece of the text inside what covers it; ids go to the first piece of each mention."""
    shown = escaped(piece.span.of(view.document.text))
    if piece.in_cue:
        shown = f'<span class="cue">{shown}</span>'
    if piece.mention is not None:
        shown = _marked(view, piece.mention, shown)
    if piece.in_pinpoint:
        shown = f'<span class="pinpoint">{shown}</span>'
    if piece.diagnostic is not None:
        anchor = "" if piece.diagnostic in seen else f' id="{view.prefix}d{piece.diagnostic}"'
        seen.add(piece.diagnostic)
        title = attribute(str(view.document.diagnostics[piece.diagnostic]))
        shown = f'<span class="wrong"{anchor} title="{title}">{shown}</span>'
    return f'<span class="evidence">{shown}</span>' if piece.in_evidence else shown


def _marked(view: AnnotatedView, index: int, shown: str) -> str:
    mention = view.document.mentions[index]
    css = f"{mention.form.value} unsure" if mention.confidence < 1 else mention.form.value
    if index in view.anchored:
        return f'<mark class="{css}">{shown}</mark>'
    view.anchored.add(index)
    identity = f"{view.prefix}m{index}"
    address = safe_address(view.links.get(index)) or f"#{view.prefix}r{index}"
    label = attribute(f"{view.words[mention.form.value]}: {mention.text}")
    return (
        f'<mark class="{css}"><a id="{identity}" href="{html.escape(address)}" rel="noreferrer noopener"'
        f' aria-label="{label}" aria-describedby="{identity}c">{shown}</a>'
        f'<span class="card" role="tooltip" id="{identity}c">{_card(view, index)}</span></mark>'
    )


def _rows(view: AnnotatedView, index: int) -> Iterator[tuple[str, str]]:
    """Yield what was read of one mention, each field's label and its HTML."""
    mention = view.document.mentions[index]
    said = mention.reference
    fields = (
        ("form", view.words[mention.form.value]),
        ("type", said.type),
        ("number", said.number),
        ("year", said.year),
        ("symbol", said.symbol),
        ("date", date_words(said.date)),
        ("issuer", said.issuer),
        ("name", said.name),
        ("title", said.title),
        ("part", mention.pinpoint.text if mention.pinpoint else None),
        ("draft", view.words["yes"] if said.is_draft else None),
        ("confidence", f"{mention.confidence:.2f}" if mention.confidence < 1 else None),
        ("itself", view.words["yes"] if mention.is_self else None),
    )
    yield from ((view.words[key], field_html(value)) for key, value in fields if value)
    if mention.antecedent is not None:
        yield view.words["antecedent"], f"[{mention.antecedent + 1}]"


def _card(view: AnnotatedView, index: int) -> str:
    rows = [*_rows(view, index)]
    relations = view.relations.get(index, [])
    for relation in relations[:_MOST_RELATIONS]:
        ends = [view.words["self"] if end is None else f"[{end + 1}]" for end in (relation.subject, relation.object)]
        cue = f" (“{field_html(relation.cue.of(view.document.text), 60)}”)" if relation.cue else ""
        rows.append(
            (view.words["relation"], f"{ends[0]} → {html.escape(view.relation_name(relation))} → {ends[1]}{cue}")
        )
    if len(relations) > _MOST_RELATIONS:
        rows.append((view.words["relations"], f"… {len(relations)}"))
    if index in view.links:
        rows.append((view.words["node"], field_html(view.links[index], 160)))
    return f'<span class="row"><b>[{index + 1}]</b></span>' + "".join(
        f'<span class="row"><span class="key">{html.escape(label)}</span><span class="value">{value}</span></span>'
        for label, value in rows
    )
