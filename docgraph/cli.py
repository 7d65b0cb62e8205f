"""The command line: documents in, answers out.

Answers go to standard output and nothing else does; progress and errors go to standard error.
Exit status: 0; 1 when an input could not be read, a query found nothing or an audit found errors; 2 for wrong
arguments.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from docgraph.errors import DocgraphError, DocumentReadError

if TYPE_CHECKING:
    from docgraph.directives.directive import Directive
    from docgraph.documents.model import Document
    from docgraph.graph.directive_graph import DirectiveGraph

_Command = TypeVar("_Command", bound=Callable[..., Any])
_PAGE: Final = "docgraph-demo.html"


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


def query_options(command: _Command) -> _Command:
    """Add the arguments and options by which a command finds one directive."""
    for add in (
        click.option("--type", "type_name", metavar="TYPE", help="Only this type: 'Quyết định' or QĐ."),
        click.option("--year", type=int, help="Only this year."),
        click.option("--province", help="Only this province: 'Quảng Ngãi'."),
        click.argument("query"),
        click.argument("graph_path", metavar="GRAPH"),
    ):
        command = add(command)
    return command


def format_option(*names: str) -> Callable[[_Command], _Command]:
    """Add ``--format``; the first name is the default."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True, help="Form of the answer."
    )


expected_option = click.option(
    "--expected",
    multiple=True,
    metavar="AGENCY",
    help="An agency that should respond; give it again for more, or @FILE with one on each line.",
)


class _Reading:
    """Reads documents one after the other and remembers what could not be read."""

    def __init__(self) -> None:
        self.failed = 0

    def refuse(self, error: DocumentReadError) -> None:
        self.failed += 1
        complain(error)

    def documents(self, paths: Iterable[str]) -> Iterator[Document]:
        from docgraph.documents import read_corpus  # noqa: PLC0415

        return watched(read_corpus(list(paths), on_error=self.refuse), "documents")

    def exit_status(self) -> int:
        return 1 if self.failed else 0


_Item = TypeVar("_Item")


def watched(items: Iterable[_Item], unit: str) -> Iterator[_Item]:
    """Show progress on standard error while *items* pass, where a person is watching."""
    if not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm  # noqa: PLC0415

    yield from tqdm(items, unit=f" {unit}", file=sys.stderr, leave=False)


def read(path: str) -> DirectiveGraph:
    """Read a graph file."""
    from docgraph.exchange.node_link import read_graph  # noqa: PLC0415

    return read_graph(path)


