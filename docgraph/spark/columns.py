"""Columns of Spark tables: Arrow types as Spark writes them, and the tables that a resolution gives."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from docgraph.directives.resolution import target_of
from docgraph.directives.verdicts import Ambiguous, Resolved, SelfReference, Unresolved
from docgraph.graph.attributes import directive_attributes
from docgraph.scale.schema import arrow
from docgraph.spark.deciding import edge_ends, verdicts_of
from docgraph.spark.rows import unseal

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from docgraph.spark.rows import Row

_NUMBERS = frozenset({"cited_by", "mentions"})
_LISTS = frozenset({"sources", "addressees", "recipients"})


def spark_type(kind: pa.DataType) -> str:
    """Return an Arrow type in the words of Spark.

    >>> import pyarrow as pa
    >>> spark_type(pa.list_(pa.struct([("end", pa.int32()), ("text", pa.string())])))
    'array<struct<`end`: int, `text`: string>>'
    """
    lib = arrow()
    if lib.types.is_list(kind):
        return f"array<{spark_type(kind.value_type)}>"
    if lib.types.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {spark_type(field.type)}' for field in kind)}>"
    plain = {lib.string(): "string", lib.int32(): "int", lib.float64(): "double", lib.bool_(): "boolean"}
    return plain[kind]


def spark_schema(schema: pa.Schema) -> str:
    """Return an Arrow schema in the words of Spark."""
    return ", ".join(f"`{field.name}` {spark_type(field.type)}" for field in schema)


@cache
def verdict_schema() -> pa.Schema:
    """Return the columns of verdicts, one row for each mention.

    ``source`` and ``mention`` name the document by its id and the place in its references; ``document`` is its key,
    ``directive`` the key that the verdict leads to.
    """
    lib = arrow()
    return lib.schema(
        {
            "source": lib.string(),
            "mention": lib.int32(),
            "document": lib.string(),
            "verdict": lib.string(),
            "directive": lib.string(),
            "step": lib.string(),
            "confidence": lib.float64(),
            "candidates": lib.list_(lib.string()),
            "cause": lib.string(),
        }
    )


def verdict_records(row: Row) -> Iterator[dict[str, Any]]:
    """Yield the verdicts on one document."""
    for given in verdicts_of(row):
        record: dict[str, Any] = {
            "source": given.source,
            "mention": given.mention,
            "document": given.document,
            "directive": target_of(given.verdict, given.document),
        }
        match given.verdict:
            case Resolved(step=step, confidence=confidence):
                yield record | {"verdict": "resolved", "step": str(step), "confidence": confidence}
            case Ambiguous(candidates=candidates):
                yield record | {"verdict": "ambiguous", "candidates": list(candidates)}
            case Unresolved(cause=cause):
                yield record | {"verdict": "unresolved", "cause": str(cause)}
            case SelfReference():
                yield record | {"verdict": "self"}


@cache
def directive_schema() -> pa.Schema:
    """Return the columns of directives: the key, and the attributes that nodes of the graph have."""
    from docgraph.directives.directive import Directive  # noqa: PLC0415 - only its fields are wanted, once

    lib = arrow()
    strings, fields = lib.list_(lib.string()), {}
    for name in directive_attributes(Directive(key="")):
        fields[name] = lib.int32() if name in _NUMBERS else strings if name in _LISTS else lib.string()
    fields["provisional"] = lib.bool_()
    fields["origins"] = lib.list_(lib.struct({"field": lib.string(), "sources": strings}))
    fields["conflicts"] = lib.list_(lib.struct({"field": lib.string(), "value": lib.string(), "sources": strings}))
    return lib.schema({"key": lib.string(), **fields})


def directive_records(row: Row) -> Iterator[dict[str, Any]]:
    """Yield one directive."""
    directive, _ = unseal(row.value)
    yield {"key": directive.key, **directive_attributes(directive)}


@cache
def edge_schema() -> pa.Schema:
    """Return the columns of edges: the citing and the cited key, and every sentence that proves it."""
    lib = arrow()
    span = lib.list_(lib.int32())
    evidence = {"source": lib.string(), "start": lib.int32(), "end": lib.int32(), "text": lib.string()}
    return lib.schema(
        {
            "citing": lib.string(),
            "cited": lib.string(),
            "relation": lib.string(),
            "confidence": lib.float64(),
            "evidence": lib.list_(lib.struct({**evidence, "mention": span, "cue": span})),
        }
    )


def edge_records(row: Row) -> Iterator[dict[str, Any]]:
    """Yield one edge."""
    citing, cited, relation = edge_ends(row)
    evidence, confidence = unseal(row.value)
    yield {
        "citing": citing,
        "cited": cited,
        "relation": relation,
        "confidence": confidence,
        "evidence": [one.attributes() for one in evidence],
    }
