"""The kernel: record batches of texts in, record batches of what the texts say out; one pass gives everything.

::

    (id, text) ──> extract_batches ──> one row a document ──> explode ──> header | references | relations | diagnostics

>>> import pyarrow as pa
>>> texts = pa.record_batch({"id": ["a"], "text": ["Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;"]})
>>> [batch] = extract_batches([texts])
>>> [row] = explode(batch, "references").to_pylist()
>>> row["number"], row["symbol"], row["date"], row["document"]
('30', 'NĐ-CP', '2020-03-05', 'vn/trung-uong/cp/nd/2020/30')

A function from an iterator of batches to an iterator of batches is what Spark's ``mapInArrow``, Ray, Dask, Polars and
DuckDB run as it is; ``docs/scale.md`` shows each.  The columns are those of `docgraph.scale.schema`.  A row that
cannot be read says why in its column ``error`` and never ends the batch.  pyarrow (``pip install docgraph[parquet]``)
is loaded with the first batch.
"""

from __future__ import annotations

import importlib
from collections import deque
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from docgraph.directives.resolution import resolve as resolve_documents
from docgraph.directives.verdicts import Resolved, SelfReference
from docgraph.documents.parsing import parse_document
from docgraph.errors import DocgraphError
from docgraph.scale.limits import DEFAULT_WORK_LIMITS, Failure, WorkLimits
from docgraph.scale.reading import warm_up
from docgraph.scale.rows import Values, diagnostic_values, header_values, reference_values, relation_values
from docgraph.scale.schema import (
    PARTS,
    Part,
    arrow,
    extraction_schema,
    part_fields,
    part_schema,
    require_version,
)
from docgraph.scale.workers import run_ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa

    from docgraph.agencies import Registry
    from docgraph.documents.model import Document


class Extracted(NamedTuple):
    """One row: what was read from one text, or why nothing was."""

    id: str | None
    document: str | None = None
    header: Values | None = None
    references: Sequence[Values] = ()
    relations: Sequence[Values] = ()
    diagnostics: Sequence[Values] = ()
    error: str | None = None


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    id: str = "id",  # noqa: A002 - the name of the column, as everybody calls it
    text: str = "text",
    registry: Registry | None = None,
    resolve: bool = True,
    workers: int = 1,
    limits: WorkLimits = DEFAULT_WORK_LIMITS,
) -> Iterator[pa.RecordBatch]:
    """Yield, for each batch with columns *id* and *text*, a batch of `extraction_schema` with the same rows in order.

    *resolve* finds what each reference leads to inside its document (the columns ``document``, ``level``,
    ``province``); without it these are null and the work is shorter, which is what one wants before resolving a whole
    corpus.  A null id or text, a text that is no string or not valid UTF-8, and whatever else goes wrong with one row
    give a row with an ``error``.  Ids may be strings or integers.  A missing column raises `DocgraphError`.

    An engine that has its own processes calls this with one of the *workers*.  With more, rows are read in as many
    processes, and a row that crashes its process or passes the *limits* has an ``error`` too.
    """
    counts: deque[int] = deque()
    done: list[Extracted] = []

    def rows() -> Iterator[_Row]:
        for batch in batches:
            counts.append(batch.num_rows)
            ids, texts = _column(batch, id), _column(batch, text)
            yield from (_row(ids, texts, place) for place in range(batch.num_rows))

    def fail(row: _Row, failure: Failure) -> None:
        done.append(Extracted(row.id, error=f"The text {failure.reason}"))

    def full() -> Iterator[pa.RecordBatch]:
        while counts and len(done) >= counts[0]:
            size = counts.popleft()
            yield batch_of(done[:size])
            del done[:size]

    work = partial(_extract_row, registry, resolve)
    for row in run_ordered(work, rows(), workers=workers, limits=limits, on_failure=fail, warm_up=warm_up):
        done.append(row)
        yield from full()
    yield from full()  # where the last rows failed


def _column(batch: pa.RecordBatch, name: str) -> pa.Array:
    place = batch.schema.get_field_index(name)
    if place < 0:
        names = ", ".join(batch.schema.names)
        raise DocgraphError(f"The batch has not one column {name!r} (it has {names}). Name the columns: id=, text=.")
    return batch.column(place)


class _Row(NamedTuple):
    """One row as given: *error* where there is nothing to read."""

    id: str | None
    text: str = ""
    error: str | None = None


