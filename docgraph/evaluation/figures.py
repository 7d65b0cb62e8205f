"""The figures of an evaluation: counts that add up, and the shares made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import field, frozen

from docgraph.evaluation.annotations import FIELDS, HEADER_FIELDS
from docgraph.evaluation.shapes import Shape


@frozen
class Score:
    """Found and rightly so, found wrongly, missed.

    >>> score = Score(9, 1, 3)
    >>> score.precision, score.recall, round(score.f1, 4)
    (0.9, 0.75, 0.8182)
    """

    hits: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was found."""
        return _ratio(self.hits, self.hits + self.false)

    @property
    def recall(self) -> float | None:
        """The share of what is there that was found; None where nothing is there."""
        return _ratio(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where nothing is there and nothing was found."""
        return _ratio(2 * self.hits, 2 * self.hits + self.false + self.missed)

    def record(self) -> dict[str, Any]:
        """Return the form that programs read."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "hits": self.hits,
            "false": self.false,
            "missed": self.missed,
        }


@frozen
class Share:
    """So many right of so many judged."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.total + other.total)

    def __bool__(self) -> bool:
        return self.total > 0

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1; None where nothing was judged."""
        return _ratio(self.right, self.total)

    def record(self) -> dict[str, Any]:
        """Return the form that programs read."""
        return {"share": self.value, "right": self.right, "total": self.total}


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _blank_fields() -> dict[str, Share]:
    return dict.fromkeys(FIELDS, Share())


def _blank_header() -> dict[str, Share]:
    return dict.fromkeys(HEADER_FIELDS, Share())


@frozen
class Figures:
    """What was counted, of one document or of many.

    A reference counts by *overlap* when it was found at its place with number and symbol (or type, where it has no
    number) right; as *exact* when its span is also right to the character.
    """

    numbered: Score = Score()
    numbered_exact: Score = Score()
    unnumbered: Score = Score()
    unnumbered_exact: Score = Score()
    exact: Share = Share()  # of the references found, those whose span is right to the character
    fields: Mapping[str, Share] = field(factory=_blank_fields)
    relations: Score = Score()  # reports_under and responds_to count as implements
    by_relation: Mapping[str, Score] = field(factory=dict)  # each relation by its own name
    header: Mapping[str, Share] = field(factory=_blank_header)
    shapes: Mapping[str, Score] = field(factory=dict)
    shapes_exact: Mapping[str, Share] = field(factory=dict)
    noise: int = 0  # references found in texts that have none
    quiet: int = 0  # characters of these texts

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.numbered + other.numbered,
            self.numbered_exact + other.numbered_exact,
            self.unnumbered + other.unnumbered,
            self.unnumbered_exact + other.unnumbered_exact,
            self.exact + other.exact,
            _added(self.fields, other.fields, Share()),
            self.relations + other.relations,
            _added(self.by_relation, other.by_relation, Score()),
            _added(self.header, other.header, Share()),
            _added(self.shapes, other.shapes, Score()),
            _added(self.shapes_exact, other.shapes_exact, Share()),
            self.noise + other.noise,
            self.quiet + other.quiet,
        )

    @property
    def references(self) -> Score:
        """Numbered and unnumbered references together."""
        return self.numbered + self.unnumbered

    @property
    def heading(self) -> Share:
        """All fields of the heading together."""
        return sum(self.header.values(), Share())

    @property
    def noise_per_10k(self) -> float | None:
        """References found for every 10,000 characters of the texts that have none."""
        return 10_000 * self.noise / self.quiet if self.quiet else None

    def record(self) -> dict[str, Any]:
        """Return the form that programs read."""
        return {
            "numbered": {"overlap": self.numbered.record(), "exact": self.numbered_exact.record()},
            "unnumbered": {"overlap": self.unnumbered.record(), "exact": self.unnumbered_exact.record()},
            "exact": self.exact.record(),
            "fields": {name: share.record() for name, share in self.fields.items()},
            "relations": {
                "all": self.relations.record(),
                "by_relation": {name: self.by_relation[name].record() for name in sorted(self.by_relation)},
            },
            "header": {name: share.record() for name, share in self.header.items()},
            "shapes": {
                shape.value: {
                    **self.shapes[shape].record(),
                    "exact": self.shapes_exact.get(shape, Share()).value,
                }
                for shape in Shape
                if shape in self.shapes
            },
            "noise": {"found": self.noise, "characters": self.quiet, "per_10k": self.noise_per_10k},
        }


_Count = TypeVar("_Count", Score, Share)


def _added(one: Mapping[str, _Count], other: Mapping[str, _Count], nothing: _Count) -> dict[str, _Count]:
    return {name: one.get(name, nothing) + other.get(name, nothing) for name in {**one, **other}}
