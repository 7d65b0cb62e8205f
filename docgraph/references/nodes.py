"""What a reference says, as frozen values.

A `Mention` is a place in a text; its `Reference` is what that place says about one document.
"""

from __future__ import annotations

import enum
from typing import Final

from attrs import frozen

from docgraph.text.dates import PartialDate
from docgraph.text.spans import Span


class Form(enum.StrEnum):
    """How a mention names its document."""

    NUMBERED = "numbered"  # has a number (số)
    UNNUMBERED = "unnumbered"  # type and full date, without a number
    NAMED = "named"  # law, code, ordinance or constitution by its name
    ANAPHORIC = "anaphoric"  # "Kế hoạch này", "Quyết định nói trên", "Đề án 08"
    GENERIC = "generic"  # a class: "các Nghị quyết của Chính phủ"


class Family(enum.StrEnum):
    """The layout family that the separators of a number and symbol show.

    Nghị định 30/2020/NĐ-CP writes ``1477/QĐ-UBND``; Hướng dẫn 36-HD/VPTW writes ``31-KH/TU``.
    """

    STATE = "state"
    PARTY = "party"


class PinpointKind(enum.StrEnum):
    """The parts of a document that can be cited, from small to large (Nghị quyết 351/2017/UBTVQH14, Điều 24)."""

    POINT = "điểm"
    CLAUSE = "khoản"
    ARTICLE = "Điều"
    SUBSECTION = "tiểu mục"
    SECTION = "mục"
    CHAPTER = "chương"
    PART = "phần"
    ANNEX = "phụ lục"
    FORM = "mẫu"


@frozen
class PinpointPart:
    """One part of a pinpoint: "khoản 2" is ``PinpointPart(PinpointKind.CLAUSE, "2", span)``.

    ``until`` closes a range: "từ Điều 5 đến Điều 9" has label "5" and until "9".
    """

    kind: PinpointKind
    label: str
    span: Span
    until: str | None = None


@frozen
class Pinpoint:
    """The part of a document that is cited: "điểm a khoản 1 Điều 3"."""

    text: str
    span: Span
    parts: tuple[PinpointPart, ...] = ()


@frozen
class Reference:
    """What a mention says about one document; None where the text does not say it.

    Anatomy of ``Quyết định số 23/2021/QĐ-TTg ngày 07/7/2021 của Thủ tướng Chính phủ``::

        Quyết định  số 23 / 2021 / QĐ-TTg  ngày 07/7/2021  của Thủ tướng Chính phủ
        type           number year  symbol      date            issuer
    """

    type: str | None = None  # loại văn bản, as a normal name: "Quyết định"
    number: str | None = None  # số, as printed without blanks: "07", "30a", "66.7"
    year: str | None = None  # the year inside the number and symbol: "2021"
    symbol: str | None = None  # ký hiệu, without blanks: "QĐ-TTg", "KL/TU", "QH15"
    family: Family | None = None
    date: PartialDate | None = None  # ngày ban hành
    issuer: str | None = None  # cơ quan ban hành, in the words of the text
    name: str | None = None  # the name of a law, without its type word: "Đất đai"
    title: str | None = None  # trích yếu, as far as the text quotes it
    is_draft: bool = False  # dự thảo


@frozen
class Mention:
    """One place of a text that points to one document."""

    span: Span
    text: str
    form: Form
    reference: Reference
    pinpoint: Pinpoint | None = None
    antecedent: int | None = None  # index of the mention that an anaphoric one repeats
    is_self: bool = False  # "Kế hoạch này": the document at hand
    confidence: float = 1.0  # below 1 where the reading had to repair damage


SPECIFIC: Final = frozenset({Form.NUMBERED, Form.UNNUMBERED, Form.NAMED})
"""The forms that name one document by themselves."""
