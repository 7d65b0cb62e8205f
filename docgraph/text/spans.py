"""Places in a text."""

from __future__ import annotations

from attrs import frozen


@frozen
class Span:
    """A half-open range of a text, in characters of the original.

    >>> Span(3, 7).of("số 1477/QĐ")
    '1477'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the slice of *text* that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end
