"""Many cores: one function over many items in worker processes, with the results in the order of the items.

::

    items ──> tasks of about a megabyte ──> keepers (threads) ══ pipes ══> workers (processes)
    results in order <── answers <──────────┘      one item that crashes, hangs or eats memory fails alone

>>> from docgraph.scale.workers import run_ordered
>>> list(run_ordered(len, ["Quyết định", "Kế hoạch"], workers=1, on_failure=print))
[10, 8]

A worker is a new Python that imports what the work needs; nothing is inherited and the main module is not run again,
so that it is the same on every system, in scripts and in notebooks.  Ctrl-C, an error, or leaving the loop ends the
workers at once.
"""

from __future__ import annotations

import atexit
import os
import pickle
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Final, Self, TypeVar

from docgraph.errors import DocgraphError
from docgraph.scale.keepers import Keeper, Task
from docgraph.scale.limits import DEFAULT_WORK_LIMITS, Failure, WorkLimits, failure_of_exception
from docgraph.scale.serving import Orders

TASK_SIZE: Final = 1_000_000
"""How many characters or bytes go to a worker at a time."""
TASK_ITEMS: Final = 4096
"""How many items, at most."""
AHEAD: Final = 3
"""How many tasks a worker are begun before the first of them is wanted: memory is flat, however many there are."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def available_workers() -> int:
    """Return how many processes can work at the same time on this machine."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def size_of(item: object) -> int:
    """Return how much an item weighs in a task: the lengths of its texts and bytes.

    >>> size_of(("a.txt", "Quyết định")), size_of(b"123"), size_of(7)
    (15, 3, 1)
    """
    if isinstance(item, str | bytes):
        return len(item)
    if isinstance(item, tuple):
        return sum(size_of(part) for part in item)
    return 1


def run_ordered(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int,
    on_failure: Callable[[Item, Failure], None],
    limits: WorkLimits = DEFAULT_WORK_LIMITS,
    size: Callable[[Item], int] = size_of,
    warm_up: Callable[[], object] | None = None,
) -> Iterator[Result]:
    """Yield ``work(item)`` for each item, in the order of the items.

    *work* (and *warm_up*, which runs once in every worker before its first item) is a function that a new Python can
    import, or a `functools.partial` of one; items and results are values that pickle.  An item of which the work
    raises, takes too long, takes too much memory or ends its process goes to *on_failure* when its turn comes, and
    the rest goes on.  *items* is read, and *on_failure* called, in the thread of the caller.  An error of *items*
    is raised when what came before it has been yielded.

    With ``workers=1`` everything happens in the calling process, one item after the other, with the same results;
    there the *limits* do not hold, and an item that ends the process ends it.
    """
    if workers < 1:
        raise DocgraphError(f"There cannot be {workers} workers. Give 1 or more.")
    if workers == 1:
        return _run_here(work, items, on_failure)
    return _run_apart(Orders(work, warm_up, limits), _tasks(items, size), workers, on_failure)


def _run_here(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    on_failure: Callable[[Item, Failure], None],
) -> Iterator[Result]:
    unlimited = WorkLimits(seconds=None, memory=None)
    for item in items:
        try:
            result = work(item)
        except Exception as error:  # noqa: BLE001 - one item must not end the others
            on_failure(item, failure_of_exception(error, unlimited))
        else:
            yield result


def _run_apart(
    orders: Orders, tasks: Iterator[Task], workers: int, on_failure: Callable[[Item, Failure], None]
) -> Iterator[Result]:
    with _Pool(orders, workers) as pool:
        begun: deque[Task] = deque()
        more = True
        trouble: Exception | None = None
        while True:
            while more and len(begun) < AHEAD * workers:
                try:
                    task = next(tasks, None)
                except Exception as error:  # noqa: BLE001 - raised below, in its turn
                    task, trouble = None, error
                if task is None:
                    more = False
                else:
                    begun.append(task)
                    pool.add(task)
            if not begun:
                break
            task = begun.popleft()
            pool.wait(task)
            for item, answer in zip(task.items, task.answers, strict=True):
                if isinstance(answer, Failure):
                    on_failure(item, answer)
                else:
                    assert answer is not None
                    yield pickle.loads(answer)  # noqa: S301 - from a worker of this pool
        if trouble is not None:
            raise trouble


def _tasks(items: Iterable[Item], size: Callable[[Item], int]) -> Iterator[Task]:
    """Cut the items into tasks of about the same size; where *items* raises, what came before it is a task."""
    held: list[Item] = []
    weight = 0
    try:
        for item in items:
            held.append(item)
            weight += size(item)
            if weight >= TASK_SIZE or len(held) >= TASK_ITEMS:
                yield Task(tuple(held))
                held, weight = [], 0
    except Exception:
        if held:
            yield Task(tuple(held))
        raise
    if held:
        yield Task(tuple(held))


def _packed(orders: Orders) -> bytes:
    """Return the orders as they travel; `DocgraphError` where a worker could not make sense of them."""
    reason = "It is defined in the program that runs and not in a module"
    try:
        packed = pickle.dumps(orders, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        reason = str(error)
    else:
        if b"__main__" not in packed:
            return packed
    work = orders.work
    while isinstance(work, partial):
        work = work.func
    name = getattr(work, "__qualname__", repr(work))
    message = f"{name} cannot go to a worker process: {reason}. Define it at the top of a module that can be imported."
    raise DocgraphError(message)


class _Pool:
    """Keepers and the queue that they take tasks from; on leaving, every process and thread has ended."""

    def __init__(self, orders: Orders, workers: int) -> None:
        packed = _packed(orders)
        self._folder = tempfile.TemporaryDirectory(prefix="docgraph-", ignore_cleanup_errors=True)
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._fatal: BaseException | None = None
        boards = [Path(self._folder.name, f"worker-{number}") for number in range(1, workers + 1)]
        self._keepers = [Keeper(packed, orders.limits, board, self._tasks, self._die) for board in boards]

    def _die(self, error: BaseException) -> None:
        self._fatal = self._fatal or error

    def add(self, task: Task) -> None:
        """Let the next keeper that is free do a task."""
        self._tasks.put(task)
        # A worker is started for each of the first tasks: few items need few workers.
        idle = next((keeper for keeper in self._keepers if keeper.ident is None), None)
        if idle is not None:
            idle.start()

    def wait(self, task: Task) -> None:
        """Wait until a task is done; raises what ended a keeper."""
        # In steps: so that a keeper that has ended is noticed, and Ctrl-C on systems that do not interrupt a wait.
        while not task.done.wait(0.2):
            if self._fatal is not None:
                raise self._fatal

    def __enter__(self) -> Self:
        # A loop that was left by an error may be kept by its traceback until the program ends.
        atexit.register(self.end)
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End every process and thread."""
        atexit.unregister(self.end)
        started = [keeper for keeper in self._keepers if keeper.ident is not None]
        for keeper in started:
            keeper.stop()
            self._tasks.put(None)
        for keeper in started:
            keeper.join()
        self._folder.cleanup()
