"""In which order tests run, and which of them one process keeps together.

A file goes to one process, whole, since what a file sets up it sets up once; the tests with a server and a
browser go together, for the same reason. Whoever is free takes the next file. So those that take longest come
first, and what is left at the end, when somebody has nothing left to take, is short.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from xdist.scheduler import LoadScopeScheduling

#: Tests that share a server on the demonstration, and a browser.
TOGETHER = "tests/browser/"
#: Where tests take longest, in this order. The first makes the demonstration; by the time that anybody else
#: asks for it, it is there. A folder that is missing here runs at the end, which costs time and nothing else.
LONGEST = (
    TOGETHER,
    "tests/release/",
    "tests/attacks/",
    "tests/meeting/test_browser",
    "tests/intake/test_canaries",
    "tests/checker/",
    "tests/returns/",
    "tests/publication/",
    "tests/keeping/",
    "tests/current_release/",
    "tests/server/",
    "tests/pages/",
    "tests/commands/",
    "tests/demo/",
    "tests/meeting/",
    "tests/validation/",
    "tests/intake/",
)


class Collected(Protocol):
    """What is asked of a test: its name with that of its file."""

    @property
    def nodeid(self) -> str: ...


T = TypeVar("T", bound=Collected)


def longest_first(tests: Sequence[T]) -> list[T]:
    """``tests`` by their place in LONGEST, otherwise as they were."""
    return sorted(tests, key=lambda test: place(test.nodeid))


def place(name: str) -> int:
    """Which of LONGEST a test is in, by its name; their number where it is in none."""
    return next((at for at, start in enumerate(LONGEST) if name.startswith(start)), len(LONGEST))


class ByFile(LoadScopeScheduling):
    """Hand out whole files, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)


def together(name: str) -> str:
    """What a test is handed out with, by its name: a folder or a file."""
    return TOGETHER if name.startswith(TOGETHER) else name.partition("::")[0]
