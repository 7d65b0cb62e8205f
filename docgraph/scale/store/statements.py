"""Statements: what claims say, each kept once however many documents say it in the same words."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from attrs import frozen

from docgraph.agencies.levels import Level
from docgraph.agencies.model import Agency, Branch
from docgraph.directives.bodies import Body
from docgraph.directives.identity import Identity
from docgraph.references.nodes import Reference
from docgraph.scale.store.facts import pack_reference, plain, read_date, trimmed, unpack_reference
from docgraph.text.dates import PartialDate

if TYPE_CHECKING:
    import sqlite3

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_AGENCY_PARTS: Final = 11


@frozen
class Statement:
    """What a claim says about one document: its identity as the citing document shows it, and the words."""

    identity: Identity
    reference: Reference

    @property
    def date(self) -> PartialDate | None:
        """The full date that it gives, or None."""
        date = self.identity.date
        return date if date is not None and date.is_full else None


@lru_cache(maxsize=65_536)
def number_of(words: str) -> int:
    """Return the number by which a key, a lookup or a statement is stored: 63 bits of its hash.

    >>> number_of("vn/quang-ngai/ubnd/qd/2021/1477")
    5700580380727813117
    """
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _day(date: dt.date | None) -> str | None:
    return date.isoformat() if date is not None else None


def pack_agency(agency: Agency) -> list[Any]:
    """Return an agency as a list."""
    return trimmed([
        agency.id, agency.name, agency.name_en, agency.code, str(agency.level) if agency.level else None,
        str(agency.branch) if agency.branch else None, agency.province, agency.parent, _day(agency.valid_from),
        _day(agency.valid_until), list(agency.succeeded_by) or None,
    ])  # fmt: skip


def unpack_agency(packed: list[Any]) -> Agency:
    """Return what `pack_agency` packed."""
    filled: list[Any] = [*packed, *[None] * (_AGENCY_PARTS - len(packed))]
    key, name, name_en, code, level, branch, province, parent, first, last, heirs = filled
    return Agency(
        key,
        name,
        name_en,
        code,
        Level(level) if level is not None else None,
        Branch(branch) if branch is not None else None,
        province,
        parent,
        dt.date.fromisoformat(first) if first is not None else None,
        dt.date.fromisoformat(last) if last is not None else None,
        tuple(heirs or ()),
    )


@lru_cache(maxsize=16_384)
def pack_body(body: Body) -> str:
    """Return a body as JSON."""
    agency = pack_agency(body.agency) if body.agency is not None else None
    return plain([body.id, agency, str(body.level) if body.level else None, body.province, body.stated])


@lru_cache(maxsize=16_384)
def unpack_body(packed: str) -> Body:
    """Return what `pack_body` packed."""
    key, agency, level, province, stated = json.loads(packed)
    known = unpack_agency(agency) if agency is not None else None
    return Body(key, known, Level(level) if level is not None else None, province, stated)


def pack_statement(identity: Identity, reference: Reference) -> tuple[str, str | None]:
    """Return what a claim says as JSON, its body apart: there are few bodies."""
    body = pack_body(identity.body) if identity.body is not None else None
    one = identity
    date = one.date.isoformat() if one.date is not None else None
    number = number_of(body) if body is not None else None
    return plain(
        [number, one.type, one.year, one.number, one.name, date, one.numbered, *pack_reference(reference)]
    ), body


def unpack_statement(packed: str, body: str | None) -> Statement:
    """Return what `pack_statement` packed."""
    _, kind, year, number, name, date, numbered, *reference = json.loads(packed)
    known = unpack_body(body) if body is not None else None
    return Statement(Identity(known, kind, year, number, name, read_date(date), numbered), unpack_reference(reference))


class Recent(OrderedDict[_Key, _Value], Generic[_Key, _Value]):
    """The values used last, so that memory does not grow with the corpus."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, key: _Key, value: _Value) -> _Value:
        """Keep a value, and let go of the oldest."""
        self[key] = value
        if len(self) > self._most:
            self.popitem(last=False)
        return value


class Statements:
    """The statements of a store by their numbers."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store
        self._known: Recent[int, Statement] = Recent(100_000)

    def __getitem__(self, number: int) -> Statement:
        known = self._known.get(number)
        if known is not None:
            return known
        row = self._store.execute(
            "SELECT s.words, b.words FROM statements s LEFT JOIN bodies b ON b.id = s.body WHERE s.id = ?", (number,)
        ).fetchone()
        return self._known.keep(number, unpack_statement(*row))
