"""Parquet in and out of a store, a batch of rows at a time; needs pyarrow (``pip install docgraph[parquet]``)."""

from __future__ import annotations

import importlib
import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docgraph.errors import DocumentReadError
from docgraph.graph.attributes import AGENCY
from docgraph.graph.building import directive_of
from docgraph.scale.schema import arrow
from docgraph.scale.store.entries import pack_verdict
from docgraph.scale.store.opened import StoredGraph, open_store

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

BATCH: Final = 5_000
"""Rows that are in memory at a time."""

_VERDICTS: Final = {"r": "resolved", "a": "ambiguous", "u": "unresolved", "s": "self"}
_TEXT_LIST: Final = "list"
_TABLES: Final[dict[str, dict[str, str]]] = {
    "directives": {
        "key": "text", "label": "text", "type": "text", "number": "text", "year": "text", "symbol": "text",
        "name": "text", "date": "text", "issuer": "text", "agency": "text", "agency_name": "text", "level": "text",
        "province": "text", "title": "text", "cited_by": "number", "mentions": "number", "sources": _TEXT_LIST,
        "possible_typo_of": "text", "provisional": "truth", "attributes": "text",
    },
    "agencies": {"id": "text", "name": "text", "level": "text", "province": "text", "code": "text"},
    "edges": {
        "citing": "text", "cited": "text", "relation": "text", "confidence": "measure", "source": "text",
        "start": "number", "end": "number", "text": "text", "mention_start": "number", "mention_end": "number",
        "cue_start": "number", "cue_end": "number",
    },
    "mentions": {
        "document": "text", "source": "text", "mention": "number", "start": "number", "end": "number", "text": "text",
        "form": "text", "type": "text", "number": "text", "year": "text", "symbol": "text", "date": "text",
        "issuer": "text", "title": "text", "verdict": "text", "step": "text", "directive": "text",
        "confidence": "measure",
    },
}  # fmt: skip


def parquet_texts(path: str | os.PathLike[str], source: str = "id", text: str = "text") -> Iterator[tuple[str, str]]:
    """Yield source and text of each row of a Parquet file: what `update_store` takes.

    *source* and *text* name the columns.  Raises `DocumentReadError` where the file has no such columns.
    """
    pq = _parquet()
    try:
        with pq.ParquetFile(path) as file:
            file.schema_arrow.field(source), file.schema_arrow.field(text)  # or KeyError
            for batch in file.iter_batches(batch_size=BATCH // 10, columns=[source, text]):
                names, words = (batch.column(batch.schema.get_field_index(name)).to_pylist() for name in (source, text))
                yield from ((str(name), word) for name, word in zip(names, words, strict=True) if word is not None)
    except (OSError, ValueError, KeyError) as error:
        message = f"It cannot be read as Parquet with the columns {source!r} and {text!r}: {error}."
        raise DocumentReadError(str(path), message) from error


def write_store_parquet(store: str | os.PathLike[str], folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write directives, agencies, edges (a row for each sentence) and mentions of a store as Parquet files."""
    pa, pq = arrow(), _parquet()
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    graph = open_store(store)
    written = []
    try:
        for name, rows in (
            ("directives", _directives(graph)),
            ("agencies", _agencies(graph)),
            ("edges", _edges(graph)),
            ("mentions", _mentions(graph)),
        ):
            schema = _schema(pa, _TABLES[name])
            beside = target / f".{name}.parquet.part"
            with pq.ParquetWriter(beside, schema, compression="zstd") as out:
                while batch := list(islice(rows, BATCH)):
                    out.write_table(pa.Table.from_pylist(batch, schema=schema))
            written.append(beside.replace(target / f"{name}.parquet"))
    finally:
        graph.close()
    return tuple(written)


def _parquet() -> Any:
    arrow()  # or the error that says how to install it
    return importlib.import_module("pyarrow.parquet")


def _schema(pa: Any, columns: dict[str, str]) -> Any:
    types = {
        "text": pa.string(), "number": pa.int64(), "measure": pa.float64(), "truth": pa.bool_(),
        _TEXT_LIST: pa.list_(pa.string()),
    }  # fmt: skip
    return pa.schema([(name, types[kind]) for name, kind in columns.items()])


def _directives(graph: StoredGraph) -> Iterator[dict[str, Any]]:
    for key, attributes in graph.nx.nodes(data=True):
        if attributes["kind"] != AGENCY:
            held = json.dumps(attributes, ensure_ascii=False, sort_keys=True)
            yield {**{name: attributes.get(name) for name in _TABLES["directives"]}, "key": key, "attributes": held}


def _agencies(graph: StoredGraph) -> Iterator[dict[str, Any]]:
    for key, attributes in graph.agencies():
        yield {**{name: attributes.get(name) for name in _TABLES["agencies"]}, "id": key}


def _edges(graph: StoredGraph) -> Iterator[dict[str, Any]]:
    for citing, cited, relation, attributes in graph.nx.edges(keys=True, data=True):
        row = {"citing": citing, "cited": cited, "relation": relation, "confidence": attributes.get("confidence")}
        evidence: list[dict[str, Any]] = attributes.get("evidence") or [{}]
        for one in evidence:
            mention, cue = one.get("mention") or (None, None), one.get("cue") or (None, None)
            places = {"mention_start": mention[0], "mention_end": mention[1], "cue_start": cue[0], "cue_end": cue[1]}
            yield {**row, **{name: one.get(name) for name in ("source", "start", "end", "text")}, **places}


def _mentions(graph: StoredGraph) -> Iterator[dict[str, Any]]:
    for key, facts, quotes, verdicts in graph.held.documents():
        for index, (mention, verdict) in enumerate(zip(facts.document.mentions, verdicts, strict=True)):
            span, said = mention.span, mention.reference
            directive, confidence = directive_of(key, verdict)
            packed = pack_verdict(verdict)
            yield {
                "document": key, "source": facts.document.source, "mention": index, "start": span.start,
                "end": span.end, "text": mention.text or quotes.text(span.start, span.end), "form": str(mention.form),
                "type": said.type, "number": said.number, "year": said.year, "symbol": said.symbol,
                "date": said.date.isoformat() if said.date else None, "issuer": said.issuer, "title": said.title,
                "verdict": _VERDICTS[packed[0]], "step": packed[2] if packed[0] == "r" else None,
                "directive": directive, "confidence": confidence,
            }  # fmt: skip
