"""Memory and times of a compact graph beside networkx: ``python tests/benchmarks/compact_graph.py [--quick]``.

The graph is made up: each document cites five older ones, half of them among those that are cited already, so that a
few are hubs.  Each kind of graph is built and asked in a process of its own, so that its memory is its own: what the
process holds once the graph stands, less what it held before there were keys and edges.  Seconds are of the processor.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

NODES, EDGES_EACH = 1_000_000, 5
QUICK_NODES = 5_000
RELATIONS = ("implements", "legal_basis", "mentions", "amends", "reports_under")
SEED = 20_240_315
ASKED = 200
KINDS = {
    "from_edges": "compact graph, from keys",
    "from_rows": "compact graph, from numbers",
    "dispatched": "compact graph, asked by networkx",
    "networkx": "networkx MultiDiGraph",
}
MOST_BYTES, MOST_SECONDS = 60.0, 1.5


def make_edges(nodes: int, folder: Path) -> int:
    """Write the edges as columns of numbers, citing before cited ones never older, and return how many they are."""
    chance = random.Random(SEED)
    citing, cited = array("I"), array("I")
    for node in range(1, nodes):
        chosen: set[int] = set()
        while len(chosen) < min(node, EDGES_EACH):
            known = cited and chance.random() < 0.5
            chosen.add(cited[int(chance.random() * len(cited))] if known else int(chance.random() * node))
        citing.extend([node] * len(chosen))
        cited.extend(sorted(chosen))
    codes = bytes(chance.choices(range(len(RELATIONS)), k=len(citing)))
    for name, column in (("citing", citing), ("cited", cited), ("codes", codes)):
        (folder / name).write_bytes(bytes(column))
    return len(citing)


def make_keys(nodes: int) -> list[str]:
    """Return keys as canonical ones look; the number tells documents apart."""
    places = ("quang-ngai/ubnd/qd", "trung-uong/ttg/nd", "bac-giang/snv/kh", "nghe-an/syt/bc", "lao-cai/hdnd/nq")
    return [f"vn/{places[node % 5]}/{2000 + node % 26}/{node}" for node in range(nodes)]


def held() -> float:
    """Return the bytes that this process holds now; where the system does not tell, the most that it has held."""
    gc.collect()
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0
    line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024.0


def most_held() -> float:
    """Return the most bytes that this process has held; the kernel's other figure includes those of its parent."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0
    line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024.0


def seconds(ask: Callable[[], object]) -> float:
    """Return the processor's time of one call."""
    start = time.process_time()
    ask()
    return time.process_time() - start


def questions(kind: str, graph: Any) -> tuple[Callable[[str], set[str]], Callable[[str], set[str]]]:
    """Return the function of a kind of graph that asks for all ancestors, and the one for those of two steps."""
    if kind in {"from_edges", "from_rows"}:
        return graph.ancestors, lambda key: graph.ancestors(key, depth=2)
    import networkx as nx  # noqa: PLC0415 - its memory belongs to the graphs that need it

    def near(key: str) -> set[str]:
        return set(nx.single_target_shortest_path_length(graph, key, cutoff=2)) - {key}

    return lambda key: nx.ancestors(graph, key), near


def build(kind: str, keys: list[str], citing: array[int], cited: array[int], codes: bytes) -> Any:
    """Return the graph of the edges."""
    if kind == "from_rows":
        from docgraph.scale.compact import CompactGraph  # noqa: PLC0415 - as above

        return CompactGraph.from_rows(enumerate(keys), zip(citing, cited, codes, strict=True), enumerate(RELATIONS))

    def edges() -> Iterator[tuple[str, str, str]]:
        name, relation = keys.__getitem__, RELATIONS.__getitem__
        return zip(map(name, citing), map(name, cited), map(relation, codes), strict=True)

    if kind == "networkx":
        import networkx as nx  # noqa: PLC0415 - as above

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_edges_from(edges())
        return graph
    from docgraph.scale.compact import CompactGraph  # noqa: PLC0415 - as above

    return CompactGraph.from_edges(edges())


