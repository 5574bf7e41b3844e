"""The store writer: a store is never changed in place.

It is copied, the copy is changed in one transaction, and the copy replaces the store in one step:
whoever reads sees the old rows or the new ones, and what fails leaves everything as it was.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import duckdb

from dashboard.files.disk import make_folder, move_into_place

#: What the engine may hold of rows on their way in; it puts the rest on the disk beside the copy. A million
#: bookings then need 555 MB in all and not 870, and no more of the processor.
_LIMITS: dict[str, str | int | float | list[str]] = {"memory_limit": "256MB", "threads": 1}


class StoreBusy(Exception):
    """Somebody else is writing. The message says who, and what to do."""


class StoreUnusable(Exception):
    """The store cannot be read or written. The message says why, never with a value."""


@contextlib.contextmanager
def rewrite(path: Path, *, alone: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection on a copy of the store, in one transaction; the copy then replaces the store.

    Where the block fails the copy is deleted and the store stays as it was. ``alone`` says that
    the caller holds ``only_writer`` already. Raises StoreBusy where somebody else is writing, and
    StoreUnusable where what lies at ``path`` is no store.
    """
    with contextlib.nullcontext() if alone else only_writer(path):
        copy, packed = path.with_suffix(".copy.duckdb"), path.with_suffix(".new.duckdb")
        _delete(copy, packed)  # left by an intake that was killed; nobody else can be using them
        try:
            if path.exists():
                shutil.copyfile(path, copy)
            con = _open(copy, path)
            try:
                copy.chmod(0o600)
                con.execute("BEGIN")
                yield con
                con.execute("COMMIT")
                _pack(con, packed)
            finally:
                con.close()
            _replace(packed, path)
        finally:
            _delete(copy, packed)


def _open(copy: Path, path: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(copy), config=_LIMITS)
    except duckdb.Error as broken:
        raise StoreUnusable(
            f"{path} cannot be opened as a store. Restore it from a backup, or take the extracts in again "
            "in a new data folder."
        ) from broken


def _pack(con: duckdb.DuckDBPyConnection, packed: Path) -> None:
    """Copy everything into a fresh file: deleted rows would linger in the free blocks of the old one."""
    con.execute(f"ATTACH '{_quoted(packed)}' AS packed")
    (name,) = con.execute("SELECT current_database()").fetchone() or ("",)
    con.execute(f'COPY FROM DATABASE "{name}" TO packed')
    con.execute("CHECKPOINT packed")
    con.execute("DETACH packed")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _replace(packed: Path, path: Path) -> None:
    packed.chmod(0o600)
    try:
        move_into_place(packed, path)
    except PermissionError as held:
        raise StoreBusy(
            f"{path} is open in another program, so the new rows could not take its place. "
            "Close that program and run this again."
        ) from held


def _delete(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
        Path(f"{path}.wal").unlink(missing_ok=True)
        spilled = Path(f"{path}.tmp")  # where DuckDB puts what does not fit in memory: rows without names
        if spilled.exists():
            shutil.rmtree(spilled)


@contextlib.contextmanager
def only_writer(path: Path, task: str = "intake") -> Iterator[None]:
    """Keep every other writer of the installation away while the block runs.

    Intake writes the store at ``path``; a release reads it and writes the register and the releases
    beside it, so both hold this one lock: which register holds is decided by the rows that are counted.
    ``task`` is what others are told it is held for. The lock goes with the process, so one that is killed
    blocks nobody. Raises StoreBusy naming the process, its task and since when.
    """
    make_folder(path.parent, 0o700)
    with _private_file(path.with_suffix(".lock")) as stream:
        if not _lock(stream.fileno()):
            stream.seek(0)
            who = stream.read().strip() or "Another process"
            raise StoreBusy(
                f"{who} is at work on {path.parent}. Nothing was changed. Wait until it has finished and run "
                "this again."
            )
        now = datetime.datetime.now().astimezone()
        _replace_words(stream, f"Process {os.getpid()} ({task}, since {now:%H:%M:%S on %d %B %Y})")
        try:
            yield
        finally:
            _replace_words(stream, "")  # or the next one that comes too early is told of this process


def _private_file(path: Path) -> TextIO:
    """``path`` open for reading and writing, made for its owner alone whatever the umask is."""
    stream = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8")
    if os.name == "posix" and os.fstat(stream.fileno()).st_uid == os.geteuid():
        os.fchmod(stream.fileno(), 0o600)  # one that an earlier version made for everybody
    return stream


def _replace_words(stream: TextIO, words: str) -> None:
    stream.seek(0)
    stream.truncate()
    stream.write(words)
    stream.flush()


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # far behind the words, which others must read
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
