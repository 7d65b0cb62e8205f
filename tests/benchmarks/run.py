"""Print what docgraph costs, beside what others cost, measured alternately in one run.

    python tests/benchmarks/run.py [--rounds 3]

Ratios count; single figures follow the machine.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from texts import english, vietnamese

from docgraph.documents import parse_document
from docgraph.references import find_references
from docgraph.references.scan import scan

DENSITY = 3.0
SIZE = 2_000_000
# What people write by hand: one expression for type, code, date and issuer; no lists, laws, pinpoints or sharing.
BIG = re.compile(
    r"(Quyết định|Kế hoạch|Công văn|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Kết luận|Báo cáo|Tờ trình|Hướng dẫn|Thông báo)"
    r"\s+(?:số\s*:?\s*)?(\d{1,5})(?:/(\d{4}))?[/-]([A-ZĐ][\w&./-]*)"
    r"(?:,?\s+ngày\s+(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))?"
    r"(?:\s+của\s+([A-ZĐ][\w ]{2,60}))?"
)


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Run the works in turn and return the best time of each."""
    times = {name: float("inf") for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name] = min(times[name], seconds(work))
    return times


def compare(rounds: int) -> None:
    """Print extraction beside a bare scan, one big expression, and eyecite on English of the same density."""
    text = vietnamese(SIZE, DENSITY)
    find_references(text[:20_000])
    works: dict[str, Callable[[], object]] = {
        "scan for places only": lambda: scan(text),
        "one big expression": lambda: BIG.findall(text),
        "docgraph find_references": lambda: find_references(text),
    }
    sizes = dict.fromkeys(works, len(text))
    try:
        from eyecite import get_citations  # noqa: PLC0415 - only this table needs it
    except ImportError:
        print("eyecite is not installed: run `make bench`, which installs the group of the benchmarks.")
    else:
        cases = english(SIZE // 20, DENSITY)
        get_citations("410 U.S. 113 (1973)")
        works["eyecite 2.7 get_citations (English)"] = lambda: get_citations(cases)
        sizes["eyecite 2.7 get_citations (English)"] = len(cases)
    found = len(find_references(text))
    times = best(works, rounds)
    print(f"{len(text):,} characters, {found:,} references, {1000 * found / len(text):.1f} a thousand characters")
    print(f"{'':<38}{'characters/s':>15}{'MB/s':>8}{'us/reference':>14}{'ratio':>8}")
    slowest = max(times, key=lambda name: times[name] / sizes[name])
    floor = sizes[slowest] / times[slowest]
    for name, taken in times.items():
        rate = sizes[name] / taken
        weight = len(text.encode()) / len(text) if "English" not in name else 1.0
        each = f"{1e6 * taken / found:14.1f}" if name.startswith("docgraph") else f"{'':>14}"
        print(f"{name:<38}{rate:>15,.0f}{rate * weight / 1e6:>8.2f}{each}{rate / floor:>8.1f}")


def lengths(rounds: int) -> None:
    """Print the time a character from 10 kB to 10 MB: it should not move."""
    print("\ntime a character by length")
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        text = vietnamese(size, DENSITY)
        repeats = max(1, 200_000 // size)

        def work(text: str = text, repeats: int = repeats) -> None:
            for _ in range(repeats):
                find_references(text)

        taken = best({"": work}, max(1, rounds if size < 5_000_000 else 1))[""] / repeats
        print(f"{size:>12,} {1e9 * taken / len(text):8.1f} ns")


def hostile(rounds: int) -> None:
    """Print the time a character of inputs made to be slow, beside ordinary text."""
    size = 1_000_000
    inputs = {
        "ordinary": vietnamese(size, DENSITY),
        "digits": "1234567890" * (size // 10),
        "blanks": " " * size,
        "capitals": "ĐẠI HỘI " * (size // 8),
        "slashes": "/" * size,
        "số + blanks": "Quyết định số" + " " * size,
        "type words": "Quyết định " * (size // 11),
        "groups": "A-" * (size // 2),
        "list that never ends": "Quyết định số 1/QĐ-UBND" + ", 2/QĐ-UBND" * (size // 11),
        "law that never ends": "Luật " + "Đất đai và " * (size // 11),
        "brackets": "(" * size,
        "của Ban của Ban": "ngày 1/1/2020 của Ban " * (size // 22),
    }
    print("\ntime a character of hostile inputs")
    for name, text in inputs.items():
        taken = best({"": partial(find_references, text)}, rounds)[""]
        print(f"{name:<24} {1e9 * taken / len(text):8.1f} ns")


def documents(rounds: int) -> None:
    """Print the cost of reading whole documents: references, header, relations."""
    text = vietnamese(15_000, 1.5)
    parse_document("warm.txt", text)
    taken = best({"": lambda: [parse_document("d.txt", text) for _ in range(20)]}, rounds)[""] / 20
    print(
        f"\nwhole document of {len(text):,} characters: {1e3 * taken:.2f} ms, {len(text.encode()) / taken / 1e6:.2f} MB/s"
    )


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    compare(rounds)
    lengths(rounds)
    hostile(rounds)
    documents(rounds)


if __name__ == "__main__":
    main()
