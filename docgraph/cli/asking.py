"""``docgraph ask``: each question is a command of its own, with its own help."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from docgraph.cli.group import (
    Command,
    dump,
    expected_option,
    find_one,
    format_option,
    main,
    narrowing_options,
    query_options,
    read,
    read_expected,
)

if TYPE_CHECKING:
    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph
    from docgraph.queries.answer import Answer

GROUPS = ("level", "province", "field", "branch", "date", "type")


@main.group()
def ask() -> None:
    """Ask a graph: who is silent or late, how long it took, what is cited together, what changed ….

    Each question is a command: docgraph ask late GRAPH "1066/SNV-CCHC".  Columns are in Vietnamese with --lang vi.
    """


def one_directive(command: Command) -> Command:
    """Add what a question on one directive takes."""
    return query_options(_printed(command))


def maybe_one(command: Command) -> Command:
    """Add what a question on the whole graph, or on one directive, takes."""
    command = narrowing_options(_printed(command))
    for add in (click.argument("query", required=False), click.argument("graph_path", metavar="GRAPH")):
        command = add(command)
    return command


def whole_graph(command: Command) -> Command:
    """Add what a question on the whole graph takes."""
    return click.argument("graph_path", metavar="GRAPH")(_printed(command))


def _printed(command: Command) -> Command:
    command = format_option("table", "json", "csv")(command)
    return click.option("--lang", type=click.Choice(["en", "vi"]), default="en", show_default=True, help="Columns.")(
        command
    )


_by = click.option(
    "--by",
    multiple=True,
    type=click.Choice(GROUPS),
    default=("level", "province"),
    show_default=True,
    help="Count by this; give it again for more. A field is the kind of department, a date the month.",
)
on_option = click.option("--on", metavar="DAY", help="A day: 2025-07-02.")


def say(answer: Answer, form: str, lang: str) -> None:
    """Print an answer in the form asked for."""
    if form == "json":
        dump(answer.record())
    else:
        click.echo(answer.to_csv(lang) if form == "csv" else answer.text(lang), nl=form != "csv")


def found(
    graph_path: str, query: str | None, province: str | None, year: int | None, type_name: str | None
) -> tuple[DirectiveGraph, Directive | None]:
    """Read a graph and find the directive of a query, where one is given."""
    if query is None:
        return read(graph_path), None
    return find_one(graph_path, query, province, year, type_name)


def day_given(given: str | None) -> dt.date | None:
    """Return the day of an option."""
    try:
        return dt.date.fromisoformat(given) if given else None
    except ValueError as error:
        raise click.BadParameter(f"{given!r} is no day. Write it as year-month-day: 2025-07-02.") from error


@ask.command()
@one_directive
@expected_option
def coverage(expected: tuple[str, ...], form: str, lang: str, **query: Any) -> None:
    """Show how each expected agency stands: in time, late, silent."""
    from docgraph.queries import coverage as room  # noqa: PLC0415 - loads networkx

    say(room.coverage(*find_one(**query), read_expected(expected)), form, lang)


@ask.command()
@one_directive
@expected_option
def silent(expected: tuple[str, ...], form: str, lang: str, **query: Any) -> None:
    """List the expected agencies that did not answer."""
    from docgraph.queries import coverage as room  # noqa: PLC0415 - loads networkx

    say(room.silent(*find_one(**query), read_expected(expected)), form, lang)


@ask.command()
@one_directive
@expected_option
def late(expected: tuple[str, ...], form: str, lang: str, **query: Any) -> None:
    """List who answered after the day that the directive's own text sets."""
    from docgraph.queries import coverage as room  # noqa: PLC0415 - loads networkx

    say(room.late(*find_one(**query), read_expected(expected)), form, lang)


@ask.command()
@one_directive
@on_option
def deadlines(on: str | None, form: str, lang: str, **query: Any) -> None:
    """List the time limits of a directive; of recurring ones the next after --on."""
    from docgraph.queries import time_limits  # noqa: PLC0415 - loads networkx

    say(time_limits.deadlines(*find_one(**query), day_given(on)), form, lang)


@ask.command()
@one_directive
@_by
def counts(by: tuple[str, ...], form: str, lang: str, **query: Any) -> None:
    """Count responses by level, province, field, branch, month or type."""
    from docgraph.queries import summaries  # noqa: PLC0415 - loads networkx

    say(summaries.counts(*find_one(**query), by), form, lang)


@ask.command()
@maybe_one
@_by
def delays(by: tuple[str, ...], form: str, lang: str, **query: Any) -> None:
    """Measure the days until the first response of each body."""
    from docgraph.queries import summaries  # noqa: PLC0415 - loads networkx

    say(summaries.delays(*found(**query), by), form, lang)


@ask.command()
@maybe_one
def stops(form: str, lang: str, **query: Any) -> None:
    """Show at which level cascades stop."""
    from docgraph.queries import summaries  # noqa: PLC0415 - loads networkx

    say(summaries.stops(*found(**query)), form, lang)


@ask.command("carries-out")
@one_directive
@click.option("--cited", is_flag=True, help="Also what it only cites.")
def carries_out(cited: bool, form: str, lang: str, **query: Any) -> None:
    """List what a document says it carries out, by level."""
    from docgraph.queries import citations  # noqa: PLC0415 - loads networkx

    say(citations.carries_out(*find_one(**query), cited=cited), form, lang)


@ask.command()
@maybe_one
@click.option(
    "--of", "kind", metavar="TYPE", default="Báo cáo", show_default=True, help="Compare documents of this type."
)
@click.option("--share", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="What makes the core.")
def core(kind: str, share: float, form: str, lang: str, **query: Any) -> None:
    """Show what all reports on a subject cite, and what only one cites."""
    from docgraph.queries import citations  # noqa: PLC0415 - loads networkx

    say(citations.core(*found(**query), kind or None, share), form, lang)


@ask.command()
@maybe_one
@click.option(
    "--least", type=click.IntRange(min=1), default=2, show_default=True, help="Cited together at least so often."
)
def together(least: int, form: str, lang: str, **query: Any) -> None:
    """List directives that are cited together."""
    from docgraph.queries import citations  # noqa: PLC0415 - loads networkx

    say(citations.together(*found(**query), least), form, lang)


@ask.command("party-first")
@whole_graph
def party_first(graph_path: str, form: str, lang: str) -> None:
    """Show whether Party documents precede the state's on one subject."""
    from docgraph.queries import citations  # noqa: PLC0415 - loads networkx

    say(citations.party_first(read(graph_path)), form, lang)
