"""Runs that are ended at any moment lose nothing: the next one goes on, and the graph comes out the same."""

from __future__ import annotations

import os
import random
import signal
import sys
from pathlib import Path

import pytest

from docgraph.exchange.node_link import format_graph
from docgraph.sample import sample_paths
from docgraph.scale.store import build_store, open_store, updating
from docgraph.scale.store.schema import connect

KILLS = 60


def run_until(path: Path, corpus: list[Path], statement: int) -> int | None:
    """Run in a process that is killed before its n-th statement; return how it ended, None if it was killed."""
    child = os.fork()
    if child == 0:
        count = 0

        def trace(_: str) -> None:
            nonlocal count
            count += 1
            if count == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        def traced(name: Path, *, write: bool = False) -> object:
            store = connect(name, write=write)
            store.set_trace_callback(trace)
            return store

        updating.connect = traced  # type: ignore[assignment]
        updating._PAUSE = 0.0  # commit after every document
        status = 1
        try:
            build_store(path, corpus)
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(ended) else os.waitstatus_to_exitcode(ended)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_kills_at_many_points_lose_nothing(tmp_path: Path) -> None:
    chance = random.Random(8)
    paths = [Path(one) for one in sample_paths()]
    corpora = [paths[:9], paths[3:14]]
    expected = []
    for corpus in corpora:
        build_store(tmp_path / "alone.db", corpus)
        expected.append(format_graph(open_store(tmp_path / "alone.db")))
    path, kills, finished = tmp_path / "killed.db", 0, 0
    while kills < KILLS or finished < 4:
        turn = finished % 2
        ended = run_until(path, corpora[turn], chance.randint(1, 2500) if kills < KILLS else sys.maxsize)
        if ended is None:
            kills += 1
            if finished:  # the graph of the last whole run is there, whatever happened since
                assert format_graph(open_store(path)) == expected[1 - turn]
            continue
        assert ended == 0
        assert format_graph(open_store(path)) == expected[turn]
        finished += 1
