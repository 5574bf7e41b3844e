"""What a power cut could still take away: files and names that were not forced to the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

Change = tuple[int, int, int]


class Disk:
    """Forced writes and new names, in the order in which they were asked for.

    ``steps`` counts them. A file that something else than Python writes (a database) is judged by its
    size and time: it must not have changed since it was forced.
    """

    def __init__(self) -> None:
        self.steps = 0
        #: By inode: the step at which it was last forced, with its time and size then.
        self.forced: dict[int, tuple[int, Change]] = {}
        #: By path: the step at which the name appeared.
        self.named: dict[Path, int] = {}

    def force(self, handle: int) -> None:
        self.steps += 1
        self.forced[os.fstat(handle).st_ino] = self.steps, _change(os.fstat(handle))

    def name(self, path: Path) -> None:
        self.steps += 1
        self.named[path] = self.steps

    def lost(self, folder: Path, before: dict[Path, Change]) -> set[str]:
        """What was written below ``folder`` since ``before`` and would not survive."""
        return {
            str(path.relative_to(folder))
            for path in folder.rglob("*")
            if before.get(path) != _change(path.stat()) and not self._safe(path)
        }

    def _safe(self, path: Path) -> bool:
        folder, _ = self.forced.get(path.parent.stat().st_ino, (0, None))
        if path.is_dir():
            return path not in self.named or folder > self.named[path]
        step, change = self.forced.get(path.stat().st_ino, (0, None))
        # A name that no rename gave came with the file itself.
        return change == _change(path.stat()) and folder > self.named.get(path, step)


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """Take down what is forced to the disk, and which names are given, while the block runs."""
    disk = Disk()
    fsync = os.fsync

    def force(handle: Any) -> None:
        fsync(handle)
        disk.force(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", force)
        for call in ("replace", "rename", "link"):
            patch.setattr(os, call, _named(disk, getattr(os, call), 1))
        patch.setattr(os, "mkdir", _named(disk, os.mkdir, 0))
        yield disk


def _named(disk: Disk, real: Any, at: int) -> Any:
    def named(*given: Any, **more: Any) -> Any:
        result = real(*given, **more)
        disk.name(Path(given[at]))
        return result

    return named


def contents(folder: Path) -> dict[Path, Change]:
    """Everything below ``folder`` as it is now."""
    return {path: _change(path.stat()) for path in folder.rglob("*")}


def _change(found: os.stat_result) -> Change:
    return found.st_ino, found.st_mtime_ns, found.st_size
