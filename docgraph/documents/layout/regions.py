"""The regions of a document: head, body, foot, and the lines that carry its own identity."""

from __future__ import annotations

from attrs import frozen

from docgraph.text.spans import Span


@frozen
class Regions:
    """Where the parts of a document stand, in characters of the original text.

    ``own_number`` and ``own_date`` are no references to another document: what looks for references leaves them out.
    """

    header: Span  # from the first character to the end of title and addressees
    body: Span
    footer: Span | None = None  # recipients and signature block
    own_number: Span | None = None  # "Số: 1477/QĐ-UBND"
    own_date: Span | None = None  # "Quảng Ngãi, ngày 22 tháng 9 năm 2021"
    title: Span | None = None  # trích yếu
    annex: Span | None = None  # everything behind the signature block
