"""Finding the one directive that a query names, however it is typed."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from docgraph.agencies import load_registry, province_of
from docgraph.directives.folding import fold_number, fold_words, search_form, symbol_groups
from docgraph.directives.identity import year_of
from docgraph.directives.type_codes import type_code
from docgraph.errors import AmbiguousDirectiveError, UnknownDirectiveError
from docgraph.references.vocabulary import type_names
from docgraph.text.dates import PartialDate, parse_date

if TYPE_CHECKING:
    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph

NEAR: Final = 5
_NUMBER: Final = re.compile(
    r"(?<![\w/.-])(?P<number>\d{1,5}(?:\.\d{1,2})?[a-z]?)"
    r"(?:\s*[/ ]\s*(?P<year>(?:19|20)\d\d)(?!\d))?"
    r"(?:\s*[/-]?\s*(?P<symbol>[a-z][a-z0-9.&]*(?:\s?[-/]\s?[a-z0-9.&]+)*))?"
    r"(?![\w/])"
)
LONGEST_SYMBOL: Final = 100
"""Characters of a query in which a symbol is looked for."""

_DATE_WORD: Final = re.compile(r"\bngay\b|\bthang\b|\d\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}")
_EMPTY_WORDS: Final = frozenset({"so", "ngay", "thang", "nam", "cua", "ve", "viec"})


class Known(dict[str, "Directive"]):
    """The directives that a search has looked at by their keys, each made once."""

    def __init__(self, graph: DirectiveGraph) -> None:
        super().__init__()
        self._graph = graph

    def __missing__(self, key: str) -> Directive:
        self[key] = made = self._graph.directive(key)
        return made


class Search:
    """One search over the directives of a graph; it makes those that it has to look at."""

    def __init__(self, graph: DirectiveGraph) -> None:
        self._graph = graph
        self._known = Known(graph)

    def find(self, query: str, *, province: str | None, year: int | None, type_name: str | None) -> str:
        """Return the key of the one directive that fits."""
        if query.strip() in self._graph:
            return query.strip()
        found = self._candidates(query)
        found = [key for key in found if self._fits(key, province, year, type_name)]
        if not found:
            raise UnknownDirectiveError(query, self._near(query))
        if len(found) > 1:
            raise AmbiguousDirectiveError(query, tuple(self.description(key) for key in found))
        return found[0]

    def description(self, key: str) -> str:
        """Return a label that tells a directive from others of its number: with date, body and key."""
        directive = self._known[key]
        date = f", {directive.date.isoformat()}" if directive.date else ""
        body = f", {directive.body_name}" if directive.body_name else ""
        return f"{directive.label}{date}{body} [{key}]"

    def _fits(self, key: str, province: str | None, year: int | None, type_name: str | None) -> bool:
        directive = self._known[key]
        if province is not None:
            known = load_registry().province(province)
            wanted = fold_words(known.name if known is not None else province)
            if directive.province is None or fold_words(directive.province) != wanted:
                return False
        if year is not None and _year(directive) != year:
            return False
        return type_name is None or (directive.type is not None and _same_type(type_name, directive.type))

    def _candidates(self, query: str) -> list[str]:
        plain = search_form(query)
        without_date = _DATE_WORD.split(plain, maxsplit=1)[0] if not plain[:1].isdigit() else plain
        match = _NUMBER.search(without_date) or _NUMBER.search(plain)
        if match is None or (match["symbol"] is None and not self._is_bare_number(match, plain)):
            return self._by_words(query)
        found = list(self._graph.numbered(match["number"]))
        if match["symbol"] is not None:
            found = self._of_symbol(found, plain[match.start("symbol") :])
        if match["year"] is not None:
            found = [key for key in found if _year(self._known[key]) == int(match["year"])]
        return self._narrow(sorted(found), query, plain[: match.start()])

    def _is_bare_number(self, match: re.Match[str], plain: str) -> bool:
        """Tell whether the number stands alone or behind a type word: "1477", "quyết định số 1477"."""
        before = fold_words(plain[: match.start()]).replace("-so", "").removesuffix("so").strip("-")
        return not before or _known_type(before) is not None

    def _of_symbol(self, found: list[str], words: str) -> list[str]:
        """Keep the directives whose symbol opens *words*, whole; of several symbols, those with the longest.

        A blank may stand for a slash or a dash, "qd ttg ngay 10/9/2021" opens with QĐ-TTg; but a symbol that goes
        on behind a dash, as KH-UBND does in "kh-ubnd-vx", is another one.
        """
        text, ends = "", set()
        for group in words[:LONGEST_SYMBOL].split(" "):
            text += "".join(symbol_groups(group))
            ends.add(len(text))
        fitting: dict[int, list[str]] = defaultdict(list)
        for key in found:
            symbol = "".join(symbol_groups(self._known[key].symbol or ""))
            if symbol and text.startswith(symbol) and len(symbol) in ends:
                fitting[len(symbol)].append(key)
        return fitting[max(fitting)] if fitting else []

    def _narrow(self, found: list[str], query: str, before: str) -> list[str]:
        """Keep what fits the type word, the date and the province of the query, where it gives them."""
        kind = _known_type(fold_words(before).removesuffix("so").strip("-"))
        if kind is not None:
            typed = [key for key in found if _same_type(kind, self._known[key].type or "")]
            found = typed or found
        date = parse_date(query) if _DATE_WORD.search(search_form(query)) else None
        if date is not None:
            found = [key for key in found if _date_fits(self._known[key].date, date)]
        place = province_of(query)
        if place is not None:
            placed = [key for key in found if self._known[key].province == place]
            found = placed or found
        return found

    def _by_words(self, query: str) -> list[str]:
        """Match a query without number: the label exactly, else all its words in label, name, title and body."""
        wanted = fold_words(query)
        directives = list(self._graph.directives())
        exact = [one.key for one in directives if fold_words(one.label) == wanted]
        if exact or not wanted:
            return sorted(exact)
        words = set(wanted.split("-")) - _EMPTY_WORDS
        return sorted(one.key for one in directives if words and words <= _words(one))

    def _near(self, query: str) -> tuple[str, ...]:
        """Return the labels that come closest to a query."""
        plain = fold_words(query)
        match = _NUMBER.search(search_form(query))
        keys = set(self._graph.keys())
        if match is not None:
            number = fold_number(match["number"])
            alike = {key for key in keys if _alike(number, self._graph.nx.nodes[key]["number"])}
            keys = alike or keys
        forms: dict[str, list[str]] = defaultdict(list)
        for key in sorted(keys):
            directive = self._known[key]
            forms[fold_words(directive.label)].append(key)
            if directive.written_number:
                forms[fold_words(directive.written_number)].append(key)
        close = difflib.get_close_matches(plain, list(forms), n=2 * NEAR, cutoff=0.5)
        ordered = dict.fromkeys(key for form in close for key in forms[form])
        return tuple(self.description(key) for key in list(ordered)[:NEAR])


def _alike(number: str, other: str | None) -> bool:
    if other is None:
        return False
    folded = fold_number(other)
    return abs(len(folded) - len(number)) <= 1 and len(set(number) & set(folded)) >= len(set(number)) - 1


def _year(directive: Directive) -> int | None:
    return year_of(directive.year, directive.date)


def _known_type(words: str) -> str | None:
    """Return the type that folded words name, whole or as an abbreviation: "quyet-dinh", "qd"."""
    for name in type_names().values():
        if words in {fold_words(name), type_code(name)}:
            return name
    return None


def _same_type(one: str, other: str) -> bool:
    return type_code(one) == type_code(other) or fold_words(one) in {type_code(other), fold_words(other)}


def _date_fits(known: PartialDate | None, wanted: PartialDate) -> bool:
    return known is None or known.compatible(wanted)


def _words(directive: Directive) -> set[str]:
    parts = (directive.label, directive.name, directive.title, directive.body_name, directive.issuer)
    return {word for part in parts if part for word in fold_words(part).split("-")}
