"""Python's search for cycles, paused while millions of rows come in."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Without the search for cycles, for a context or, as a decorator, for a function.

    Rows make no cycles, and each search walks through all that are held: with 300,000 bookings it took
    a third of the time that checking took, and more with each more. Memory is freed all the same.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
