"""From the symbol of a document to the body that issued it: "QĐ-UBND", "SNV-TĐKT", "KH/TU"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from docgraph.agencies.bodies import body
from docgraph.agencies.model import ANYWHERE, CENTRE, Agency, Organ, Province
from docgraph.agencies.registry import Registry, load_registry
from docgraph.agencies.slugs import code_key, normal_text
from docgraph.references.vocabulary import type_of_abbreviation

if TYPE_CHECKING:
    import datetime as dt

LONGEST_SYMBOL: Final = 100
# The term of the National Assembly (QH15, UBTVQH14), or a footnote mark that stuck to a code (BGTVT4, QH151).
_TAIL: Final = re.compile(r"^(QH|[A-Z]{4,})\d{1,3}$")


@cache
def _type_codes() -> frozenset[str]:
    return frozenset(code_key(abbreviation) for abbreviation in type_of_abbreviation())


def agency_of_symbol(
    symbol: str,
    province: str | None = None,
    on: dt.date | None = None,
    *,
    registry: Registry | None = None,
) -> Agency | None:
    """Return the body that a symbol (ký hiệu) shows as issuer, or None where its code is not in the tables.

    The type stands before the hyphen ("QĐ-UBND"), in Party papers before the slash ("KH/TU"), and a công văn has
    none ("SNV-TĐKT").  UBND, HĐND and Front codes are the same at every tier: the province's body is returned, and
    `compatible` lets a district's pass too.  TW is the Central Committee, also where the Political Bureau signed.

    >>> agency_of_symbol("QĐ-UBND", "Quảng Ngãi").id, agency_of_symbol("SNV-TĐKT", "Bắc Giang").id
    ('quang-ngai/ubnd', 'bac-giang/snv')
    >>> agency_of_symbol("QĐ-TTg").id, agency_of_symbol("QH15").id, agency_of_symbol("KL/TU").id
    ('trung-uong/ttg', 'trung-uong/qh', '?/tu')
    """
    return _agency_of_symbol(registry or load_registry(), symbol[:LONGEST_SYMBOL], province, on)


@lru_cache(maxsize=16_384)
def _agency_of_symbol(registry: Registry, symbol: str, province: str | None, on: dt.date | None) -> Agency | None:
    context = registry.province(province)
    codes = _issuer_codes("".join(normal_text(symbol).split()))
    for place, code in enumerate(codes):
        organ = _organ_of_code(registry, code, context)
        # The second group is the issuer's only by its own code: "VP" there is the office inside an unknown body.
        if organ is not None and (place == 0 or (len(code) > 2 and code == code_key(organ.code))):
            return body(registry, organ, context, on)
    return None


def _issuer_codes(symbol: str) -> tuple[str, ...]:
    """Return the groups of a symbol that may be the issuer's code, the likeliest first."""
    party = "/" in symbol
    groups = [key for key in map(code_key, symbol.rpartition("/")[2].split("-")) if key]
    if len(groups) > 1 and not party and groups[0] in _type_codes():
        return (groups[1],)
    # A code that no table knows may be a rare type: then the group after it is the issuer's.
    return tuple(groups[:1] if party else groups[:2])


def _organ_of_code(registry: Registry, code: str, context: Province | None) -> Organ | None:
    found = registry.codes.get(code) or registry.codes.get(_TAIL.sub(r"\1", code))
    if found is None:
        return None
    own = [organ for organ in found if context is not None and organ.territory == context.slug]
    general = [organ for organ in found if organ.territory == "*"]
    central = [organ for organ in found if organ.is_central]
    order = own + general + central if context is not None else central + general
    return next(iter(order), None)


def compatible(first: Agency, second: Agency) -> bool:
    """Tell whether a document with the symbol of one can be a document of the other.

    So are a committee and its chair (one body), Bộ Chính trị, Ban Bí thư and the Central Committee (all TW), the
    committees of a province and its districts (all UBND), and a body whose province is not known with the same one
    anywhere.  This is weaker than being the same body: for that, compare ids.

    >>> from docgraph.agencies import find_agency
    >>> compatible(agency_of_symbol("KL/TW"), find_agency("Ban Bí thư"))
    True
    >>> compatible(agency_of_symbol("NQ-CP"), find_agency("Thủ tướng Chính phủ"))
    False
    """
    if first.id == second.id:
        return True
    if first.code is None or first.code != second.code:
        return False
    if CENTRE in (first.territory, second.territory):
        return first.territory == second.territory
    bases = {first.territory.partition(".")[0], second.territory.partition(".")[0]}
    return len(bases) == 1 or ANYWHERE in bases
