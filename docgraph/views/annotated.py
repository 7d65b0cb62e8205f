"""A document as a page: its text with every reference marked, what was read of each, and what links them.

The page holds no script and loads nothing: marks show their fields by style alone, on hover and on focus, and
every reference leads by a plain link to its row, or to its node in a graph.  The text is not trusted: all of it is
escaped, and characters that change the writing direction or cannot be seen are shown by their code.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from docgraph.references.formatter import format_code
from docgraph.references.nodes import Family, Form, Reference
from docgraph.views.annotated_pieces import escaped
from docgraph.views.annotated_tables import diagnostics_html, references_html, relations_html
from docgraph.views.annotated_text import text_html
from docgraph.views.annotated_view import AnnotatedView, count_html, date_words, field_html, page_words
from docgraph.views.plain_text import visible_text
from docgraph.views.vocabulary import asset

if TYPE_CHECKING:
    from docgraph.documents.model import Document
    from docgraph.references.nodes import Mention

PAGE_LIMIT: Final = 400_000
"""The most characters of a text that a page shows."""
FRAGMENT_LIMIT: Final = 60_000
"""The most characters of a text that a notebook shows."""


def annotate(
    document: Document, *, links: Mapping[int, str] | None = None, lang: str = "vi", limit: int = PAGE_LIMIT
) -> str:
    """Return *document* as one HTML page that needs nothing else.

    *links* leads mentions, by their index, to their nodes: ``{0: "cascade.html#vn/…"}``; an address that is neither
    relative nor of the web (http, https) is left out.  Beyond *limit* characters the text is cut, and the page says so.
    """
    style = asset("annotated.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    view = AnnotatedView(document, links or {}, page_words(lang), lang, limit, "")
    title = f"{view.words['page_title']}: {visible_text(document.source, 200)}"
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{html.escape(title)}</title>\n<style>{style}</style>\n</head>\n"
        f'<body class="docgraph-annotated"><main class="sheet">\n{_sheet(view)}</main></body>\n</html>\n'
    )


def annotate_fragment(
    document: Document, *, links: Mapping[int, str] | None = None, lang: str = "vi", limit: int = FRAGMENT_LIMIT
) -> str:
    """Return *document* as a piece of HTML for a notebook; several of them get along on one page."""
    known = f"{document.source}\0{document.text}".encode("utf-8", "replace")
    prefix = f"d{hashlib.sha256(known).hexdigest()[:10]}-"
    view = AnnotatedView(document, links or {}, page_words(lang), lang, limit, prefix)
    return (
        f'<div class="docgraph-annotated in-notebook" lang="{lang}"><style>{asset("annotated.css")}</style>'
        f'<div class="sheet">\n{_sheet(view)}</div></div>'
    )


def _sheet(view: AnnotatedView) -> str:
    # The text comes first in time: it settles which mentions have a place that others can lead to.
    text = text_html(view)
    shown = view.shown()
    parts = [
        f"<h1>{escaped(view.document.source)}</h1>\n",
        _heading(view),
        _legend(view, shown),
        _notice(view, len(view.document.mentions) - len(shown)),
        diagnostics_html(view),
        f'<div class="frame"><div class="text" lang="vi" role="region" tabindex="0" aria-label="{view.words["text"]}">',
        f"{text}</div></div>\n",
        references_html(view),
        relations_html(view),
    ]
    return "".join(parts)


def _heading(view: AnnotatedView) -> str:
    header = view.document.header
    family = Family.PARTY if "/" in (header.symbol or "") else Family.STATE
    code = format_code(Reference(number=header.number, year=header.year, symbol=header.symbol, family=family))
    rows = (
        ("type", header.type),
        ("number", code or header.symbol),
        ("date", date_words(header.date)),
        ("place", header.place),
        ("issuer", header.issuer),
        ("title", header.title),
        ("signer", header.signer),
    )
    cells = "".join(
        f"<div><dt>{view.words[key]}</dt><dd>{field_html(value)}</dd></div>" for key, value in rows if value
    )
    return f'<dl class="heading">{cells}</dl>\n' if cells else ""


def _legend(view: AnnotatedView, shown: list[tuple[int, Mention]]) -> str:
    counts = Counter(mention.form for _, mention in shown)
    items = [
        f'<li><mark class="{form.value}">{html.escape(view.words[form.value])}</mark> {count_html(counts[form])}</li>'
        for form in Form
        if counts[form]
    ]
    pinpoints = sum(mention.pinpoint is not None for _, mention in shown)
    for css, key, number in (
        ("pinpoint", "pinpoint", pinpoints),
        ("evidence", "evidence", len(view.document.relations)),
        ("cue", "cue", sum(relation.cue is not None for relation in view.document.relations)),
        ("wrong", "diagnostic", len(view.document.diagnostics)),
    ):
        if number:
            items.append(f'<li><span class="{css}">{html.escape(view.words[key])}</span> {count_html(number)}</li>')
    if not items:
        items.append(f"<li>{html.escape(view.words['none'])}</li>")
    return f'<ul class="legend" aria-label="{view.words["legend"]}">{"".join(items)}</ul>\n'


def _notice(view: AnnotatedView, hidden: int) -> str:
    total = len(view.document.text)
    if view.stop == total:
        return ""
    said = view.words["cut"].format(shown=f"{view.stop:,}", total=f"{total:,}", hidden=f"{hidden:,}")
    return f'<p class="cut" role="note">{html.escape(said)}</p>\n'
