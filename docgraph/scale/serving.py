"""The worker's side of the pool: what runs in a worker process, from its start to its end.

Messages are a length of eight bytes and a pickle.  The first one tells what to do; each other one is a task, a tuple
of pickled items.  Answers go back as they are ready, several in one message; the number of items begun stands in a
small file that both sides map into memory, so that the other side knows which item a worker died of.
"""

from __future__ import annotations

import mmap
import os
import pickle
import signal
import struct
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO, Final

from attrs import frozen

from docgraph.scale.limits import Failure, WorkLimits, failure_of_exception

LENGTH: Final = struct.Struct(">Q")
BEGUN: Final = struct.Struct("=Q")
COMMAND: Final = "from docgraph.scale.serving import main; main()"
READY: Final = "ready"
# Answers wait for one another so long, or until they are so large: a message costs more than a small document.
FLUSH_SECONDS: Final = 0.02
FLUSH_BYTES: Final = 256 * 1024

Answer = tuple[int, bytes | Failure]
"""The place of an item in its task, and the pickled result or why there is none."""


@frozen
class Orders:
    """What a worker is told once, when it starts."""

    work: Callable[[Any], Any]
    warm_up: Callable[[], object] | None
    limits: WorkLimits


def send(stream: BinaryIO, message: bytes) -> None:
    """Write one message."""
    stream.write(LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """Read one message; `EOFError` where the other side has ended."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    message = stream.read(length)
    if len(message) < length:
        raise EOFError
    return message


def main() -> None:
    """Serve until the other side closes its end; *sys.argv* names the file with the number of items begun."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started the worker ends it
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # one that is ignored stays so in the processes one starts
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What the work prints must not get between the answers.
    os.dup2(2, 1)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    with Path(sys.argv[1]).open("r+b") as file, mmap.mmap(file.fileno(), BEGUN.size) as board:
        try:
            serve(incoming, outgoing, board)
        except (EOFError, BrokenPipeError):
            # Nobody is there to be answered, and Python must not try again to write what is left when it ends.
            os._exit(0)


def serve(incoming: BinaryIO, outgoing: BinaryIO, board: mmap.mmap) -> None:
    """Make ready, say so, and do one task after the other."""
    message = receive(incoming)
    try:
        orders = pickle.loads(message)  # noqa: S301 - from the process that started this one
        if orders.warm_up is not None:
            orders.warm_up()
    except Exception as error:  # noqa: BLE001 - whatever it is, the other side is told
        send(outgoing, pickle.dumps(f"{type(error).__name__}: {error}"))
        return
    _limit_memory(orders.limits)
    send(outgoing, pickle.dumps(READY))
    begun = 0
    while True:
        items: tuple[bytes, ...] = pickle.loads(receive(incoming))  # noqa: S301 - the same
        _do_task(orders, items, begun, outgoing, board)
        begun += len(items)
        del items  # what the task held is free while this worker waits


def _do_task(orders: Orders, items: Iterable[bytes], begun: int, outgoing: BinaryIO, board: mmap.mmap) -> None:
    answers: list[Answer] = []
    size, flushed = 0, time.monotonic()
    for place, item in enumerate(items):
        BEGUN.pack_into(board, 0, begun + place + 1)
        answer = _timed(orders, item)
        answers.append((place, answer))
        size += len(answer) if isinstance(answer, bytes) else 0
        now = time.monotonic()
        if size >= FLUSH_BYTES or now - flushed >= FLUSH_SECONDS:
            send(outgoing, pickle.dumps(answers, pickle.HIGHEST_PROTOCOL))
            answers, size, flushed = [], 0, now
    if answers:
        send(outgoing, pickle.dumps(answers, pickle.HIGHEST_PROTOCOL))


def _timed(orders: Orders, item: bytes) -> bytes | Failure:
    """Work on one item; the system ends this process when that takes too long, whatever code is running then."""
    timed = orders.limits.seconds is not None and hasattr(signal, "setitimer")
    if timed:
        signal.setitimer(signal.ITIMER_REAL, orders.limits.seconds or 0.0)
    try:
        return pickle.dumps(orders.work(pickle.loads(item)), pickle.HIGHEST_PROTOCOL)  # noqa: S301 - the same
    except (Exception, SystemExit) as error:  # noqa: BLE001 - one item must not end the others
        return failure_of_exception(error, orders.limits)
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_REAL, 0.0)


def _limit_memory(limits: WorkLimits) -> None:
    """Let this process take so much memory beyond what it has now, where the system can see to that."""
    if limits.memory is None:
        return
    try:
        import resource  # noqa: PLC0415 - not on every system

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (ImportError, OSError):
        return
    most = pages * resource.getpagesize() + limits.memory
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
