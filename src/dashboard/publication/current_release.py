"""The current release: the newest, or the last good one where the newest cannot be read.

The only reader of the pointer, and the only owner of the current release. A release file never changes. One
that is missing, cut short, overwritten, or not listed with its hash is passed over with a warning; the pages
keep working on the release before it until a new one is made.

Whoever was given a release may read it to the end: it is closed when it is current no more and its last
reader has left, never before.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

import duckdb

from dashboard.methods import wording
from dashboard.publication import LATER, TABLES, NoRelease, Publication
from dashboard.publication.listed import is_listed
from dashboard.settings import Installation

#: Facts that every page prints, so a release without them is not whole.
_FACTS = ("id", "made", "as_of", "made_up")
#: Of how many installations the release is held open between visits; a server has one.
_HELD = 2
#: Of how many files it is remembered whether they are whole.
_KNOWN = 256


@dataclass(frozen=True)
class CurrentRelease:
    """The release that pages show; ``warning`` says so where it is not the newest, else empty."""

    release: Publication
    warning: str = ""


@dataclass(frozen=True)
class _File:
    """A release file as it stood when it was looked at; another size, time or inode is another file."""

    path: Path
    changed: int
    size: int
    inode: int


def now(where: Installation) -> CurrentRelease:
    """The newest release, or the newest before it whose file is whole.

    A file is read through once, and again when it changes. Keep the answer for the whole of one page or
    command and ask anew for the next. Raises NoRelease, saying what to run, where there is none.
    """
    return _releases.now(where)


def named_file(where: Installation) -> Path:
    """The file that the pointer names, whole or not.

    Raises NoRelease where the pointer or the file it names is missing or unreadable.
    """
    path = where.releases / _named(where)
    if not path.exists():
        raise NoRelease(_missing(path))
    return path


def _missing(path: Path) -> str:
    return f"{path} is missing. Run 'dashboard release' to make a new one."


def _named(where: Installation) -> str:
    try:
        return Path(json.loads(where.pointer.read_text(encoding="utf-8"))["file"]).name
    except FileNotFoundError:
        raise NoRelease(
            f"No release in {where.root}. Run 'dashboard demo' for made-up data, or "
            "'dashboard intake FILE' and then 'dashboard release'."
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise NoRelease(
            f"{where.pointer} cannot be read. Run 'dashboard release' to write it anew."
        ) from broken


def _pointed(where: Installation) -> tuple[str, str]:
    """The name of the file that the pointer names, empty where it cannot be read.

    And what to say where neither that file nor an earlier one can be shown.
    """
    try:
        path = where.releases / _named(where)
    except NoRelease as missing:
        return "", str(missing)
    damaged = f"{path.name} cannot be read. Run 'dashboard release' to make a new one."
    return path.name, damaged if path.exists() else _missing(path)


class _Releases:
    """Every release that this process has open."""

    def __init__(self) -> None:
        self._lock = Lock()
        #: The release served, by the root of its installation. Nothing else keeps a release open but
        #: those who read it.
        self._served: OrderedDict[Path, tuple[_File, Publication]] = OrderedDict()
        #: Those that somebody still reads, so that one file is never opened twice.
        self._open: WeakValueDictionary[_File, Publication] = WeakValueDictionary()
        #: When the release in a file was made; None where the file is not whole.
        self._known: OrderedDict[_File, str | None] = OrderedDict()

    def now(self, where: Installation) -> CurrentRelease:
        """See ``now``. Many visitors at once open a new release once: the others wait for it."""
        with self._lock:
            named, why = _pointed(where)
            while True:
                if (release := self._newest(where, named)) is not None:
                    return CurrentRelease(release)
                before = named
                named, why = _pointed(where)
                if named == before:
                    break  # else the pointer moved on, and what it named before may be gone
            for earlier in self._earlier(where, named):
                if (release := self._opened(where, earlier)) is not None:
                    return CurrentRelease(release, _warning(named, release))
        raise NoRelease(why)

    def _newest(self, where: Installation, named: str) -> Publication | None:
        file = _look(where.releases / named) if named else None
        return self._opened(where, file) if file is not None else None

    def _opened(self, where: Installation, file: _File) -> Publication | None:
        """The release in ``file``, from now on the one served; None where it is not whole."""
        held = self._served.get(where.root)
        if held is not None and held[0] == file:
            return held[1]
        release = self._whole(file)
        if release is not None:
            self._served[where.root] = (file, release)
            self._served.move_to_end(where.root)
            while len(self._served) > _HELD:
                self._served.popitem(last=False)
        return release

    def _whole(self, file: _File) -> Publication | None:
        """The release in ``file``, read through unless somebody has it open; None where it is not whole."""
        release = self._open.get(file)
        if release is None and self._known.get(file, "") is not None:
            if not is_listed(file.path):
                return None  # perhaps not yet: what is not remembered is looked at again
            release = self._read_through(file)
        self._known[file] = release.facts["made"] if release else None
        while len(self._known) > _KNOWN:
            self._known.popitem(last=False)
        return release

    def _read_through(self, file: _File) -> Publication | None:
        try:
            release = self._read(file)
        except (NoRelease, duckdb.Error, TypeError, OSError):
            return None  # no database, one without the tables, or tables of another shape
        if not _complete(release):
            release.close()
            return None
        self._open[file] = release
        return release

    def _read(self, file: _File) -> Publication:
        """The release in ``file``; from a copy where its predecessor at the same path is still read."""
        if not any(other.path == file.path for other in self._open):
            return Publication(file.path)
        with tempfile.TemporaryDirectory(prefix="release-", ignore_cleanup_errors=True) as folder:
            return Publication(file.path, copy=Path(shutil.copy(file.path, folder)))

    def _earlier(self, where: Installation, newest: str) -> Iterator[_File]:
        """Files of whole releases, latest first, that are not later than the one the pointer names."""
        paths = sorted(where.releases.glob("published-????-??-??-*.duckdb"), key=_day, reverse=True)
        days: dict[str, list[tuple[str, _File]]] = {}
        for path in paths:
            day = _day(path)
            if newest and (day > newest[:20] or path.name == newest):
                continue
            if days and day not in days:
                break
            file = _look(path)
            release = self._id_of(file) if file is not None else None
            if file is not None and release is not None:
                days.setdefault(day, []).append((release, file))
        for files in days.values():
            yield from (file for _, file in sorted(files, key=lambda pair: pair[0], reverse=True))

    def _id_of(self, file: _File) -> str | None:
        if file not in self._known:
            self._whole(file)
        return self._known.get(file)


def _day(path: Path) -> str:
    return path.name[:20]


def _look(path: Path) -> _File | None:
    """The file as it stands; None where it is missing or cannot be looked at."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return _File(path, seen.st_mtime_ns, seen.st_size, seen.st_ino)


def _complete(release: Publication) -> bool:
    """Whether every table is there and every block of it can be read: DuckDB checks each one's sum."""
    try:
        for table in ("cells", *(name for name in TABLES if name not in LATER)):
            release.read_through(table)
    except duckdb.Error:
        return False
    return all(name in release.facts for name in _FACTS) and release.id in release.path.name


def _warning(named: str, shown: Publication) -> str:
    newest = named.removeprefix("published-").removesuffix(".duckdb")
    shows = f"({shown.id}, {wording.date(shown.facts['made'])})"
    if newest:
        first = f"The newest release ({newest}) cannot be read; you are looking at the one before it {shows}."
    else:
        first = (
            "The file that names the newest release cannot be read; you are looking at the last good one "
            f"{shows}."
        )
    return f"{first} Tell the analyst to run 'dashboard release'."


_releases = _Releases()
