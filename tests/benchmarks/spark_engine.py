"""Print what extraction costs on Spark beside the process pool, on the same documents, alternately in one run.

    python tests/benchmarks/spark_engine.py [--megabytes 40] [--rounds 3]

Both read the texts from a Parquet file with two workers.  Starting Spark takes seconds, which a long job never
notices; what counts is the marginal cost, what each further megabyte takes once both are warm: the time for all texts
less the time for a quarter of them.  The verdict is on the processor's time, of all processes together; that on the
wall says the same on a quiet machine and nothing on a busy one, where Java's threads wait for each other.
Then a part of the documents is resolved on Spark and on one machine, and the two graphs are compared.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pyarrow as pa
from archive_texts import archive
from pyarrow import parquet

import docgraph.spark
from docgraph.documents import parse_document
from docgraph.exchange.node_link import format_graph
from docgraph.graph import build_graph
from docgraph.scale.kernel import extract_batches

TARGET = 1.4
ROWS = 100  # in a record batch: about a megabyte
SIZE = 7000  # characters of a document
RESOLVED = 1000  # documents whose graphs are compared


def written(folder: Path, megabytes: float) -> tuple[Path, Path, float, float]:
    """Write made documents to two files, all and the first quarter; return the files and their megabytes of text."""
    paths, sizes = [], []
    for name, most in (("all", megabytes), ("quarter", megabytes / 4)):
        rows, size = [], 0
        for row in archive(1_000_000, SIZE):
            rows.append(row)
            size += len(row[1].encode())
            if size >= most * 1e6:
                break
        ids, texts = zip(*rows, strict=True)
        paths.append(folder / f"{name}.parquet")
        sizes.append(size / 1e6)
        table = pa.table({"id": ids, "text": texts})
        parquet.write_table(table, paths[-1], row_group_size=ROWS, compression="none", use_dictionary=False)
    return paths[0], paths[1], sizes[0], sizes[1]


def spent() -> float:
    """Return the seconds of processor time of this process and of all that it has started and that still run."""
    parents: dict[int, tuple[int, float]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # no process, or one that has just ended
        parents[int(place.name)] = int(fields[1]), sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def is_ours(pid: int) -> bool:
        while pid in parents and pid != os.getpid():
            pid = parents[pid][0]
        return pid == os.getpid()

    return sum(seconds for pid, (_, seconds) in parents.items() if is_ours(pid))


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds on the wall and of the processor."""
    wall, processor = time.perf_counter(), spent()
    work()
    return time.perf_counter() - wall, spent() - processor


def session() -> object:
    """Return a Spark session with two workers."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    warnings.simplefilter("ignore")  # PySpark warns about versions of pandas, which nothing here uses
    from pyspark.sql import SparkSession  # noqa: PLC0415 - after the warnings are silenced

    settings = {
        "spark.driver.extraJavaOptions": "-XX:+UseParallelGC -XX:TieredStopAtLevel=1",  # no work beside the work
        "spark.driver.memory": "2g",
        "spark.python.daemon.module": "docgraph.spark.daemon",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
        "spark.sql.files.maxPartitionBytes": "2m",
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("docgraph benchmark")
    for name, value in settings.items():
        builder = builder.config(name, value)
    started = builder.getOrCreate()
    started.sparkContext.setLogLevel("ERROR")
    return started


def main() -> int:
    """Print the table; return 1 where the target is missed or the graphs differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    spark = session()

    def on_spark(path: Path) -> None:
        read = docgraph.spark.extract(spark.read.parquet(str(path)))
        read.write.format("noop").mode("overwrite").save()

    def in_pool(path: Path) -> None:
        with parquet.ParquetFile(path) as file:
            for _ in extract_batches(file.iter_batches(ROWS), resolve=False, workers=2):
                pass

    with tempfile.TemporaryDirectory() as place:
        whole, quarter, many, few = written(Path(place), asked.megabytes)
        for _ in range(3):  # Java compiles what it runs often
            on_spark(whole)
        works = {"process pool, 2 workers": in_pool, "Spark local[2], warm": on_spark}
        best = {(name, path): (1e9, 1e9) for name in works for path in (whole, quarter)}
        for _ in range(asked.rounds):
            for (name, path), known in best.items():
                taken = cost(lambda name=name, path=path: works[name](path))
                best[name, path] = min(known[0], taken[0]), min(known[1], taken[1])
        print(f"{many:.1f} and {few:.1f} MB of text, best of {asked.rounds} rounds")
        print(f"{'':<26}{'all':>9}{'quarter':>9}{'ms/MB more':>12}{'processor':>12}")
        marginal = {}
        for name in works:
            (wall, processor), (less, less_processor) = best[name, whole], best[name, quarter]
            marginal[name] = (wall - less) / (many - few), (processor - less_processor) / (many - few)
            per = "".join(f"{1000 * value:>12.0f}" for value in marginal[name])
            print(f"{name:<26}{wall:>8.2f}s{less:>8.2f}s{per}")
        pool, engine = marginal.values()
        ratio = engine[1] / pool[1]
        met = ratio <= TARGET
        print(f"marginal cost: {ratio:.2f} times the pool's (on the wall {engine[0] / pool[0]:.2f}); ", end="")
        print(f"target {TARGET}: {'met' if met else 'MISSED'}")
        texts = list(archive(RESOLVED, SIZE))
        frame = spark.createDataFrame(texts, "id string, text string").repartition(4)
        began = time.perf_counter()
        graph = docgraph.spark.resolve(docgraph.spark.extract(frame)).to_graph()
        took = time.perf_counter() - began
        began = time.perf_counter()
        alone = build_graph([parse_document(name, text) for name, text in texts])
        same = format_graph(graph) == format_graph(alone)
        print(
            f"{RESOLVED:,} documents to a graph: Spark {took:.1f} s, one process {time.perf_counter() - began:.1f} s; ",
            end="",
        )
        print(f"{graph}; {'the same graph' if same else 'THE GRAPHS DIFFER'}")
    spark.stop()
    return 0 if met and same else 1


if __name__ == "__main__":
    raise SystemExit(main())
