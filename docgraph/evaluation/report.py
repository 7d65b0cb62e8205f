"""Figures as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docgraph.evaluation.figures import Figures, Score, Share
from docgraph.evaluation.shapes import Shape

_NONE: Final = "–"


def share(value: float | None) -> str:
    """Return a share with four digits, a dash where there is none."""
    return _NONE if value is None else f"{value:.4f}"


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return rows in columns as wide as their longest cell: the first to the left, the others to the right.

    >>> print(columns([("", "F1"), ("numbered", "0.9851")]))
                  F1
    numbered  0.9851
    """
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _score(name: str, score: Score) -> tuple[str, ...]:
    counts = (str(score.hits), str(score.false), str(score.missed))
    return name, share(score.precision), share(score.recall), share(score.f1), *counts


_SCORE_HEAD: Final = ("precision", "recall", "F1", "hits", "false", "missed")


def _share(name: str, given: Share) -> tuple[str, ...]:
    return name, share(given.value), str(given.right), str(given.total)


def format_figures(figures: Figures) -> str:
    """Return the figures as tables, one below the other."""
    references = [
        ("References", *_SCORE_HEAD),
        _score("numbered", figures.numbered),
        _score("  exact span", figures.numbered_exact),
        _score("unnumbered", figures.unnumbered),
        _score("  exact span", figures.unnumbered_exact),
    ]
    fields = [
        ("Fields", "right", "of these", "of"),
        _share("span", figures.exact),
        *(_share(name, given) for name, given in figures.fields.items()),
    ]
    header = [
        ("Heading", "right", "of these", "of"),
        *(_share(name, given) for name, given in figures.header.items()),
        _share("all", figures.heading),
    ]
    parts = [columns(references), columns(fields), columns([*_relation_rows(figures)])]
    if figures.shapes:
        parts.append(columns([*_shape_rows(figures)]))
    parts.append(columns(header))
    if figures.quiet:
        parts.append(
            f"Noise: {figures.noise} references in {figures.quiet:,} characters of texts that have none"
            f" ({share(figures.noise_per_10k)} per 10,000)."
        )
    return "\n\n".join(parts)


def _relation_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    yield ("Relations", *_SCORE_HEAD)
    yield _score("all", figures.relations)
    for name in sorted(figures.by_relation, key=lambda name: (-_size(figures.by_relation[name]), name)):
        yield _score(f"  {name}", figures.by_relation[name])


def _shape_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    yield ("Shapes", *_SCORE_HEAD, "exact span")
    for shape in Shape:
        if shape in figures.shapes:
            yield (*_score(shape.value, figures.shapes[shape]), share(figures.shapes_exact.get(shape, Share()).value))


def _size(score: Score) -> int:
    return score.hits + score.missed


def format_rows(rows: Iterable[tuple[str, Figures]]) -> str:
    """Return one row of figures for each document, the worst first."""
    head = ("Documents", "references", "F1", "exact span", "issuer", "relations F1", "heading")
    ordered = sorted(rows, key=lambda row: (row[1].references.f1 if row[1].references.f1 is not None else 2.0, row[0]))
    return columns(
        [
            head,
            *(
                (
                    name,
                    str(figures.references.hits + figures.references.missed),
                    share(figures.references.f1),
                    share(figures.exact.value),
                    share(figures.fields["issuer"].value),
                    share(figures.relations.f1),
                    share(figures.heading.value),
                )
                for name, figures in ordered
            ),
        ]
    )
