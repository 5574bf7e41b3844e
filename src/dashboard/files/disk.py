"""Writing so that a power cut loses nothing: the bytes first, then the name that leads to them.

A rename alone survives a killed process and not a power cut: the folder may be written before the
file's bytes are, and a new name is on the disk only once its folder is (fsync(2), rename(2)).
"""

from __future__ import annotations

import os
from pathlib import Path


def to_disk(path: Path) -> None:
    """Force a file's bytes, or a folder's names, to the disk. OSError where ``path`` cannot be opened."""
    folder = path.is_dir()
    if folder and os.name == "nt":
        return  # Windows opens no folder; NTFS keeps a journal of its names itself
    handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make ``folder`` and what is missing above it, with ``mode``; leave what is there as it is."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=mode, exist_ok=True)
        to_disk(path.parent)


def move_into_place(aside: Path, path: Path) -> None:
    """Let the finished file ``aside`` take the place of ``path``, in the same folder or not at all."""
    to_disk(aside)
    aside.replace(path)
    to_disk(path.parent)
