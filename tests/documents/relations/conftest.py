"""Short texts with the relations that are to be read in them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from docgraph.documents.model import Header, Relation
from docgraph.documents.relations import find_relations
from docgraph.references import Mention, find_references, format_code
from docgraph.text import SourceText

# Who speaks: the rooms of one province, and the centre.
AUTHORS = {
    "report": Header(type="Báo cáo", issuer="Sở Nội vụ tỉnh Quảng Ngãi", province="Quảng Ngãi"),
    "plan": Header(type="Kế hoạch", issuer="Ban Dân tộc tỉnh Quảng Ngãi", province="Quảng Ngãi"),
    "letter": Header(type="Công văn", issuer="Sở Xây dựng tỉnh Quảng Ngãi", province="Quảng Ngãi"),
    "decision": Header(type="Quyết định", issuer="Ủy ban nhân dân tỉnh Quảng Ngãi", province="Quảng Ngãi"),
    "circular": Header(type="Thông tư", issuer="Bộ Nội vụ"),
    "decree": Header(type="Nghị định", issuer="Chính phủ"),
}


@attrs.frozen
class Case:
    """One line of a table: who says what, and the relations in it."""

    id: str
    author: str
    text: str
    expected: tuple[str, ...]


@attrs.frozen
class Reading:
    """What was read of one text."""

    source: SourceText
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]

    def label(self, index: int | None) -> str:
        """Return how the tables name a document: by number and symbol, by name, or by its type."""
        if index is None:
            return "self"
        reference = self.mentions[index].reference
        return format_code(reference) or " ".join(filter(None, (reference.type, reference.name)))

    def triples(self) -> tuple[str, ...]:
        """Return the relations as the tables write them, sorted."""
        return tuple(sorted(f"{self.label(r.subject)} {r.kind.value} {self.label(r.object)}" for r in self.relations))


def read_cases(name: str) -> list[Case]:
    """Return the lines of one table beside this module; "\\n" stands for a line end."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Case(
            row["id"],
            row["author"],
            re.sub(r"\\n", "\n", row["text"]),
            tuple(sorted(filter(None, row["expected"].split(" ## ")))),
        )
        for row in rows
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a ``case`` or a ``gap`` once for each line of its table."""
    for argument, name in (("case", "relations.tsv"), ("gap", "known_gaps.tsv")):
        if argument in metafunc.fixturenames:
            cases = read_cases(name)
            metafunc.parametrize(argument, cases, ids=[case.id for case in cases])


@pytest.fixture(scope="session")
def cases() -> list[Case]:
    return read_cases("relations.tsv") + read_cases("known_gaps.tsv")


@pytest.fixture(scope="session")
def read() -> Callable[[Case], Reading]:
    def reading(case: Case) -> Reading:
        source = SourceText(case.text)
        mentions = find_references(source)
        return Reading(source, mentions, find_relations(source, mentions, AUTHORS[case.author]))

    return reading
