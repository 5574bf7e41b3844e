"""The public list beside the releases: which there are, and the hash of each one's file.

    releases/releases.jsonl    one line a release: id, file, sha256, made, made_up, register, and its chain

It holds no count. ``register`` is the hash of the release's line on the register, which is salted, so that
the register can be held to the list and the list tells nothing of the register. A file that the list does
not name with its hash is never served.
"""

from __future__ import annotations

from pathlib import Path

from dashboard.files.chain import ChainBroken, Line, read_lines, sha256_of
from dashboard.settings import Installation

LIST = "releases.jsonl"


def list_file(where: Installation) -> Path:
    """Where the list stands."""
    return where.releases / LIST


def listed(where: Installation) -> list[Line]:
    """The releases in order. Raises ChainBroken where the list is damaged, and OSError."""
    return read_lines(list_file(where))


def is_listed(path: Path) -> bool:
    """Whether the list beside the release ``path`` names it with the hash that it has.

    False where the list or the file cannot be read.
    """
    try:
        sums = {line["sha256"] for line in read_lines(path.with_name(LIST)) if line["file"] == path.name}
        return bool(sums) and sha256_of(path) in sums
    except (ChainBroken, OSError, UnicodeDecodeError, KeyError):
        return False
