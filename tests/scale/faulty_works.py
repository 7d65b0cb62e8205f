"""Works that go wrong on one item; worker processes import them from here."""

from __future__ import annotations

import ctypes
import os
import re
import sys
import time
from pathlib import Path

SENTENCE = "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/6/2021 của UBND tỉnh Quảng Ngãi."


def work(item: tuple[str, str]) -> str:
    """Return the item in capitals, after doing what it says."""
    name, what = item
    match what:
        case "exit":
            os._exit(3)
        case "segfault":
            ctypes.string_at(0)
        case "sleep":
            time.sleep(600)
        case "regex":
            re.match(r"(a|aa)+$", "a" * 200 + "b")
        case "memory":
            bytearray(3_000_000_000)
        case "raise":
            raise ValueError("a bad\nday")
        case "leave":
            sys.exit("gone")
        case "recursion":
            return work(item)
        case "print":
            print("between the answers")
            os.write(1, b"and below them")
        case "unpicklable":
            return lambda: None  # type: ignore[return-value]
    return name.upper()


def once(item: tuple[str, str]) -> str:
    """Die of the item the first time, as when the system lacks memory: *item* names a file that remembers."""
    name, mark = item
    if mark and not Path(mark).exists():
        Path(mark).write_text("", "ascii")
        os._exit(9)
    return name.upper()


def large(item: int) -> bytes:
    """Return so many bytes."""
    return bytes(item)


def slow(item: int) -> int:
    """Take a little."""
    time.sleep(0.01)
    return item


def process(item: int) -> int:
    """Return the number of the process."""
    return os.getpid()


def refuse_to_start() -> None:
    """Fail to warm up."""
    raise RuntimeError("no grammar here")


def die_at_the_start() -> None:
    """End while warming up."""
    os._exit(4)


def parse_or_die(document: object) -> str:
    """Work on a document; one of them ends the process, one never ends."""
    text = document.text  # type: ignore[attr-defined]
    if "CRASH" in text:
        ctypes.string_at(0)
    if "HANG" in text:
        while True:
            pass
    return document.source  # type: ignore[attr-defined,no-any-return]
