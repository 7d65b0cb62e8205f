from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[1] / "benchmarks" / "compact_graph.py"


def test_the_benchmark_prints_one_table_with_what_it_aims_at() -> None:
    if not PROGRAM.exists():
        pytest.skip("the tests run without the benchmarks beside them")
    done = subprocess.run([sys.executable, PROGRAM, "--quick"], capture_output=True, text=True, check=True)
    summary, heads, *rows = done.stdout.splitlines()
    assert summary.startswith("5,000 documents, 24,985 edges")
    assert "B/edge" in heads
    assert "hub, s" in heads
    assert [row[:34].strip() for row in rows[:4]] == [
        "compact graph, from keys",
        "compact graph, from numbers",
        "compact graph, asked by networkx",
        "networkx MultiDiGraph",
    ]
    assert all(len(row[34:].split()) == 7 for row in rows[:4])
    assert "target 60 B" in rows[4]
    assert "target 1.5 s" in rows[5]
    assert rows[6].startswith("beside networkx: ")
