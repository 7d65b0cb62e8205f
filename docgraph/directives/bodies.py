"""Which body issued a cited document: from its symbol, its issuer's words and the document that cites it.

The symbol decides first ("Chủ tịch UBND tỉnh" and "UBND tỉnh" both sign ``QĐ-UBND``); the words decide
the place, and the body itself where the symbol serves several levels (``UBND`` of a commune) or is missing.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from docgraph.agencies import agency_of_symbol, find_agency, province_of
from docgraph.agencies.levels import Level
from docgraph.agencies.model import ANYWHERE, CENTRE, NATIONWIDE, Agency
from docgraph.agencies.tables import units
from docgraph.directives.folding import fold_words
from docgraph.directives.type_codes import split_symbol
from docgraph.references.nodes import Reference

if TYPE_CHECKING:
    import datetime as dt

    from docgraph.agencies import Registry
    from docgraph.documents.model import Header
    from docgraph.text.dates import PartialDate

_BELOW_PROVINCE: Final = frozenset({Level.DISTRICT, Level.COMMUNE})


@frozen
class Setting:
    """What the citing document says about where and by whom it was written."""

    province: str | None = None  # without the type word: "Quảng Ngãi"
    agency: Agency | None = None  # the citing document's own issuer
    level: Level | None = None
    symbol: str | None = None  # the citing document's own symbol
    date: PartialDate | None = None
    registry: Registry | None = field(default=None, repr=False)  # None: the one of the package

    @property
    def day(self) -> dt.date | None:
        """The first day that the date can mean."""
        return _day(self.date)


@frozen
class Body:
    """An issuing body: ``id`` is ``place/code``, the middle part of a key.

    The place is open where the province is not known ("?/ubnd", "?.huyen-son-tinh/ubnd") or where a district or
    commune is not named ("quang-ngai.phuong/ubnd").
    """

    id: str
    agency: Agency | None = None  # as the registry names the body whose words the text gives
    level: Level | None = None
    province: str | None = None
    stated: bool = True  # False where the place was taken over from the citing document

    @property
    def is_open(self) -> bool:
        """Whether the place is not fully known."""
        province, unit, _ = _parts(self.id)
        return province == ANYWHERE or unit in _nameless_units()

    def fits(self, known: str) -> bool:
        """Tell whether a body whose id is fully known can be this one.

        >>> Body("?.huyen-son-tinh/ubnd").fits("quang-ngai.huyen-son-tinh/ubnd"), Body("?/ubnd").fits("trung-uong/cp")
        (True, False)
        """
        province, unit, organ = _parts(self.id)
        other_province, other_unit, other_organ = _parts(known)
        if organ != other_organ or province not in {ANYWHERE, other_province}:
            return False
        return unit == other_unit or (unit in _nameless_units() and other_unit.startswith(f"{unit}-"))


def _parts(body_id: str) -> tuple[str, str, str]:
    place, _, organ = body_id.partition("/")
    province, _, unit = place.partition(".")
    return province, unit, organ


@cache
def _nameless_units() -> frozenset[str]:
    """Return the words that stand for a unit whose name is not given: "UBND phường"."""
    return frozenset(unit.slug for unit in units())


def setting_of(
    header: Header,
    text_date: PartialDate | None = None,
    province: str | None = None,
    registry: Registry | None = None,
) -> Setting:
    """Return the setting that a document's header gives to what it cites.

    *province* is what the rest of the corpus tells where the header does not say it; *registry* names the bodies.
    """
    province = header.province or (province_of(header.issuer) if header.issuer else None) or province
    province = province or (province_of(header.place) if header.place else None)
    date = header.date or text_date
    agency = find_agency(header.issuer, province, _day(date), registry=registry) if header.issuer else None
    if agency is None and header.symbol:
        agency = agency_of_symbol(header.symbol, province, _day(date), registry=registry)
    level = header.level or (agency.level if agency else None)
    province = province or (agency.province if agency else None)
    return Setting(province, agency, level, header.symbol, date, registry)


def own_body(header: Header, setting: Setting) -> Body | None:
    """Return the body that issued the document itself."""
    if header.symbol and split_symbol(header.symbol).organs:
        own = Reference(symbol=header.symbol, issuer=header.issuer, date=header.date)
        body = body_of(own, setting, issued_by_author=True)
        return evolve(body, stated=True, level=header.level or body.level) if body is not None else None
    if setting.agency is not None:
        return _known(setting.agency, stated=True)
    if not header.issuer:
        return None
    place = _place(setting.level, setting.province)
    return Body(f"{place}/{fold_words(header.issuer)}", None, setting.level, setting.province)


def body_of(reference: Reference, setting: Setting, *, issued_by_author: bool = False) -> Body | None:
    """Return the body that issued the cited document, with an open place where that cannot be known."""
    on = _day(reference.date or setting.date)
    stated = province_of(reference.issuer) if reference.issuer else None
    province = stated or setting.province
    words = reference.issuer
    by_words = find_agency(words, province, on, registry=setting.registry) if words else None
    organs = split_symbol(reference.symbol).organs if reference.symbol else ()
    if not organs:
        return _body_without_symbol(reference, setting, by_words, province, issued_by_author=issued_by_author)
    assert reference.symbol is not None
    if by_words is not None and _numbers_freely(by_words):
        return _by_words_alone(by_words, setting)
    if reference.issuer is None and _is_authors_series(organs, setting, issued_by_author=issued_by_author):
        assert setting.agency is not None
        return _known(setting.agency, stated=True)
    by_symbol = agency_of_symbol(reference.symbol, province, on, registry=setting.registry)
    if by_symbol is None:
        return _unknown_symbol(organs[0], by_words, province, stated=stated is not None)
    if _level_is_open(by_symbol, reference, setting):
        return None
    listed = by_words is not None and by_words.code is not None and by_words.province == by_symbol.province
    named = by_words if by_words is not None and listed else by_symbol
    stated_place = stated is not None or by_symbol.level is Level.CENTRAL
    return Body(by_symbol.id, named, named.level, by_symbol.province, stated_place)


def _day(date: PartialDate | None) -> dt.date | None:
    return date.earliest() if date is not None else None


def _known(agency: Agency, *, stated: bool) -> Body:
    return Body(agency.id, agency, agency.level, agency.province, stated)


def _place(level: Level | None, province: str | None) -> str:
    if level is Level.CENTRAL:
        return CENTRE
    return fold_words(province) if province else ANYWHERE


def _numbers_freely(agency: Agency) -> bool:
    """Tell whether a symbol says nothing of its body: below the province, and the "12/CV-SCT" of an enterprise."""
    return agency.level in _BELOW_PROVINCE or agency.territory == NATIONWIDE


def _by_words_alone(words: Agency, setting: Setting) -> Body:
    """Return the body that the words name; "UBND phường" in a ward's own paper is that ward's."""
    body = _known(words, stated=True)
    if setting.agency is not None and body.is_open and body.fits(setting.agency.id):
        return _known(setting.agency, stated=True)
    return body


def _level_is_open(agency: Agency, reference: Reference, setting: Setting) -> bool:
    """Tell whether a symbol such as ``QĐ-UBND`` may belong to the commune that cites it or to its province."""
    return (
        reference.issuer is None
        and setting.level in _BELOW_PROVINCE
        and setting.agency is not None
        and agency.level is Level.PROVINCIAL
        and agency.code is not None
        and agency.code == setting.agency.code
    )


def _is_authors_series(organs: tuple[str, ...], setting: Setting, *, issued_by_author: bool) -> bool:
    """Tell whether the author's own number series is meant, where its code is also used at other levels."""
    if not issued_by_author or setting.agency is None or setting.level not in _BELOW_PROVINCE:
        return False
    own = split_symbol(setting.symbol).organs if setting.symbol else ()
    code = fold_words(setting.agency.code) if setting.agency.code else None
    return organs[0] in (own[:1] or (code,))


def _body_without_symbol(
    reference: Reference, setting: Setting, by_words: Agency | None, province: str | None, *, issued_by_author: bool
) -> Body | None:
    if by_words is not None and _numbers_freely(by_words):
        return _by_words_alone(by_words, setting)
    if by_words is not None:
        stated = by_words.level is Level.CENTRAL or (
            reference.issuer is not None and bool(province_of(reference.issuer))
        )
        return _known(by_words, stated=stated)
    if reference.issuer is None:
        return _known(setting.agency, stated=True) if issued_by_author and setting.agency else None
    return Body(f"{_place(None, province)}/{fold_words(reference.issuer)}", None, None, province, stated=False)


def _unknown_symbol(organ: str, by_words: Agency | None, province: str | None, *, stated: bool) -> Body:
    if by_words is not None:
        stated = stated or by_words.level is Level.CENTRAL
        return Body(f"{by_words.territory}/{organ}", by_words, by_words.level, by_words.province, stated)
    return Body(f"{_place(None, province)}/{organ}", None, None, province, stated)
