"""The words, colours and short names of the cascade page, read from the tables beside this module."""

from __future__ import annotations

import csv
import functools
import io
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from docgraph.agencies.levels import Level

if TYPE_CHECKING:
    from docgraph.documents.model import RelationKind

LANGUAGES: Final = ("vi", "en")
UNKNOWN_LEVEL: Final = "unknown_level"
LEVELS: Final = (*(level.value for level in Level), UNKNOWN_LEVEL)


def asset(name: str) -> str:
    """Return the text of a file of the page (style, script, template, table)."""
    return (files("docgraph.views") / "assets" / name).read_text(encoding="utf-8")


@functools.cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(io.StringIO(asset(name))))


@functools.cache
def words() -> dict[str, dict[str, str]]:
    """Return every word of the page, by language and key.

    >>> words()["vi"]["view_schema"], words()["en"]["view_tree"]
    ('Lược đồ', 'Tree')
    """
    return {language: {row["key"]: row[language] for row in _rows("words.csv")} for language in LANGUAGES}


@functools.cache
def relation_rows() -> dict[str, dict[str, str]]:
    """Return the row of each relation: its names in both directions, its colours, its dash, its rank."""
    return {row["kind"]: row for row in _rows("relations.csv")}


@functools.cache
def type_rows() -> dict[str, dict[str, str]]:
    """Return the row of each document type: abbreviation, English name, family of colour."""
    return {row.pop("type"): row for row in map(dict, _rows("types.csv"))}


@functools.cache
def family_colours() -> dict[str, tuple[str, str]]:
    """Return the light and the dark colour of each family of document types."""
    return {row["family"]: (row["light"], row["dark"]) for row in _rows("families.csv")}


@functools.cache
def relation_rank(kind: RelationKind) -> int:
    """Return how strongly a relation binds two documents: 0 is the strongest."""
    row = relation_rows().get(kind.value)
    return int(row["rank"]) if row else 3


def level_key(level: Level | None) -> str:
    """Return the key of a level, also of the unknown one."""
    return level.value if level is not None else UNKNOWN_LEVEL


def short_issuer(name: str, province: str | None, home: str | None) -> str:
    """Return the name of a body as it fits on a card: usual abbreviations, and no province where all are of it.

    >>> short_issuer("Ủy ban nhân dân tỉnh Quảng Ngãi", "Quảng Ngãi", "Quảng Ngãi")
    'UBND tỉnh'
    >>> short_issuer("Sở Nội vụ tỉnh Quảng Ngãi", "Quảng Ngãi", "Quảng Ngãi")
    'Sở Nội vụ'
    >>> short_issuer("Ủy ban nhân dân huyện Ba Tơ", "Quảng Ngãi", "Quảng Ngãi")
    'UBND huyện Ba Tơ'
    """
    short = name
    for row in _rows("short_names.csv"):
        short = short.replace(row["long"], row["short"])
    if not province or province != home or not short.endswith(f" {province}"):
        return short
    bare = short.removesuffix(f" {province}")
    if bare in {"UBND tỉnh", "HĐND tỉnh", "UBND thành phố", "HĐND thành phố"}:
        return bare
    return bare.removesuffix(" tỉnh").removesuffix(" thành phố").removesuffix(",") or short
