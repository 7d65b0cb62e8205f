"""Rows on Spark: every round is one shuffle and one pass of Python over Arrow batches."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from docgraph.spark.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyarrow as pa
    from pyspark.sql import DataFrame

    from docgraph.spark.engine import Each, Together

SCHEMA: Final = "keys array<string>, tag int, document string, mention int, value binary"
"""The columns of rows."""

PLAIN: Final = ("keys", "tag", "document", "mention", "value")
"""Their names."""

_KEYED: Final = ("key", "tag", "document", "mention", "value")
_MOST_ROWS: Final = 4096
_MOST_BYTES: Final = 4_000_000


@frozen
class SparkEngine:
    """Rounds as Spark jobs; what it holds, Spark keeps in memory and on disk as long as it is in use."""

    durable: bool = False  # whether in the checkpoint directory rather than on the executors

    def each(self, frame: DataFrame, work: Each) -> DataFrame:
        """Return what the work on every row yields."""
        return frame.select(*PLAIN).mapInArrow(_Mapping(work), SCHEMA)

    def together(self, frame: DataFrame, work: Together) -> DataFrame:
        """Return what the work on the rows of every key yields: streamed, no key's rows are held as one table."""
        keyed = _exploded(frame).repartition("key").sortWithinPartitions("key", "tag", "document", "mention")
        return keyed.mapInArrow(_Grouping(work), SCHEMA)

    def both(self, one: DataFrame, other: DataFrame) -> DataFrame:
        """Return the rows of two frames."""
        return one.select(*PLAIN).unionAll(other.select(*PLAIN))

    def tagged(self, frame: DataFrame, tag: int) -> DataFrame:
        """Return the rows with this tag."""
        return frame.where(frame["tag"] == tag)

    def without(self, frame: DataFrame, prefix: str) -> DataFrame:
        """Return the rows without those of their keys that begin with *prefix*."""
        from pyspark.sql import functions as column  # noqa: PLC0415 - loaded with Spark, not with docgraph

        kept = column.filter("keys", lambda key: ~key.startswith(prefix))
        return frame.select(kept.alias("keys"), *PLAIN[1:])

    def rare(self, frame: DataFrame, asks: DataFrame, prefix: str, most: int) -> DataFrame:
        """Return the rows under those keys that begin with *prefix* and to which rows of *asks* go as well."""
        from pyspark.sql import functions as column  # noqa: PLC0415 - loaded with Spark, not with docgraph

        begins = column.col("key").startswith(prefix)
        wanted = _exploded(asks).where(begins).select("key").distinct()
        keyed = _exploded(frame).where(begins)
        counted = keyed.select("key").join(wanted, "key", "left_semi").groupBy("key").count().localCheckpoint()
        few = keyed.join(counted.where(counted["count"] <= most).select("key"), "key", "left_semi")
        marks = counted.where(counted["count"] > most).selectExpr(
            "array(key) AS keys", "CAST(-1 AS INT) AS tag", "'' AS document", "0 AS mention", "X'' AS value"
        )
        return few.select(column.array("key").alias("keys"), *PLAIN[1:]).unionAll(marks)

    def hold(self, frame: DataFrame) -> DataFrame:
        """Return the same rows, worked out once however often they are used; the plan of a later round starts here."""
        return frame.checkpoint(eager=False) if self.durable else frame.localCheckpoint(eager=False)

    def some(self, frame: DataFrame) -> bool:
        """Tell whether a frame has a row."""
        return not frame.isEmpty()


def _exploded(frame: DataFrame) -> DataFrame:
    from pyspark.sql import functions as column  # noqa: PLC0415 - loaded with Spark, not with docgraph

    return frame.select(column.explode("keys").alias("key"), "tag", "document", "mention", "value")


@frozen
class _Mapping:
    """Work on every row of Arrow batches."""

    work: Callable[[Row], Iterable[Row]]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return write_rows(
            made for batch in batches for values in read_values(batch, PLAIN) for made in self.work(_row(values))
        )


@frozen
class _Grouping:
    """Work on the rows of every key of sorted Arrow batches, also where the rows of a key go on in the next batch."""

    work: Callable[[str, Iterator[Row]], Iterable[Row]]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        keyed = (values for batch in batches for values in read_values(batch, _KEYED))
        return write_rows(
            made
            for key, members in groupby(keyed, key=itemgetter(0))
            for made in self.work(key, (Row((key,), *values[1:]) for values in members))
        )


def _row(values: tuple[Any, ...]) -> Row:
    return Row(tuple(values[0]), *values[1:])


def read_values(batch: pa.RecordBatch, names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the values of these columns, row by row."""
    return zip(*(batch.column(name).to_pylist() for name in names), strict=True)


def write_rows(rows: Iterable[Row]) -> Iterator[pa.RecordBatch]:
    """Yield rows as Arrow batches of a size that Spark takes without effort."""
    waiting: list[Row] = []
    size = 0
    for row in rows:
        waiting.append(row)
        size += len(row.value)
        if len(waiting) >= _MOST_ROWS or size >= _MOST_BYTES:
            yield _batch(waiting)
            waiting, size = [], 0
    if waiting:
        yield _batch(waiting)


def _batch(rows: list[Row]) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415 - loaded with the first batch, not with docgraph

    keys, tags, documents, mentions, values = zip(*rows, strict=True)
    return pa.RecordBatch.from_arrays(
        [
            pa.array([list(one) for one in keys], pa.list_(pa.string())),
            pa.array(tags, pa.int32()),
            pa.array(documents, pa.string()),
            pa.array(mentions, pa.int32()),
            pa.array(values, pa.binary()),
        ],
        list(PLAIN),
    )
