"""The straight line through the grammar: number and symbol, date, issuer, and members of the same make behind them.

Most references are no more than this, behind a type word.  The pattern is made of the grammar's own terminals, in
their order, and gives up wherever the grammar could go on in another way, so that what it reads is what the full
parse reads; a test holds both to that.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from docgraph.references.anchors import BLANK_LINE
from docgraph.references.drafts import CODE, Draft, squeeze
from docgraph.references.nodes import Family, Form
from docgraph.references.reader import terminal_source
from docgraph.references.symbols import clean_symbol, law_type, normal_type, type_of_symbol
from docgraph.text.dates import parse_date

WINDOW: Final = 420
"""Characters: longer than any reference between its type word and the end of its issuer."""

# What every date begins with: behind an issuer, or where a slip hides it, the full parse has to look.
_DAY: Final = r"[ \n]*+,?[ \n]*+(?i:ngày|tháng)"

_STATE: Final = Family.STATE
_PARTY: Final = Family.PARTY
_NUMBERED: Final = Form.NUMBERED


@cache
def _line() -> re.Pattern[str]:
    """Return the pattern of one member; each part is taken whole or not at all, as a token is."""
    codes = "|".join(terminal_source(name) for name in ("NORMATIVE_CODE", "STATE_CODE", "PARTY_CODE"))
    otherwise = "|".join([_DAY, *(terminal_source(name) for name in ("BROKEN_SYMBOL", "UNKNOWN_ISSUER"))])
    return re.compile(
        rf"(?P<code>(?>{codes}))(?P<date>{terminal_source('DATE')})?+(?P<issuer>{terminal_source('ISSUER')})?+"
        rf"(?!{otherwise})(?P<separator>{terminal_source('SEPARATOR')})?+"
    )


@lru_cache(maxsize=4096)
def issuer_words(words: str) -> str:
    """Return the issuer in ", của UBND tỉnh"."""
    return squeeze(words).lstrip(", ")[len("của ") :]


def read_straight(text: str, head: int, words: str, place: int) -> list[Draft]:
    """Return the drafts of the type word *words* at *head*, whose number stands at *place*; none if not so simple."""
    match_line = _line().match
    first_type = kind = normal_type(words)
    end = head + WINDOW
    drafts: list[Draft] = []
    while match := match_line(text, place, end):
        code, date, issuer, separator = match.groups()
        number, year, symbol, family = _parts(code)
        code_end = match.end("code")
        if drafts:
            kind = type_of_symbol(symbol) or first_type
            code_start = start = code_end - len(code.lstrip(" \n"))
        else:
            code_start, start = place, head
        drafts.append(
            Draft(
                start,
                match.end("issuer") if issuer else match.end("date") if date else code_end,
                _NUMBERED,
                kind,
                number,
                year,
                symbol,
                family,
                parse_date(date) if date else None,
                date is not None,
                issuer_words(issuer) if issuer else None,
                None,
                not drafts,
                bool(drafts),
                None,
                False,
                code_start,
            )
        )
        place = match.end()
        if separator is None:
            return [] if "\n" in text[head:place] and BLANK_LINE.search(text, head, place) else drafts
    return []


@cache
def _law_line() -> re.Pattern[str]:
    """Return the pattern of a law that the table knows, with its number, its date or year, and its issuer."""
    codes = "|".join(
        terminal_source(name) for name in ("NORMATIVE_CODE", "STATE_CODE", "PARTY_CODE", "HISTORICAL_CODE")
    )
    so, date, year, longer = (terminal_source(name) for name in ("SO", "DATE", "LAW_YEAR", "LONGER_NAME"))
    return re.compile(
        rf"(?P<word>{terminal_source('LAW_TYPE')})(?!{terminal_source('AMENDING')})(?P<name>{terminal_source('KNOWN_LAW')})"
        rf"(?!{longer})"
        rf"(?>(?:{so})?+(?P<code>{terminal_source('NORMATIVE_CODE')}))?+(?!{so}|{codes}|{terminal_source('BROKEN_SYMBOL')})"
        rf"(?P<time>{date}|{year}|(?!{_DAY}))(?P<issuer>{terminal_source('ISSUER')})?+"
    )


def read_straight_law(text: str, place: int) -> list[Draft]:
    """Return the draft of the law named at *place*; none where the table does not know it, or it is not so simple."""
    end = place + WINDOW
    match = _law_line().match(text, place, end)
    if match is None or ("\n" in match[0] and BLANK_LINE.search(text, place, match.end())):
        return []
    word, name, code, time, issuer = match.groups()
    draft = Draft(place, match.end(), Form.NAMED, law_type(word).capitalize(), has_head=True, name=squeeze(name))
    if code:
        draft.number, draft.year, draft.symbol, draft.family = _parts(code)
        draft.form = _NUMBERED
        draft.code_start = match.end("code") - len(code.lstrip(" \n"))
    if time:
        draft.date, draft.has_date = parse_date(time), True
    if issuer:
        draft.issuer = issuer_words(issuer)
    return [draft]


def _parts(code: str) -> tuple[str, str | None, str, Family]:
    """Return number, year, symbol and family of a number and symbol."""
    number, _, rest = code.lstrip(" \n").partition("/")
    if number.isdecimal() and " " not in rest and "\n" not in rest:
        year, slash, symbol = rest.partition("/")
        if slash and year.isdecimal():
            return number, year, clean_symbol(symbol), _STATE
        if not rest[0].isdecimal():
            return number, None, clean_symbol(rest), _STATE
    match = CODE.match(code)
    assert match is not None, code
    family = _STATE if match["separator"] == "/" else _PARTY
    return match["number"], match["year"], clean_symbol(match["symbol"]), family
