"""The tree of errors: everything docgraph raises on purpose descends from one root.

::

    DocgraphError
    ├── ReferenceSyntaxError   a strict parse failed; points at the place
    ├── DocumentReadError      a file could not be read as text
    ├── GraphReadError         a graph file could not be read
    ├── GraphInputError        edges that a graph was to be built from are not in order
    ├── UnknownDirectiveError  a query names nothing in the graph; suggests near ones
    ├── AmbiguousDirectiveError  a query names several; lists them
    ├── UnknownAgencyError     a code or a name is no body of that province and day; suggests near ones
    └── AgencyTableError       a reader's own table of agencies is not in order; names the line
"""

from __future__ import annotations


class DocgraphError(Exception):
    """The root of every error that docgraph raises on purpose."""


class ReferenceSyntaxError(DocgraphError):
    """A text is not one reference; says where the reading stopped and what was expected there."""

    def __init__(self, text: str, position: int, expected: tuple[str, ...]) -> None:
        self.text = text
        self.position = position
        self.expected = expected
        super().__init__(text, position, expected)

    def __str__(self) -> str:
        found = repr(self.text[self.position]) if self.position < len(self.text) else "the end of the text"
        line_start = self.text.rfind("\n", 0, self.position) + 1
        line = self.text[line_start:].split("\n", 1)[0]
        caret = " " * (self.position - line_start) + "^"
        wanted = f" Expected {' or '.join(self.expected)}." if self.expected else ""
        place = f"the reading stopped at character {self.position}, at {found}."
        return f"This is not one reference: {place}{wanted}\n{line}\n{caret}"


class FileError(DocgraphError):
    """Something is wrong with one file: says which one and why."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(path, reason)

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class DocumentReadError(FileError):
    """A file could not be read as text: says which file, why, and what to do."""


class GraphReadError(DocgraphError):
    """A graph file could not be read: says which file and why."""


class GraphInputError(DocgraphError):
    """Edges or keys that a graph was to be built from are not in order: says which one and why."""


class UnknownDirectiveError(DocgraphError):
    """A query names no directive of the graph: ``near`` holds the labels that come closest."""

    def __init__(self, query: str, near: tuple[str, ...] = ()) -> None:
        self.query = query
        self.near = near
        super().__init__(query, near)

    def __str__(self) -> str:
        hint = "\n".join(f"  {label}" for label in self.near)
        return f"No directive of this graph matches {self.query!r}." + (f" Near ones:\n{hint}" if hint else "")


class AmbiguousDirectiveError(DocgraphError):
    """A query names several directives: ``candidates`` holds their labels."""

    def __init__(self, query: str, candidates: tuple[str, ...]) -> None:
        self.query = query
        self.candidates = candidates
        super().__init__(query, candidates)

    def __str__(self) -> str:
        names = "\n".join(f"  {label}" for label in self.candidates)
        return (
            f"{len(self.candidates)} directives match {self.query!r}; add the province, the year or the type:\n{names}"
        )


class UnknownAgencyError(DocgraphError):
    """A code or a name is no public body of that province on that day: ``near`` holds what comes closest."""

    def __init__(self, wanted: str, reason: str, near: tuple[str, ...] = ()) -> None:
        self.wanted = wanted
        self.reason = reason
        self.near = near
        super().__init__(wanted, reason, near)

    def __str__(self) -> str:
        hint = "\n".join(f"  {name}" for name in self.near)
        return f"No agency for {self.wanted!r}: {self.reason}." + (f"\nNear ones:\n{hint}" if hint else "")


class AgencyTableError(DocgraphError):
    """A reader's own table of agencies is not in order: says which file, which line and why."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        super().__init__(path, line, reason)

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.reason}."
