"""One form for comparison: what differs only in case, marks, dashes or blanks folds together."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_STROKED_D: Final = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d", "Đ": "d", "Ð": "d", "Ɖ": "d"})
_DASHES: Final = re.compile("[\u2010-\u2015\u2212\u00ad]")
_BLANKS: Final = re.compile(r"\s+")
_NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")
_LEADING_ZEROS: Final = re.compile(r"^0+(?=\d)")


@lru_cache(maxsize=65536)
def search_form(text: str) -> str:
    """Return *text* in lower case, without marks, with plain dashes and single blanks.

    >>> search_form("Quyết định  số 1477/QÐ–UBND")
    'quyet dinh so 1477/qd-ubnd'
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().translate(_STROKED_D))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _BLANKS.sub(" ", _DASHES.sub("-", bare)).strip()


@lru_cache(maxsize=65536)
def fold_words(text: str) -> str:
    """Return the folded words of *text* joined by hyphens: the form that keys are made of.

    >>> fold_words("Thi đua, khen thưởng")
    'thi-dua-khen-thuong'
    """
    return _NOT_PLAIN.sub("-", search_form(text)).strip("-")


def fold_number(number: str) -> str:
    """Return a document number without padding.

    >>> fold_number("07"), fold_number("30a"), fold_number("66.7")
    ('7', '30a', '66.7')
    """
    return _LEADING_ZEROS.sub("", search_form(number).replace(" ", ""))


def symbol_groups(symbol: str) -> tuple[str, ...]:
    """Return the folded groups of a symbol (ký hiệu).

    >>> symbol_groups("BTĐKT-P.II"), symbol_groups("KL/TU")
    (('btdkt', 'pii'), ('kl', 'tu'))
    """
    parts = (_NOT_PLAIN.sub("", part) for part in re.split(r"[-/]", search_form(symbol)))
    return tuple(part for part in parts if part)
