"""Writing a reference back as text, in the full form that Nghị định 30/2020/NĐ-CP asks of a first citation."""

from __future__ import annotations

from docgraph.references.nodes import Family, Reference
from docgraph.text.dates import PartialDate


def format_code(reference: Reference) -> str | None:
    """Return number and symbol as people write them; None without a number.

    >>> format_code(Reference(number="23", year="2021", symbol="QĐ-TTg"))
    '23/2021/QĐ-TTg'
    >>> format_code(Reference(number="31", symbol="KH/TU", family=Family.PARTY))
    '31-KH/TU'
    """
    if reference.number is None:
        return None
    head = f"{reference.number}/{reference.year}" if reference.year else reference.number
    if reference.symbol is None:
        return head
    return f"{head}{'-' if reference.family is Family.PARTY and not reference.year else '/'}{reference.symbol}"


def format_date(date: PartialDate) -> str:
    """Return a date in words of running text; days under 10 and months 1 and 2 get a leading zero.

    >>> format_date(PartialDate(2021, 9, 5)), format_date(PartialDate(2023, 6))
    ('ngày 05/9/2021', 'tháng 6 năm 2023')
    """
    if date.month is None:
        return f"năm {date.year}"
    if date.day is None:
        return f"tháng {date.month} năm {date.year}"
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return f"ngày {date.day:02d}/{month}/{date.year}"


def format_reference(reference: Reference) -> str:
    """Return the reference as text that `parse_reference` reads back.

    >>> from docgraph.references.parser import parse_reference
    >>> format_reference(parse_reference("QĐ 1477/ QĐ-UBND, ngày 22-9-2021 của UBND tỉnh Quảng Ngãi"))
    'Quyết định số 1477/QĐ-UBND ngày 22/9/2021 của UBND tỉnh Quảng Ngãi'
    """
    parts = [reference.type or "Văn bản"]
    if reference.name:
        parts.append(reference.name)
    code = format_code(reference)
    if code:
        parts.append(f"số {code}")
    if reference.date is not None:
        parts.append(format_date(reference.date))
    if reference.issuer:
        parts.append(f"của {reference.issuer}")
    return " ".join(parts)
