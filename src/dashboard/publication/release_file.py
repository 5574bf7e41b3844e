"""A release, and its only reader.

A release is one DuckDB file that an outsider could be handed: cells that are safe to show, the
words that go with them, and the facts of the run that made it. It is opened read-only, with no
access to files or network and its configuration locked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cached_property
from pathlib import Path
from types import EllipsisType
from typing import Any

import duckdb
import pandas as pd

from dashboard.publication.editions import EDITIONS_SQL, by_indicator
from dashboard.publication.indicator import Indicator
from dashboard.publication.memo import Memo
from dashboard.publication.shape import CELL_KEY, CELL_VALUE, FACTS, LATER, RESTATED, TABLES
from dashboard.publication.statuses import Status
from dashboard.settings import ALL

# Texts in frames stay Python's own. pandas otherwise copies them into Arrow's arrays and out again for every
# comparison, list and loop: a release of the demonstration takes 19 processor seconds and 690 MB so, not 17.5
# and 590, and the first visit of a page a tenth less. Everybody who reads or makes a release comes by here.
pd.options.mode.string_storage = "python"

#: How a release is opened: DuckDB reads nothing else and lets nobody change that. It opens a file once for a
#: process, so whoever opens a release that the display may hold open says the same. Each query is small and
#: sessions ask at once: threads of its own would only cost it time.
CLOSED_IN = {"enable_external_access": "false", "lock_configuration": "true", "threads": "1"}


class NoRelease(Exception):
    """There is nothing to show yet. The message says what to run."""


class Publication:
    """One release. Safe to share between threads: every call uses a cursor of its own.

    Its file is closed when nobody holds it any more, and what was worked out from it (``memo``) goes
    with it. ``copy`` is opened in place of ``path`` where given: DuckDB opens a path once in a process,
    so a file that was replaced cannot be read beside its predecessor.
    """

    def __init__(self, path: Path, copy: Path | None = None) -> None:
        self.path = path
        self.memo = Memo()
        try:
            self._con = duckdb.connect(
                str(copy or path),
                read_only=True,
                config=dict(CLOSED_IN),
            )
        except duckdb.Error as broken:
            raise NoRelease(
                f"{path.name} cannot be opened. Run 'dashboard release' to make a new one."
            ) from broken
        self._tables = frozenset(name for (name,) in self._rows("SELECT table_name FROM duckdb_tables()"))
        self.facts: Mapping[str, str] = dict(self._rows("SELECT key, value FROM release"))
        self.dimensions: tuple[str, ...] = tuple(
            name
            for (name,) in self._rows(
                "SELECT column_name FROM duckdb_columns() WHERE table_name = 'cells' ORDER BY column_index"
            )
            if name not in CELL_KEY + CELL_VALUE
        )
        known = by_indicator(self._rows(EDITIONS_SQL)) if self._holds("editions") else {}
        self.indicators: Mapping[str, Indicator] = {
            str(row["id"]): Indicator(**row, editions=known.get(str(row["id"]), ()))
            for row in self._indicator_rows()
        }

    def _indicator_rows(self) -> list[dict[str, Any]]:
        """Each row by column; what an earlier version did not know is left to its default."""
        cursor = self._con.cursor().execute("SELECT * FROM indicators ORDER BY code")
        names = [str(column[0]) for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        optional = {field.name for field in fields(Indicator) if field.default is not MISSING}
        return [
            {name: held for name, held in row.items() if held is not None or name not in optional}
            for row in rows
        ]

    def close(self) -> None:
        """Let go of the file; nothing can be read afterwards."""
        self._con.close()

    @property
    def id(self) -> str:
        """The release id, the same on page, slide, paper and spreadsheet."""
        return self.facts["id"]

    @property
    def carries_facts(self) -> bool:
        """Whether its events, targets, areas and outlines are in it; those of earlier versions have none."""
        return all(self._holds(name) for name in FACTS)

    @property
    def made_up(self) -> bool:
        """Whether any record behind the figures is made up."""
        return self.facts["made_up"] == "yes"

    def cells(
        self,
        indicator: str,
        *,
        measure: str | None = None,
        time_level: str | None = None,
        time: str | None = None,
        geography_level: str | None = "county",
        area: str | None = None,
        columns: Sequence[str] | None = None,
        **dimensions: str | EllipsisType,
    ) -> pd.DataFrame:
        """Published cells of ``indicator``, ordered by time, area and dimensions.

        A dimension not named is ``all``; one given as ``...`` is every code but ``all``; None for
        a named key is every value. With ``columns`` the frame has these and the status alone, which is
        quicker: most columns say the same in every row. Raises KeyError for an unknown indicator or
        dimension and ValueError for a status that this version does not know.
        """
        key = {
            "measure": measure,
            "time_level": time_level,
            "time": time,
            "geography_level": geography_level,
            "area": area,
        }
        where, given = self._where(indicator, key, dimensions)
        # What is the same in every row orders nothing, and takes DuckDB as long as all the rest.
        asked = {**dict.fromkeys(self.dimensions, ALL), **dimensions, **key}
        order = [
            name for name in ("time", "area", *self.dimensions, "measure") if not isinstance(asked[name], str)
        ]
        by = " ORDER BY " + ", ".join(f'"{name}"' for name in order) if order else ""
        wanted = "*" if columns is None else ", ".join(f'"{c}"' for c in dict.fromkeys((*columns, "status")))
        rows = self.frame(f"SELECT {wanted} FROM cells WHERE {where}{by}", given)
        strange = set(rows["status"]) - {status.value for status in Status}
        if strange:
            raise ValueError(f"release {self.id} holds unknown cell statuses: {sorted(strange)}")
        return rows

    def times(
        self,
        indicator: str,
        time_level: str,
        *,
        geography_level: str | None = "county",
        area: str | None = None,
        **dimensions: str | EllipsisType,
    ) -> tuple[str, ...]:
        """The periods in which ``cells`` would give a row for the same arguments, in order."""
        key = {"time_level": time_level, "geography_level": geography_level, "area": area}
        where, given = self._where(indicator, key, dimensions)
        rows = self._rows(f"SELECT DISTINCT time FROM cells WHERE {where} ORDER BY time", given)
        return tuple(str(time) for (time,) in rows)

    def whole_times(self) -> Mapping[tuple[str, str, str], tuple[str, ...]]:
        """By indicator, time level and geography level: periods, in order, of what is split by no code."""
        whole = " AND ".join([f"\"{column}\" = '{ALL}'" for column in self.dimensions]) or "true"
        names = "indicator, time_level, geography_level"
        rows = self._rows(
            f"SELECT {names}, list(DISTINCT time ORDER BY time) FROM cells WHERE {whole} GROUP BY {names}"
        )
        return {(indicator, time, level): tuple(times) for indicator, time, level, times in rows}

    def shapes(self) -> Mapping[tuple[str, str], frozenset[tuple[str, str, tuple[str, ...]]]]:
        """By indicator and measure: geography level, time level and dimensions of each of its tables."""
        split = ", ".join(f"\"{column}\" != '{ALL}'" for column in self.dimensions)
        names = "indicator, measure, geography_level, time_level"
        held: dict[tuple[str, str], set[tuple[str, str, tuple[str, ...]]]] = {}
        for indicator, measure, level, time, *flags in self._rows(
            f"SELECT DISTINCT {names}, {split} FROM cells"
        ):
            dimensions = tuple(name for name, flag in zip(self.dimensions, flags, strict=True) if flag)
            held.setdefault((indicator, measure), set()).add((level, time, dimensions))
        return {key: frozenset(shapes) for key, shapes in held.items()}

    def _where(
        self, indicator: str, key: Mapping[str, str | None], dimensions: Mapping[str, str | EllipsisType]
    ) -> tuple[str, list[str]]:
        """The condition that selects cells, in SQL, and its values; raises as ``cells`` does."""
        if indicator not in self.indicators:
            raise KeyError(f"no indicator {indicator!r} in release {self.id}")
        unknown = set(dimensions) - set(self.dimensions)
        if unknown:
            raise KeyError(f"no dimension {sorted(unknown)} in release {self.id}")
        chosen = {column: code for column, code in key.items() if code is not None}
        where = ["indicator = ?", *(f"{column} = ?" for column in chosen)]
        given = [indicator, *chosen.values()]
        for column in self.dimensions:
            code = dimensions.get(column, ALL)
            where.append(f'"{column}" != ?' if code is ... else f'"{column}" = ?')
            given.append(ALL if isinstance(code, EllipsisType) else code)
        return " AND ".join(where), given

    def codes(self, name: str) -> dict[str, str]:
        """Labels by code of one code list, in the list's order."""
        return dict(self._code_lists.get(name, {}))

    @cached_property
    def _code_lists(self) -> Mapping[str, Mapping[str, str]]:
        """All lists at once: they are few and short, and a page asks for a dozen of them."""
        lists: dict[str, dict[str, str]] = {}
        for name, code, label in self._rows("SELECT list, code, label FROM codes ORDER BY list, position"):
            lists.setdefault(name, {})[code] = label
        return lists

    def label(self, name: str, code: str) -> str:
        """The label of ``code`` in list ``name``; the code itself where the list has none."""
        return self.codes(name).get(code, code)

    def table(self, name: str) -> pd.DataFrame:
        """One of the other tables of a release, whole. KeyError where there is no such table.

        One that the release was made before is empty.
        """
        if name not in TABLES:
            raise KeyError(name)
        if name in LATER and not self._holds(name):
            parts = (part.split()[0] for part in TABLES[name].split(", "))
            return pd.DataFrame(columns=list(parts))
        return self.frame(f"SELECT * FROM {name}")

    def restated(self, indicator: str | None = None) -> pd.DataFrame:
        """What restatements say of the figures of an indicator, or of all, the latest last; none in most
        releases."""
        if not self._holds("restated"):
            return pd.DataFrame(columns=[*CELL_KEY, *self.dimensions, *RESTATED])
        where, given = ("indicator = ?", [indicator]) if indicator else ("true", [])
        return self.frame(f"SELECT * FROM restated WHERE {where} ORDER BY number", given)

    @property
    def first_figures(self) -> str:
        """``cells`` as they were first counted, in SQL: those alone add up, for not all can be restated."""
        if not self._holds("restated"):
            return "cells"
        key = ", ".join(f'"{name}"' for name in (*CELL_KEY, *self.dimensions))
        both = {"value": "first", "status": "first_status"}
        first = ", ".join(
            f"CASE WHEN r.used THEN r.{was} ELSE c.{name} END AS {name}" for name, was in both.items()
        )
        return (
            f"(SELECT c.* REPLACE ({first}) FROM cells c LEFT JOIN (SELECT {key}, first, first_status, used "
            f"FROM restated WHERE used) r USING ({key}))"
        )

    def families(self) -> pd.DataFrame:
        """Which counts are of the same records: indicator, measure, family, filter.

        Counts of one family and filter add up the same records; a release made before families
        were recorded has none, and gives no rows.
        """
        columns = ("indicator", "measure", "family", "filter")
        if not self._holds("families"):
            return pd.DataFrame(columns=columns)
        return self.frame(f"SELECT {', '.join(columns)} FROM families")

    def _holds(self, name: str) -> bool:
        return name in self._tables

    def read_through(self, table: str) -> None:
        """Read every block of a table, whose sum DuckDB checks; raises ``duckdb.Error`` at a damaged one.

        A hash of whole rows needs every column of each, and hands out none: a sixtieth of what a frame costs.
        """
        self._rows(f"SELECT bit_xor(hash(rows)) FROM {table} AS rows")

    def frame(self, sql: str, given: list[str] | None = None) -> pd.DataFrame:
        """The rows of a query on the release as a frame."""
        return self._con.cursor().execute(sql, given or []).df()

    def _rows(self, sql: str, given: list[str] | None = None) -> list[Any]:
        return self._con.cursor().execute(sql, given or []).fetchall()
