"""What the tests of this room share: the corpus as values."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from hypothesis import settings

from docgraph.references import Mention, find_references

# The same examples on every run: a failure here is a fact, not chance.
settings.register_profile("fixed", derandomize=True, deadline=None, database=None, max_examples=100)
settings.load_profile("fixed")

_ESCAPE = re.compile(r"\\(n|t|u[0-9a-f]{4})")
_FIELDS = ("text", "form", "type", "number", "year", "symbol", "date", "issuer", "pinpoint")


@attrs.frozen
class Claim:
    """One line of the corpus: a text and what is to be read in it."""

    id: str
    text: str
    expected: tuple[str, ...]


def _written_out(text: str) -> str:
    """Return *text* with its escapes (\\n, \\t, \\u00a0) as the characters they stand for."""
    return _ESCAPE.sub(lambda m: {"n": "\n", "t": "\t"}.get(m[1]) or chr(int(m[1][1:], 16)), text)


def read_claims(name: str) -> list[Claim]:
    """Return the lines of one table beside this module."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Claim(row["id"], _written_out(row["text"]), tuple(filter(None, _written_out(row["expected"]).split(" ## "))))
        for row in rows
    ]


def compact(mention: Mention) -> str:
    """Return a mention in the form of the corpus: its fields between bars, "-" for what the text does not say."""
    reference = mention.reference
    values = (
        mention.text,
        mention.form.value,
        reference.type,
        reference.number,
        reference.year,
        reference.symbol,
        reference.date.isoformat() if reference.date else None,
        reference.issuer,
        mention.pinpoint.text if mention.pinpoint else None,
    )
    assert len(values) == len(_FIELDS)
    return " | ".join(value or "-" for value in values)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a ``claim`` or a ``gap`` once for each line of its table."""
    for argument, name in (("claim", "corpus.tsv"), ("gap", "known_gaps.tsv")):
        if argument in metafunc.fixturenames:
            claims = read_claims(name)
            metafunc.parametrize(argument, claims, ids=[claim.id for claim in claims])


@pytest.fixture(scope="session")
def claims() -> list[Claim]:
    return read_claims("corpus.tsv")


@pytest.fixture(scope="session")
def gaps() -> list[Claim]:
    return read_claims("known_gaps.tsv")


@pytest.fixture(scope="session")
def read() -> Callable[[str], tuple[str, ...]]:
    """Return what finds the references of a text, in the form of the corpus."""
    return lambda text: tuple(compact(mention) for mention in find_references(text))
