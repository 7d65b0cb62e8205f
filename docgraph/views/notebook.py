"""How a cascade shows itself in a notebook: the page in a sealed frame, or a plain table where no script may run."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from docgraph.queries.cascade_model import Standing
from docgraph.text.dates import PartialDate
from docgraph.views.plain_text import visible_text
from docgraph.views.vocabulary import LANGUAGES, LEVELS, level_key, type_rows, words

if TYPE_CHECKING:
    from docgraph.queries.cascade_model import Cascade, CascadeNode

MOST_ROWS: Final = 30
_COLUMNS: Final = ("level", "type", "number", "date", "issuer", "title", "notes")


def to_srcdoc(html: str, height: int = 640) -> str:
    """Return *html* as one sandboxed frame, *height* pixels high, that needs no file and no server.

    The frame has an origin of its own: whatever it holds cannot reach the notebook, its cookies or its kernel.

    >>> to_srcdoc('<p class="a">1 & 2</p>', height=100)[-55:]
    'srcdoc="<p class=&quot;a&quot;>1 &amp; 2</p>"></iframe>'
    """
    # Inside a quoted attribute only these two characters need escaping.
    source = html.replace("&", "&amp;").replace('"', "&quot;")
    return (
        '<iframe sandbox="allow-scripts allow-popups allow-downloads" width="100%" '
        f'height="{int(height)}" frameborder="0" srcdoc="{source}"></iframe>'
    )


def summary_table(cascade: Cascade, lang: str = "vi", *, limit: int = MOST_ROWS) -> str:
    """Return *cascade* as a plain table without script or style, which untrusted notebooks and GitHub show.

    The documents stand in the order of their levels and dates, at most *limit* of them; what is left
    out is said below, as are the agencies of which no document was seen.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"The table speaks {' and '.join(LANGUAGES)}; {lang!r} is not one of them.")
    text = words()[lang]
    head = "".join(f"<th>{escape(text[key])}</th>" for key in _COLUMNS)
    ordered = sorted(cascade.nodes, key=_order)
    rows = "".join(_row(node, cascade.focus, lang) for node in ordered[:limit])
    focus = next((node.label for node in cascade.nodes if node.key == cascade.focus), cascade.focus)
    caption = f"{text['heading']}: {focus} ({text['n_documents'].format(n=len(cascade.nodes))})"
    notes = []
    if len(ordered) > limit:
        notes.append(text["more_rows"].format(n=len(ordered) - limit) + ". " + text["saved_hint"])
    if cascade.cut:
        notes.append(text["foot_cut"].format(n=cascade.cut))
    if cascade.silent:
        named = ", ".join(visible_text(name, 120) for name in cascade.silent[:limit])
        notes.append(f"{text['silent']} ({len(cascade.silent)}): {named}")
    below = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return (
        f"<table><caption>{escape(visible_text(caption, 260))}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{below}"
    )


def _order(node: CascadeNode) -> tuple[int, PartialDate, str]:
    date = node.date or PartialDate(9999)
    return (LEVELS.index(level_key(node.level)), PartialDate(date.year, date.month or 0, date.day or 0), node.key)


def _row(node: CascadeNode, focus: str, lang: str) -> str:
    text = words()[lang]
    kind = node.type or text["unknown_type"]
    if lang == "en" and kind in type_rows():
        kind = type_rows()[kind]["en"]
    cells = (
        text[level_key(node.level)],
        kind,
        node.number or text["no_number"],
        "/".join(reversed(node.date.isoformat().split("-"))) if node.date else text["no_date"],
        node.issuer or text["no_issuer"],
        node.title or "",
        "; ".join(text[key] for key in _notes(node, focus)),
    )
    return "<tr>" + "".join(f"<td>{escape(visible_text(cell, 200))}</td>" for cell in cells) + "</tr>"


def _notes(node: CascadeNode, focus: str) -> list[str]:
    marks = {
        "focus_document": node.key == focus,
        "state_responds": node.responds,
        "state_cited": node.standing is Standing.CITED_ONLY,
        "state_typo": node.possible_typo_of is not None,
        "state_ambiguous": node.ambiguous,
    }
    return [key for key, holds in marks.items() if holds]
