"""From parse trees to drafts: what the grammar saw of each reference, before the text around it is asked.

A draft is private to this room and mutable; `docgraph.references.finder` completes it from its neighbours and
freezes it into a `Mention`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from attrs import define
from lark import Transformer, v_args

from docgraph.references.nodes import Family, Form, Reference
from docgraph.references.pieces import Piece
from docgraph.references.vocabulary import type_names, type_of_abbreviation
from docgraph.text.dates import PartialDate, parse_date
from docgraph.text.source import fold


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
        type=draft.type or ("Công văn" if draft.form is Form.NUMBERED else None),
        number=draft.number,
        year=draft.year,
        symbol=draft.symbol,
        family=draft.family,
        date=draft.date,
        issuer=draft.issuer,
        name=draft.name,
        title=title,
    )


_CODE: Final = re.compile(
    r"[ \n]*+(?P<number>\d{1,5}(?:\.\d{1,2}(?!\d))?(?:[a-zđ](?!\w)|[A-ZĐ](?=-))?)[ \n]*+(?P<separator>[/-]|)[ \n]*+"
    r"(?:(?P<year>(?:19|20)\d\d)[ \n]*+/?[ \n]*+(?=[^\d]))?(?P<symbol>.*)",
    re.DOTALL,
)
SHORT_TYPES: Final = frozenset({"Nghị định", "Nghị quyết", "Thông tư", "Chỉ thị"})
"""Types that running text cites by a bare number: "Nghị quyết 57"."""
_BLANKS: Final = re.compile(r"\s+")
_ASSEMBLY_NOTE: Final = re.compile(r"(QH|UBTVQH)(\d{2})\d$")
_FOOTNOTE_DIGIT: Final = re.compile(r"(?<=[A-ZĐ]{2})\d$")
_KEEPS_DIGITS: Final = re.compile(r"(?:QH|UBTVQH|UBPLTP|HĐBT)\d+$|-[A-ZĐ]{1,2}\d{1,2}$")


def squeeze(text: str) -> str:
    r"""Write runs of blanks and line ends as one blank.

    >>> squeeze(" của UBND\n tỉnh ")
    'của UBND tỉnh'
    """
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def normal_type(words: str) -> str | None:
    """Return the normal name of a type word as printed: "QUYẾT ĐỊNH" and "QĐ" are Quyết định."""
    return type_names().get(fold(words))


@lru_cache(maxsize=4096)
def type_of_symbol(symbol: str) -> str | None:
    """Return the document type that a symbol shows, None where it shows none.

    >>> type_of_symbol("QĐ-UBND"), type_of_symbol("KL/TU"), type_of_symbol("SNV-TĐKT")
    ('Quyết định', 'Kết luận', None)
    """
    first, mark, rest = symbol.partition("/")
    if mark:
        return type_of_abbreviation().get(first)
    first, mark, rest = symbol.partition("-")
    return type_of_abbreviation().get(first) if mark and rest else None


@lru_cache(maxsize=256)
def _law_type(words: str) -> str:
    """Return the folded type word of a law."""
    return fold(words)


@lru_cache(maxsize=4096)
def _without_note(symbol: str) -> str:
    """Drop a footnote digit glued to a symbol: "QH151" is QH15, "TT-BGTVT4" is TT-BGTVT."""
    if match := _ASSEMBLY_NOTE.search(symbol):
        return symbol[: match.start()] + match[1] + match[2]
    if _FOOTNOTE_DIGIT.search(symbol) and not _KEEPS_DIGITS.search(symbol):
        return symbol[:-1]
    return symbol


def _cut(token: str, start: int) -> tuple[str, int]:
    """Return a token without the blanks before it, and where it then starts."""
    bare = token.lstrip()
    return bare, start + len(token) - len(bare)


@v_args(inline=True)
class DraftMaker(Transformer[Any, Any]):
    """Turns each parse into the drafts it holds; one method for each rule of the grammar."""

    def mention(self, drafts: list[Draft], *_rest: Any) -> list[Draft]:
        """Pass on what was read, without the text behind it."""
        return drafts

    def strict(self, drafts: list[Draft]) -> list[Draft]:
        """Pass on what was read."""
        return drafts

    def head(self, *tokens: Any) -> dict[str, Any]:
        """Collect the type word and what stands between it and the number."""
        return {token.type: token for token in tokens}

    def listed(self, token: Any) -> Any:
        """Pass on a number whose symbol stands at the end of its list."""
        return token

    def member(self, separator: Any, *tokens: Any) -> list[Any]:
        """Pass on one more member of a list under one head."""
        return [separator, *tokens]

    def appeal(self, *tokens: Any) -> list[Any]:
        """Pass on an appeal whose title stands before its date."""
        return list(tokens)

    def amending(self, *tokens: Any) -> Any:
        """Join the name of an amending law: "sửa đổi, bổ sung một số điều của Luật X và Luật Y"."""
        name = Piece("".join(tokens))
        name.type, name.start_pos, name.end_pos = "AMENDING_LAW", tokens[0].start_pos, tokens[-1].end_pos
        return name

    def law_number(self, _so: Any, code: Any) -> Any:
        """Pass on the number and symbol of a law."""
        return code

    def numbered(self, *parts: Any) -> list[Draft]:
        """Make a draft for every member of a list of numbers."""
        head: dict[str, Any] = {}
        listed: list[Any] = []
        members: list[list[Any]] = []
        own: list[Any] = []
        for part in parts:
            if isinstance(part, dict):
                head = part
            elif isinstance(part, list):
                members.append(part)
            elif part.type == "LISTED_NUMBER":
                listed.append(part)
            elif part.type != "SO":
                own.append(part)
        first = self._numbered(own, head)
        drafts = [first]
        if listed:
            drafts = self._spread(listed, first) + drafts
        drafts += [self._numbered(tokens[1:], {}, first) for tokens in members]
        return drafts

    def _spread(self, listed: list[Any], last: Draft) -> list[Draft]:
        """Give each bare number of "Chỉ thị 15, 16, 19/CT-TTg" the symbol at the end of the list."""
        drafts: list[Draft] = []
        for place, token in enumerate(listed):
            bare, start = _cut(str(token), token.start_pos)
            number = bare.rstrip("vàVÀ, \n")
            draft = Draft(
                start=last.start if place == 0 and last.has_head else start,
                end=start + len(number),
                form=Form.NUMBERED,
                type=last.type,
                number=number,
                symbol=last.symbol,
                year=last.year,
                family=last.family,
                issuer=last.issuer,
                has_head=place == 0 and last.has_head,
                is_member=place > 0,
                head_issuer=last.head_issuer,
            )
            drafts.append(draft)
        if last.has_head:
            last.has_head, last.is_member = False, True
            last.start = last.code_start
        return drafts

    def _numbered(self, tokens: list[Any], head: dict[str, Any], first: Draft | None = None) -> Draft:
        code = tokens[0]
        text, start = _cut(str(code), code.start_pos)
        match = _CODE.fullmatch(text)
        assert match is not None, text
        symbol = _without_note(_BLANKS.sub("", match["symbol"]))
        draft = Draft(
            start=start,
            end=code.end_pos,
            form=Form.NUMBERED,
            number=match["number"],
            year=match["year"],
            symbol=symbol,
            family=Family.STATE if match["separator"] == "/" else Family.PARTY,
            code_start=start,
            is_member=first is not None,
            head_issuer=first.head_issuer if first is not None else None,
        )
        draft.type = type_of_symbol(symbol) or (first.type if first is not None else None)
        if head:
            self._apply_head(draft, head)
        self._apply_tail(draft, tokens[1:])
        return draft

    def _apply_head(self, draft: Draft, head: dict[str, Any]) -> None:
        word = head["TYPE"]
        draft.start = word.start_pos
        draft.has_head = True
        draft.type = normal_type(str(word)) or draft.type
        if "ISSUER" in head:
            draft.head_issuer = draft.issuer = squeeze(str(head["ISSUER"]))[4:]

    def _apply_tail(self, draft: Draft, tokens: list[Any]) -> None:
        for token in tokens:
            draft.end = token.end_pos
            if token.type in {"ISSUER", "UNKNOWN_ISSUER"}:
                draft.issuer = squeeze(str(token))[4:]
            else:
                draft.date = parse_date(str(token))
                draft.has_date = True

    def short(self, *parts: Any) -> list[Draft]:
        """Make a draft of a number without a symbol: required are a date or an issuer, else it is a short form."""
        head = next((part for part in parts if isinstance(part, dict)), {})
        tokens = [part for part in parts if not isinstance(part, dict) and part.type != "SO"]
        bare, start = _cut(str(tokens[0]), tokens[0].start_pos)
        draft = Draft(start=start, end=tokens[0].end_pos, form=Form.ANAPHORIC, number=bare)
        if head:
            self._apply_head(draft, head)
        self._apply_tail(draft, tokens[1:])
        has_so = any(not isinstance(part, dict) and part.type == "SO" for part in parts)
        is_year = len(bare) == 4 and bare.startswith(("19", "20"))
        if draft.has_date or draft.issuer or has_so or (draft.type in SHORT_TYPES and not is_year):
            draft.form = Form.NUMBERED
        return [draft] if draft.has_head else []

    def unnumbered(self, *parts: Any) -> list[Draft]:
        """Make a draft of a document known by its type and date."""
        if isinstance(parts[0], list):
            tokens = [token for token in parts[0] if token.type != "TITLE"]
            head = {"TYPE": tokens[0]}
            tokens = tokens[1:]
        else:
            head, tokens = parts[0], list(parts[1:])
        draft = Draft(start=head["TYPE"].start_pos, end=0, form=Form.UNNUMBERED)
        self._apply_head(draft, head)
        self._apply_tail(draft, tokens)
        if draft.date is None or not draft.date.is_full or ("PHRASE" in head and not draft.issuer):
            return []
        return [draft]

    def law(self, *tokens: Any) -> list[Draft]:
        """Make a draft of a law, code, ordinance or constitution."""
        word = tokens[0]
        kind = _law_type(str(word))
        draft = Draft(
            start=word.start_pos, end=word.end_pos, form=Form.NAMED, type=kind.capitalize(), has_head=True, code_start=0
        )
        named = False
        for token in tokens[1:]:
            draft.end = token.end_pos
            match token.type:
                case "KNOWN_LAW" | "AMENDING_LAW" | "OPEN_LAW" | "DATED_LAW" | "CONSTITUTION_NAME":
                    draft.name = squeeze(str(token))
                    named = token.type != "DATED_LAW" or str(word)[0].isupper()
                case "LAW_YEAR":
                    draft.date = parse_date(str(token))
                    draft.has_date = True
                case "DATE" | "ISSUER":
                    self._apply_tail(draft, [token])
                case _:
                    coded = self._numbered([token], {})
                    draft.number, draft.year, draft.symbol = coded.number, coded.year, coded.symbol
                    draft.family, draft.form, named = coded.family, Form.NUMBERED, True
        if kind == "hiến pháp" or named or (draft.date is not None and draft.date.is_full):
            return [draft]
        return []
