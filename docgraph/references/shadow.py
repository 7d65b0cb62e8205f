"""The shadow of a text: one byte a character, in which both cases of a letter, all digits and all blanks are one.

Looking for a few bytes is what Python does fastest, so a scan asks the shadow first.  The shadow only proposes: the
low bytes of two letters may be one and the same, so every hit is looked at again in the text itself.
"""

from __future__ import annotations

from typing import Final


def _folding() -> bytes:
    table = bytearray(range(256))
    for capital in range(ord("A"), ord("Z") + 1):
        table[capital] = capital + 0x20
    # U+1EA0 to U+1EF9, the letters with a dot, hook or tone: capitals are even, small letters odd; Ă ă and Đ đ too
    for capital in (0x02, 0x10, *range(0xA0, 0xF9, 2)):
        table[capital] = capital + 1
    for digit in b"0123456789":
        table[digit] = ord("0")
    table[ord("\n")] = ord(" ")
    return bytes(table)


_FOLDED: Final = _folding()


def shadow(text: str) -> bytes:
    """Return the shadow of a text, as long as the text itself.

    >>> shadow("Luật số 31/2024/QH15") == shadow("LUẬT SỐ 47/2010/qh12")
    True
    """
    code = text.encode("utf-16-le", "surrogatepass")
    if len(code) != 2 * len(text):  # a letter beyond the first 65,536 takes two units
        return text.encode("utf-32-le", "surrogatepass")[::4].translate(_FOLDED)
    return code[::2].translate(_FOLDED)
