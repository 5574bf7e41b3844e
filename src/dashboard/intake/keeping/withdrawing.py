"""Take a file out again: its rows are deleted, and what it had replaced counts again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard import store
from dashboard.intake.anonymise.keys import Key, KeyRefused, key_for
from dashboard.intake.keeping.listing import names_of
from dashboard.intake.keeping.opening import only_user
from dashboard.intake.keeping.published import what_stays
from dashboard.intake.sources import sources
from dashboard.intake.validation.checking import name_of
from dashboard.settings import Installation
from dashboard.store import versions
from dashboard.store.versions import HeldFile

#: Fewer characters of a file's id might be the beginning of another's.
FEWEST_CHARACTERS = 6


class Unclear(Exception):
    """More than one file is meant, or none. The message says which there are."""


@dataclass(frozen=True)
class Withdrawn:
    """What was taken out: the files, how many rows were deleted, and how many count again.

    ``in_inbox`` are files that still lie in the inbox, from where they would be taken in again.
    """

    files: tuple[str, ...]
    rows_deleted: int
    rows_that_count_again: int
    in_inbox: tuple[str, ...]
    stays: tuple[str, ...]


def withdraw(where: Installation, wanted: Sequence[str]) -> Withdrawn:
    """Take out the files that ``wanted`` names: by id, or its beginning, or by the file's own name.

    All of them or none. Raises Unclear, NothingHeld, StoreBusy or StoreUnusable.
    """
    with only_user(where):
        with store.open_for_reading(where.store) as con:
            files = versions.held_files(con)
            before = versions.rows_that_count(con, sources())
            key = _key(where, store.read_fact(con, "key"))
        names = names_of(where)
        chosen = {
            holding.file: holding for holding in (_held_file(name, files, names, key) for name in wanted)
        }
        with store.rewrite(where.store, alone=True) as con:
            store.create_tables(con, sources().values())
            deleted = versions.rows_held(con)
            for file in chosen:
                versions.remove_file(con, file)
            after = versions.rows_that_count(con, sources())
    again = sum(max(0, count - before.get(file, 0)) for file, count in after.items())
    return Withdrawn(
        files=tuple(chosen),
        rows_deleted=sum(deleted.get(file, 0) for file in chosen),
        rows_that_count_again=again,
        in_inbox=_in_inbox(where, chosen),
        stays=what_stays(holding.source for holding in chosen.values()),
    )


def withdraw_made_up(where: Installation) -> None:
    """Take out every file of made-up records, so that a demonstration begins anew.

    Raises StoreBusy or StoreUnusable.
    """
    if not where.store.exists():
        return
    with only_user(where), store.rewrite(where.store, alone=True) as con:
        for held in versions.held_files(con):
            if held.made_up:
                versions.remove_file(con, held.file)


def _key(where: Installation, fingerprint: str | None) -> Key | None:
    """The key, with which a name can be looked up; without it a file can still be named by its id."""
    try:
        return key_for(where, fingerprint) if fingerprint else None
    except KeyRefused:
        return None


def _held_file(wanted: str, files: Sequence[HeldFile], names: Mapping[str, str], key: Key | None) -> HeldFile:
    by_id = [
        holding
        for holding in files
        if len(wanted) >= FEWEST_CHARACTERS and holding.file.startswith(wanted.lower())
    ]
    named = by_id or [holding for holding in files if _is_named(holding, wanted, names, key)]
    # A name is that of every version of an extract; what is meant is the one that counts.
    current = [holding for holding in named if not holding.replaced_by] or named
    if len(current) == 1:
        return current[0]
    if not current:
        raise Unclear(f"No file held is called {wanted}. 'dashboard files' lists what is held.")
    listed = ", ".join(
        f"{file.file} ({', '.join(file.agencies) or file.source}, taken in {file.loaded:%Y-%m-%d})"
        for file in current
    )
    raise Unclear(f"{len(current)} files are called {wanted}: {listed}. Name one by its id.")


def _is_named(held: HeldFile, wanted: str, names: Mapping[str, str], key: Key | None) -> bool:
    if names.get(held.file) == wanted:
        return True
    called = (wanted, name_of(Path(wanted)))
    return key is not None and held.extract in [
        key.pseudonym("extract", held.source, name) for name in called
    ]


def _in_inbox(where: Installation, files: Collection[str]) -> tuple[str, ...]:
    if not where.inbox.is_dir():
        return ()
    return tuple(
        path.name
        for path in sorted(where.inbox.rglob("*"))
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest()[:12] in files
    )
