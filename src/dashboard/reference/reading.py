"""Files of facts, read strictly: the project's in data/reference, or an installation's own in their place.

An installation's ``reference`` folder may hold a file of the same name, which then stands in place of ours
as a whole and must be as ours must be. A file of any other name there is refused: a slip in a name would
leave our file in force without a word.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pandas as pd

from dashboard import settings
from dashboard.reference.places import file_of

#: What an installation may have instead of ours, by its path in the folder. A code list may be any of ours.
#: The rules of protection (policies, families) and the postcodes that intake goes by are not among them.
OWN = (
    "areas.csv", "comparators.csv", "contacts.csv", "events.csv", "populations.csv", "rollout.csv",
    "schedule.csv", "similar_forces.csv", "targets.csv",
    "geography/districts.geojson", "geography/unitaries.geojson", "geography/neighbours.geojson",
    "geography/towns.geojson",
)  # fmt: skip
#: Folders in it that hold what a presenter chooses, and the endings of their files.
_CHOICES = {"agendas": ".toml", "themes": ".toml"}


class ReferenceRefused(ValueError):
    """A file of facts cannot be used. The message names the file, the row where there is one, and why."""


def named(path: Path) -> str:
    """What a message calls a file: ours by its name, an installation's own by where it is."""
    return path.name if path.is_relative_to(settings.REFERENCE) else str(path)


def check_names(own: Path) -> None:
    """Raise ReferenceRefused where an installation's folder holds what nothing reads."""
    if not own.is_dir():
        return
    ours = {f"codes/{path.name}" for path in (settings.REFERENCE / "codes").glob("*.csv")}
    for path in sorted(each for each in own.rglob("*") if each.is_file()):
        name = path.relative_to(own).as_posix()
        folder, _, rest = name.partition("/")
        chosen = rest and "/" not in rest and path.suffix == _CHOICES.get(folder)
        if name not in {*OWN, *ours} and not chosen and not path.name.startswith("."):
            raise ReferenceRefused(
                f"{path} is not read: no file of facts has this name. Give it one of {', '.join(OWN)}, or "
                "codes/ and the name of a code list, or take it out. The rules of protection are the "
                "project's alone."
            )


def read_table(name: str, columns: Sequence[str], whole: Sequence[str], own: Path | None) -> pd.DataFrame:
    """``name`` with exactly ``columns``, all text but those of ``whole`` numbers. Raises ReferenceRefused.

    A copy, so that a caller cannot change what the next one reads.
    """
    path = file_of(name, own)
    return _read(path, stamp(path), tuple(columns), tuple(whole)).copy()


def stamp(path: Path) -> tuple[int, int]:
    """Changes when the file does. Raises ReferenceRefused where there is none."""
    try:
        about = path.stat()
    except OSError as missing:
        raise ReferenceRefused(f"{named(path)} cannot be read: {missing.strerror}.") from missing
    return about.st_mtime_ns, about.st_size


def rows_of(table: pd.DataFrame, name: str, own: Path | None) -> list[tuple[str, Mapping[str, str]]]:
    """Each row as text by column, with the words that name it: ``events.csv, row 3``."""
    file = named(file_of(name, own))
    return [
        (f"{file}, row {number}", {str(key): str(held) for key, held in row.items()})
        for number, row in enumerate(table.to_dict("records"), start=2)
    ]


def is_day(text: str) -> bool:
    """Whether ``text`` is a day like 2024-04-01."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@lru_cache(maxsize=32)
def _read(
    path: Path, _stamp: tuple[int, int], columns: tuple[str, ...], whole: tuple[str, ...]
) -> pd.DataFrame:
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (ValueError, OSError) as broken:
        raise ReferenceRefused(f"{named(path)} is no table that can be read: {broken}.") from broken
    if tuple(table.columns) != columns:
        raise ReferenceRefused(f"{named(path)} must have the columns {', '.join(columns)}, in this order.")
    for column in whole:
        for number, text in enumerate(table[column], start=2):
            if not (text.isascii() and text.isdigit()):
                raise ReferenceRefused(
                    f"{named(path)}, row {number}: {column} must be a whole number, not {text!r}."
                )
    return table.astype(dict.fromkeys(whole, "int64"))
