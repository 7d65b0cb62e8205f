"""The schema of what is extracted: one row for each document, as Arrow types; ``tables/extraction.csv`` lists it.

::

    id           string                  the id that was given
    document     string                  the document's own canonical identifier; null without resolution
    header       struct                  the formal parts; null where the row has an error
    references   list<struct>            every mention of a document, in the order of the text
    relations    list<struct>            typed relations; subject and object are places in references
    diagnostics  list<struct>            what a person should look at
    error        string                  why the row could not be read; null for the others

The names are those of ``docgraph extract``.  The metadata of the schema hold its version under ``docgraph.schema``,
those of each field what it is under ``description``.  A version with new columns at the end keeps its number; a
column that changes or goes gives a new number.
"""

from __future__ import annotations

import csv
import importlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal

from docgraph.errors import DocgraphError

if TYPE_CHECKING:
    import pyarrow as pa

VERSION: Final = "docgraph.extraction/1"
KEY: Final = b"docgraph.schema"
Part = Literal["header", "references", "relations", "diagnostics"]
PARTS: Final[tuple[Part, ...]] = ("header", "references", "relations", "diagnostics")

_NESTED: Final = re.compile(r"list<(?:struct<(?P<fields>.*)>|(?P<plain>\w+))>")


def arrow() -> Any:
    """Return pyarrow, or say how to install it."""
    try:
        return importlib.import_module("pyarrow")
    except ImportError as error:
        message = "Record batches need pyarrow, which is not installed. Install it with: pip install docgraph[parquet]."
        raise DocgraphError(message) from error


@cache
def part_columns(part: Part) -> tuple[tuple[str, str, str], ...]:
    """Return name, type and description of each field of a part.

    >>> part_columns("relations")[0]
    ('subject', 'int32', 'place in the list of references; null for the document at hand')
    """
    path = files("docgraph.scale") / "tables" / "extraction.csv"
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return tuple((row["name"], row["type"], row["description"]) for row in rows if row["part"] == part)


def _type(name: str) -> pa.DataType:
    lib = arrow()
    nested = _NESTED.fullmatch(name)
    if nested is None:
        return {"string": lib.string, "int32": lib.int32, "double": lib.float64, "bool": lib.bool_}[name]()
    if nested["plain"]:
        return lib.list_(_type(nested["plain"]))
    pairs = (field.split(":") for field in nested["fields"].split(","))
    return lib.list_(lib.struct([(inner, _type(kind)) for inner, kind in pairs]))


@cache
def part_fields(part: Part) -> tuple[pa.Field, ...]:
    """Return the Arrow fields of a part."""
    lib = arrow()
    return tuple(
        lib.field(name, _type(kind), metadata={"description": text}) for name, kind, text in part_columns(part)
    )


@cache
def extraction_schema() -> pa.Schema:
    """Return the schema of `docgraph.scale.kernel.extract_batches`: one row for each document."""
    lib = arrow()

    def field(name: str, kind: pa.DataType, text: str) -> pa.Field:
        return lib.field(name, kind, metadata={"description": text})

    structs = {part: lib.struct(part_fields(part)) for part in PARTS}
    return lib.schema(
        [
            field("id", lib.string(), "the id that was given; an integer in its digits"),
            field("document", lib.string(), "the document's own canonical identifier; null without resolution"),
            field("header", structs["header"], "the formal parts (thể thức); null where the row has an error"),
            field("references", lib.list_(structs["references"]), "every mention of a document, in order"),
            field("relations", lib.list_(structs["relations"]), "typed relations between documents"),
            field("diagnostics", lib.list_(structs["diagnostics"]), "what a person should look at"),
            field("error", lib.string(), "why the row could not be read"),
        ],
        metadata={KEY: VERSION.encode()},
    )


@cache
def part_schema(part: Part) -> pa.Schema:
    """Return the schema of `docgraph.scale.kernel.explode`: the id and the columns of one part, flat.

    Rows of references, relations and diagnostics also have ``place``: their place in the list they come from, which
    ``subject`` and ``object`` of relations, and ``antecedent`` of references, name.
    """
    lib = arrow()
    lead = [lib.field("id", lib.string(), metadata={"description": "the id of the document"})]
    if part == "header":
        lead.append(extraction_schema().field("document"))
    else:
        lead.append(lib.field("place", lib.int32(), metadata={"description": "place in the list of the document"}))
    return lib.schema([*lead, *part_fields(part)], metadata={KEY: VERSION.encode(), b"docgraph.part": part.encode()})


def require_version(schema: pa.Schema) -> None:
    """Raise `DocgraphError` where a table says that it has another version of the schema."""
    said = (schema.metadata or {}).get(KEY)
    if said is not None and said != VERSION.encode():
        found = said.decode("utf-8", "replace")
        message = f"This table has the schema {found}, and this docgraph reads {VERSION}. Extract the texts again."
        raise DocgraphError(message)
