"""What a store costs: ``python tests/benchmarks/archive.py [--documents N] [--size N] [--workers N] [--kills N]``.

Builds the store of a made archive, asks it, brings it in step with nothing and with one percent of changes, and, with
``--kills``, ends runs at random moments and compares what comes out.  Every part runs in a process of its own, so that
its memory is its own; what its workers take is added.  Times are of the clock and, in brackets, of the processor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from archive_texts import archive, central, plan, text

from docgraph.exchange.node_link import _line
from docgraph.scale.store import open_store, update_store
from docgraph.scale.store.facts import digest_of
from docgraph.scale.store.preparing import prepare

CHANGED_IN = 100
"""One document in so many is another at the second run."""


def highest_memory() -> float:
    """Return the most megabytes that this process and each of its workers have held, added up."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        own = int(line.split()[1]) / 1024
    else:
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return own


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return what a call returns, its seconds, and those of the processor, workers included."""
    clock, busy = time.perf_counter(), _busy()
    found = work()
    return found, time.perf_counter() - clock, _busy() - busy


def _busy() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def changed(documents: int) -> range:
    """Return the numbers of the documents that change: local ones, one in `CHANGED_IN`."""
    return range(7, documents, CHANGED_IN)


def part_build(path: str, documents: int, size: int, workers: int, part: str) -> dict[str, Any]:
    """Bring the store in step with the archive, as it is or with changes."""
    others = changed(documents) if part == "changed" else ()
    _, warming, _ = timed(lambda: prepare(("warm.txt", text(7, size, 5))))
    run, clock, busy = timed(lambda: update_store(path, archive(documents, size, others), workers=workers))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 if workers > 1 else 0.0
    return {
        "seconds": clock, "busy": busy, "memory": highest_memory() + workers * children, "read": run.read, "warming": warming,
        "kept": run.kept, "removed": run.removed,
    }  # fmt: skip


def part_hash(path: str, documents: int, size: int, workers: int, part: str) -> dict[str, Any]:
    """Make the texts and hash them: what every run has to do."""
    del path, workers, part

    def work() -> int:
        return sum(len(words.encode()) for _, words in archive(documents, size) if digest_of(words))

    total, clock, busy = timed(work)
    return {"seconds": clock, "busy": busy, "bytes": total}


def part_ask(path: str, documents: int, size: int, workers: int, part: str) -> dict[str, Any]:
    """Open the store and ask it."""
    del size, workers, part
    graph, opening, _ = timed(lambda: open_store(path))
    code, day, _, province, _ = plan(min(documents - 10, 20_010) // 10 * 10)
    hub = central(0)[0]
    year = day[2]
    directive, finding, _ = timed(lambda: graph.find(f"Kế hoạch {code}", province=province, year=year))
    answered, responses, responses_busy = timed(lambda: graph.responses(directive))
    top = graph.find(hub, year=central(0)[1][2])
    found, cascade, cascade_busy = timed(lambda: graph.cascade(top))
    drawn = len(found.nodes)
    again, cascade_again, _ = timed(lambda: graph.cascade(top))
    assert len(again.nodes) == drawn
    counted, sizes, _ = timed(lambda: str(graph))
    return {
        "opening": opening, "finding": finding, "responses": responses, "responses busy": responses_busy,
        "rows": len(answered), "cascade": cascade, "cascade busy": cascade_busy, "cascade again": cascade_again,
        "drawn": drawn, "memory": highest_memory(), "graph": counted, "counting": sizes,
    }  # fmt: skip


def fingerprint(path: str) -> str:
    """Return a hash of the whole graph of a store, as a graph file would hold it."""
    graph = open_store(path)
    total = hashlib.sha256(_line(graph.nx.graph).encode("utf-8", "surrogatepass"))
    for node, attributes in graph.nx.nodes(data=True):
        total.update(_line({"id": node, **attributes}).encode("utf-8", "surrogatepass"))
    for edge in graph.nx.edges(keys=True, data=True):
        total.update(_line([*edge[:3], dict(edge[3])]).encode("utf-8", "surrogatepass"))
    graph.close()
    return total.hexdigest()


PARTS = {"build": part_build, "same": part_build, "changed": part_build, "hash": part_hash, "ask": part_ask}


def run_part(part: str, path: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """Run a part in a process of its own."""
    command = _command(part, path, arguments)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _command(part: str, path: Path, arguments: argparse.Namespace) -> list[str]:
    sizes = (arguments.documents, arguments.size, arguments.workers)
    return [sys.executable, __file__, "--part", part, str(path), *map(str, sizes)]


def store_size(path: Path) -> int:
    """Return the bytes of a store, with what has not been merged into it yet."""
    return sum(one.stat().st_size for one in path.parent.glob(path.name + "*"))


def verdict(value: float, most: float) -> str:
    """Return whether a target is met."""
    return "ok" if value <= most else "MISSED"


def say(name: str, value: str, target: str = "", met: str = "") -> None:
    """Print one line of the table."""
    print(f"{name:<46}{value:>26}  {target:<18}{met}", flush=True)


def measure(arguments: argparse.Namespace, folder: Path) -> None:
    """Print the table of building, asking and updating."""
    path = folder / "archive.db"
    small = argparse.Namespace(**{**vars(arguments), "documents": max(1000, arguments.documents // 10)})
    few = run_part("build", folder / "few.db", small)
    hashing = run_part("hash", path, arguments)
    say("documents", f"{arguments.documents:,}")
    say("text", f"{hashing['bytes'] / 1e6:,.0f} MB")
    say("making and hashing the texts", f"{hashing['seconds']:.1f} s ({hashing['busy']:.1f})")
    first = run_part("build", path, arguments)
    rate = arguments.documents / first["seconds"]
    say("first run: read, resolved, stored", f"{first['seconds']:,.1f} s ({first['busy']:,.1f})")
    say("", f"{rate:,.0f} documents/s")
    memory = f"{first['memory']:,.0f} MB"
    say("most memory, workers included", memory, "<= 4,096 MB", verdict(first["memory"], 4096))
    growth = first["memory"] / few["memory"]
    full = arguments.documents >= 500_000  # below, caches that have a limit are still filling
    target = ("<= 1.25", verdict(growth, 1.25)) if full else ()
    say(f"  against a tenth of it ({few['memory']:,.0f} MB)", f"x {growth:.2f}", *target)
    say("size of the store", f"{store_size(path) / 1e6:,.0f} MB")
    asked = run_part("ask", path, arguments)
    say("the graph", asked["graph"].replace(" directives", "").replace(" agencies", "").replace(" edges", ""))
    say("opening; finding one directive", f"{1e3 * asked['opening']:.1f}; {1e3 * asked['finding']:.1f} ms")
    say(f"responses to a plan ({asked['rows']} rows)", f"{1e3 * asked['responses']:.1f} ms")
    name = f"cascade of the hub ({asked['drawn']:,} documents)"
    value = f"{asked['cascade']:.2f} s ({asked['cascade busy']:.2f})"
    say(name, value, "<= 2 s", verdict(asked["cascade"], 2))
    say("  once more", f"{asked['cascade again']:.2f} s")
    say("most memory while asking", f"{asked['memory']:,.0f} MB")
    same = run_part("same", path, arguments)
    say("loading the reading rules, once a process", f"{same['warming']:.2f} s")
    say("second run, nothing changed", f"{same['seconds']:.2f} s ({same['busy']:.2f})")
    other = run_part("changed", path, arguments)
    beyond, busy = other["seconds"] - same["seconds"], other["busy"] - same["busy"]
    name = f"1 % changed: {other['read']:,} read, beyond that"
    say(
        name,
        f"{beyond:.2f} s ({busy:.2f})",
        "<= 1 s at 50,000",
        verdict(beyond, max(1.0, arguments.documents / 50_000)),
    )


def kills(arguments: argparse.Namespace, folder: Path) -> None:
    """End runs at random moments, again and again, and compare the graph with that of runs left alone."""
    alone, path = folder / "alone.db", folder / "killed.db"
    chance = random.Random(20_240_315)
    count = runs = 0
    parts = ("build", "changed")
    expected = {}
    longest = {}
    for part in parts:
        longest[part] = timed(lambda part=part: run_part(part, alone, arguments))[1]
        expected[part] = fingerprint(str(alone))
    wrong = 0
    while count < arguments.kills:
        part = parts[runs % 2]
        while True:
            process = subprocess.Popen(
                _command(part, path, arguments), stdout=subprocess.DEVNULL, start_new_session=True
            )
            try:
                process.wait(chance.uniform(0.1, 1.1 * longest[part]) if count < arguments.kills else None)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                count += 1
                continue
            if process.returncode:
                raise SystemExit(f"A run that was begun again ended with {process.returncode}.")
            break
        runs += 1
        wrong += fingerprint(str(path)) != expected[part]
    say(f"{count} kills, {runs} runs finished: graphs that differ", str(wrong), "0", verdict(wrong, 0))


def main() -> None:
    """Print the table."""
    if sys.argv[1:2] == ["--part"]:
        part, path, *numbers = sys.argv[2:]
        documents, size, workers = map(int, numbers)
        print(json.dumps(PARTS[part](path, documents, size, workers, part)))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--size", type=int, default=1_700, help="characters of a document")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=0, help="how many runs of 300 documents to end")
    parser.add_argument("--folder", default=None, help="where the stores are written")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        if arguments.documents:
            measure(arguments, Path(folder))
        if arguments.kills:
            kills(argparse.Namespace(**{**vars(arguments), "documents": 300, "workers": 1}), Path(folder))


if __name__ == "__main__":
    main()
