"""Times of loading and asking a large graph: ``python tests/benchmarks/graph_queries.py [DOCUMENTS] [EDGES]``.

The graph is made up: a few central directives, provincial plans under them, department plans under those, and reports
that cite them all; each edge has a sentence.  Loading runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from docgraph.exchange.node_link import read_graph, write_graph
from docgraph.graph import DirectiveGraph
from docgraph.queries.audit import audit
from docgraph.queries.cascade import cascade
from docgraph.queries.cascade_model import Cascade
from docgraph.queries.coverage import coverage
from docgraph.queries.responses import responses

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgraph.directives.directive import Directive

DOCUMENTS, EDGES = 100_000, 500_000
TARGETS = {
    "loading": (30.0, "s"),
    "memory": (2048.0, "MB"),
    "responses": (50.0, "ms"),
    "cascade": (50.0, "ms"),
    "responses of a central directive": (50.0, "ms"),
    "cascade of a central directive": (50.0, "ms"),
    "first find": (500.0, "ms"),
    "audit": (60.0, "s"),
}
PROVINCES = (
    ("quang-ngai", "Quảng Ngãi"), ("bac-giang", "Bắc Giang"), ("ninh-thuan", "Ninh Thuận"), ("lao-cai", "Lào Cai"),
    ("nghe-an", "Nghệ An"), ("ca-mau", "Cà Mau"), ("son-la", "Sơn La"), ("dong-thap", "Đồng Tháp"),
)  # fmt: skip
ORGANS = (
    ("snv", "Sở Nội vụ"),
    ("syt", "Sở Y tế"),
    ("sxd", "Sở Xây dựng"),
    ("stp", "Sở Tư pháp"),
    ("sct", "Sở Công Thương"),
)
SEED = 20_240_315


def _document(
    key: str,
    kind: str,
    number: int,
    symbol: str,
    date: str,
    level: str,
    body: tuple[str, str],
    province: str | None,
    read: bool,
) -> dict[str, Any]:
    return {
        "kind": "document", "label": f"{kind} {number}/{symbol}", "written": f"{number}/{symbol}", "type": kind,
        "number": str(number), "year": None, "symbol": symbol, "name": None, "issuer": body[1], "agency": body[0],
        "agency_name": body[1], "province": province, "title": "Về việc thực hiện nhiệm vụ được giao", "cited_by": 1,
        "mentions": 1, "submitted_to": None, "signer": None, "possible_typo_of": None, "provisional": False,
        "sources": [f"{key.replace('/', '-')}.txt"] if read else [], "addressees": [], "recipients": ["Các sở, ban, ngành tỉnh"] if level == "provincial" else [], "date": date,
        "level": level, "family": "state", "conflicts": [],
    }  # fmt: skip


def make_graph(documents: int = DOCUMENTS, edges: int = EDGES) -> DirectiveGraph:
    """Return a made-up graph of that size, the same each time."""
    chance = random.Random(SEED)
    nodes: dict[str, dict[str, Any]] = {}
    central, plans, local = [], [], []
    share = max(1, documents // 1000)
    for number in range(1, share + 1):
        key = f"vn/trung-uong/ttg/qd/{2015 + number % 10}/{number}"
        central.append(key)
        nodes[key] = _document(
            key,
            "Quyết định",
            number,
            "QĐ-TTg",
            f"{2015 + number % 10}-01-15",
            "central",
            ("trung-uong/ttg", "Thủ tướng Chính phủ"),
            None,
            True,
        )
    number = 0
    while len(nodes) < documents:
        number += 1
        slug, province = PROVINCES[(number + number // 10) % len(PROVINCES)]
        year, month, day = 2016 + number % 9, 1 + number % 12, 1 + number % 28
        date = f"{year}-{month:02d}-{day:02d}"
        if number % 10 == 0:
            key = f"vn/{slug}/ubnd/kh/{year}/{number}"
            plans.append(key)
            nodes[key] = _document(
                key,
                "Kế hoạch",
                number,
                "KH-UBND",
                date,
                "provincial",
                (f"{slug}/ubnd", f"Ủy ban nhân dân tỉnh {province}"),
                province,
                True,
            )
        else:
            organ, name = ORGANS[number % len(ORGANS)]
            report = number % 3 == 0
            key = f"vn/{slug}/{organ}/{'bc' if report else 'kh'}/{year}/{number}"
            local.append(key)
            kind, code = ("Báo cáo", "BC") if report else ("Kế hoạch", "KH")
            nodes[key] = _document(
                key,
                kind,
                number,
                f"{code}-{organ.upper()}",
                date,
                "agency",
                (f"{slug}/{organ}", f"{name} tỉnh {province}"),
                province,
                number % 4 != 0,
            )
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(report={}, open=[], places=[], diagnostics=[])
    agencies = {one["agency"]: one for one in nodes.values()}
    everything = nodes | {
        f"agency:{agency}": {
            "kind": "agency", "label": one["agency_name"], "name": one["agency_name"], "level": one["level"],
            "province": one["province"], "code": agency.partition("/")[2].upper(),
        }
        for agency, one in agencies.items()
    }  # fmt: skip
    for node in sorted(everything):
        graph.add_node(node, **everything[node])
    for key, one in nodes.items():
        graph.add_edge(key, f"agency:{one['agency']}", key="issued_by", relation="issued_by")
    plans_of: dict[str, list[str]] = {}
    for key in plans:
        plans_of.setdefault(nodes[key]["province"], []).append(key)
    wanted = edges - graph.number_of_edges()
    made: set[tuple[str, str, str]] = set()
    place = 0
    while len(made) < wanted:
        place += 1
        citing = local[place % len(local)] if place % 10 else plans[(place // 10) % len(plans)]
        nearest = place % 10 and place % 3
        cited = chance.choice(plans_of[nodes[citing]["province"]]) if nearest else chance.choice(central)
        if citing == cited or nodes[cited]["date"] >= nodes[citing]["date"]:
            continue  # nobody carries out what is still to come
        relation = "implements" if place <= len(nodes) else chance.choice(("implements", "mentions", "reports_under"))
        if (citing, cited, relation) in made:
            continue
        made.add((citing, cited, relation))
        named = f"{nodes[cited]['type']} số {nodes[cited]['written']}"
        text = f"Thực hiện {named} về việc triển khai nhiệm vụ được giao, cơ quan báo cáo kết quả như sau:"
        start = 200 + place % 5000
        evidence = {
            "source": f"{citing.replace('/', '-')}.txt", "start": start, "end": start + len(text), "text": text,
            "mention": [start + 10, start + 10 + len(named)], "cue": [start, start + 9],
        }  # fmt: skip
        graph.add_edge(citing, cited, key=relation, relation=relation, evidence=[evidence], confidence=1.0)
    return DirectiveGraph(graph)


def highest_memory() -> float:
    """Return the most megabytes that this process has held; the kernel's other figure includes those of its parent."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def measure(path: str) -> dict[str, float]:
    """Return the seconds and megabytes of loading a graph file, and of asking it."""
    before, busy = time.perf_counter(), time.process_time()
    graph = read_graph(path)
    figures = {"loading": time.perf_counter() - before, "loading, of it on the processor": time.process_time() - busy}
    figures["memory"] = highest_memory()
    asked = [one for one in graph.directives() if one.level == "central"]
    local = [one for one in graph.directives() if one.type == "Kế hoạch" and one.level == "provincial"][:100]
    for name, query in (("responses", responses), ("cascade", cascade), ("coverage", coverage)):
        for what, directives in (("", local), (" of a central directive", asked[:5])):
            if name == "responses":
                figures[f"responses found{what}"] = len(responses(graph, directives[len(directives) // 2]))
            times = [_times(query, graph, directive) for directive in directives]
            for place, kind in enumerate(("", ", every row read", ", of it on the processor")):
                figures[f"{name}{what}{kind}"] = sorted(row[place] for row in times)[len(times) // 2]
    before = time.perf_counter()
    graph.find("2/QĐ-TTg")
    figures["first find"] = 1000 * (time.perf_counter() - before)
    before = time.perf_counter()
    busy = time.process_time()
    figures["findings"] = len(audit(graph))
    figures["audit"] = time.perf_counter() - before
    figures["audit, of it on the processor"] = time.process_time() - busy
    figures["memory at the end"] = highest_memory()
    return figures


def _times(
    query: Callable[[DirectiveGraph, Directive], Any], graph: DirectiveGraph, directive: Directive
) -> tuple[float, float, float]:
    """Return the milliseconds of asking, of asking and reading every row, and of asking on the processor alone."""
    start, busy = time.perf_counter(), time.process_time()
    answer = query(graph, directive)
    asked, used = time.perf_counter() - start, time.process_time() - busy
    rows = (answer.nodes, answer.edges) if isinstance(answer, Cascade) else (answer,)
    for row in chain(*rows):
        assert row is not None
    return 1000 * asked, 1000 * (time.perf_counter() - start), 1000 * used


def main(arguments: list[str]) -> None:
    """Make the graph, write it, and measure it in a process of its own."""
    if arguments[:1] == ["--measure"]:
        for name, value in measure(arguments[1]).items():
            target, unit = TARGETS.get(name, (None, "s" if name == "audit" else ""))
            verdict = "" if target is None else f"  target {target:g} {unit}  {'ok' if value <= target else 'MISSED'}"
            print(f"{name:<58}{value:>10.1f} {unit}{verdict}")
        return
    documents, edges = (
        (int(given) for given in (*arguments, str(DOCUMENTS), str(EDGES))[:2])
        if len(arguments) == 2
        else (DOCUMENTS, EDGES)
    )
    before = time.perf_counter()
    graph = make_graph(documents, edges)
    print(f"{graph!r} made in {time.perf_counter() - before:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.json"
        before = time.perf_counter()
        write_graph(graph, path)
        print(f"{path.stat().st_size / 1e6:.0f} MB written in {time.perf_counter() - before:.1f} s")
        del graph
        subprocess.run([sys.executable, __file__, "--measure", str(path)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
