"""URN:LEX names (RFC 9676) of Vietnamese documents.

Anatomy::

    urn:lex:vn;quang.ngai:uy.ban.nhan.dan:quyet.dinh:2021-09-22;1477-qd-ubnd
            where         who             what       when       number and symbol

Vietnam registers no names; the authorities are the bodies' own names and the measures the types of documents, both
in lower-case ASCII with dots between the words.  Party bodies stand under ``dang``.  A date that is not known in full
is reduced ("2021"), one that is not known at all is ``*``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docgraph.agencies import load_registry
from docgraph.agencies.model import CENTRE
from docgraph.directives.folding import fold_words
from docgraph.references.nodes import Family

if TYPE_CHECKING:
    from docgraph.directives.directive import Directive

COUNTRY: Final = "vn"
PARTY: Final = "dang"
_AUTHORITIES: Final = {"ttg": "thu.tuong", "ubnd": "uy.ban.nhan.dan", "hdnd": "hoi.dong.nhan.dan"}
_FULL_PLACE: Final = re.compile(r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s.+$")


def _dotted(words: str) -> str:
    return fold_words(words).replace("-", ".")


def urn_lex(directive: Directive) -> str | None:
    """Return the name of a directive; None where its body, its type or its number is not known.

    >>> from docgraph.directives.directive import Directive
    >>> urn_lex(Directive(key="vn/quang-ngai/ubnd/qd/2021/1477", type="Quyết định", number="1477", symbol="QĐ-UBND",
    ...     agency="quang-ngai/ubnd", agency_name="Ủy ban nhân dân tỉnh Quảng Ngãi"))
    'urn:lex:vn;quang.ngai:uy.ban.nhan.dan:quyet.dinh:*;1477-qd-ubnd'
    """
    if directive.agency is None or directive.agency_name is None or directive.type is None or directive.number is None:
        return None
    territory, _, organ = directive.agency.partition("/")
    units = [part.replace("-", ".") for part in territory.split(".")] if territory != CENTRE else []
    if any("?" in unit for unit in units):
        return None
    authority = _authority(directive.agency_name, organ)
    if directive.family is Family.PARTY:
        authority = f"{PARTY};{_dotted(directive.agency_name)}"
        units = []
    date = directive.date.isoformat() if directive.date else directive.year or "*"
    number = fold_words("-".join(part for part in (directive.number, directive.year, directive.symbol) if part))
    jurisdiction = ";".join([COUNTRY, *units])
    return f"urn:lex:{jurisdiction}:{authority}:{_dotted(directive.type)}:{date};{number}"


def _authority(name: str, organ: str) -> str:
    if organ in _AUTHORITIES:
        return _AUTHORITIES[organ]
    known = next((one for one in load_registry().organs if fold_words(one.code) == organ and one.name in name), None)
    return _dotted(known.name if known is not None else _FULL_PLACE.sub("", name))
