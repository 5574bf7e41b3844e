"""Lines that are chained by their hashes: the register's releases, and the public list beside the releases.

A line holds the hash of the line before it, so none can be changed, left out or put in unseen; whether
lines at the end are missing is seen by comparing the two chains.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Line = dict[str, Any]
#: What the first line has in the place of the hash of the line before it.
NOTHING_BEFORE = ""


class ChainBroken(Exception):
    """A line cannot be read, or does not follow from the line before it. The message says which."""


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes. Raises OSError where it cannot be read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def hash_of(line: Line) -> str:
    """The hash of a line, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(line, sort_keys=True).encode()).hexdigest()


def linked(line: Line, before: Sequence[Line]) -> Line:
    """``line`` as it follows ``before``.

    The salt makes the hash of a line of the register, which stands in the public list, useless to
    somebody who would try hidden counts until the hashes agree.
    """
    previous = hash_of(before[-1]) if before else NOTHING_BEFORE
    return {**line, "salt": secrets.token_hex(16), "previous": previous}


def read_lines(path: Path) -> list[Line]:
    """The lines of a chain in order; none where there is no file yet.

    Raises ChainBroken naming the line that cannot be read or does not follow from the line before it.
    """
    if not path.exists():
        return []
    lines: list[Line] = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            line = dict(json.loads(text))
            follows = line["previous"] == (hash_of(lines[-1]) if lines else NOTHING_BEFORE)
        except (ValueError, TypeError, KeyError):
            raise _stop(path, number, "cannot be read") from None
        if not follows:
            raise _stop(path, number, "does not follow from the line before it")
        lines.append(line)
    return lines


def _stop(path: Path, number: int, why: str) -> ChainBroken:
    return ChainBroken(f"{path}, line {number}, {why}")
