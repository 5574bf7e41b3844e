"""What a person is told where the machine or the dashboard itself fails: what, where, and what to do.

No message holds the words of an error that could quote a value: of the database only errors of reading and
writing are repeated, which name a file.
"""

from __future__ import annotations

import errno
import sys
import traceback
from pathlib import Path

from dashboard.settings import PROJECT, Installation

NOTHING_LOST = "Nothing that was stored or published before is lost."

_FULL = ("The disk is full", "Make room on it and run this again.")
_FORBIDDEN = ("That may not be read or written", "Give yourself the right to it, or name another folder.")
_IN_THE_WAY = (
    "There is a file where a folder belongs, or a folder where a file belongs",
    "Move it away, or name another place.",
)
_REMEDIES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: (
        "A file would be larger than is allowed here",
        "Raise that limit (ulimit -f), or make room.",
    ),
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: ("The disk can only be read", "Name a folder on another one."),
    errno.EISDIR: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOENT: ("A file or folder is missing", "Put it back, or name another one."),
    errno.EMFILE: ("Too many files are open", "Allow this user more of them (ulimit -n) and run this again."),
    errno.EIO: ("The disk cannot be read or written", "Have it looked at, and restore from a backup."),
}


def words(error: Exception, where: Installation | None) -> str:
    """What to tell of ``error``, which no subcommand foresaw; ``where`` is the installation, if known."""
    if isinstance(error, OSError):
        return of_the_system(error)
    if isinstance(error, MemoryError):
        return f"There is not enough memory. {NOTHING_LOST} Close other programs and run this again."
    if _is_of_code_lists(error):
        return str(error)
    if _is_of_the_database(error):
        return _of_the_database(error, where)
    return (
        f"The dashboard has a fault of its own ({type(error).__name__} at {_place(error)}). {NOTHING_LOST} "
        "Pass this line on to whoever looks after the dashboard; 'python -X dev -m dashboard' shows more."
    )


def of_the_system(error: OSError) -> str:
    """What to tell of a file or folder that could not be read or written."""
    named = error.filename if error.filename2 is None else error.filename2
    place = f": {named}" if isinstance(named, str | Path) else ""
    unknown = (error.strerror or "A file cannot be read or written", "Look at it and run this again.")
    what, remedy = _REMEDIES.get(error.errno or 0, unknown)
    return f"{what}{place}. {NOTHING_LOST} {remedy}"


def _is_of_the_database(error: Exception) -> bool:
    """Whether DuckDB raised it. It is not imported for this: where it is unknown it raised nothing."""
    duckdb = sys.modules.get("duckdb")
    return duckdb is not None and isinstance(error, duckdb.Error)


def _is_of_code_lists(error: Exception) -> bool:
    """Whether an installation's own code list is at fault, which says so in words."""
    codes = sys.modules.get("dashboard.reference.code_lists")
    return codes is not None and isinstance(error, codes.CodesRefused)


def _of_the_database(error: Exception, where: Installation | None) -> str:
    kind = type(error).__name__
    if kind == "OutOfMemoryException":
        return f"There is not enough memory or disk. {NOTHING_LOST} Make room and run this again."
    # Other kinds of error may quote a value; these name a file.
    reason = f": {str(error).partition(chr(10))[0]}" if kind == "IOException" else ""
    if any(full in str(error) for full in ("No space left", "File too large", "quota exceeded")):
        return f"{_FULL[0]}{reason}. {NOTHING_LOST} {_FULL[1]}"
    root = where.root if where else "the installation"
    return (
        f"The store or a release in {root} cannot be read or written ({kind} at {_place(error)}{reason}). "
        "It may be damaged; this run has changed nothing in it. Restore it from a backup, or take the "
        "extracts in again in a new folder (--data)."
    )


def _place(error: Exception) -> str:
    """The innermost line of ours: ``src/dashboard/store/tables.py, line 12``."""
    ours = PROJECT / "src"
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(ours)
    ]
    if not frames:
        return "an unknown place"
    return f"{Path(frames[-1].filename).relative_to(PROJECT)}, line {frames[-1].lineno}"
