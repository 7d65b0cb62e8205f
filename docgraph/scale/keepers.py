"""Keepers: threads of the calling process, each of which starts one worker process, feeds it, and replaces it."""

from __future__ import annotations

import mmap
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO, Final, cast

from docgraph.errors import DocgraphError
from docgraph.scale.limits import Failure, WorkLimits, failure_of_crash, failure_of_time
from docgraph.scale.serving import BEGUN, COMMAND, READY, Answer, receive, send


class Task:
    """Some items that go to a worker together, and what came back for each."""

    def __init__(self, items: tuple[Any, ...]) -> None:
        self.items = items
        self.answers: list[bytes | Failure | None] = [None] * len(items)
        self.done = threading.Event()

    def open_places(self) -> list[int]:
        """Return the places of the items that have no answer."""
        return [place for place, answer in enumerate(self.answers) if answer is None]


def _apart() -> dict[str, Any]:
    """Return how a process is kept from Ctrl-C: the calling process alone gets it, and then ends its workers."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


class Worker:
    """One worker process, ready to work."""

    def __init__(self, orders: bytes, board: Path) -> None:
        board.write_bytes(bytes(BEGUN.size))
        with board.open("r+b") as file:
            self._board = mmap.mmap(file.fileno(), BEGUN.size)
        paths = dict.fromkeys(path or str(Path.cwd()) for path in sys.path)
        self._process = subprocess.Popen(  # noqa: S603 - this Python with a command of its own
            [sys.executable, "-P", "-c", COMMAND, str(board)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            **_apart(),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to: BinaryIO = cast("BinaryIO", self._process.stdin)
        self._from: BinaryIO = cast("BinaryIO", self._process.stdout)
        self._orders = orders
        self._given = 0

    def make_ready(self) -> None:
        """Wait until the worker has loaded what it needs; `DocgraphError` where it cannot."""
        try:
            send(self._to, self._orders)
            said = pickle.loads(receive(self._from))  # noqa: S301 - from the process that was started here
        except (EOFError, OSError):
            said = f"it ended before it was ready ({self.end()})"
        if said != READY:
            message = f"A worker process could not begin: {said}. Work with workers=1 to see the whole error."
            raise DocgraphError(message)

    def give(self, items: tuple[Any, ...]) -> None:
        """Hand over items; the worker has none at this time."""
        # Each by itself, so that an item that is too large to be unpacked fails alone.
        packed = tuple(pickle.dumps(item, pickle.HIGHEST_PROTOCOL) for item in items)
        message = pickle.dumps(packed, pickle.HIGHEST_PROTOCOL)
        self._given = self._begun()
        send(self._to, message)

    def answers(self) -> list[Answer]:
        """Wait for answers; `EOFError` where the worker has died."""
        found: list[Answer] = pickle.loads(receive(self._from))  # noqa: S301 - the same
        return found

    def died_at(self) -> int | None:
        """Return the place of the item that was worked on last; None where none was begun."""
        place = self._begun() - self._given - 1
        return place if place >= 0 else None

    def _begun(self) -> int:
        begun: int = BEGUN.unpack_from(self._board)[0]
        return begun

    def kill(self) -> None:
        """End the process now; whoever waits for its answers gets `EOFError`."""
        self._process.kill()

    def end(self) -> str:
        """End the process, free what it held, and return how it ended by itself: "SIGSEGV", "exit status 3"."""
        try:
            status = self._process.wait(5)  # its pipe is closed a little before it has ended
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        for stream in (self._to, self._from):
            with suppress(OSError):  # what was not yet written to a process that is gone
                stream.close()
        if status >= 0:
            return f"exit status {status}"
        try:
            return signal.Signals(-status).name
        except ValueError:
            return f"signal {-status}"


TIMED_OUT: Final = "SIGALRM"


class Keeper(threading.Thread):
    """Does tasks in one worker process; when that dies, in a new one, without what it died of."""

    def __init__(
        self,
        orders: bytes,
        limits: WorkLimits,
        board: Path,
        tasks: SimpleQueue[Task | None],
        on_fatal: Callable[[BaseException], None],
    ) -> None:
        super().__init__(name=f"docgraph-{board.name}", daemon=True)
        self._orders = orders
        self._limits = limits
        self._board = board
        self._tasks = tasks
        self._on_fatal = on_fatal
        self._worker: Worker | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def run(self) -> None:
        """Do tasks until there is None, or until `stop`."""
        try:
            while (task := self._tasks.get()) is not None and not self._stopped:
                self._do(task)
                task.done.set()
        except BaseException as error:  # noqa: BLE001 - told to the thread that waits
            if not self._stopped:
                self._on_fatal(error)
        finally:
            self._replace(None)

    def stop(self) -> None:
        """End the worker, whatever it does."""
        with self._lock:
            self._stopped = True
            if self._worker is not None:
                self._worker.kill()

    def _do(self, task: Task) -> None:
        suspect: int | None = None
        while places := task.open_places():
            worker = self._ready()
            try:
                worker.give(tuple(task.items[place] for place in places))
                left = len(places)
                while left:
                    for index, answer in worker.answers():
                        task.answers[places[index]] = answer
                        left -= 1
            except (EOFError, OSError):
                at = worker.died_at()
                how = worker.end()
                self._replace(None)
                if self._stopped:
                    raise
                place = places[at or 0]
                # A process may be killed for what it is not guilty of (the system lacks memory): one more chance.
                if how == TIMED_OUT:
                    task.answers[place] = failure_of_time(self._limits)
                elif suspect == place:
                    task.answers[place] = failure_of_crash(how)
                else:
                    suspect = place

    def _ready(self) -> Worker:
        """Return the worker, started and ready."""
        if self._worker is None:
            worker = self._replace(Worker(self._orders, self._board))
            assert worker is not None
            worker.make_ready()
        assert self._worker is not None
        return self._worker

    def _replace(self, worker: Worker | None) -> Worker | None:
        with self._lock:
            old, self._worker = self._worker, worker
            if worker is not None and self._stopped:
                worker.kill()
        if old is not None:
            old.kill()
            old.end()
        return worker
