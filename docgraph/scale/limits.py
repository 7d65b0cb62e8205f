"""What the work on one item may cost in time and memory, and what is said of an item that fails."""

from __future__ import annotations

import enum
from typing import Final

from attrs import frozen

from docgraph.errors import DocgraphError

MEGABYTE: Final = 1024 * 1024


@frozen
class WorkLimits:
    """What the work on one item (a document, as a rule) may cost in a worker process; None for no limit.

    Time is that of the clock on the wall; its limit needs a system with timers of its own (Linux, macOS).  Memory is
    the address space that a worker takes beyond what it has when it is ready to work; its limit needs Linux.  Where a
    system lacks one of them that limit does not hold, and neither does with one worker, which is the calling process.

    >>> WorkLimits(seconds=20).seconds
    20
    """

    seconds: float | None = 300.0
    memory: int | None = 2048 * MEGABYTE  # bytes

    def __attrs_post_init__(self) -> None:
        if min(self.seconds or 1, self.memory or 1) < 0 or 0 in {self.seconds, self.memory}:
            raise DocgraphError("A limit of time or memory must be above zero. Give None for no limit.")


DEFAULT_WORK_LIMITS: Final = WorkLimits()


class FailureKind(enum.StrEnum):
    """Why the work on an item failed."""

    EXCEPTION = "exception"  # the work raised one
    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"  # the worker process ended


@frozen
class Failure:
    """Why the work on one item failed; *reason* goes on after the name of the item.

    >>> print(f"a.txt: {Failure(FailureKind.TIME, 'took longer than 5 seconds; it is left out.')}")
    a.txt: took longer than 5 seconds; it is left out.
    """

    kind: FailureKind
    reason: str

    def __str__(self) -> str:
        return self.reason


def failure_of_exception(error: BaseException, limits: WorkLimits) -> Failure:
    """Return what is said of an item whose work raised *error*."""
    if isinstance(error, MemoryError):
        if limits.memory is None:
            return Failure(FailureKind.MEMORY, "needed more memory than there is; it is left out.")
        size = f"{limits.memory / MEGABYTE:.4g} MB"
        reason = f"needed more memory than the limit of {size}; it is left out. Split it, or raise the limit."
        return Failure(FailureKind.MEMORY, reason)
    said = " ".join(str(error).split())
    name = type(error).__name__
    reason = f"could not be worked on ({f'{name}: {said}' if said else name}); it is left out."
    return Failure(FailureKind.EXCEPTION, reason)


def failure_of_time(limits: WorkLimits) -> Failure:
    """Return what is said of an item on which the work took too long."""
    return Failure(
        FailureKind.TIME,
        f"took longer than the limit of {limits.seconds:g} seconds; it is left out. Split it, or raise the limit.",
    )


def failure_of_crash(how: str) -> Failure:
    """Return what is said of an item during which two worker processes ended."""
    return Failure(FailureKind.CRASH, f"ended two worker processes, one after the other ({how}); it is left out.")
