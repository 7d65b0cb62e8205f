"""Print what docgraph costs, beside what others cost, measured alternately in one run.

    python tests/benchmarks/run.py [--rounds 5] [--megabytes 20] [--longest 10000000]

Seconds are of the processor, the least of several rounds.  Ratios count; single figures follow the machine.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from texts import documents, english, vietnamese

from docgraph.documents import parse_document
from docgraph.references import find_references
from docgraph.references.scan import scan

SIZE = 2_000_000
# eyecite's time grows with the length of its text, and one of that size would take minutes: its texts are a tenth and a
# hundredth as long.  The first is what the targets are held against.
LONG, SHORT = SIZE // 10, SIZE // 100
# References a thousand characters: as in reports on the whole, and as in dense passages (4 are 3 a kilobyte of UTF-8).
DENSITIES = (0.8, 2.0, 3.0, 4.0)
DENSE = 4.0
NATURAL = 0.8
# What people write by hand: one expression for type, code, date and issuer; no lists, laws, pinpoints or sharing.
BIG = re.compile(
    r"(Quyết định|Kế hoạch|Công văn|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Kết luận|Báo cáo|Tờ trình|Hướng dẫn|Thông báo)"
    r"\s+(?:số\s*:?\s*)?(\d{1,5})(?:/(\d{4}))?[/-]([A-ZĐ][\w&./-]*)"
    r"(?:,?\s+ngày\s+(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))?"
    r"(?:\s+của\s+([A-ZĐ][\w ]{2,60}))?"
)
Work = Callable[[], object]


def seconds(work: Work) -> float:
    """Return the processor seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def best(works: dict[str, Work], rounds: int) -> dict[str, float]:
    """Run the works in turn and return the best time of each."""
    times = {name: float("inf") for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name] = min(times[name], seconds(work))
    return times


def verdict(value: float, least: float | None = None, most: float | None = None) -> str:
    """Return a figure with its target and whether it is met."""
    met = (least is None or value >= least) and (most is None or value <= most)
    target = f"at least {least:g}" if least is not None else f"at most {most:g}"
    return f"{value:.2f} ({target}: {'ok' if met else 'MISSED'})"


def citation_finders(text: str, short: str) -> dict[str, Work]:
    """Return what eyecite makes of English texts, by each of its tokenizers that is installed."""
    try:
        from eyecite import get_citations  # noqa: PLC0415 - only this table needs it
        from eyecite.tokenizers import HyperscanTokenizer  # noqa: PLC0415
    except ImportError:
        print("eyecite is not installed: run `make bench`, which installs the group of the benchmarks.")
        return {}
    finders: dict[str, Work] = {"eyecite 2.7, default": lambda: get_citations(text)}
    try:
        tokenizer = HyperscanTokenizer(cache_dir=tempfile.mkdtemp())
        get_citations(short, tokenizer=tokenizer)
    except ImportError:
        print("hyperscan is not installed: its row is left out.")
    else:
        finders["eyecite 2.7, Hyperscan"] = lambda: get_citations(text, tokenizer=tokenizer)
    finders[f"eyecite 2.7, default, {SHORT // 1000:,} kB"] = lambda: get_citations(short)
    return finders


def compare(density: float, rounds: int) -> None:
    """Print extraction beside a bare scan, one big expression, and eyecite on English of the same density."""
    text = vietnamese(SIZE, density)
    cases, short = english(LONG, density), english(SHORT, density)
    ours: dict[str, Work] = {
        "scan for places only": lambda: scan(text),
        "one big expression": lambda: BIG.findall(text),
        "docgraph find_references": lambda: find_references(text),
    }
    theirs = citation_finders(cases, short)
    for work in ours.values():
        work()
    times = best(ours | theirs, rounds)
    found = len(find_references(text))
    print(f"\n{len(text):,} characters, {found:,} references, {1000 * found / len(text):.1f} a thousand characters")
    print(f"{'':<36}{'characters/s':>14}{'MB/s':>8}{'us/reference':>14}{'times eyecite':>15}")
    sizes = {name: len(text) if name in ours else len(short) if name.endswith("kB") else len(cases) for name in times}
    rates = {name: sizes[name] / taken for name, taken in times.items()}
    rate = rates["docgraph find_references"]
    for name, other in rates.items():
        weight = len(text.encode()) / len(text) if name in ours else 1.0
        each = f"{1e6 * times[name] / found:14.1f}" if name.startswith("docgraph") else f"{'':>14}"
        ratio = f"{rate / other:15.1f}" if name in theirs else ""
        print(f"{name:<36}{other:>14,.0f}{other * weight / 1e6:>8.2f}{each}{ratio}")
    for name in theirs:
        if not name.endswith("kB"):
            print(f"  times {name}: {verdict(rate / rates[name], least=80 if 'default' in name else 40)}")
    if density == NATURAL:
        print(f"  megabytes a second: {verdict(rate * len(text.encode()) / len(text) / 1e6, least=25)}")


