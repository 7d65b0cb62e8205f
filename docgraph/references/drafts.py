"""From parse trees to drafts: what the grammar saw of each reference, before the text around it is asked.

A draft is private to this room and mutable; `docgraph.references.finder` completes it from its neighbours and
freezes it into a `Mention`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from attrs import define, evolve

from docgraph.references.nodes import Family, Form, Reference
from docgraph.references.prefix import Token
from docgraph.references.symbols import clean_symbol, default_type, law_type, normal_type, type_of_symbol
from docgraph.text.dates import PartialDate, make_date, parse_date


@define
class Draft:
    """One reference as the grammar read it; places are relative to the window it was read in."""

    start: int
    end: int
    form: Form
    type: str | None = None
    number: str | None = None
    year: str | None = None
    symbol: str | None = None
    family: Family | None = None
    date: PartialDate | None = None
    has_date: bool = False  # a date stands there, be it an impossible one
    issuer: str | None = None
    name: str | None = None
    has_head: bool = False  # it has its own type word
    is_member: bool = False  # a later member of a list under one head
    head_issuer: str | None = None  # issuer written on the head: "các Nghị quyết của HĐND tỉnh: số …"
    issuer_before: bool = False  # the issuer was named before the document
    code_start: int = 0  # where its number stands
    confidence: float = 1.0


def to_reference(draft: Draft, title: str | None = None) -> Reference:
    """Freeze what a draft says; a symbol without a type is a công văn (Nghị định 30/2020/NĐ-CP, Phụ lục III)."""
    return Reference(
        draft.type or (default_type(draft.symbol, draft.year) if draft.form is Form.NUMBERED else None),
        draft.number,
        draft.year,
        draft.symbol,
        draft.family,
        draft.date,
        draft.issuer,
        draft.name,
        title,
    )


CODE: Final = re.compile(
    r"[ \n]*+(?P<number>\d{1,5}(?:\.\d{1,2}(?!\d))?(?:[a-zđ](?!\w)|[A-ZĐ](?=-))?)[ \n]*+(?P<separator>[/-]|)[ \n]*+"
    r"(?:(?P<year>(?:19|20)\d\d)[ \n]*+/?[ \n]*+(?=[^\d]))?(?P<symbol>.*)",
    re.DOTALL,
)
DAMAGED_CODE: Final = re.compile(
    r"[ \n]*+(?P<number>\d{1,5}(?:\.\d{1,2}(?!\d))?(?:\.|[ \n]{1,2})?[a-zđ]?)[ \n]*+/"
    r"[ \n]*+(?P<year>\d{2,4})[ \n]*+[/-][ \n]*+(?P<symbol>.*)",
    re.DOTALL,
)
REPAIRED: Final = 0.9
"""How sure a reading is that had to mend a number, a date or a type word."""
CODES: Final = frozenset({"STATE_CODE", "NORMATIVE_CODE", "PARTY_CODE", "HISTORICAL_CODE"})
MENDED: Final = frozenset({"BROKEN_SYMBOL", "DAMAGED_CODE", "SLIPPED_DATE"})
LISTED: Final = frozenset({"LISTED_NUMBER", "LISTED_SHORT"})
ISSUERS: Final = frozenset({"ISSUER", "UNKNOWN_ISSUER"})
HEADS: Final = frozenset({"TYPE", "APPEAL_TYPE"})
SHORT_TYPES: Final = frozenset({"Nghị định", "Nghị quyết", "Thông tư", "Chỉ thị"})
"""Types that running text cites by a bare number: "Nghị quyết 57"."""
_ENDS_SHORT: Final = re.compile(r"[ \n]*(?:[,.;:)\"“”]|$|(?:và|về|của|là|đã|được|này|trên|với|để|theo|thì)(?!\w))")


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    r"""Write runs of blanks and line ends as one blank.

    >>> squeeze(" của UBND\n tỉnh ")
    'của UBND tỉnh'
    """
    return " ".join(text.split())


class DraftMaker:
    """Makes drafts from the tokens of one parse, in the order of the text.

    The grammar has settled what may stand where; what is left is to read each token by its name.
    """

    __slots__ = ("_text", "_tokens")

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens

    def _words(self, token: Token) -> str:
        return self._text[token[1] : token[2]]

    def make(self) -> list[Draft]:
        """Return the drafts of one parse: one, or several for a list; none where the words name no document."""
        if self._tokens[0][0] == "LAW_TYPE":
            return self._law()
        return self._reference()

    def _reference(self) -> list[Draft]:
        """Read a head, then numbers with their dates and issuers; a separator begins the next member of a list."""
        first = Draft(start=self._tokens[0][1], end=0, form=Form.UNNUMBERED)
        draft = first
        drafts = [first]
        listed: list[Token] = []
        has_phrase = has_so = is_appeal = False
        for token in self._tokens:
            name = token[0]
            if name in CODES:
                self._code(draft, token, first)
            elif name in MENDED or name == "DATE":
                self._take(draft, token)
            elif name in ISSUERS:
                self._issuer(draft, token)
            elif name in HEADS:
                draft.type, draft.has_head, draft.end = normal_type(self._words(token)), True, token[2]
                is_appeal = name == "APPEAL_TYPE"
            elif name == "SO":
                has_so = True
            elif name == "SEPARATOR":
                draft = Draft(start=token[2], end=token[2], form=Form.NUMBERED, is_member=True)
                draft.head_issuer = first.head_issuer
                drafts.append(draft)
            elif name == "SHORT_NUMBER":
                self._short(draft, token)
            elif name in LISTED:
                listed.append(token)
            has_phrase = has_phrase or name == "PHRASE"
        if first.form is Form.ANAPHORIC:
            drafts = self._settle_short(first, has_so=has_so)
        if listed and drafts:
            drafts[:0] = self._spread(listed, first)
        if first.form is Form.UNNUMBERED:
            dated = first.date is not None and first.date.is_full
            return drafts if dated and (not has_phrase or is_appeal or first.issuer) else []
        return drafts

    def _issuer(self, draft: Draft, token: Token) -> None:
        """Read "của …": before the number it is the head's, and shared by a whole list."""
        issuer = squeeze(self._words(token)).lstrip(", ")[len("của ") :]
        draft.issuer, draft.end = issuer, token[2]
        if draft.form is Form.UNNUMBERED and not draft.has_date:
            draft.head_issuer = issuer

    def _code(self, draft: Draft, token: Token, first: Draft) -> None:
        """Read number, year and symbol."""
        words = self._words(token)
        match = CODE.match(words)
        assert match is not None, words
        draft.code_start = token[1] + match.start("number")
        if not draft.has_head:
            draft.start = draft.code_start
        draft.end = token[2]
        draft.form = Form.NUMBERED
        draft.number, draft.year = match["number"], match["year"]
        draft.symbol = clean_symbol(match["symbol"])
        draft.family = Family.STATE if match["separator"] == "/" else Family.PARTY
        if draft.type is None:
            draft.type = type_of_symbol(draft.symbol) or (first.type if draft is not first else None)

    def _take(self, draft: Draft, token: Token) -> None:
        """Read a date, or what needs mending: a number with a mark too many, a broken symbol, a date with a slip."""
        words = self._words(token)
        draft.end = token[2]
        if token[0] == "DATE":
            draft.date, draft.has_date = parse_date(words), True
            return
        draft.confidence = REPAIRED
        if token[0] == "SLIPPED_DATE":
            day, month, digits = re.findall(r"\d+", words)
            year = _whole_year(digits)
            draft.date, draft.has_date = make_date(int(year), int(month), int(day)) if year else None, True
        elif token[0] == "BROKEN_SYMBOL":
            rest = words.strip()
            draft.symbol = f"{draft.symbol}{'' if rest.isdecimal() else '-'}{rest}"
        elif match := DAMAGED_CODE.match(words):
            draft.code_start, draft.form = token[1] + match.start("number"), Form.NUMBERED
            draft.number, draft.year = "".join(match["number"].split()), _whole_year(match["year"])
            draft.symbol, draft.family = clean_symbol(match["symbol"]), Family.STATE

    def _short(self, draft: Draft, token: Token) -> None:
        """Read a number without a symbol."""
        words = self._words(token)
        draft.number = words.strip()
        draft.code_start = token[1] + len(words) - len(words.lstrip())
        draft.end, draft.form = token[2], Form.ANAPHORIC

    def _settle_short(self, draft: Draft, *, has_so: bool) -> list[Draft]:
        """Decide whether a bare number names a document by itself: by its date, its issuer, "số", or its type."""
        bare = draft.number or ""
        is_year = len(bare) == 4 and bare.startswith(("19", "20"))
        if draft.has_date or draft.issuer or has_so or (draft.type in SHORT_TYPES and not is_year):
            draft.form = Form.NUMBERED
        elif is_year or not _ENDS_SHORT.match(self._text, draft.end):
            # "Báo cáo 6 tháng", "Kế hoạch 5 năm": the number counts something.
            return []
        return [draft] if draft.has_head else []

    def _spread(self, listed: list[Token], last: Draft) -> list[Draft]:
        """Give each bare number of "Chỉ thị 15, 16, 19/CT-TTg" the symbol at the end of the list."""
        drafts: list[Draft] = []
        for place, token in enumerate(listed):
            words = self._words(token)
            number = words.strip().rstrip("vàVÀ, \n")
            start = token[1] + len(words) - len(words.lstrip())
            heads = place == 0 and last.has_head
            draft = evolve(
                last,
                start=last.start if heads else start,
                end=start + len(number),
                number=number,
                date=None,
                has_date=False,
                has_head=heads,
                is_member=place > 0,
            )
            drafts.append(draft)
        if last.has_head:
            last.has_head, last.is_member, last.start = False, True, last.code_start
        return drafts

    def _law(self) -> list[Draft]:
        """Read a law, code, ordinance or constitution: name, number, date or year, issuer."""
        word = self._tokens[0]
        kind = law_type(self._words(word))
        draft = Draft(start=word[1], end=word[2], form=Form.NAMED, type=kind.capitalize(), has_head=True)
        name_end = 0
        for token in self._tokens[1:]:
            name = token[0]
            if name in CODES:
                start = draft.start
                self._code(draft, token, draft)
                draft.start = start
            elif name in MENDED:
                self._take(draft, token)
            elif name in {"DATE", "LAW_YEAR"}:
                draft.date, draft.has_date = parse_date(self._words(token)), True
            elif name in ISSUERS:
                draft.issuer = squeeze(self._words(token)).lstrip(", ")[len("của ") :]
            elif name != "SO" and (name != "DATED_LAW" or self._text[word[1]].isupper()):
                name_end = token[2]
            draft.end = token[2]
        if name_end:
            draft.name = squeeze(self._text[word[2] : name_end]).strip('"“” ')
        dated = draft.date is not None and draft.date.is_full
        known = name_end or draft.form is Form.NUMBERED or kind == "hiến pháp" or dated
        return [draft] if known else []


def _whole_year(digits: str) -> str | None:
    """Return a year as printed; of three digits only where the lost one is the first: "009" is 2009.

    >>> _whole_year("2010"), _whole_year("009"), _whole_year("201"), _whole_year("13")
    ('2010', '2009', None, None)
    """
    if len(digits) == 4:
        return digits
    return f"2{digits}" if len(digits) == 3 and digits.startswith("0") else None


def make_drafts(text: str, tokens: Sequence[Token]) -> list[Draft]:
    """Return the drafts of one parse of *text*."""
    return DraftMaker(text, tokens).make()
