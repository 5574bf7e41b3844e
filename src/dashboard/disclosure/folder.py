"""A result's folder: new files take the old ones' places together, or not at all."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.disclosure.files import CELLS, CERTIFICATE, PUBLISHED, REPORT, FileError

#: In the order of their moving. A process killed midway leaves a certificate that fits no published
#: file, so that ``verify`` objects; it never leaves a new file that an old proof vouches for.
MOVED = (CERTIFICATE, CELLS, REPORT, PUBLISHED)


@contextlib.contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """A new folder to write a result into; where the block ends well, its files go into ``folder``.

    The new folder lies inside ``folder``, so moving is renaming. Where anything fails, ``folder``
    is as it was. Files that are not a result's are left alone. Raises FileError where ``folder``
    cannot be written to.
    """
    fresh = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder))
    except OSError as broken:
        if fresh:
            _drop(folder)
        raise FileError(
            f"Nothing can be written to {folder} ({broken.strerror}). Name another folder with --out."
        ) from broken
    try:
        yield beside
        _swap(beside, folder)
    except OSError as broken:
        raise FileError(
            f"The result could not be written to {folder} ({broken.strerror}); what was there is as it was. "
            "Name another folder with --out."
        ) from broken
    finally:
        shutil.rmtree(beside)
        if fresh:
            _drop(folder)


def _swap(beside: Path, folder: Path) -> None:
    old = beside / "old"
    old.mkdir()
    moved: list[tuple[Path, Path]] = []
    try:
        for source, target, names in ((folder, old, MOVED), (beside, folder, tuple(reversed(MOVED)))):
            for name in _there(source, names):
                (source / name).replace(target / name)
                moved.append((source / name, target / name))
    except OSError:
        for source, target in reversed(moved):
            target.replace(source)
        raise


def _there(folder: Path, names: Sequence[str]) -> list[str]:
    return [name for name in names if (folder / name).exists()]


def _drop(folder: Path) -> None:
    """Remove a folder made for nothing."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
