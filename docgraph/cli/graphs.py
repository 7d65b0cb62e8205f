"""Commands on a graph: find a directive, who responded, the cascade, the audit, exports, and the demonstration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import evolve

from docgraph.cli.group import (
    Reading,
    dump,
    expected_option,
    find_one,
    format_option,
    main,
    query_options,
    read,
    read_expected,
)

if TYPE_CHECKING:
    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph

_PAGE: Final = "docgraph-demo.html"
_FORMATS: Final = (
    "json", "graphml", "gexf", "csv", "parquet", "jsonld", "turtle", "cypher", "neo4j", "annotations",
)  # fmt: skip


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
@click.option("--format", "form", type=click.Choice(_FORMATS), required=True)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="PATH",
    help="The file to write; csv, parquet and neo4j write files beside it.",
)
def export(graph_path: str, form: str, output: str) -> None:
    """Write a graph in a form that other programs read."""
    from docgraph.exchange.forms import write_form  # noqa: PLC0415 - loads the form that is asked for

    graph = read(graph_path)
    written = write_form(graph, form, output)
    click.echo(f"{', '.join(map(str, written))}: {graph}", err=True)


@main.command()
@click.option("-o", "--output", default=_PAGE, show_default=True, metavar="HTML", help="The page to write.")
@click.pass_context
def demo(ctx: click.Context, output: str) -> None:
    """Build the graph of the sample corpus, show who responded to its central decision, and write the page."""
    from docgraph.exchange.atomic import write_atomically  # noqa: PLC0415
    from docgraph.graph import build_graph  # noqa: PLC0415
    from docgraph.sample import sample_paths  # noqa: PLC0415
    from docgraph.views.cascade_page import render_cascade  # noqa: PLC0415

    reading = Reading()
    documents = reading.documents(str(path) for path in sample_paths())
    graph = build_graph(tuple(evolve(document, source=Path(document.source).name) for document in documents))
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
