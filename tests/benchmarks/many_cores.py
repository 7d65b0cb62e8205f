"""Print what worker processes gain and what they cost, beside one process, measured alternately in one run.

    python tests/benchmarks/many_cores.py [--megabytes 50] [--workers 2] [--rounds 3] [--only documents]

The works: documents that come back whole (`docgraph.read_corpus`), lines of JSON (`docgraph extract`), and record
batches from a Parquet file (the kernel).  Speed-up is the time of one process through the time of the workers; the
processor's time is that of all processes, and that of the calling one, through the time of one process alone.  All
of them follow the neighbours on the machine: the best round counts.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pyarrow as pa
from pyarrow import parquet
from texts import documents

from docgraph.documents import read_corpus
from docgraph.exchange.extract_json import format_document
from docgraph.scale.kernel import extract_batches
from docgraph.scale.reading import map_corpus

DENSITY = 0.8
ROWS = 100  # in a record batch: about a megabyte


def written(folder: Path, megabytes: float) -> int:
    """Write made documents of 4 to 25 kB with headers of their own; return how many bytes."""
    total = 0
    for number, text in enumerate(documents(int(megabytes * 1e6), DENSITY)):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(exist_ok=True)
        total += path.write_bytes(text.encode())
    return total


def batches(path: Path) -> Iterator[pa.RecordBatch]:
    """Yield the record batches of a Parquet file."""
    with parquet.ParquetFile(path) as file:
        yield from file.iter_batches(ROWS)


def cost(work: Callable[[], object]) -> tuple[float, float, float]:
    """Return the seconds on the wall, of the processor with ended children, and of the processor in this process."""

    def spent(who: int) -> float:
        return sum(resource.getrusage(who)[:2])

    wall, own, others = time.perf_counter(), spent(resource.RUSAGE_SELF), spent(resource.RUSAGE_CHILDREN)
    work()
    own = spent(resource.RUSAGE_SELF) - own
    return time.perf_counter() - wall, own + spent(resource.RUSAGE_CHILDREN) - others, own


def count(results: Iterator[object]) -> int:
    """Take the results one by one, keeping none."""
    return sum(1 for _ in results)


def works(folder: Path) -> dict[str, Callable[[int], object]]:
    """Return the works by name; each takes the number of workers."""
    texts = folder / "corpus"
    return {
        "documents": lambda workers: count(read_corpus(texts, workers=workers)),
        "lines of JSON": lambda workers: count(map_corpus(format_document, texts, workers=workers)),
        "record batches": lambda workers: count(
            extract_batches(batches(folder / "texts.parquet"), workers=workers, resolve=False)
        ),
    }


def measured(folder: Path, name: str, workers: int) -> tuple[float, float, float]:
    """Return what a work costs in a program of its own, its start included: what a new program has not read yet."""
    command = [sys.executable, __file__, "--measure", name, "--workers", str(workers), "--folder", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    wall, processor, own = map(float, done.stdout.split())
    return wall, processor, own


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=list(works(Path())))
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(*cost(partial(works(asked.folder)[asked.measure], asked.workers)))
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "corpus").mkdir()
        size = written(folder / "corpus", asked.megabytes) / 1e6
        paths = sorted((folder / "corpus").rglob("*.txt"))
        columns = {"id": [path.name for path in paths], "text": [path.read_text("utf-8") for path in paths]}
        parquet.write_table(pa.table(columns), folder / "texts.parquet")
        print(f"{size:.1f} MB in {len(paths):,} documents, {asked.workers} workers on {os.cpu_count()} cores")
        print(f"{'':<16}{'one MB/s':>10}{'many MB/s':>11}{'speed-up':>10}{'processor':>11}{'of it here':>12}")
        for name in [asked.only] if asked.only else list(works(folder)):
            best = {1: (1e9,) * 3, asked.workers: (1e9,) * 3}
            for _ in range(asked.rounds):
                for workers, known in best.items():
                    best[workers] = tuple(map(min, known, measured(folder, name, workers)))  # type: ignore[assignment]
            one, many = best[1], best[asked.workers]
            rates = f"{name:<16}{size / one[0]:>10.2f}{size / many[0]:>11.2f}{one[0] / many[0]:>9.2f}x"
            print(f"{rates}{many[1] / one[1]:>10.2f}x{many[2] / one[1]:>11.2f}x", flush=True)


if __name__ == "__main__":
    main()
