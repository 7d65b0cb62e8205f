from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docgraph.errors import DocgraphError
from docgraph.scale.limits import Failure, FailureKind, WorkLimits
from docgraph.scale.workers import TASK_SIZE, available_workers, run_ordered, size_of

sys.path.insert(0, str(Path(__file__).parent))

import faulty_works

LIMITS = WorkLimits(seconds=2, memory=500_000_000)
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit of memory needs Linux")
posix = pytest.mark.skipif(os.name != "posix", reason="the limit of time and the signals need POSIX")


def run(
    items: list[tuple[str, str]],
    *,
    workers: int = 2,
    limits: WorkLimits = LIMITS,
    work: Callable[[tuple[str, str]], str] = faulty_works.work,
) -> tuple[list[str], list[tuple[str, Failure]]]:
    failed: list[tuple[str, Failure]] = []
    found = run_ordered(
        work, items, workers=workers, limits=limits, on_failure=lambda item, why: failed.append((item[0], why))
    )
    return list(found), failed


def children() -> list[str]:
    """Return the command lines of the processes that this one has started and that are there, dead or alive."""
    done = subprocess.run(
        ["ps", "-o", "ppid=,stat=,args=", "-A"],
        capture_output=True,
        text=True,
        check=True,
        env={"LC_ALL": "C", **os.environ},
    )
    rows = [line.split(None, 2) for line in done.stdout.splitlines()]
    return [" ".join(row) for row in rows if row[0] == str(os.getpid()) and "ps -o" not in row[-1]]


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() == before
    assert not [one for one in threading.enumerate() if one.name.startswith("docgraph-")]


def test_results_come_in_the_order_of_the_items() -> None:
    items = [(str(number), "") for number in range(500)]
    assert run(items) == ([str(number) for number in range(500)], [])
    assert run(items, workers=1) == run(items)


def test_items_larger_than_a_pipe_go_there_and_back() -> None:
    sizes = [0, 1, 300_000, 5_000_000, 2, 70_000] * 3
    found = run_ordered(faulty_works.large, sizes, workers=2, on_failure=lambda *_: None, size=lambda item: item)
    assert [len(one) for one in found] == sizes
    texts = ["Đ" * 3_000_000, "a", "b" * 200_000]
    assert list(run_ordered(len, texts, workers=2, on_failure=lambda *_: None)) == [3_000_000, 1, 200_000]


def test_no_items_need_no_workers() -> None:
    assert run([]) == ([], [])


KINDS = [
    ("exit", FailureKind.CRASH, "exit status 3"),
    pytest.param("segfault", FailureKind.CRASH, "SIGSEGV", marks=posix),
    pytest.param("sleep", FailureKind.TIME, "limit of 2 seconds", marks=posix),
    pytest.param("regex", FailureKind.TIME, "limit of 2 seconds", marks=posix),
    pytest.param("memory", FailureKind.MEMORY, "476.8 MB", marks=linux),
    ("raise", FailureKind.EXCEPTION, "ValueError: a bad day"),
    ("leave", FailureKind.EXCEPTION, "SystemExit: gone"),
    ("recursion", FailureKind.EXCEPTION, "RecursionError"),
    ("unpicklable", FailureKind.EXCEPTION, "local object"),
]


@pytest.mark.parametrize(("what", "kind", "said"), KINDS)
def test_what_goes_wrong_is_named_and_the_rest_goes_on(what: str, kind: FailureKind, said: str) -> None:
    items = [(f"n{number}", what if number == 7 else "") for number in range(20)]
    found, failed = run(items)
    assert found == [f"N{number}" for number in range(20) if number != 7]
    assert [name for name, _ in failed] == ["n7"]
    assert failed[0][1].kind is kind
    assert said in failed[0][1].reason


def test_many_things_may_go_wrong_in_one_task() -> None:
    bad = {0: "exit", 1: "raise", 5: "exit", 19: "exit"}
    items = [(f"n{number}", bad.get(number, "")) for number in range(20)]
    found, failed = run(items)
    assert found == [f"N{number}" for number in range(20) if number not in bad]
    assert [name for name, _ in failed] == ["n0", "n1", "n5", "n19"]


def test_failures_are_told_in_their_turn() -> None:
    told: list[str] = []
    items = [("a", ""), ("b", "raise"), ("c", "")]
    found = run_ordered(
        faulty_works.work, items, workers=2, on_failure=lambda item, _: told.append(f"failed {item[0]}")
    )
    while result := next(found, None):
        told.append(f"did {result}")
    assert told == ["did A", "failed b", "did C"]


def test_a_process_that_dies_once_gets_another_chance(tmp_path: Path) -> None:
    items = [("a", ""), ("b", str(tmp_path / "mark")), ("c", "")]
    assert run(items, work=faulty_works.once) == (["A", "B", "C"], [])


def test_what_works_print_stays_out_of_the_answers(capfd: pytest.CaptureFixture[str]) -> None:
    assert run([("a", "print"), ("b", "")]) == (["A", "B"], [])
    out, err = capfd.readouterr()
    assert out == ""
    assert "between the answers" in err


def test_exceptions_fail_one_item_in_this_process_too() -> None:
    found, failed = run([("a", ""), ("b", "raise"), ("c", "")], workers=1)
    assert (found, [name for name, _ in failed]) == (["A", "C"], ["b"])
    assert failed == run([("a", ""), ("b", "raise"), ("c", "")])[1]


