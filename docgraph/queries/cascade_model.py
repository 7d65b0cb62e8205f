"""The answer to "what came of this directive": nodes by level, edges with their sentences.

This is the renderer-neutral form that views draw and programs read.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from pathlib import Path

    from docgraph.agencies.levels import Level
    from docgraph.documents.model import RelationKind
    from docgraph.text.dates import PartialDate

MOST_FRAMED: Final = 300
"""The most documents of a cascade whose page is put into a notebook, which keeps every page that it has shown."""


class Standing(enum.StrEnum):
    """What is known of a document of the cascade."""

    IN_CORPUS = "in_corpus"  # its own text was read
    CITED_ONLY = "cited_only"  # known only from citations


@frozen
class Evidence:
    """The sentence that proves an edge: ``text`` is ``source[start:end]``.

    ``highlight`` is the range of the reference inside ``text``.
    """

    source: str
    start: int
    end: int
    text: str
    highlight: tuple[int, int] | None = None


@frozen
class CascadeNode:
    """One document of a cascade."""

    key: str  # canonical identifier
    label: str  # "Quyết định 1477/QĐ-UBND"
    type: str | None
    number: str | None  # "1477/QĐ-UBND", as people write it
    title: str | None
    date: PartialDate | None
    issuer: str | None
    level: Level | None
    province: str | None
    standing: Standing
    depth: int  # steps from the focus; negative above it
    source: str | None = None  # file name, where its own text was read
    responds: bool = False  # its issuer answers the focus with it
    possible_typo_of: str | None = None  # key of the near directive
    ambiguous: bool = False  # several directives match its citations


@frozen
class CascadeEdge:
    """One relation, from the citing (lower) to the cited (upper) document."""

    citing: str
    cited: str
    relation: RelationKind
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0


@frozen
class Cascade:
    """Everything under one directive, in a fixed order."""

    focus: str
    nodes: Sequence[CascadeNode]
    edges: Sequence[CascadeEdge]
    silent: tuple[str, ...] = ()  # names of expected agencies that did not respond
    cut: int = 0  # documents left out by a limit of depth or number

    def __str__(self) -> str:
        """Return an outline: each document under the one that it answers, its depth shown by its place."""
        return outline(self)

    def _repr_html_(self) -> str:
        """Return the page in a sealed frame and, below it, a plain table; of a large cascade the table alone.

        Untrusted notebooks and GitHub drop the frame and show the table.
        """
        from docgraph.views.cascade_page import render_cascade  # noqa: PLC0415 - a door to a later room, opened on call
        from docgraph.views.notebook import summary_table, to_srcdoc  # noqa: PLC0415 - the same

        table = summary_table(self)
        if len(self.nodes) > MOST_FRAMED:
            saving = "<code>cascade.write_html(&quot;cascade.html&quot;)</code>"
            return f"{table}<p>Lưu thành trang / Save as a page: {saving}</p>"
        return f"{to_srcdoc(render_cascade(self))}<details><summary>Bảng / Table</summary>{table}</details>"

    def write_html(self, path: str | os.PathLike[str]) -> Path:
        """Write the page of this cascade; it needs no network.  An existing file is replaced when the page is whole."""
        from docgraph.views.cascade_page import render_cascade, write_page  # noqa: PLC0415 - a door to a later room

        return write_page(path, render_cascade(self))


def outline(cascade: Cascade) -> str:
    """Return a cascade as indented lines: above the focus what it answers, below each document those that answer it.

    Marks tell what is only cited, and what may be mistyped.
    """
    nodes = {node.key: node for node in cascade.nodes}
    first: dict[str, str] = {}  # the first document of the level above that a document cites
    for edge in cascade.edges:
        lower, upper = nodes.get(edge.citing), nodes.get(edge.cited)
        if lower is not None and upper is not None and upper.depth == lower.depth - 1:
            first.setdefault(edge.citing, edge.cited)
    below: dict[str, list[str]] = {}
    tops: list[str] = []
    for node in cascade.nodes:
        if node.depth > 0 and node.key in first:
            below.setdefault(first[node.key], []).append(node.key)
        else:
            tops.append(node.key)
    least = min((node.depth for node in cascade.nodes), default=0)
    lines = []
    waiting = [(key, nodes[key].depth - least) for key in reversed(tops)]
    while waiting:
        key, indent = waiting.pop()
        lines.append(_line(nodes[key], indent, focus=key == cascade.focus))
        waiting += [(lower, indent + 1) for lower in reversed(below.get(key, []))]
    if cascade.silent:
        lines.append(f"Silent: {', '.join(cascade.silent)}.")
    if cascade.cut:
        lines.append(f"{cascade.cut} documents further down are left out.")
    return "\n".join(lines)


def _line(node: CascadeNode, indent: int, *, focus: bool) -> str:
    known = filter(None, (node.label, node.date.isoformat() if node.date else None, node.issuer))
    marks = [] if node.standing is Standing.IN_CORPUS else ["cited only"]
    if node.possible_typo_of is not None:
        marks.append("a typo?")
    mark = f" ({', '.join(marks)})" if marks else ""
    line = f"{'> ' if focus else ''}{', '.join(known)}{mark}"
    return "  " * indent + "".join(char if char.isprintable() else " " for char in line)
