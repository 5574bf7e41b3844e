"""Which release visitors see: the newest, or the last good one where the newest cannot be read.

A release file never changes. One that is missing, cut short or overwritten is passed over and said
so; the pages keep working on the release before it until a new one is made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

import duckdb

from dashboard import wording
from dashboard.publication import LATER, TABLES, NoRelease, Publication, current_file
from dashboard.settings import Installation

#: Facts that every page prints, so a release without them is not whole.
_FACTS = ("id", "made", "as_of", "made_up")

_open: dict[Path, Publication] = {}
_lock = Lock()


@dataclass(frozen=True)
class Served:
    """The release that pages show; ``warning`` says so where it is not the newest, else empty."""

    release: Publication
    warning: str = ""


def now(where: Installation) -> Served:
    """The newest release, or the newest before it whose file is whole.

    A file is read through once, and again when its size or time changes. Raises NoRelease, saying
    what to run, where there is none.
    """
    try:
        path = current_file(where)
        release = _whole(path)
        why = f"{path.name} cannot be read. Run 'dashboard release' to make a new one."
    except NoRelease as missing:
        release, why = None, str(missing)
    if release is not None:
        return Served(release)
    for earlier in _earlier(where):
        return Served(earlier, _warning(where, earlier))
    raise NoRelease(why)


def _whole(path: Path) -> Publication | None:
    """The release in ``path``, read through; None where it is missing, cut short or no release."""
    try:
        told = path.stat()
    except FileNotFoundError:
        return None
    return _read_through(path, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=64)
def _read_through(path: Path, _changed: int, _size: int) -> Publication | None:
    with _lock:
        if path in _open:
            # The file is not what it was. DuckDB would hand out what it has in memory.
            _open.pop(path).close()
        try:
            release = Publication(path)
        except (NoRelease, duckdb.Error, TypeError):
            return None  # no database, one without the tables, or tables of another shape
        if not _complete(release):
            release.close()
            return None
        _open[path] = release
        return release


def _complete(release: Publication) -> bool:
    """Whether every table is there and every block of it can be read: DuckDB checks each one's sum."""
    try:
        for table in ("cells", *(name for name in TABLES if name not in LATER)):
            release.frame(f"SELECT * FROM {table}")
    except duckdb.Error:
        return False
    return all(name in release.facts for name in _FACTS) and release.id in release.path.name


def _earlier(where: Installation) -> Iterator[Publication]:
    """Whole releases, latest first, that are not later than the one the pointer names."""
    newest = _named(where)
    named = sorted(where.releases.glob("published-????-??-??-*.duckdb"), key=lambda path: path.name[:20])
    found: dict[str, list[Publication]] = {}
    for path in reversed(named):
        day = path.name[:20]
        if newest and (day > newest[:20] or path.name == newest):
            continue
        if found and day not in found:
            break
        if (release := _whole(path)) is not None:
            found.setdefault(day, []).append(release)
    for releases in found.values():
        yield from sorted(releases, key=lambda release: release.facts["made"], reverse=True)


def _named(where: Installation) -> str:
    """The file that the pointer names; empty where the pointer cannot be read."""
    try:
        return Path(json.loads(where.pointer.read_text(encoding="utf-8"))["file"]).name
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _warning(where: Installation, shown: Publication) -> str:
    told = f"({shown.id}, {wording.date(shown.facts['made'])})"
    newest = _named(where).removeprefix("published-").removesuffix(".duckdb")
    if newest:
        said = f"The newest release ({newest}) cannot be read; you are looking at the one before it {told}."
    else:
        said = "The file that names the newest release cannot be read; you are looking at the last good one "
        said += f"{told}."
    return f"{said} Tell the analyst to run 'dashboard release'."
