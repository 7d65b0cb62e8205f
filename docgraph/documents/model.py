"""One document as read: its header, its mentions, its relations."""

from __future__ import annotations

import enum
from typing import Any

from attrs import frozen

from docgraph.agencies.levels import Level
from docgraph.references.formatter import format_code
from docgraph.references.nodes import Family, Mention, Reference
from docgraph.text.dates import PartialDate
from docgraph.text.spans import Span


class RelationKind(enum.StrEnum):
    """How one document stands to another; always from the citing (or acting) to the cited."""

    LEGAL_BASIS = "legal_basis"  # căn cứ
    IMPLEMENTS = "implements"  # thực hiện, triển khai
    REPORTS_UNDER = "reports_under"  # báo cáo theo công văn
    RESPONDS_TO = "responds_to"  # phúc đáp, trả lời
    ISSUES = "issues"  # đã ban hành: the author of the citing document issued the cited one
    DRAFTED_FOR = "drafted_for"  # tham mưu … ban hành
    AMENDS = "amends"  # sửa đổi, bổ sung
    REPLACES = "replaces"  # thay thế
    REPEALS = "repeals"  # bãi bỏ
    SUSPENDS = "suspends"  # đình chỉ, ngưng hiệu lực
    CORRECTS = "corrects"  # đính chính
    CONSOLIDATES = "consolidates"  # hợp nhất
    GUIDES = "guides"  # hướng dẫn, quy định chi tiết
    ATTACHED_TO = "attached_to"  # kèm theo
    SUPERVISES = "supervises"  # giám sát, kiểm tra việc thực hiện
    EXTENDS = "extends"  # gia hạn
    CONTINUES = "continues"  # tiếp theo
    MENTIONS = "mentions"  # dẫn chiếu


@frozen
class Relation:
    """One typed relation with the sentence that proves it.

    ``subject`` is None for the document at hand, else an index into the document's mentions;
    ``object`` is always an index.  ``evidence`` and ``cue`` index the document's text.
    """

    subject: int | None
    kind: RelationKind
    object: int
    evidence: Span
    cue: Span | None = None


@frozen
class Header:
    """The formal parts (thể thức) of a document; None or empty where the text does not have them."""

    type: str | None = None  # tên loại: "Báo cáo"
    number: str | None = None  # số
    year: str | None = None  # the year inside number and symbol of a normative document
    symbol: str | None = None  # ký hiệu
    date: PartialDate | None = None
    place: str | None = None  # địa danh
    title: str | None = None  # trích yếu
    issuer: str | None = None  # cơ quan ban hành, in normal case, with its place
    level: Level | None = None
    province: str | None = None  # "Quảng Ngãi": without the type word
    addressees: tuple[str, ...] = ()  # Kính gửi
    recipients: tuple[str, ...] = ()  # Nơi nhận
    submitted_to: str | None = None  # from the closing formula: "… báo cáo Sở Nội vụ tổng hợp"
    signer: str | None = None
    signer_position: str | None = None  # chức vụ: "Phó Giám đốc"
    signing_capacity: str | None = None  # TM., KT., TL., TUQ., Q.

    @property
    def label(self) -> str | None:
        """Type and number as people write them; None where the text has neither.

        >>> Header(type="Báo cáo", number="45", symbol="BC-SNV").label, Header(number="31", symbol="KH/TU").label
        ('Báo cáo 45/BC-SNV', '31-KH/TU')
        """
        # a header gives the symbol without its separator: only Party symbols hold a slash
        family = Family.PARTY if self.symbol and "/" in self.symbol else Family.STATE
        code = format_code(Reference(number=self.number, year=self.year, symbol=self.symbol, family=family))
        return " ".join(filter(None, (self.type, code))) or None


class Severity(enum.StrEnum):
    """How bad a diagnostic is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class DiagnosticKind(enum.StrEnum):
    """What a diagnostic is about."""

    DAMAGED_ENCODING = "damaged_encoding"  # legacy fonts, double conversion, lost letters
    TYPE_AGAINST_SYMBOL = "type_against_symbol"  # Quyết định số 55/2007/CT-UBND
    IMPOSSIBLE_DATE = "impossible_date"  # ngày 31/02/2021
    FUTURE_DATE = "future_date"  # later than the document that cites it, or than today
    EARLY_DATE = "early_date"  # before 1945
    YEAR_AGAINST_DATE = "year_against_date"  # 30/2020/NĐ-CP ngày 05/3/2021
    TWO_DATES = "two_dates"  # one number, two dates
    OUT_OF_SERIES = "out_of_series"  # a higher number with an earlier date
    FORWARD_IN_TIME = "forward_in_time"  # a document that implements a later one


@frozen
class Diagnostic:
    """One thing of a text that a person should look at: what it is, where it stands and what to do.

    >>> str(Diagnostic(DiagnosticKind.EARLY_DATE, Severity.INFO, "On line 2, the year is 1021. Check it.", Span(0, 4)))
    'info: On line 2, the year is 1021. Check it.'
    """

    kind: DiagnosticKind
    severity: Severity
    message: str
    span: Span

    def __str__(self) -> str:
        return f"{self.severity}: {self.message}"

    def to_record(self) -> dict[str, Any]:
        """Return the form that programs read."""
        return {
            "kind": str(self.kind),
            "severity": str(self.severity),
            "message": self.message,
            "start": self.span.start,
            "end": self.span.end,
        }


@frozen(repr=False)
class Document:
    """A text with everything that was read from it.

    >>> from docgraph.documents import parse_document
    >>> document = parse_document("a.txt", "Thực hiện Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của UBND tỉnh.")
    >>> document
    <Document a.txt: 1 reference, 1 relation>
    >>> document.mentions[0].reference.number, document.relations[0].kind.value
    ('1477', 'implements')
    """

    source: str  # the name of the file
    text: str
    header: Header
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def __repr__(self) -> str:
        known = (
            self.header.label,
            _counted(len(self.mentions), "reference"),
            _counted(len(self.relations), "relation"),
        )
        name = self.source.replace("\\", "/").rstrip("/").rpartition("/")[2]
        line = f"{name}: {', '.join(filter(None, known))}"
        return f"<Document {''.join(char if char.isprintable() else ' ' for char in line)}>"

    def _repr_html_(self) -> str:
        """Return the text with its references marked, as a notebook shows it."""
        from docgraph.views.annotated import annotate_fragment  # noqa: PLC0415 - a door to a later room, opened on call

        return annotate_fragment(self)


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
