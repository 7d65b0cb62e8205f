"""The closed word lists of the grammar, read from the tables beside this module.

Each list becomes one named terminal: the grammar says TYPE, FIELD or PROVINCE where it means any word of
the list.  Lists are data: to teach the grammar a word, add a line to its table.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from docgraph.references.tries import BLANK, trie_pattern
from docgraph.text.source import fold

UPPER: Final = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"

_NEW_TO_OLD_TONE: Final = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "ủy": "uỷ", "úy": "uý", "ùy": "uỳ", "ũy": "uỹ", "ụy": "uỵ",
    "Ủy": "Uỷ", "ỦY": "UỶ", "ÒA": "OÀ", "ÓA": "OÁ",
}  # fmt: skip
_HYPHEN: Final = re.compile(f"(?:{re.escape(BLANK)})?" + r"\\-" + f"(?:{re.escape(BLANK)})?")
_TONE: Final = re.compile("|".join(_NEW_TO_OLD_TONE))

# Words behind a law's name that tell when something was done, not what the law is about: "công bố ngày …".
_DEEDS: Final = (
    "bố", "bắt đầu", "bị", "chậm", "công bố", "cũ", "gửi", "hiện", "hôm", "họp", "hết", "kèm", "kể", "ký", "lập", "lần",
    "nhận", "quá", "sau", "trình", "trước", "tính", "từ", "vào", "vừa", "xong", "đăng",
)  # fmt: skip

LAW_TYPES: Final = ("Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp")


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of one CSV table of this package."""
    text = (files("docgraph.references") / "tables" / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def type_names() -> dict[str, str]:
    """Return every spelling of a document type, folded, with its normal name.

    >>> type_names()["tờ trình"], type_names()["ttr"]
    ('Tờ trình', 'Tờ trình')
    """
    names: dict[str, str] = {}
    for row in read_table("types"):
        names[fold(row["name"])] = row["name"]
        for variant in filter(None, row["variants"].split(";")):
            names[fold(variant)] = row["name"]
    return names


@cache
def type_of_abbreviation() -> dict[str, str]:
    """Return the type that each abbreviation of a symbol stands for.

    >>> type_of_abbreviation()["TTr"]
    'Tờ trình'
    """
    return {
        abbreviation: row["name"]
        for row in read_table("types")
        for abbreviation in row["abbreviations"].split(";")
        if abbreviation
    }


@cache
def abbreviation_of_type() -> dict[str, str]:
    """Return the first abbreviation of each type that has one.

    >>> abbreviation_of_type()["Kế hoạch"]
    'KH'
    """
    return {row["name"]: row["abbreviations"].split(";")[0] for row in read_table("types") if row["abbreviations"]}


@cache
def organ_names(kind: str) -> tuple[str, ...]:
    """Return the names of one kind of organ word, as the table writes them."""
    return tuple(row["name"] for row in read_table("organs") if row["kind"] == kind)


@cache
def law_names() -> tuple[str, ...]:
    """Return the known names of laws, codes and ordinances, without their type word."""
    return tuple(dict.fromkeys(row["name"] for row in read_table("laws")))


def _tone_styles(words: Iterable[str]) -> Iterator[str]:
    """Yield every name in both official placements of the tone mark."""
    for word in words:
        yield word
        yield _TONE.sub(lambda match: _NEW_TO_OLD_TONE[match[0]], word)


def _type_spellings() -> Iterator[str]:
    for row in read_table("types"):
        if row["name"] not in LAW_TYPES:
            yield row["name"].lower()
            yield from filter(None, row["variants"].lower().split(";"))


def _loose(pattern: str) -> str:
    """Let a comma have a blank before it, a parenthesis blanks inside, and a hyphen blanks or none on both sides."""
    spaced = pattern.replace(",", r"[ \n]*+,").replace(r"\(", r"\([ \n]*+").replace(r"\)", r"[ \n]*+\)")
    return _HYPHEN.sub(r"[ \\n]*+-[ \\n]*+", spaced)


@cache
def vocabulary_chapter() -> str:
    """Return the word lists as a chapter of the grammar: one terminal for each list."""
    lists = {
        "TYPE_NAME": _type_spellings(),
        "CENTRAL_NAME": organ_names("central"),
        "COMMITTEE_NAME": organ_names("committee"),
        "POSITION_NAME": organ_names("position"),
        "MINISTRY_NAME": organ_names("ministry"),
        "ENTERPRISE_NAME": organ_names("enterprise"),
        "FIELD_NAME": organ_names("field"),
        "PROVINCE_NAME": [row["name"] for row in read_table("places")],
        "LAW_TITLE": law_names(),
    }
    lines = ["// Word lists (bảng từ), made from docgraph/references/tables"]
    for name, words in lists.items():
        pattern = _loose(trie_pattern(_tone_styles(word.lower() for word in words)))
        lines.append(f"{name}: /(?i:{_slashed(pattern)})(?!\\w)/")
    for name, kind in (("OPEN_NAME", "open"), ("BARE_NAME", "bare")):
        heads = _tone_styles(form for word in organ_names(kind) for form in (word, word.upper()))
        lines.append(f"{name}: /{_slashed(trie_pattern(heads))}(?!\\w)/")
    lines += [f"{name}: /{_slashed(pattern)}/" for name, pattern in _word_patterns().items()]
    listed = _loose(
        trie_pattern(_tone_styles(name.lower() for name in (*organ_names("central"), *organ_names("committee"))))
    )
    lines.append(f"UNLISTED: /(?!(?i:{_slashed(listed)})(?!\\w))/")
    abbreviations = trie_pattern(type_of_abbreviation())
    lines.append(f"TYPE_ABBREVIATION: /{abbreviations}(?![A-Za-zĐđ])/")
    lines.append(f"UPPER: /[{UPPER}]/")
    lines.append(f"CAPITAL_AHEAD: /(?=[{UPPER}])/")
    return "\n".join(lines) + "\n"


def _word_patterns() -> dict[str, str]:
    """Return the words that may go on an open name: any word that does not start the title behind it."""
    stops = [row["word"] for row in read_table("stop_words")]
    exceptions = trie_pattern(row["words"] for row in read_table("stop_exceptions"))
    heads = [form for kind in ("ministry", "open", "enterprise") for form in organ_names(kind)]
    types = [row["name"] for row in read_table("types")]
    stop = f"(?!(?!(?:{exceptions})(?!\\w))(?:{trie_pattern(stops)})(?!\\w))"
    stop_but_and = f"(?!(?!(?:{exceptions})(?!\\w))(?:{trie_pattern(word for word in stops if word != 'và')})(?!\\w))"
    named_pair = f"và{BLANK}(?=[{UPPER}])(?!(?:{trie_pattern(heads + types)})(?!\\w))"
    new_body = f"(?!và{BLANK}(?:các|{trie_pattern(heads + types)})(?!\\w))"
    law_stops = [row["word"] for row in read_table("law_stop_words")]
    law_stop = f"(?!(?:{trie_pattern(law_stops)})(?!\\w))"
    law_types = [form for name in LAW_TYPES for form in (name, name.lower())]
    basis = "Căn cứ"  # opens the next legal basis
    dated = trie_pattern(
        [basis, "này", "được", "đã", "có", "là", "thì", "ngày", "số", "năm", "nói trên", *law_types, *types]
    )
    closing = trie_pattern(
        [
            basis,
            "ngày",
            "số",
            "năm",
            "được",
            "quy định",
            "của",
            "tại",
            "theo",
            "này",
            "đã",
            "có",
            "thì",
            "là",
            "nói trên",
            *law_types,
            *types,
        ]
    )
    printed_types = [form for name in types for form in (name, name.lower())]
    longer = trie_pattern([*law_stops, *_DEEDS, *law_types, *printed_types])
    few = trie_pattern(["về", "ban hành", "tại", "theo", "triển khai", "các", "như", "đã", "được", "gửi", "do", "có"])
    return {
        "OPEN_WORD": f"(?:{named_pair})?" + stop + r"[\w&]++",
        "ENTERPRISE_WORD": new_body + stop_but_and + r"[\w&]++",
        "LAW_WORD": law_stop + r"[^\W\d_]++",
        "DATED_LAW_WORD": f"(?!(?:{dated})(?!\\w))" + r"[^\W\d_]++",
        "CLOSED_LAW_WORD": f"(?!(?:{closing})(?!\\w))" + r"[^\W\d_]++",
        "LONGER_WORD": f"(?!(?:{longer})(?!\\w))" + r"[^\W\d_]++",
        "NO_TYPE": f"(?!(?i:{trie_pattern(name.lower() for name in [*types, 'Điều', basis])})(?!\\w))",
        "STEERING_WORD": f"(?!(?:{few}|{trie_pattern(heads)})(?!\\w))" + r"[\w&]++",
    }


def _slashed(pattern: str) -> str:
    """Write a pattern for use between the slashes of a Lark terminal."""
    return pattern.replace("/", "\\/").replace("\n", "\\n")
