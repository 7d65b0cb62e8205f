"""The lists below and above an annotated text: diagnostics, references, relations."""

from __future__ import annotations

import html
from collections.abc import Iterable

from docgraph.references.formatter import format_code
from docgraph.views.annotated_view import AnnotatedView, count_html, date_words, field_html, safe_address


def diagnostics_html(view: AnnotatedView) -> str:
    """Return what a person should look at, each item leading to its place."""
    if not view.document.diagnostics:
        return ""
    items = []
    for index, diagnostic in enumerate(view.document.diagnostics):
        said = f"{view.words[diagnostic.severity.value]}: {field_html(diagnostic.message, 600)}"
        placed = diagnostic.span.start < min(diagnostic.span.end, view.stop)
        items.append(f'<li><a href="#{view.prefix}d{index}">{said}</a></li>' if placed else f"<li>{said}</li>")
    head = f"<summary><h2>{view.words['diagnostics']}</h2> {count_html(len(items))}</summary>"
    return f'<details class="first">{head}<ol class="diagnostics">{"".join(items)}</ol></details>\n'


def references_html(view: AnnotatedView) -> str:
    """Return a row for each reference of the shown part."""
    shown = view.shown()
    if not shown:
        return ""
    columns = ("date", "form", "type", "number", "issuer", "part")
    rows = []
    for index, mention in shown:
        said = mention.reference
        cells = (
            view.words[mention.form.value],
            " ".join(part for part in (said.type, said.name) if part),
            format_code(said) or "",
            said.issuer or "",
            mention.pinpoint.text if mention.pinpoint else "",
        )
        row = f'<td class="narrow">{view.end_name(index)}</td><td class="narrow">{date_words(said.date) or ""}</td>'
        row += "".join(f"<td>{field_html(cell)}</td>" for cell in cells)
        if view.links:
            row += f"<td>{_node(view, index)}</td>"
        rows.append(f'<tr id="{view.prefix}r{index}">{row}</tr>')
    heads = ["", *(view.words[key] for key in columns), *([view.words["node"]] if view.links else [])]
    return _table(view.words["references"], heads, rows)


def _node(view: AnnotatedView, index: int) -> str:
    given = view.links.get(index)
    if given is None:
        return ""
    address = safe_address(given)
    shown = field_html(given, 160)
    return f'<a href="{html.escape(address)}" rel="noreferrer noopener">{shown}</a>' if address else shown


def relations_html(view: AnnotatedView) -> str:
    """Return a row for each relation of the shown part."""
    if not view.document.relations:
        return ""
    rows = [
        f'<tr><td class="narrow">{view.end_name(relation.subject)}</td>'
        f"<td>{html.escape(view.relation_name(relation))}</td>"
        f'<td class="narrow">{view.end_name(relation.object)}</td>'
        f"<td>{field_html(relation.cue.of(view.document.text), 60) if relation.cue else ''}</td>"
        f"<td>{field_html(relation.evidence.of(view.document.text), 240)}</td></tr>"
        for relation in view.document.relations
        if relation.evidence.start < view.stop
    ]
    heads = [view.words[key] for key in ("subject", "relation", "object", "cue", "evidence")]
    return _table(view.words["relations"], heads, rows)


def _table(caption: str, heads: Iterable[str], rows: list[str]) -> str:
    head = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in heads)
    return (
        f"<details><summary><h2>{html.escape(caption)}</h2> {count_html(len(rows))}</summary>"
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
        "</details>\n"
    )
