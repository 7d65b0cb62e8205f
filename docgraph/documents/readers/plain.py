"""Plain text and Markdown: bytes to the text as decoded, line ends untouched."""

from __future__ import annotations

import codecs
import unicodedata
from typing import Final

from docgraph.errors import DocumentReadError

_ENCODINGS_BY_MARK: Final = (
    # UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = frozenset(map(chr, [*range(9), 11, *range(14, 32), 127]))
_PUNCTUATION: Final = frozenset("\u00a0“”‘’„‚–—…•·«»°§×±÷©®™€²³¼½¾†‡")
_HORNED: Final = frozenset("ăđơưĂĐƠƯ")


def decode_text(name: str, data: bytes) -> str:
    """Decode the bytes of a text: UTF-8, UTF-16 and UTF-32 with a mark, UTF-16 and Windows-1258 by clear detection.

    Of UTF-8 every character is kept, a leading byte-order mark (U+FEFF) too, so that offsets are those of any
    program that decodes the file as UTF-8.  Nothing is composed or folded; line ends stay as they are.
    """
    if not data:
        raise DocumentReadError(name, "is empty: the file has no bytes.")
    text = _decode(name, data)
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise DocumentReadError(name, "is empty: it holds nothing but blanks.")
    return text


def _decode(name: str, data: bytes) -> str:
    for mark, encoding in _ENCODINGS_BY_MARK:
        if data.startswith(mark):
            return _decode_marked(name, data, encoding)
    zero = data.find(0)
    if zero >= 0:
        text = unmarked_utf16(data)
        if text is None:
            reason = f"is not a text: it seems to be a binary file (byte {zero} is 0x00)"
            raise DocumentReadError(name, f"{reason}. Give a text, an HTML page, a DOCX or a PDF.")
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = vietnamese_1258(data)
        if text is None:
            place = f"byte {error.start} (0x{data[error.start]:02X})"
            reason = f"is neither UTF-8 nor clearly UTF-16 or Windows-1258: the first bad byte is {place}"
            advice = "Save it as UTF-8; a text in TCVN3 (ABC) or VNI needs a converter such as UniKey"
            raise DocumentReadError(name, f"{reason}. {advice}.") from None
        return text


def _decode_marked(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        place = f"byte {error.start} (0x{data[error.start]:02X})"
        reason = f"begins with the byte-order mark of {encoding.upper()}, but is not: the first bad byte is {place}"
        raise DocumentReadError(name, f"{reason}. It may be cut off; save it as UTF-8.") from None


def unmarked_utf16(data: bytes) -> str | None:
    """Decode UTF-16 without a byte-order mark, or return None where that is not clear.

    >>> unmarked_utf16("Sở Nội vụ".encode("utf-16-le"))
    'Sở Nội vụ'
    """
    if len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Text of a Latin script in the wrong byte order turns into letters of other scripts; a binary has controls.
        if _CONTROLS.isdisjoint(text) and all(_is_plausible(char) for char in set(text)):
            return text
    return None


def _is_plausible(char: str) -> bool:
    """Tell whether *char* belongs in a text of a Latin script: Latin, combining marks, common punctuation."""
    return char <= "\u036f" or "\u1e00" <= char <= "\u22ff" or char in "\ufeff\ufffd□■▪●○"


def vietnamese_1258(data: bytes) -> str | None:
    r"""Decode Windows-1258, or return None where the bytes are not clearly Vietnamese in that encoding.

    The encoding writes a tone as a combining mark behind its vowel.  Text of another single-byte encoding, read as
    this one, soon has a tone on a consonant, or a letter that Vietnamese does not have.

    >>> unicodedata.normalize("NFC", vietnamese_1258(b"S\xf5\xd2"))
    'Sở'
    """
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return None
    if not _CONTROLS.isdisjoint(text):
        return None
    composed = unicodedata.normalize("NFC", text)
    letters = {char for char in composed if char >= "\x80"}
    foreign = {char for char in letters if not (char in _PUNCTUATION or is_vietnamese(char))}
    own = {char for char in letters if char in _HORNED or "\u1ea0" <= char <= "\u1ef9"}
    return text if own and not foreign else None


def is_vietnamese(char: str) -> bool:
    """Tell whether a composed letter beyond ASCII is one of the Vietnamese alphabet (chữ Quốc ngữ).

    >>> [is_vietnamese(char) for char in "ộđýçñ"]
    [True, True, True, False, False]
    """
    return char in _HORNED or "\u1ea0" <= char <= "\u1ef9" or char in "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĩũĨŨ"
