"""More questions of ``docgraph ask``: on acts, places of texts, bodies through time, and comparisons."""

from __future__ import annotations

from typing import Any

import click

from docgraph.cli.asking import ask, day_given, found, maybe_one, on_option, one_directive, say, whole_graph
from docgraph.cli.group import find_one, read


@ask.command()
@whole_graph
def drafting(graph_path: str, form: str, lang: str) -> None:
    """Show which body drafted what for which other (tham mưu)."""
    from docgraph.queries import acts  # noqa: PLC0415 - loads networkx

    say(acts.drafting(read(graph_path)), form, lang)


@ask.command()
@maybe_one
def supervision(form: str, lang: str, **query: Any) -> None:
    """Show what was supervised, by whom, and whose act it was."""
    from docgraph.queries import acts  # noqa: PLC0415 - loads networkx

    say(acts.supervision(*found(**query)), form, lang)


@ask.command()
@one_directive
@on_option
def validity(on: str | None, form: str, lang: str, **query: Any) -> None:
    """Show what became of what a document cites: amended, replaced, repealed."""
    from docgraph.queries import acts  # noqa: PLC0415 - loads networkx

    say(acts.validity(*find_one(**query), day_given(on)), form, lang)


@ask.command()
@one_directive
def style(form: str, lang: str, **query: Any) -> None:
    """Find first citations not in full and later ones not short."""
    from docgraph.queries import style as room  # noqa: PLC0415 - loads networkx

    say(room.style(*find_one(**query)), form, lang)


@ask.command()
@one_directive
def evidence(form: str, lang: str, **query: Any) -> None:
    """Show the sentence and its place for each relation of a directive."""
    from docgraph.queries import passages as room  # noqa: PLC0415 - loads networkx

    say(room.evidence(*find_one(**query)), form, lang)


@ask.command()
@one_directive
def passages(form: str, lang: str, **query: Any) -> None:
    """Show the passages that cite a directive."""
    from docgraph.queries import passages as room  # noqa: PLC0415 - loads networkx

    say(room.passages(*find_one(**query)), form, lang)


@ask.command("rests-on")
@whole_graph
@click.argument("source", metavar="FILE")
@click.option("--start", type=click.IntRange(min=0), default=0, help="First character of the passage.")
@click.option("--end", type=click.IntRange(min=0), help="The character after its last.")
def rests_on(  # noqa: PLR0917 - click passes each option by its name
    graph_path: str, source: str, start: int, end: int | None, form: str, lang: str
) -> None:
    """Lead a passage of a file of the corpus to the directives that it cites."""
    from docgraph.queries import passages as room  # noqa: PLC0415 - loads networkx

    say(room.rests_on(read(graph_path), source, start, end), form, lang)


@ask.command()
@one_directive
def spellings(form: str, lang: str, **query: Any) -> None:
    """Show the wordings under which a directive is cited."""
    from docgraph.queries import passages as room  # noqa: PLC0415 - loads networkx

    say(room.spellings(*find_one(**query)), form, lang)


@ask.command()
@maybe_one
def anaphora(form: str, lang: str, **query: Any) -> None:
    """Show what "Kế hoạch này" and other mentions without a number mean."""
    from docgraph.queries import passages as room  # noqa: PLC0415 - loads networkx

    say(room.anaphora(*found(**query)), form, lang)


@ask.command()
@whole_graph
@click.option("--of", "kind", metavar="TYPE", help="Only documents of this type: 'Báo cáo'.")
def generic(graph_path: str, kind: str | None, form: str, lang: str) -> None:
    """List the documents that cite in general terms."""
    from docgraph.queries import passages as room  # noqa: PLC0415 - loads networkx

    say(room.generic(read(graph_path), kind), form, lang)


@ask.command()
@one_directive
def recipients(form: str, lang: str, **query: Any) -> None:
    """List whom a document addresses, and who gets copies."""
    from docgraph.queries import passages as room  # noqa: PLC0415 - loads networkx

    say(room.recipients(*find_one(**query)), form, lang)


@ask.command()
@one_directive
@click.argument("left", metavar="PROVINCE")
@click.argument("right", metavar="PROVINCE")
def provinces(left: str, right: str, form: str, lang: str, **query: Any) -> None:
    """Lay two provinces' answers to one directive side by side."""
    from docgraph.queries import comparison  # noqa: PLC0415 - loads networkx

    say(comparison.provinces(*find_one(**query), left, right), form, lang)


@ask.command()
@click.argument("before", metavar="BEFORE")
@whole_graph
@click.option("--all", "everything", is_flag=True, help="Also what is repeated.")
def difference(graph_path: str, before: str, everything: bool, form: str, lang: str) -> None:
    """List directives new in, or dropped from, GRAPH against BEFORE."""
    from docgraph.queries import comparison  # noqa: PLC0415 - loads networkx

    say(comparison.difference(read(before), read(graph_path), everything=everything), form, lang)


@ask.command()
@maybe_one
@on_option
def succession(on: str | None, form: str, lang: str, **query: Any) -> None:
    """Show successors of bodies by --on; with QUERY, responses under them."""
    from docgraph.queries import succession as room  # noqa: PLC0415 - loads networkx

    day = day_given(on)
    if day is None:
        raise click.UsageError("Name the day: --on 2025-07-02.")
    graph, directive = found(**query)
    say(room.succession(graph, day) if directive is None else room.as_of(graph, directive, day), form, lang)
