"""Erase somebody: every row of theirs, in every version of every file.

They are found by the pseudonym that their key has in each column of each source that holds one. What
names the person themselves (a column that makes a row the record it is in some source) takes the row with
it; what only ties rows to one another, an incident, is cleared, for those rows are other people's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard import store
from dashboard.intake.anonymise.keys import Key, key_for
from dashboard.intake.keeping.opening import NothingHeld, only_user
from dashboard.intake.keeping.published import what_stays
from dashboard.intake.sources import sources
from dashboard.settings import Installation
from dashboard.store import counted, versions
from dashboard.store.contract import Source


@dataclass(frozen=True)
class Erased:
    """How many rows went by source, and from how many others a tie was cleared. Never a key.

    ``still_in`` are files of the installation in which a key can be read, ``in_inbox`` the extracts that
    lie in the inbox, which may hold the person too.
    """

    rows_by_source: dict[str, int]
    ties_cleared: int
    still_in: tuple[str, ...]
    in_inbox: tuple[str, ...]
    stays: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Rows deleted in all, old versions included."""
        return sum(self.rows_by_source.values())


def erase(where: Installation, keys: Sequence[str]) -> Erased:
    """Erase the person who is known by ``keys``: a staff number, an e-mail, a reference of a referral.

    The register's base cells, which name nobody, and published figures stand; that the person's records
    were counted is forgotten there. A mark is kept under which nobody can find them, so that a file that
    names them again does not bring them back. Raises NothingHeld where no row is theirs, KeyRefused,
    StoreBusy or StoreUnusable.
    """
    asked = [key for key in (key.strip() for key in keys) if key]
    if not asked:
        raise NothingHeld("No key was given. Nothing was changed.")
    with only_user(where):
        with store.open_for_reading(where.store) as con:
            secret = key_for(where, store.read_fact(con, "key"))
        if not _held(where, secret, asked):
            raise NothingHeld(
                "No row is held under this key. Nothing was changed. Type it as the extracts have it, with "
                "the agency's letters before a staff number; where a TOML says person_numbers, with its code "
                "and a hyphen, as in acute_hospital_a-1000."
            )
        # The register first: a person who is held in the store still can be erased once more.
        for table, records in _records(where, secret, asked).items():
            counted.forget_records(where.register, table, records)
        with store.rewrite(where.store, alone=True) as con:
            store.create_tables(con, sources().values())
            rows, ties = _delete(con, secret, asked)
            versions.recount(con, sources().values())
    inbox = tuple(path.name for path in _files(where.inbox))
    others = tuple(str(path.relative_to(where.root)) for path in _files(where.root) if _holds(path, asked))
    return Erased(rows, ties, others, inbox, what_stays(rows))


def _held(where: Installation, secret: Key, keys: Sequence[str]) -> bool:
    with store.open_for_reading(where.store) as con:
        tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        return any(
            con.execute(f'FROM {table} WHERE list_contains(?, "{column}") LIMIT 1', [marks]).fetchone()
            for source in sources().values()
            if (table := f"{source.table}_rows") in tables
            for column in source.pseudonyms
            for marks in [_pseudonyms(secret, column, keys)]
        )


def _records(where: Installation, secret: Key, keys: Sequence[str]) -> dict[str, set[str]]:
    """The record keys of the person's rows by table."""
    naming = _naming(sources().values())
    records: dict[str, set[str]] = {}
    with store.open_for_reading(where.store) as con:
        for source in sources().values():
            for column in (column for column in source.pseudonyms if column in naming):
                asked = f'SELECT record_key FROM {source.table}_rows WHERE list_contains(?, "{column}")'
                rows = con.execute(asked, [_pseudonyms(secret, column, keys)]).fetchall()
                records.setdefault(source.table, set()).update(str(key) for (key,) in rows)
    return records


def _delete(con: duckdb.DuckDBPyConnection, secret: Key, keys: Sequence[str]) -> tuple[dict[str, int], int]:
    """Rows deleted by source, and ties cleared."""
    naming = _naming(sources().values())
    rows: dict[str, int] = {}
    ties = 0
    for source in sources().values():
        table = f"{source.table}_rows"
        for column in source.pseudonyms:
            theirs = _pseudonyms(secret, column, keys)
            where = f'list_contains(?, "{column}")'
            if column in naming:
                gone = con.execute(f"DELETE FROM {table} WHERE {where} RETURNING 1", [theirs]).fetchall()
                rows[source.name] = rows.get(source.name, 0) + len(gone)
            else:
                tied = con.execute(
                    f'UPDATE {table} SET "{column}" = NULL WHERE {where} RETURNING 1', [theirs]
                ).fetchall()
                ties += len(tied)
    for column in naming:
        marks = _pseudonyms(secret, versions.mark_of_erased(column), keys)
        con.executemany("INSERT OR IGNORE INTO erased VALUES (?)", [[mark] for mark in marks])
    return {name: count for name, count in rows.items() if count}, ties


def _naming(known: Iterable[Source]) -> list[str]:
    """The columns whose pseudonym stands for a person or a person's record."""
    statements = [
        source.column(name).target
        for source in known
        for name in source.record_key
        if source.column(name).target in source.pseudonyms
    ]
    return list(dict.fromkeys(statements))


def _pseudonyms(secret: Key, domain: str, keys: Sequence[str]) -> list[str]:
    return sorted({each for key in keys for each in secret.pseudonyms_of_ever(domain, key)})


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.is_dir() else []


def _holds(path: Path, keys: Sequence[str]) -> bool:
    """Whether a key can be read in the file's bytes or name; workbooks are packed and are not looked into."""
    text = path.read_bytes().lower()
    forms = [key.casefold().encode(coding) for key in keys for coding in ("utf-8", "utf-16-le")]
    return any(form in text for form in forms) or any(key.casefold() in path.name.casefold() for key in keys)