def measure(kind: str, folder: Path, nodes: int) -> dict[str, float]:
    """Return the figures of one kind of graph."""
    citing, cited = array("I", (folder / "citing").read_bytes()), array("I", (folder / "cited").read_bytes())
    codes = (folder / "codes").read_bytes()
    build(kind, ["a", "b"], array("I", [1]), array("I", [0]), bytes(1))  # loads what it needs
    before = held()
    keys = make_keys(nodes)
    strings = sum((sys.getsizeof(key) + 15) // 16 * 16 for key in keys)
    start = time.process_time()
    graph = build(kind, keys, citing, cited, codes)
    figures = {"building": time.process_time() - start, "peak": most_held() - before}
    chance = random.Random(SEED + 1)
    hub, asked = keys[0], [keys[chance.randrange(nodes)] for _ in range(ASKED)]
    del keys
    figures["held"] = held() - before
    figures["strings"] = strings
    figures["arrays"] = getattr(graph, "nbytes", 0)
    everything, near = questions(kind, graph)
    sizes: dict[str, int] = {}
    rounds = 1 if kind == "networkx" else 3  # its closure of the hub takes long
    figures["hub"] = min(seconds(lambda: sizes.update(affected=len(everything(hub)))) for _ in range(rounds))
    figures["two hops"] = min(seconds(lambda: sizes.update(near=len(near(hub)))) for _ in range(3))
    figures |= sizes
    figures["random"] = median(seconds(lambda key=key: everything(key)) for key in asked)
    figures["edges"] = graph.number_of_edges()
    return figures


def table(figures: dict[str, dict[str, float]]) -> str:
    """Return all figures, one kind of graph a line."""
    heads = ("kedge/s", "B/edge", "with keys", "at peak", "hub, s", "random, ms", "2 hops, ms")
    lines = [f"{'':<34}" + "".join(f"{head:>12}" for head in heads)]
    for kind, one in figures.items():
        edges = one["edges"]
        row = (
            edges / max(one["building"], 1e-9) / 1000,
            (one["held"] - one["strings"]) / edges,
            one["held"] / edges,
            one["peak"] / edges,
            one["hub"],
            1000 * one["random"],
            1000 * one["two hops"],
        )
        places = (0, 1, 1, 1, 2, 3, 1)
        lines.append(f"{KINDS[kind]:<34}" + "".join(f"{cell:>12,.{n}f}" for cell, n in zip(row, places, strict=True)))
    return "\n".join(lines)


def verdicts(figures: dict[str, dict[str, float]], judged: bool) -> Iterator[str]:
    """Yield each target with what was reached."""
    own = [figures[kind] for kind in ("from_edges", "from_rows", "dispatched")]
    targets = (
        ("bytes an edge, keys counted, the worst", max(one["held"] / one["edges"] for one in own), MOST_BYTES, "B"),
        ("closure of the hub, the slowest", max(one["hub"] for one in own), MOST_SECONDS, "s"),
    )
    for name, reached, most, unit in targets:
        verdict = ("ok" if reached <= most else "MISSED") if judged else "not judged at this size"
        yield f"{name:<44}{reached:>8.2f} {unit}  target {most:g} {unit}  {verdict}"
    other = figures["networkx"]
    yield (
        f"beside networkx: {other['held'] / own[0]['held']:.0f} times less memory, built "
        f"{other['building'] / max(own[0]['building'], 1e-9):.1f} times as fast, the hub's closure "
        f"{other['hub'] / max(own[0]['hub'], 1e-9):.1f} times as fast"
    )


def main(arguments: list[str]) -> None:
    """Make the edges, and measure each kind of graph in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"a graph of {QUICK_NODES:,} documents")
    parser.add_argument("--measure", nargs=3, metavar=("KIND", "FOLDER", "NODES"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.measure:
        kind, folder, nodes = given.measure
        print(json.dumps(measure(kind, Path(folder), int(nodes))))
        return
    nodes = QUICK_NODES if given.quick else NODES
    with tempfile.TemporaryDirectory() as folder:
        edges = make_edges(nodes, Path(folder))
        figures: dict[str, dict[str, float]] = {}
        for kind in KINDS:
            command = [sys.executable, __file__, "--measure", kind, folder, str(nodes)]
            figures[kind] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    answers = {(one["edges"], one["affected"], one["near"]) for one in figures.values()}
    assert len(answers) == 1, f"the graphs do not agree: {answers}"
    one = figures["from_edges"]
    print(
        f"{nodes:,} documents, {edges:,} edges, keys of {one['strings'] / edges:.1f} B an edge; the hub has "
        f"{one['affected']:,.0f} ancestors, {one['near']:,.0f} within 2 hops; of the compact graph its arrays are "
        f"{one['arrays'] / edges:.1f} B an edge"
    )
    print(table(figures))
    print(*verdicts(figures, judged=not given.quick), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
