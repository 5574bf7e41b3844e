"""Which files a run is about, and what each is read with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from dashboard import settings
from dashboard.intake import sources, systems
from dashboard.intake.validation.mapping_files import tomls_for
from dashboard.reference.code_lists import own_files, replaced_lists

#: Files that stand beside extracts and are none.
_BESIDE = {".toml"}


def extracts(paths: Sequence[Path]) -> list[Path]:
    """The files in ``paths``, with folders replaced by the extracts in and below them, by name.

    Mappings, hidden files and the lock files of spreadsheet programs are left out of folders.
    """
    chosen: dict[Path, None] = {}
    for path in paths:
        for file in _below(path) if path.is_dir() else [path]:
            chosen[file] = None
    return list(chosen)


def _below(folder: Path) -> Iterable[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() not in _BESIDE:
            yield path


def read_with(path: Path, own_codes: Path) -> str:
    """12 hexadecimal characters for all that decides how ``path`` is read, besides itself.

    The mapping beside it and its partner's, the code lists and the formats: where one of them changes, rows
    that were set aside may now be good, and a row may fill a column that it did not fill, so the same bytes
    are worth reading again.
    """
    mappings = tomls_for(path)
    lists = [*(settings.REFERENCE / "codes").glob("*.csv"), *own_files(own_codes), *replaced_lists(own_codes)]
    formats = [file for room in (sources, systems) for file in Path(str(room.__file__)).parent.glob("*.py")]
    digest = hashlib.sha256()
    for file in (*mappings, *sorted(lists), *sorted(formats)):
        if file.is_file():
            digest.update(file.suffix.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]
