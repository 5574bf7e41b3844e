"""Which records the files of a run have in common with those held, asked of the engine.

Keys are compared where they lie: those of the files held in the store, those of a run in a table of their own
that goes with the connection. A register of a million bookings would take half a gigabyte as keys of Python.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import duckdb

from dashboard import store
from dashboard.files.column_codes import Coded
from dashboard.intake.arrival import Arrival
from dashboard.intake.comparing import Overlap, Shared
from dashboard.store import versions
from dashboard.store.contract import Source, Value
from dashboard.store.versions import Month

#: A published figure's key begins with series, body and period: an edition gives all of one, or none.
BODY_AND_PERIOD = "array_to_string(string_split({key}, '|')[1:3], '|')"

#: What is held of the keys of a run: a table that goes with the connection.
_TYPES = {"file": "VARCHAR", "row": "INTEGER", "key": "VARCHAR", "month": "DATE"}

_ASKED = """
WITH held AS ({held}),
mine AS (SELECT DISTINCT key FROM arriving WHERE file = $new),
others AS (
    SELECT key, list(DISTINCT file) AS files FROM arriving
    WHERE list_contains($parts, file) AND file <> $new GROUP BY key
),
beside AS (
    SELECT h.file, h.month, m.key IS NOT NULL AS shared,
        list_filter(coalesce(o.files, []), lambda f: f <> h.file) AS helpers
    FROM held h LEFT JOIN mine m ON m.key = h.key LEFT JOIN others o ON o.key = h.key
)
SELECT file, month, count(*), count(*) FILTER (WHERE shared),
    count(*) FILTER (WHERE NOT shared AND len(helpers) = 0),
    list_distinct(flatten(list(helpers) FILTER (WHERE NOT shared)))
FROM beside GROUP BY file, month ORDER BY ALL
"""


class RecordKeys:
    """The keys of the files of one run, beside those that count in the store which ``con`` has open."""

    def __init__(self, con: duckdb.DuckDBPyConnection, sources: Iterable[Source], held: bool = True) -> None:
        """``held`` says whether there is a store: without one there is nothing but the run."""
        self._con = con
        self._sources = {source.name: source for source in sources}
        self._held = held
        columns = ", ".join(f"{name} {kind}" for name, kind in _TYPES.items())
        con.execute(f"CREATE OR REPLACE TEMP TABLE arriving ({columns})")
        named = con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        # A store of before a format has no table of it until the first file is in.
        self._tables = frozenset(name for (name,) in named)

    def add(self, arrival: Arrival) -> None:
        """Take up the keys of a file."""
        if not arrival.rows:
            return
        rows = arrival.stored
        nothing: Coded[Value] = Coded([None], rows.alike)
        columns = rows.with_origin({"file": arrival.file})
        columns["key"], columns["month"] = columns["record_key"], columns.get("month", nothing)
        store.add_columns(self._con, "arriving", _TYPES, columns)
        if not arrival.personal:
            whole = BODY_AND_PERIOD.format(key="key")
            self._con.execute(f"UPDATE arriving SET key = {whole} WHERE file = ?", [arrival.file])

    def overlaps(
        self, new: Arrival, alike: Collection[str], run: Sequence[str], parts: Sequence[str]
    ) -> dict[str, Overlap]:
        """What ``new`` shares with each file that counts of the sources ``alike``, and with those of ``run``.

        ``parts`` are the files of the run that may replace one together with it.
        """
        asked = [self._of_store(self._sources[name]) for name in alike if self._holds(self._sources[name])]
        asked.append("SELECT DISTINCT file, key, month FROM arriving WHERE list_contains($run, file)")
        rows = self._con.execute(
            _ASKED.format(held=" UNION ALL ".join(asked)),
            {"new": new.file, "parts": list(parts), "run": list(run)},
        ).fetchall()
        shares: dict[str, dict[Month, Shared]] = defaultdict(dict)
        for file, month, records, shared, missing, helpers in rows:
            shares[file][month] = Shared(records, shared, missing, frozenset(helpers or ()))
        return dict(shares)

    def rows(self, new: Arrival, file: str) -> list[int]:
        """The numbers of the rows of ``new`` whose records ``file``, held or of the run, has too."""
        held = f" OR key IN (SELECT record_key FROM {new.check.source.table}_rows WHERE file = $file)"
        numbers = self._con.execute(
            "SELECT DISTINCT row FROM arriving WHERE file = $new AND (key IN (SELECT key FROM arriving WHERE "
            f"file = $file){held if self._holds(new.check.source) else ''}) ORDER BY row",
            {"new": new.file, "file": file},
        ).fetchall()
        return [number for (number,) in numbers]

    def _holds(self, source: Source) -> bool:
        return self._held and f"{source.table}_rows" in self._tables

    @staticmethod
    def _of_store(source: Source) -> str:
        key = BODY_AND_PERIOD.format(key="r.record_key") if source.expand else "r.record_key"
        return f"SELECT DISTINCT file, {key} AS key, month FROM ({versions.counting_rows(source)}) r"
