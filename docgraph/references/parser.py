"""Strict parsing: all of a string is one reference, or an error points at the place where it stops being one."""

from __future__ import annotations

from typing import Final

from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from docgraph.errors import ReferenceSyntaxError
from docgraph.references.drafts import make_drafts, to_reference
from docgraph.references.joint_issuers import add_issuers
from docgraph.references.nodes import Form, Reference
from docgraph.references.prefix import tokens_of
from docgraph.references.reader import reference_grammar
from docgraph.text.source import SourceText

EXPECTATIONS: Final = {
    "TYPE": "a document type (Quyết định, Kế hoạch, …)",
    "APPEAL_TYPE": "a document type (Quyết định, Kế hoạch, …)",
    "LAW_TYPE": "Luật, Bộ luật, Pháp lệnh or Hiến pháp",
    "PHRASE": "“số” and a number",
    "SO": "“số” and a number",
    "TITLE": "a title",
    "COLON": "a colon",
    "NORMATIVE_CODE": "a number and symbol (23/2021/QĐ-TTg)",
    "STATE_CODE": "a number and symbol (1477/QĐ-UBND)",
    "PARTY_CODE": "a number and symbol (31-KH/TU)",
    "HISTORICAL_CODE": "a number and symbol (133-HĐBT)",
    "DAMAGED_CODE": "a number and symbol (23/2021/QĐ-TTg)",
    "BROKEN_SYMBOL": "the rest of the symbol",
    "SHORT_NUMBER": "a number",
    "LISTED_NUMBER": "a number",
    "LISTED_SHORT": "a number",
    "SEPARATOR": "the end",
    "DATE": "a date (ngày 22/9/2021)",
    "SLIPPED_DATE": "a date (ngày 22/9/2021)",
    "ISSUER": "an issuer (của …)",
    "UNKNOWN_ISSUER": "an issuer (của …)",
    "CO_ISSUER": "another issuer (và …)",
    "KNOWN_LAW": "the name of the law",
    "LONGER_NAME": "the name of the law",
    "QUOTED_LAW": "the name of the law",
    "AMENDING": "the name of the law",
    "AMENDED_TYPE": "Luật, Bộ luật or Pháp lệnh",
    "LAW_JOINT": "another law",
    "RELATED_LAWS": "the name of the law",
    "DATED_LAW": "the name of the law",
    "OPEN_LAW": "the name of the law",
    "CONSTITUTION_NAME": "the name of the constitution",
    "LAW_YEAR": "a year (năm 2013)",
    "$END": "the end",
}
"""What each terminal of the strict grammar is called in an error message."""


def parse_reference(text: str) -> Reference:
    """Read *text*, all of it, as one reference.

    Raises `ReferenceSyntaxError`, with a caret under the place and what was expected there.

    >>> reference = parse_reference("Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của UBND tỉnh Quảng Ngãi")
    >>> reference.number, reference.symbol, reference.date.isoformat(), reference.issuer
    ('1477', 'QĐ-UBND', '2021-09-22', 'UBND tỉnh Quảng Ngãi')
    """
    source = SourceText(text)
    bare = source.normal.strip()
    offset = len(source.normal) - len(source.normal.lstrip())
    try:
        tree = reference_grammar().parse(bare, start="strict")
    except UnexpectedInput as error:
        position, expected = _stop(error, len(bare))
        raise ReferenceSyntaxError(text, source.start(offset + position), expected) from None
    drafts = make_drafts(bare, [token for token in tokens_of(tree) if token[0] != "CO_ISSUER"])
    if drafts and drafts[-1].end < len(bare):
        add_issuers(bare, drafts[-1], len(bare))
    if not drafts:
        raise ReferenceSyntaxError(text, source.start(offset), (EXPECTATIONS["TYPE"], EXPECTATIONS["STATE_CODE"]))
    if len(drafts) > 1:
        raise ReferenceSyntaxError(text, source.start(offset + drafts[1].start), ("the end of the only reference",))
    draft = drafts[0]
    if draft.end < len(bare):
        raise ReferenceSyntaxError(text, source.start(offset + draft.end), (EXPECTATIONS["$END"],))
    if draft.has_date and draft.date is None:
        place = max(bare.lower().rfind("ngày"), bare.lower().rfind("tháng"), 0)
        raise ReferenceSyntaxError(text, source.start(offset + place), ("a day that exists",))
    if draft.form is Form.ANAPHORIC:
        raise ReferenceSyntaxError(text, len(text), ("a symbol", EXPECTATIONS["DATE"], EXPECTATIONS["ISSUER"]))
    return to_reference(draft)


def _stop(error: UnexpectedInput, length: int) -> tuple[int, tuple[str, ...]]:
    """Return where the reading stopped and what could have stood there.

    Lark reports the end of the input at the start of the last token: that is mended here.
    """
    if isinstance(error, UnexpectedToken):
        position = length if error.token.type == "$END" else error.token.start_pos or 0
        names = set(error.expected)
    else:
        assert isinstance(error, UnexpectedCharacters)
        position, names = error.pos_in_stream, error.allowed or set()
    return position, tuple(sorted({EXPECTATIONS[name] for name in names if name in EXPECTATIONS}))
