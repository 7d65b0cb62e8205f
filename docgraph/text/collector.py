"""A pause for Python's cyclic garbage collector, while very many values are made of which none can be garbage."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def without_collector(work: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Let a function run without the cyclic collector, which would look at all values made so far again and again.

    A reading makes frozen values without cycles and keeps them; looking for cycles among them takes a quarter of its
    time, and more the longer the text.  Whoever has switched the collector off finds it off, and so does a caller
    that is itself within such a pause.

    >>> gc.isenabled(), without_collector(gc.isenabled)(), gc.isenabled()
    (True, False, True)
    """

    @wraps(work)
    def paused(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        if not gc.isenabled():
            return work(*args, **kwargs)
        gc.disable()
        try:
            return work(*args, **kwargs)
        finally:
            gc.enable()

    return paused
