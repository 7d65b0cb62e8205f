"""The group of commands, and what they share: options, reading with progress, printing."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docgraph.errors import DocgraphError, DocumentReadError

if TYPE_CHECKING:
    from docgraph.directives.directive import Directive
    from docgraph.documents.model import Document
    from docgraph.graph.directive_graph import DirectiveGraph

Command = TypeVar("Command", bound=Callable[..., Any])
_Item = TypeVar("_Item")


class _DocgraphGroup(click.Group):
    """Turns docgraph's own errors into a message on standard error and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except DocgraphError as error:
            complain(error)
            ctx.exit(1)


def complain(error: object) -> None:
    """Say on standard error what went wrong."""
    click.echo(f"docgraph: {error}", err=True)


@click.group(cls=_DocgraphGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="docgraph")
def main() -> None:
    """Read Vietnamese administrative documents and show how directives cascade through the state."""


def narrowing_options(command: Command) -> Command:
    """Add the options that tell apart the directives of one number."""
    for add in (
        click.option("--type", "type_name", metavar="TYPE", help="Only this type: 'Quyết định' or QĐ."),
        click.option("--year", type=int, help="Only this year."),
        click.option("--province", help="Only this province: 'Quảng Ngãi'."),
    ):
        command = add(command)
    return command


def query_options(command: Command) -> Command:
    """Add the arguments and options by which a command finds one directive."""
    command = narrowing_options(command)
    for add in (click.argument("query"), click.argument("graph_path", metavar="GRAPH")):
        command = add(command)
    return command


def format_option(*names: str) -> Callable[[Command], Command]:
    """Add ``--format``; the first name is the default."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True, help="Form of the answer."
    )


workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes read, from some 10 MB of text on.",
)

expected_option = click.option(
    "--expected",
    multiple=True,
    metavar="AGENCY",
    help="An agency, or a class of them ('các sở, ban, ngành'), that should respond; give it again for more, or @FILE "
    "with one on each line.",
)


class Reading:
    """Reads documents one after the other and remembers what could not be read."""

    def __init__(self) -> None:
        self.failed = 0

    def refuse(self, error: DocumentReadError) -> None:
        """Say that a file cannot be read, and count it."""
        self.failed += 1
        complain(error)

    def documents(self, paths: Iterable[str], workers: int = 1) -> Iterator[Document]:
        """Yield the documents of files and folders."""
        from docgraph.documents import read_corpus  # noqa: PLC0415 - loads the grammar

        return watched(read_corpus(list(paths), on_error=self.refuse, workers=workers), "documents")

    def mapped(self, work: Callable[[Document], _Item], paths: Iterable[str], workers: int) -> Iterator[_Item]:
        """Yield what *work* makes of each document of files and folders, in the process that reads it."""
        from docgraph.scale.reading import map_corpus  # noqa: PLC0415 - loads the grammar

        return watched(map_corpus(work, list(paths), self.refuse, workers=workers), "documents")

    def exit_status(self) -> int:
        """Return 1 when something could not be read."""
        return 1 if self.failed else 0


def watched(items: Iterable[_Item], unit: str) -> Iterator[_Item]:
    """Show progress on standard error while *items* pass, where a person is watching."""
    if not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm  # noqa: PLC0415 - only where a person is watching

    yield from tqdm(items, unit=f" {unit}", file=sys.stderr, leave=False)


def is_store(path: str) -> bool:
    """Tell whether a graph is a store by its name."""
    return path.lower().endswith(".db")


def read(path: str) -> DirectiveGraph:
    """Read a graph file, or open a store."""
    if is_store(path):
        from docgraph.scale.store import open_store  # noqa: PLC0415 - loads networkx

        return open_store(path)
    from docgraph.exchange.node_link import read_graph  # noqa: PLC0415 - loads networkx

    return read_graph(path)


def find_one(
    graph_path: str, query: str, province: str | None, year: int | None, type_name: str | None
) -> tuple[DirectiveGraph, Directive]:
    """Read a graph and find the one directive of a query."""
    graph = read(graph_path)
    return graph, graph.find(query, province=province, year=year, type=type_name)


def read_expected(given: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the names of expected agencies, those of ``@FILE`` line by line; None where none is given."""
    names: list[str] = []
    for name in given:
        if not name.startswith("@"):
            names.append(name)
            continue
        try:
            lines = Path(name[1:]).read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise DocumentReadError(name[1:], f"This list of agencies cannot be read: {error}.") from error
        names += [line.strip() for line in lines if line.strip()]
    return tuple(names) if given else None


def dump(value: object) -> None:
    """Print one JSON value for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