def empty(rounds: int) -> None:
    """Print the cost of text without references, beside the bare scan."""
    text = vietnamese(SIZE, 0.0)
    times = best({"scan": lambda: scan(text), "find": lambda: find_references(text)}, rounds)
    print(f"\ntext without references: {len(text.encode()) / times['find'] / 1e6:.0f} MB/s")
    print(f"  times the bare scan: {verdict(times['find'] / times['scan'], most=1.5)}")


def lengths(rounds: int, longest: int) -> None:
    """Print the time a character by length: it should not move."""
    print("\ntime a character by length")
    sizes = [size for size in (10_000, 100_000, 1_000_000, 10_000_000, 100_000_000) if size <= longest]
    times = dict.fromkeys(sizes, float("inf"))
    texts = {size: vietnamese(size, DENSE) for size in sizes}
    for size, text in texts.items():
        repeats = max(1, 1_000_000 // size)
        for _ in range(rounds if size < 5_000_000 else min(rounds, 2)):
            taken = min(seconds(lambda text=text: find_references(text)) for _ in range(repeats))
            times[size] = min(times[size], 1e9 * taken / len(text))
    for size, taken in times.items():
        print(f"{size:>12,} {taken:8.1f} ns")
    spread = max(times.values()) / min(times.values())
    print(f"  longest through shortest time: {verdict(spread, most=1.2 / 0.8)}")


def hostile(rounds: int) -> None:
    """Print the time a character of inputs made to be slow, beside ordinary text.

    A text that is nothing but references holds more of them: it is measured by the reference.
    """
    size = 1_000_000
    inputs = {
        "ordinary": vietnamese(size, DENSE),
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
        "pinpoints": "điểm a khoản 1 Điều 2 " * (size // 22),
        "10 MB on one line": vietnamese(10 * size, DENSE).replace("\n", " "),
    }
    print("\nhostile inputs" + f"{'ns/character':>25}{'references':>12}{'us/reference':>14}")
    norm = each_norm = 0.0
    for name, text in inputs.items():
        taken = best({"": partial(find_references, text)}, rounds if len(text) <= 2 * size else 1)[""]
        found = len(find_references(text))
        per, each = 1e9 * taken / len(text), 1e6 * taken / found if found else 0.0
        norm, each_norm = (per, each) if name == "ordinary" else (norm, each_norm)
        ok = per <= 2 * norm or (found > 0 and each <= 2 * each_norm)
        print(f"{name:<24}{per:15.1f}{found:12,}{each:14.1f}  {'ok' if ok else 'MISSED'}")


def corpus(rounds: int, megabytes: float) -> None:
    """Print the cost of reading whole documents: references, header, relations, diagnostics."""
    texts = list(documents(int(megabytes * 1e6), NATURAL))
    size = sum(len(text.encode()) for text in texts)
    parse_document("warm.txt", texts[0])

    def work() -> None:
        for text in texts:
            parse_document("made.txt", text)

    taken = best({"": work}, max(1, min(rounds, 3)))[""]
    each = size / len(texts) / 1000
    print(f"\n{len(texts):,} whole documents, {each:.1f} kB each: {1e3 * taken / len(texts):.2f} ms a document")
    print(f"  megabytes a second: {verdict(size / taken / 1e6, least=10)}")


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=float, default=20.0, help="of whole documents")
    parser.add_argument("--longest", type=int, default=10_000_000, help="characters of the longest text")
    given = parser.parse_args()
    for density in DENSITIES:
        compare(density, given.rounds)
    empty(given.rounds)
    lengths(given.rounds, given.longest)
    hostile(given.rounds)
    corpus(given.rounds, given.megabytes)


if __name__ == "__main__":
    main()