def _row(ids: pa.Array, texts: pa.Array, place: int) -> _Row:
    known: str | None = None
    try:
        name, text = ids[place].as_py(), texts[place].as_py()
    except (ValueError, TypeError, NotImplementedError) as error:
        return _Row(None, error=f"The id or the text could not be taken from its column ({error}).")
    if isinstance(name, str | int) and not isinstance(name, bool):
        known = str(name)
    if known is None:
        wrong = "is null" if name is None else f"is no string or integer but {ids.type}"
        return _Row(None, error=f"The id {wrong}; give each text one.")
    if not isinstance(text, str):
        wrong = "is null" if text is None else f"is no string but {texts.type}"
        return _Row(known, error=f"The text {wrong}; give its words as a string.")
    return _Row(known, text)


def _extract_row(registry: Registry | None, resolve: bool, row: _Row) -> Extracted:
    if row.error is not None or row.id is None:
        return Extracted(row.id, error=row.error)
    return extract(parse_document(row.id, row.text, registry=registry), registry, resolve=resolve)


def extract(document: Document, registry: Registry | None = None, *, resolve: bool = True) -> Extracted:
    """Return the row of a document that has been read."""
    key: str | None = None
    mentions: list[Values]
    if resolve:
        resolution = resolve_documents([document], registry=registry)
        key = resolution.entries[0].key
        bodies = {claim.mention: claim.identity.body for claim in resolution.claims}
        keys = [_key(given.verdict, key) for given in resolution.verdicts]
        mentions = [
            reference_values(mention, bodies.get(place), keys[place]) for place, mention in enumerate(document.mentions)
        ]
    else:
        mentions = [reference_values(mention) for mention in document.mentions]
    return Extracted(
        document.source,
        key,
        header_values(document.header),
        mentions,
        [relation_values(relation, document.text) for relation in document.relations],
        [diagnostic_values(diagnostic) for diagnostic in document.diagnostics],
    )


def _key(verdict: object, own: str) -> str | None:
    match verdict:
        case Resolved(directive=key):
            return key
        case SelfReference():
            return own
        case _:
            return None


def batch_of(rows: Iterable[Extracted]) -> pa.RecordBatch:
    """Return rows as one batch of `extraction_schema`."""
    lib, schema, held = arrow(), extraction_schema(), list(rows)
    missing = lib.array([row.header is None for row in held], lib.bool_())
    nothing: Values = (None,) * len(part_fields("header"))
    headers = _struct([row.header or nothing for row in held], "header", missing)
    lists = []
    for part in PARTS[1:]:
        inner: list[Sequence[Values]] = [getattr(row, part) for row in held]
        offsets = lib.array([0, *accumulate(map(len, inner))], lib.int32())
        values = _struct([values for one in inner for values in one], part)
        lists.append(lib.ListArray.from_arrays(offsets, values, type=schema.field(part).type))
    plain = [lib.array([getattr(row, name) for row in held], lib.string()) for name in ("id", "document", "error")]
    return lib.RecordBatch.from_arrays([*plain[:2], headers, *lists, plain[2]], schema=schema)


def _struct(rows: Sequence[Values], part: Part, missing: Any = None) -> Any:
    lib, fields = arrow(), part_fields(part)
    columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else [()] * len(fields)
    arrays = [lib.array(column, field.type) for column, field in zip(columns, fields, strict=True)]
    return lib.StructArray.from_arrays(arrays, fields=fields, mask=missing)


def explode(extracted: pa.RecordBatch | pa.Table, part: Part) -> pa.RecordBatch | pa.Table:
    """Return one part of what `extract_batches` gave as flat rows (`part_schema`); a table for a table.

    Rows with an error have no rows here.  ``place`` counts inside each document.
    """
    require_version(extracted.schema)
    lib = arrow()
    if isinstance(extracted, lib.Table):
        return lib.Table.from_batches([explode(one, part) for one in extracted.to_batches()], part_schema(part))
    compute = importlib.import_module("pyarrow.compute")
    column, ids = extracted.column(part), extracted.column("id")
    if part == "header":
        present = compute.is_valid(column)
        structs = column.filter(present)
        lead = [ids.filter(present), extracted.column("document").filter(present)]
    else:
        parents = compute.list_parent_indices(column)
        structs = column.flatten()
        starts = [0, *accumulate(compute.fill_null(compute.list_value_length(column), 0).to_pylist())]
        places = [place - starts[parent] for place, parent in enumerate(parents.to_pylist())]
        lead = [ids.take(parents), lib.array(places, lib.int32())]
    # Other programs write the same values in types of their own (large strings, views of strings).
    schema = part_schema(part)
    columns = [column.cast(field.type) for column, field in zip([*lead, *structs.flatten()], schema, strict=True)]
    return lib.RecordBatch.from_arrays(columns, schema=schema)


def explode_batches(batches: Iterable[pa.RecordBatch], part: Part) -> Iterator[pa.RecordBatch]:
    """Yield `explode` of each batch: ``explode_batches(extract_batches(batches), "references")``."""
    for batch in batches:
        yield explode(batch, part)
