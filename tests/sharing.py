"""What many tests share is made once and kept, for every process and every run, until what makes it changes.

A maker is a function that fills an empty folder. The folder is kept in the user's cache (not in the project,
where the key of an installation may not lie) under a hash of everything that the maker may read: the
project's own files, the maker's module with the modules of the tests that it imports, the version of every
installed package, and Python's. It is written aside and renamed when it is whole, so that a run that is
killed leaves nothing that looks finished.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import inspect
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

from filelock import FileLock

from dashboard.settings import PROJECT

#: Fills a folder, which is there and empty. Its name is the name of what is kept.
Maker = Callable[[Path], object]
#: What any maker may read, beside modules of the tests.
MADE_FROM = ("src", "data/reference", "data/demo", "pages", "app.py", ".streamlit")
#: So many states of one thing stay, and any that was asked for in the last hours, in seconds: another run
#: may be reading it.
NEWEST, IN_USE = 4, 2 * 3600


class Changed(Exception):
    """What is shared was changed. It is forgotten, and made anew the next time it is asked for."""


class Keeper:
    """A folder of things that were made, each under the key of what made it."""

    def __init__(self, folder: Path | None = None, project: Path = PROJECT) -> None:
        self.folder, self.project = folder or _cache(), project

    def keep(self, maker: Maker) -> Path:
        """The folder that ``maker`` filled, now or earlier; others who ask meanwhile wait. Read only.

        Raises Changed where it no longer holds what was made.
        """
        shelf = self.folder / maker.__name__
        shelf.mkdir(parents=True, exist_ok=True)
        entry = shelf / self.key(maker)
        with FileLock(shelf / "lock"):
            if not entry.exists():
                _make(maker, entry)
            os.utime(entry)
            _prune(shelf)
        self.check(entry / "content")
        return entry / "content"

    def key(self, maker: Maker) -> str:
        """A hash of everything that ``maker`` may read."""
        source = inspect.getsourcefile(maker)
        assert source is not None
        tests = {_digest(path) for path in modules_behind(Path(source), self.project)}
        told = [maker.__name__, self._own_files, *sorted(tests), *self._versions]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:20]

    @functools.cached_property
    def _own_files(self) -> str:
        """A hash of the project's own files, which no test changes."""
        digests = {
            path.relative_to(self.project).as_posix(): _digest(path)
            for name in MADE_FROM
            for path in _files(self.project / name)
            if path.suffix != ".pyc"
        }
        return hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()

    @functools.cached_property
    def _versions(self) -> list[str]:
        packages = {f"{package.name}=={package.version}" for package in metadata.distributions()}
        return [sys.version, platform.platform(), *sorted(packages)]

    @staticmethod
    def check(content: Path) -> None:
        """Raise Changed where ``content`` no longer holds what was made, and forget it."""
        before = json.loads((content.parent / "fingerprint.json").read_text(encoding="utf-8"))
        now = fingerprint(content)
        differing = sorted(name for name in before | now if before.get(name) != now.get(name))
        if differing:
            shutil.rmtree(content.parent)
            raise Changed(
                f"A test changed what others share ({content.parent.parent.name}: {', '.join(differing)}). "
                "Let it change a copy, then run the tests again."
            )


def fingerprint(folder: Path) -> dict[str, str]:
    """The hash of each file in ``folder``, by its path there."""
    return {path.relative_to(folder).as_posix(): _digest(path) for path in _files(folder)}


def modules_behind(module: Path, project: Path) -> set[Path]:
    """``module`` and every module of the tests that it imports, by whatever way round."""
    behind, waiting = set[Path](), [module.resolve()]
    while waiting:
        path = waiting.pop()
        if path not in behind:
            behind.add(path)
            waiting += [found.resolve() for found in _imported(path, project)]
    return behind


def _imported(module: Path, project: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            path = project.joinpath(*name.split(".")).with_suffix(".py")
            if name.startswith("tests.") and path.exists():
                yield path


def _make(maker: Maker, entry: Path) -> None:
    aside = Path(tempfile.mkdtemp(prefix="unfinished-", dir=entry.parent))
    content = aside / "content"
    content.mkdir()
    maker(content)
    (aside / "fingerprint.json").write_text(json.dumps(fingerprint(content)), encoding="utf-8")
    aside.rename(entry)


def _prune(shelf: Path) -> None:
    """Remove what nobody has asked for lately, and what was never finished: the lock has a single holder."""
    whole: list[Path] = []
    for path in shelf.iterdir():
        if path.name.startswith("unfinished-"):
            shutil.rmtree(path)
        elif path.is_dir():
            whole.append(path)
    used = {path: path.stat().st_mtime for path in whole}
    for path in sorted(whole, key=used.__getitem__, reverse=True)[NEWEST:]:
        if used[path] < time.time() - IN_USE:
            shutil.rmtree(path)


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "northamptonshire-dashboard" / "tests"


def _files(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
