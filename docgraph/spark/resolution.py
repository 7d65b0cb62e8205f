"""Resolution on Spark: the same verdicts, directives and edges as on one machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from docgraph.scale.compact import CompactGraph
from docgraph.scale.schema import arrow
from docgraph.spark import columns
from docgraph.spark.extraction import paper_rows, sealed_registry, text_rows
from docgraph.spark.graphs import Collected
from docgraph.spark.rounds import Found, resolve_papers
from docgraph.spark.rows import Row
from docgraph.spark.session import PLAIN, SparkEngine, read_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyarrow as pa
    from pyspark.sql import DataFrame

    from docgraph.agencies import Registry
    from docgraph.graph.directive_graph import DirectiveGraph


def resolve(documents: DataFrame, *, registry: Registry | None = None, durable: bool = False) -> ResolvedCorpus:
    """Resolve every mention of the *documents* that `extract` read, from the table or from what it was written to.

    The verdicts are those of `docgraph.directives.resolve` on one machine.  Some jobs run at once, to see which rounds
    are needed; the rest when a result is used.  Spark keeps what comes between on the executors for as long as the
    result is in use; *durable* writes it to the checkpoint directory of the session instead, so that a lost executor
    costs nothing.
    """
    engine = SparkEngine(durable)
    sealed = sealed_registry(registry)
    found = resolve_papers(engine, paper_rows(documents, sealed), text_rows(documents), sealed)
    return ResolvedCorpus(found, registry)


@frozen
class ResolvedCorpus:
    """The mentions of a corpus with their verdicts, and the directives and edges they lead to, as Spark tables."""

    _found: Found[Any] = field(repr=False)
    _registry: Registry | None = field(default=None, repr=False)

    def verdicts(self) -> DataFrame:
        """Return one row a mention: id and place, verdict, directive, step and confidence, candidates or cause."""
        return _table(self._found.verdicts, columns.verdict_schema, columns.verdict_records)

    def directives(self) -> DataFrame:
        """Return one row a directive: its key and what the corpus knows of it, as on the nodes of the graph."""
        return _table(self._found.directives, columns.directive_schema, columns.directive_records)

    def edges(self) -> DataFrame:
        """Return one row an edge: citing and cited key, relation, confidence, and the sentences that prove it."""
        return _table(self._found.edges, columns.edge_schema, columns.edge_records)

    def to_graph(self) -> DirectiveGraph:
        """Bring everything to this machine as the graph that `docgraph.build_graph` makes of the same documents."""
        rows = (_collected(frame) for frame in (self._found.directives, self._found.edges, self._found.asides))
        return Collected(*rows).to_graph(self._registry)

    def to_compact(self) -> CompactGraph:
        """Bring the keys and the edges alone to this machine: some 50 million edges fit into a few gigabytes."""
        keys = (key for (key,) in _values(self.directives(), ("key",)))
        ends: Iterable[Any] = _values(self.edges(), ("citing", "cited", "relation"))
        return CompactGraph.from_edges(ends, keys)


def _values(frame: DataFrame, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    for batch in frame.select(*names).toArrow().to_batches():
        yield from read_values(batch, names)


def _collected(frame: DataFrame) -> Iterator[Row]:
    return (Row(tuple(keys), *others) for keys, *others in _values(frame, PLAIN))


def _table(
    frame: DataFrame, schema: Callable[[], pa.Schema], records: Callable[[Row], Iterable[dict[str, Any]]]
) -> DataFrame:
    return frame.mapInArrow(_Records(schema, records), columns.spark_schema(schema()))


@frozen
class _Records:
    """Rows as records with columns of their own."""

    schema: Callable[[], pa.Schema]  # made where it is used
    records: Callable[[Row], Iterable[dict[str, Any]]]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        lib, schema = arrow(), self.schema()
        for batch in batches:
            rows = (Row(tuple(keys), *others) for keys, *others in read_values(batch, PLAIN))
            yield lib.RecordBatch.from_pylist([record for row in rows for record in self.records(row)], schema=schema)
