"""Commands on texts: read them, show them, build the graph, evaluate the reading."""

from __future__ import annotations

import sys

import click

from docgraph.cli.group import Reading, complain, dump, format_option, is_store, main, watched, workers_option


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@workers_option
@click.pass_context
def extract(ctx: click.Context, paths: tuple[str, ...], workers: int) -> None:
    """Print what each document says and cites: one JSON object a line."""
    from docgraph.exchange.extract_json import format_document  # noqa: PLC0415 - loads what resolves

    reading = Reading()
    for line in reading.mapped(format_document, paths, workers):
        click.echo(line)
    ctx.exit(reading.exit_status())


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.pass_context
def text(ctx: click.Context, paths: tuple[str, ...]) -> None:
    """Print the text of each document, which the offsets of `extract` index."""
    from docgraph.documents.readers import iter_corpus  # noqa: PLC0415 - loads the readers

    reading = Reading()
    out = sys.stdout.buffer  # so that line ends pass untouched
    for _, read_text in watched(iter_corpus(list(paths), reading.refuse), "documents"):
        out.write(read_text.encode("utf-8", "surrogatepass"))
    out.flush()
    ctx.exit(reading.exit_status())


@main.command()
@click.argument("path", metavar="PATH")
@click.option("-o", "--output", required=True, metavar="HTML", help="The page to write.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language of the page.")
@click.pass_context
def annotate(ctx: click.Context, path: str, output: str, lang: str) -> None:
    """Write one document as a page: its text with every reference marked, and what was read of each."""
    from docgraph.exchange.atomic import write_atomically  # noqa: PLC0415 - loads what writes
    from docgraph.views.annotated import annotate as annotated  # noqa: PLC0415 - loads the view

    reading = Reading()
    documents = tuple(reading.documents([path]))
    if len(documents) != 1:
        if documents:
            complain(f"{path}: These are {len(documents)} documents. Name one file.")
        ctx.exit(1)
    write_atomically(output, annotated(documents[0], lang=lang))
    click.echo(f"{output}: {len(documents[0].mentions)} references of {documents[0].source}", err=True)


@main.command()
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS...")
@click.option("-o", "--output", required=True, metavar="GRAPH", help="The graph to write: .json, or a store, .db.")
@click.option("--report", is_flag=True, help="Print how many mentions there are and how they were resolved.")
@workers_option
@click.pass_context
def build(ctx: click.Context, corpus: tuple[str, ...], output: str, report: bool, workers: int) -> None:
    """Read a corpus (files, folders) and write its graph.

    A store (.db) is brought in step with the corpus: only what is new or changed is read, what has gone goes.
    """
    if is_store(output):
        _build_store(ctx, corpus, output, report, workers)
        return
    from docgraph.exchange.node_link import write_graph  # noqa: PLC0415 - loads networkx
    from docgraph.graph import build_graph  # noqa: PLC0415 - the same
    from docgraph.queries.report import report_table  # noqa: PLC0415 - the same

    reading = Reading()
    documents = tuple(reading.documents(corpus, workers))
    if not documents:
        complain(f"{', '.join(corpus)}: No document could be read here, so {output} was not written.")
        ctx.exit(1)
    graph = build_graph(documents)
    write_graph(graph, output)
    if report:
        click.echo(str(report_table(graph)))
    click.echo(f"{output}: {len(documents)} documents, {graph}", err=True)
    ctx.exit(reading.exit_status())


def _build_store(ctx: click.Context, corpus: tuple[str, ...], output: str, report: bool, workers: int) -> None:
    from docgraph.documents.readers import iter_corpus  # noqa: PLC0415 - loads the readers
    from docgraph.queries.report import report_table  # noqa: PLC0415 - loads networkx
    from docgraph.scale.store import open_store, update_store  # noqa: PLC0415 - the same

    reading = Reading()
    texts = watched(iter_corpus(list(corpus), reading.refuse), "documents")
    run = update_store(output, texts, workers=workers, on_error=reading.refuse, keep_if_empty=True)
    if not run.read + run.kept:
        complain(f"{', '.join(corpus)}: No document could be read here, so {output} was left as it was.")
        ctx.exit(1)
    graph = open_store(output)
    if report:
        click.echo(str(report_table(graph)))
    counts = f"{run.read + run.kept} documents ({run.read} read, {run.kept} unchanged, {run.removed} removed)"
    click.echo(f"{output}: {counts}, {graph}", err=True)
    graph.close()
    ctx.exit(reading.exit_status())


@main.command()
@click.argument("gold", metavar="GOLD")
@click.argument("texts", metavar="TEXTS")
@click.option("--against", metavar="OLD", help="An earlier run to compare with: the output of `docgraph extract`.")
@click.option("--misses", is_flag=True, help="Show every reference and field that was missed, with its line.")
@click.option("--documents", is_flag=True, help="Show the figures of each document, the worst first.")
@format_option("table", "json", "csv")
def evaluate(  # noqa: PLR0917 - click passes each option by its name
    gold: str, texts: str, against: str | None, misses: bool, documents: bool, form: str
) -> None:
    """Read TEXTS, a folder of NAME.txt, and lay what was read over GOLD, a folder of NAME.json."""
    from docgraph.evaluation import run_evaluation  # noqa: PLC0415 - loads the grammar
    from docgraph.queries.table import Table  # noqa: PLC0415 - the same

    run = run_evaluation(gold, texts, against=against)
    if form == "json":
        dump(run.record(misses=misses))
    elif form == "table":
        click.echo(run.report(misses=misses, documents=documents))
    else:
        record = run.evaluation.figures.record()
        rows = tuple(sorted(_flat("", record)))
        click.echo(Table(("figure", "value"), rows).to_csv(), nl=False)


def _flat(prefix: str, value: object) -> list[tuple[str, str | int | float | None]]:
    """Return the figures of nested mappings, each under its path: "numbered.f1"."""
    if isinstance(value, dict):
        return [pair for name, inner in value.items() for pair in _flat(f"{prefix}.{name}" if prefix else name, inner)]
    return [(prefix, value if isinstance(value, str | int | float) or value is None else str(value))]
