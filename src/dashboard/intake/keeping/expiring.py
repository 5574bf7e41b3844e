"""Delete rows about people once their months are past the retention, old versions of files too."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import duckdb

from dashboard import store
from dashboard.intake.keeping.opening import only_user
from dashboard.intake.keeping.published import what_stays
from dashboard.intake.sources import sources
from dashboard.settings import Installation
from dashboard.store import counted, versions
from dashboard.store.contract import Source


@dataclass(frozen=True)
class Expired:
    """How many rows went by source; ``before`` is the first month that is still held."""

    before: datetime.date
    rows_by_source: dict[str, int]
    stays: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Rows deleted in all."""
        return sum(self.rows_by_source.values())


def expire(where: Installation, before: datetime.date) -> Expired:
    """Delete every row about people of a month before ``before``, and let none in again.

    Rows that are about nobody (headcounts, partners, meetings, published tables) stay. Where nothing is
    older the store is left as it is. Raises NothingHeld, StoreBusy or StoreUnusable.
    """
    personal = [source for source in sources().values() if expires(source)]
    with only_user(where):
        with store.open_for_reading(where.store) as con:
            noted = versions.expired_before(con)
            older = _older(con, personal, before)
        for source in personal:
            counted.forget_before(where.register, source.table, before)
        if older or noted != before:
            with store.rewrite(where.store, alone=True) as con:
                store.create_tables(con, sources().values())
                for source in personal:
                    con.execute(f"DELETE FROM {source.table}_rows WHERE month < ?", [before])
                versions.note_expired(con, before)
                versions.recount(con, personal)
    return Expired(before, older, what_stays(older))


def expires(source: Source) -> bool:
    """Whether the rows of ``source`` are about people, and of a month."""
    return bool(source.pseudonyms) and "month" in store.stored_columns(source)


def _older(con: duckdb.DuckDBPyConnection, personal: list[Source], before: datetime.date) -> dict[str, int]:
    counts: dict[str, int] = {}
    tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    for source in personal:
        if f"{source.table}_rows" in tables:
            asked = f"SELECT count(*) FROM {source.table}_rows WHERE month < ?"
            counts[source.name] = con.execute(asked, [before]).fetchall()[0][0]
    return {name: count for name, count in counts.items() if count}
