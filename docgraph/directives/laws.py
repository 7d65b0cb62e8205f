"""Laws by name and by number: "Luật Thủy sản năm 2017" is Luật số 18/2017/QH14."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Final

from docgraph.directives.folding import fold_number, fold_words
from docgraph.references.vocabulary import read_table

_NUMBER: Final = re.compile(r"(?P<number>\d+)/(?P<year>\d{4})/")
_COUNTRY: Final = "-viet-nam"


@cache
def _law_words() -> dict[str, str]:
    path = files("docgraph.directives") / "tables" / "law_words.csv"
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return {fold_words(row["abbreviation"]): fold_words(row["words"]) for row in rows}


def fold_law_name(name: str) -> str:
    """Return the name of a law in one form, its abbreviations written out.

    >>> fold_law_name("Ban hành văn bản QPPL"), fold_law_name("Quốc tịch Việt Nam")
    ('ban-hanh-van-ban-quy-pham-phap-luat', 'quoc-tich')
    """
    known = _law_words()
    words = "-".join(known.get(word, word) for word in fold_words(name).split("-"))
    return words.removesuffix(_COUNTRY) or words


@cache
def _numbers() -> dict[tuple[str, str, int], str]:
    """Map folded type, name and year of the laws that the table knows to their numbers."""
    found = {}
    for row in read_table("laws"):
        match = _NUMBER.match(row["number"])
        if match is not None:
            key = (fold_words(row["type"]), fold_law_name(row["name"]), int(match["year"]))
            found[key] = fold_number(match["number"])
    return found


@cache
def _names() -> dict[tuple[str, str, int], str]:
    return {(kind, number, year): name for (kind, name, year), number in _numbers().items()}


def law_number(kind: str, name: str, year: int) -> str | None:
    """Return the folded number of a law by its folded type and name and its year, where the table knows it.

    >>> law_number("luat", "thuy-san", 2017), law_number("luat", "thuy-san", 2003)
    ('18', None)
    """
    return _numbers().get((kind, name, year))


def law_name(kind: str, number: str, year: int) -> str | None:
    """Return the folded name of a law by its number and year, where the table knows it.

    >>> law_name("luat", "18", 2017)
    'thuy-san'
    """
    return _names().get((kind, number, year))
