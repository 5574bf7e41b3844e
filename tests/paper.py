"""Makers of a small thing (tests.sharing), in a module that a new process imports in no time."""

from __future__ import annotations

import time
from pathlib import Path


def paper(folder: Path) -> None:
    """A maker that counts in a file beside the kept things how often it was called."""
    with (folder.parents[2] / "calls").open("a", encoding="utf-8") as calls:
        calls.write("x")
    (folder / "part").mkdir()
    (folder / "part" / "paper.txt").write_text("kept", encoding="utf-8")


def slow_paper(folder: Path) -> None:
    """The same, so slow that whoever asks second asks while it is being made."""
    paper(folder)
    time.sleep(0.3)
