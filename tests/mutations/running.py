"""One mutation in a copy of the project, and what the tests that should notice say of it."""

from __future__ import annotations

import multiprocessing
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from tests.mutations import child
from tests.mutations.imported import VARIABLE
from tests.mutations.table import ROOT, Mutation, TableError

#: Of the project's folder, what no test needs.
_LEFT_OUT = (".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "installation")
#: Seconds after which a run is given up.
_LIMIT = 900
#: pytest's exit codes, as ``child`` gives them.
_PASSED, _FAILED = child.ENDED, child.ENDED + 1


@dataclass(frozen=True)
class Outcome:
    """Whether the tests passed; where not, the first that failed and what it said."""

    passed: bool
    first: str = ""


def copy_project(folder: Path) -> Path:
    """A copy of the project in ``folder``, which must not exist yet."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    return folder


@contextmanager
def broken(copy: Path, mutation: Mutation) -> Iterator[None]:
    """The copy with one guard broken, and as it was afterwards. Raises TableError."""
    path = copy / mutation.file
    before = path.read_bytes()
    text = mutation.applied(before.decode("utf-8"))
    try:
        _write(path, text.encode("utf-8"))
        yield
    finally:
        _write(path, before)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    if path.suffix == ".py":
        # Python tells a stale one by size and second: a digit changed at once would go unnoticed.
        Path(cache_from_source(str(path))).unlink(missing_ok=True)


def run_tests(copy: Path, tests: Sequence[str], file: str = "") -> Outcome:
    """Run ``tests`` on the copy, in which ``file`` is broken. Raises TableError where they cannot run."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        given = (copy, VARIABLE, file, tuple(tests), output)
        process = _forks().Process(target=child.run, args=given)
        process.start()
        process.join(_LIMIT)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TableError(f"{' '.join(tests)}: no end after {_LIMIT} s; name fewer tests")
        told = output.read_text(encoding="utf-8", errors="replace")
    if process.exitcode not in (_PASSED, _FAILED):
        last = "\n".join(told.splitlines()[-12:])
        raise TableError(f"{' '.join(tests)}: nothing decided, pytest ended with {process.exitcode}:\n{last}")
    first = re.search(r"^(?:FAILED|ERROR) (.*)$", told, re.MULTILINE)
    return Outcome(process.exitcode == _PASSED, first[1] if first else "")


@cache
def _forks() -> multiprocessing.context.ForkServerContext:
    """Where processes come from that have every library loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(child.PRELOADED)
    return context


def try_out(copy: Path, mutation: Mutation) -> Outcome:
    """What the mutation's tests say of it. Raises TableError where they cannot."""
    with broken(copy, mutation):
        return run_tests(copy, mutation.tests, mutation.file)