def test_one_worker_is_this_process() -> None:
    assert set(run_ordered(faulty_works.process, [1, 2], workers=1, on_failure=print)) == {os.getpid()}
    others = set(run_ordered(faulty_works.process, [1, 2], workers=2, on_failure=print))
    assert os.getpid() not in others


def test_tasks_are_begun_only_a_little_ahead() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield number

    found = run_ordered(faulty_works.slow, items(), workers=2, on_failure=print, size=lambda _: TASK_SIZE // 2)
    assert [next(found) for _ in range(4)] == [0, 1, 2, 3]
    assert taken < 40
    found.close()  # type: ignore[attr-defined]


def test_an_error_of_the_items_comes_after_what_was_before_it() -> None:
    def items() -> Iterator[tuple[str, str]]:
        yield "a", ""
        raise OSError("the list ends")

    found = run_ordered(faulty_works.work, items(), workers=2, on_failure=print)
    assert next(found) == "A"
    with pytest.raises(OSError, match="the list ends"):
        next(found)


def test_an_error_of_on_failure_ends_the_work() -> None:
    def fail(item: object, failure: Failure) -> None:
        raise DocgraphError(f"{item}: {failure}")

    items = [("a", "raise"), *[("b", "sleep")] * 3]
    with pytest.raises(DocgraphError, match="ValueError"):
        list(run_ordered(faulty_works.work, items, workers=2, on_failure=fail, size=lambda _: TASK_SIZE))


@pytest.mark.parametrize("warm_up", [faulty_works.refuse_to_start, faulty_works.die_at_the_start])
def test_a_worker_that_cannot_begin_is_an_error(warm_up: Callable[[], None]) -> None:
    with pytest.raises(DocgraphError, match=r"could not begin: .*(no grammar here|exit status 4)"):
        list(run_ordered(len, ["a"], workers=2, on_failure=print, warm_up=warm_up))


def test_a_function_that_cannot_travel_is_an_error() -> None:
    with pytest.raises(DocgraphError, match="top of a module"):
        list(run_ordered(lambda item: item, ["a"], workers=2, on_failure=print))


def test_a_function_of_the_program_itself_is_an_error() -> None:
    code = (
        "from docgraph.scale.workers import run_ordered\n"
        "def double(item): return 2 * item\n"
        "try: list(run_ordered(double, [1], workers=2, on_failure=print))\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("DocgraphError double cannot go to a worker process: It is defined in the program")


def test_there_is_at_least_one_worker() -> None:
    with pytest.raises(DocgraphError, match="0 workers"):
        run_ordered(len, ["a"], workers=0, on_failure=print)
    assert available_workers() >= 1


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"memory": -1}])
def test_limits_are_above_zero(limits: dict[str, int]) -> None:
    with pytest.raises(DocgraphError, match="above zero"):
        WorkLimits(**limits)  # type: ignore[arg-type]


def test_sizes() -> None:
    assert size_of(("a", ("bc", b"d"), None)) == 5


INTERRUPTED = """
import sys
sys.path.insert(0, {here!r})
import faulty_works
from docgraph.scale.workers import run_ordered

items = [("a", ""), *[("b", {what!r})] * 20]
for result in run_ordered(faulty_works.work, items, workers=2, on_failure=print, size=lambda _: 1_000_000):
    print(result, flush=True)
"""


@posix
@pytest.mark.parametrize("what", ["sleep", "regex"])
def test_ctrl_c_ends_every_process_at_once(what: str) -> None:
    code = textwrap.dedent(INTERRUPTED.format(here=str(Path(__file__).parent), what=what))
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    assert parent.stdout.readline() == "A\n"
    workers = workers_of(parent.pid)
    assert workers
    begun = time.monotonic()
    parent.send_signal(signal.SIGINT)
    out, err = parent.communicate(timeout=30)
    assert time.monotonic() - begun < 20
    assert out == ""
    assert err.count("Traceback") == 1
    assert err.rstrip().endswith("KeyboardInterrupt")
    assert not [pid for pid in workers if alive(pid)]


LEFT = """
results = run_ordered(faulty_works.work, items, workers=2, on_failure=print, size=lambda _: 1_000_000)
print(next(results), flush=True)
input()
raise ValueError("in the loop")
"""


@posix
def test_a_program_that_ends_inside_the_loop_ends_its_workers() -> None:
    head = INTERRUPTED.format(here=str(Path(__file__).parent), what="sleep").partition("for result")[0]
    with subprocess.Popen(
        [sys.executable, "-c", head + LEFT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "A\n"
        workers = workers_of(parent.pid)
        assert workers
        _, err = parent.communicate("\n", timeout=30)
        assert err.rstrip().endswith("ValueError: in the loop")
    assert not any(map(alive, workers))


@posix
def test_workers_end_with_a_killed_parent() -> None:
    code = textwrap.dedent(INTERRUPTED.format(here=str(Path(__file__).parent), what="")) + "input()"
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "A\n"
        workers = workers_of(parent.pid)
        parent.kill()
        parent.wait()
        until = time.monotonic() + 20
        while any(map(alive, workers)) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(map(alive, workers))


def workers_of(parent: int) -> list[int]:
    done = subprocess.run(["ps", "-o", "pid=,ppid=", "-A"], capture_output=True, text=True, check=True)
    pairs = [line.split() for line in done.stdout.splitlines()]
    return [int(pid) for pid, above in pairs if int(above) == parent]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")
