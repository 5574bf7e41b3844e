"""Copies of an installation that can be proved whole, and an installation made from one.

A copy is a folder of its own: what the installation holds, and ``backup.json`` with the hash of every file,
written last. It never holds the key: with store and key together people could be found again.
"""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from dashboard.files.chain import sha256_of
from dashboard.files.disk import make_folder, move_into_place, to_disk
from dashboard.settings import Installation
from dashboard.store.writer import only_writer

#: What of an installation cannot be made anew, by its name in the installation's folder.
KEPT = (
    "store.duckdb", "register", "releases", "codes", "reference", "reports", "settings.toml",
    "expected_returns.toml", "demo.json",
)  # fmt: skip
MANIFEST = "backup.json"
Progress = Callable[[str, int, int], None]


class BackupRefused(Exception):
    """A copy cannot be made or used. The message says why and what to do."""


@dataclass(frozen=True)
class Backup:
    """A copy: its folder, the installation it was made of, how many files and bytes, and when."""

    folder: Path
    of: Path
    files: int
    size: int
    made_at: str


def back_up(where: Installation, to: Path, progress: Progress) -> Backup:
    """Copy the installation into a new folder in ``to``, with nobody else writing meanwhile.

    A copy that is cut off has another name and no manifest. Raises BackupRefused where there is nothing to
    copy or ``to`` lies inside the installation, StoreBusy where somebody is writing, and OSError.
    """
    if not any((where.root / name).exists() for name in KEPT):
        raise BackupRefused(f"There is no installation in {where.root}: name its folder with --data.")
    if to.resolve().is_relative_to(where.root.resolve()):
        raise BackupRefused(
            f"{to} lies inside the installation {where.root}. A backup belongs on another disk: name a "
            "folder there."
        )
    with only_writer(where.store, "backup"):
        _refuse_damaged(where.store)
        made_at = datetime.datetime.now().astimezone()
        folder = to / f"dashboard-{made_at:%Y-%m-%dT%H%M%S}"
        aside = to / f".unfinished-{folder.name}"
        make_folder(aside, 0o700)
        files = list(_files(where.root))
        sums: dict[str, str] = {}
        for number, path in enumerate(files):
            name = path.relative_to(where.root)
            progress(str(name), number, len(files))
            copied = _copy(path, aside / name)
            sums[str(name)] = sha256_of(copied)
            if sums[str(name)] != sha256_of(path):
                raise BackupRefused(
                    f"{path} changed while it was copied. Run this again; {aside} can be deleted."
                )
        about = {"of": str(where.root), "made": made_at.isoformat(timespec="seconds"), "files": sums}
        (aside / MANIFEST).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
        to_disk(aside / MANIFEST)
        move_into_place(aside, folder)
    return _described(folder, sums, made_at.isoformat(timespec="seconds"), where.root)


def _refuse_damaged(path: Path) -> None:
    """Raise BackupRefused where the store is there and cannot be read: a copy would pass for a good one."""
    if not path.exists():
        return
    try:
        # Of whatever layout: one of an older version is copied before it is brought up to date.
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error as damaged:
        raise BackupRefused(
            f"{path} cannot be opened as a store, and a copy of it would pass for a good one. Nothing was "
            "copied. Restore it from an earlier backup first."
        ) from damaged


def restore(folder: Path, where: Installation, progress: Progress) -> Backup:
    """Make the installation ``where`` from the copy in ``folder``; it must not be there yet.

    The copy is proved whole first. Everything is put together beside ``where`` and takes its place in one
    step. Raises BackupRefused naming the first file that is not as it was, and OSError.
    """
    if where.root.exists() and any(where.root.iterdir()):
        raise BackupRefused(
            f"{where.root} holds something already. Nothing is written over: name a folder that is not there "
            "yet with --data, or move that one away."
        )
    about = _manifest(folder)
    sums = about["files"]
    aside = where.root.with_name(f".restoring-{where.root.name}")
    if aside.exists():
        shutil.rmtree(aside)  # left by a restore that was cut off
    make_folder(aside, 0o700)
    for number, (name, sha256) in enumerate(sums.items()):
        progress(name, number, len(sums))
        if not (folder / name).is_file() or sha256_of(_copy(folder / name, aside / name)) != sha256:
            shutil.rmtree(aside)
            raise BackupRefused(
                f"{folder / name} is missing or not as it was when the backup was made. Use another backup; "
                "nothing was written."
            )
    if where.root.exists():
        where.root.rmdir()
    move_into_place(aside, where.root)
    return _described(folder, sums, about["made"], Path(about["of"]))


def _described(folder: Path, sums: dict[str, str], made_at: str, of: Path) -> Backup:
    size = sum((folder / name).stat().st_size for name in sums)
    return Backup(folder, of, len(sums), size, made_at)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        about = dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        names = [Path(name) for name in dict(about["files"])]
        Path(about["of"]), datetime.datetime.fromisoformat(about["made"])
    except (OSError, ValueError, TypeError, KeyError):
        about, names = {}, []
    if not about or any(name.is_absolute() or ".." in name.parts for name in names):
        raise BackupRefused(
            f"{folder} is not a whole backup: its {MANIFEST} is missing or cannot be read. Name the folder "
            "that 'dashboard backup' wrote."
        )
    return about


def _files(root: Path) -> Iterator[Path]:
    for name in KEPT:
        path = root / name
        if path.is_dir():
            yield from sorted(below for below in path.rglob("*") if below.is_file())
        elif path.is_file():
            yield path


def _copy(path: Path, to: Path) -> Path:
    """Copy one file with its mode, its folders for their owner alone, and force it to the disk."""
    make_folder(to.parent, 0o700)
    shutil.copy2(path, to)
    to_disk(to)
    return to
