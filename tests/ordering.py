"""In which order tests run: those that need what takes long to make come first.

The processes of a run begin at different places of the order. So one makes the demonstration while the next
makes small releases and the last has tests that need neither, and none waits for what another is making;
what is left at the end, to be shared out, is short.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

#: Fixtures behind which something is made for all tests, the one that takes longest first.
MADE = ("demo_installation", "shared")


class Collected(Protocol):
    """What is asked of a test: its name with that of its file, and the fixtures it uses by whatever way."""

    @property
    def nodeid(self) -> str: ...
    @property
    def fixturenames(self) -> list[str]: ...


T = TypeVar("T", bound=Collected)


def longest_first(tests: Sequence[T]) -> list[T]:
    """``tests`` by what their file needs, otherwise as they were: what a file sets up, it sets up once."""
    needed: dict[str, int] = {}
    for test in tests:
        file = _file(test)
        needed[file] = min(needed.get(file, len(MADE)), _needs(test))
    return sorted(tests, key=lambda test: needed[_file(test)])


def _file(test: Collected) -> str:
    return test.nodeid.partition("::")[0]


def _needs(test: Collected) -> int:
    return next((place for place, name in enumerate(MADE) if name in test.fixturenames), len(MADE))