def dump(value: object) -> None:
    """Print one JSON value for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.pass_context
def extract(ctx: click.Context, paths: tuple[str, ...]) -> None:
    """Print what each document says and cites: one JSON object a line."""
    from docgraph.exchange.extract_json import format_document  # noqa: PLC0415

    reading = _Reading()
    for document in reading.documents(paths):
        click.echo(format_document(document))
    ctx.exit(reading.exit_status())


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.pass_context
def text(ctx: click.Context, paths: tuple[str, ...]) -> None:
    """Print the text of each document, which the offsets of `extract` index."""
    from docgraph.documents.readers import iter_corpus  # noqa: PLC0415

    reading = _Reading()
    out = sys.stdout.buffer  # so that line ends pass untouched
    for _, read_text in watched(iter_corpus(list(paths), reading.refuse), "documents"):
        out.write(read_text.encode("utf-8", "surrogatepass"))
    out.flush()
    ctx.exit(reading.exit_status())


@main.command()
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS...")
@click.option("-o", "--output", required=True, metavar="GRAPH", help="The graph file to write (.json).")
@click.option("--report", is_flag=True, help="Print how the mentions were resolved.")
@click.pass_context
def build(ctx: click.Context, corpus: tuple[str, ...], output: str, report: bool) -> None:
    """Read a corpus (files, folders) and write its graph."""
    from docgraph.exchange.node_link import write_graph  # noqa: PLC0415
    from docgraph.graph import build_graph  # noqa: PLC0415

    reading = _Reading()
    documents = tuple(reading.documents(corpus))
    if not documents:
        complain(f"{', '.join(corpus)}: No document could be read here, so {output} was not written.")
        ctx.exit(1)
    graph = build_graph(documents)
    write_graph(graph, output)
    if report:
        for name, count in graph.nx.graph["report"].items():
            click.echo(f"{name:<32}{count:>8}")
    click.echo(f"{output}: {len(documents)} documents, {graph!r}", err=True)
    ctx.exit(reading.exit_status())


def find_one(
    graph_path: str, query: str, province: str | None, year: int | None, type_name: str | None
) -> tuple[DirectiveGraph, Directive]:
    """Read a graph and find the one directive of a query."""
    graph = read(graph_path)
    return graph, graph.find(query, province=province, year=year, type=type_name)


@main.command()
@query_options
@format_option("table", "json", "csv")
def find(  # noqa: PLR0917 - click passes each option by its name
    graph_path: str, query: str, province: str | None, year: int | None, type_name: str | None, form: str
) -> None:
    """Find the one directive that QUERY names, such as "1477/QĐ-UBND"."""
    from docgraph.graph.attributes import directive_attributes  # noqa: PLC0415
    from docgraph.queries.table import Table  # noqa: PLC0415

    _, directive = find_one(graph_path, query, province, year, type_name)
    fields = {"document": directive.key, **directive_attributes(directive), "in_corpus": directive.in_corpus}
    if form == "json":
        dump({"schema": "docgraph.directive/1", **fields})
        return
    rows = tuple(
        (name, "; ".join(map(str, value)) if isinstance(value, list) else value)
        for name, value in fields.items()
        if value not in (None, [], "")
    )
    table = Table(("field", "value"), rows)
    click.echo(table.to_csv() if form == "csv" else str(table), nl=form != "csv")


@main.command()
@query_options
@expected_option
@format_option("table", "json", "csv")
def responses(  # noqa: PLR0917 - click passes each option by its name
    graph_path: str,
    query: str,
    province: str | None,
    year: int | None,
    type_name: str | None,
    expected: tuple[str, ...],
    form: str,
) -> None:
    """Show which agencies responded to a directive, with which document, how many days later."""
    graph, directive = find_one(graph_path, query, province, year, type_name)
    found = graph.responses(directive, read_expected(expected))
    if form == "json":
        dump(found.record())
    else:
        click.echo(found.to_csv() if form == "csv" else str(found), nl=form != "csv")


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


@main.command()
@query_options
@expected_option
@click.option("-o", "--output", metavar="HTML", help="The page to write; without it, an outline is printed.")
@click.option("--depth", type=click.IntRange(min=1), help="How many steps to go down.")
def cascade(  # noqa: PLR0917 - click passes each option by its name
    graph_path: str,
    query: str,
    province: str | None,
    year: int | None,
    type_name: str | None,
    expected: tuple[str, ...],
    output: str | None,
    depth: int | None,
) -> None:
    """Show what came of a directive: a page that needs no network, or an outline."""
    from docgraph.queries.cascade import cascade as cascade_of  # noqa: PLC0415

    graph, directive = find_one(graph_path, query, province, year, type_name)
    found = cascade_of(graph, directive, depth, read_expected(expected))
    if output is None:
        click.echo(str(found))
        return
    from docgraph.exchange.atomic import write_atomically  # noqa: PLC0415
    from docgraph.views.cascade_page import render_cascade  # noqa: PLC0415

    write_atomically(output, render_cascade(found))
    click.echo(f"{output}: {len(found.nodes)} documents of the cascade of {directive.label}", err=True)


@main.command()
@click.argument("graph_path", metavar="GRAPH")
@format_option("table", "json", "csv")
@click.pass_context
def audit(ctx: click.Context, graph_path: str, form: str) -> None:
    """Show what looks wrong: typos, conflicting dates, types against symbols, impossible orders in time, cycles.

    The exit status is 1 when a finding is an error.
    """
    from docgraph.queries.audit import audit as audit_of  # noqa: PLC0415

    found = audit_of(read(graph_path))
    if form == "json":
        dump(found.record())
    else:
        click.echo(found.table.to_csv() if form == "csv" else str(found), nl=form != "csv")
    ctx.exit(1 if found.has_errors else 0)


@main.command()
@click.argument("graph_path", metavar="GRAPH")
@click.option("--format", "form", type=click.Choice(["json", "graphml", "gexf", "csv"]), required=True)
@click.option("-o", "--output", required=True, metavar="PATH", help="The file to write; for csv, a pair beside it.")
def export(graph_path: str, form: str, output: str) -> None:
    """Write a graph in a form that other programs read."""
    from docgraph.exchange import flat, node_link  # noqa: PLC0415

    graph = read(graph_path)
    writers: dict[str, Callable[[DirectiveGraph, str], object]] = {
        "json": node_link.write_graph,
        "graphml": flat.write_graphml,
        "gexf": flat.write_gexf,
        "csv": flat.write_csv_pair,
    }
    writers[form](graph, output)
    written = ", ".join(str(path) for path in flat.csv_paths(output)) if form == "csv" else output
    click.echo(f"{written}: {graph!r}", err=True)


@main.command()
@click.option("-o", "--output", default=_PAGE, show_default=True, metavar="HTML", help="The page to write.")
@click.pass_context
def demo(ctx: click.Context, output: str) -> None:
    """Build the graph of the sample corpus, show who responded to its central decision, and write the page."""
    from docgraph.exchange.atomic import write_atomically  # noqa: PLC0415
    from docgraph.graph import build_graph  # noqa: PLC0415
    from docgraph.sample import sample_paths  # noqa: PLC0415
    from docgraph.views.cascade_page import render_cascade  # noqa: PLC0415

    reading = _Reading()
    graph = build_graph(tuple(reading.documents(str(path) for path in sample_paths())))
    decision = central_decision(graph)
    click.echo(str(graph.responses(decision)))
    write_atomically(output, render_cascade(graph.cascade(decision)))
    click.echo(f"\nThe cascade of {decision.label} is drawn in {output}.")
    ctx.exit(reading.exit_status())


def central_decision(graph: DirectiveGraph) -> Directive:
    """Return the directive of the central level that most documents respond to."""
    from docgraph.agencies.levels import Level  # noqa: PLC0415

    central = [one for one in graph.directives() if one.level is Level.CENTRAL and one.number is not None]
    return max(central, key=lambda one: (len(graph.responses(one)), one.key))
