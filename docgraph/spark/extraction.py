"""Extraction on Spark: the kernel of `docgraph.scale` over a table of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from docgraph.directives.identity import content_hash
from docgraph.errors import DocgraphError
from docgraph.scale.kernel import extract_batches
from docgraph.scale.rows import document_of_row
from docgraph.scale.schema import arrow, extraction_schema
from docgraph.spark.columns import spark_schema
from docgraph.spark.papers import TEXT, read_paper
from docgraph.spark.rows import OWN, document_id, seal, unseal_registry
from docgraph.spark.session import SCHEMA, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa
    from pyspark.sql import DataFrame

    from docgraph.agencies import Registry

_ROWS = 100
"""How many texts are read before what was found is handed on: about a megabyte of text."""

_READ = ("id", "header", "references", "relations", "diagnostics", "text")


def extract(df: DataFrame, text: str = "text", id: str = "id", *, registry: Registry | None = None) -> DataFrame:  # noqa: A002
    """Read every text of a table: one row a document, with the columns of `docgraph.scale.schema` and its text.

    *df* has a column of texts and a column of ids, strings or integers; a document keeps its id as its ``source``.
    A text that cannot be read gives a row with an ``error``, which `resolve` leaves out.  Nothing is worked out before
    the table is used; write it as Parquet to read the texts only once::

        documents = docgraph.spark.extract(spark.read.parquet("texts"))
        documents.write.parquet("documents")

    ``references``, ``relations`` and ``diagnostics`` are lists: ``documents.selectExpr("id", "inline(references)")``
    gives one row a mention.  *registry* names the bodies, as for `docgraph.read_document`.
    """
    for wanted in (text, id):
        if wanted not in df.columns:
            listed = ", ".join(df.columns)
            raise DocgraphError(f"The table has no column {wanted!r} (it has {listed}). Name the columns: text=, id=.")
    lib = arrow()
    given = df.select(df[id].alias("id"), df[text].alias("text"))
    schema = extraction_schema().append(lib.field("text", lib.string()))
    return given.mapInArrow(_Extraction(sealed_registry(registry)), spark_schema(schema))


def sealed_registry(registry: Registry | None) -> bytes | None:
    """Return a registry in the form in which it goes to the workers."""
    return seal(registry) if registry is not None else None


@frozen
class _Extraction:
    """The kernel, with the texts that it read kept beside what it found."""

    registry: bytes | None

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        lib = arrow()
        registry = unseal_registry(self.registry)
        for batch in batches:
            for start in range(0, batch.num_rows, _ROWS):
                part = batch.slice(start, _ROWS)
                for read in extract_batches([part], registry=registry, resolve=False):
                    schema = read.schema.append(lib.field("text", lib.string()))
                    texts = part.column("text").cast(lib.string())
                    yield lib.RecordBatch.from_arrays([*read.columns, texts], schema=schema)


def paper_rows(documents: DataFrame, registry: bytes | None) -> DataFrame:
    """Return the rows that bring the documents of an extracted table to the rounds."""
    missing = [name for name in _READ if name not in documents.columns]
    if missing:
        message = f"The table lacks {', '.join(missing)}. Give what docgraph.spark.extract returned, with all columns."
        raise DocgraphError(message)
    readable = documents.where("error IS NULL") if "error" in documents.columns else documents
    return readable.select(*_READ).mapInArrow(_Papers(registry), SCHEMA)


def text_rows(documents: DataFrame) -> DataFrame:
    """Return the rows that bring the texts to the last round; Spark makes them without Python."""
    readable = documents.where("error IS NULL") if "error" in documents.columns else documents
    name = "concat(id, char(0), left(sha2(text, 256), 8))"
    return readable.selectExpr(
        f"array({name}) AS keys",
        f"CAST({TEXT} AS INT) AS tag",
        f"{name} AS document",
        f"CAST({OWN} AS INT) AS mention",
        "encode(text, 'utf-8') AS value",
    )


@frozen
class _Papers:
    """What was extracted, as documents with their claims."""

    registry: bytes | None

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        registry = unseal_registry(self.registry)
        return write_rows(
            read_paper(*_named_document(row), registry).row() for batch in batches for row in batch.to_pylist()
        )


def _named_document(row: dict[str, Any]) -> tuple[str, Any]:
    document = document_of_row(row, row["text"])
    return document_id(document.source, content_hash(document)), evolve(document, text="")
