"""The last look at a release before anybody can see it, with plain SQL on the file itself."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.methods.stepped import FEWEST_CLUSTERS
from dashboard.publication import CELL_KEY, CELL_VALUE, RESTATED, TABLES, Publication, Status
from dashboard.release.errors import ReleaseError
from dashboard.release.stepping import STEP
from dashboard.settings import ALL

#: The columns of a store that hold pseudonyms.
KEYS = (
    "record_key", "person", "session", "course_day", "referral", "incident", "submission", "meeting_key",
    "audit", "review", "order_reference",
)  # fmt: skip
_WORD = re.compile(r"[A-Za-z0-9_-]{8,}")


def verify(path: Path, dimensions: tuple[str, ...], additive: list[str]) -> None:
    """Open the release as the display will and check its shape, codes, sums and silence.

    ``additive`` are the indicators whose parts must add up to their county figure. Raises
    ReleaseError saying which check failed; it never names a value.
    """
    publication = Publication(path)
    try:
        _shape(publication, dimensions)
        _cells(publication)
        _codes(publication)
        _sums(publication, additive)
    finally:
        publication.close()


def no_pseudonym(path: Path, con: duckdb.DuckDBPyConnection) -> None:
    """Raise ReleaseError if any text of the release is a key of the store.

    ``con`` has the store attached as ``store``.
    """
    keys = ", ".join(f"'{name}'" for name in KEYS)
    held = con.execute(
        "SELECT table_name, column_name FROM duckdb_columns() "
        "WHERE database_name = 'store' AND table_name LIKE '%\\_rows' ESCAPE '\\' "
        f"AND column_name IN ({keys})"
    ).fetchall()
    con.register("said", pd.DataFrame({"word": sorted(_words(path))}, dtype="str"))
    counts = con.execute(
        " UNION ALL ".join(
            f"SELECT '{table}', '{column}', (SELECT count(*) FROM said WHERE word IN "
            f'(SELECT "{column}" FROM store."{table}"))'
            for table, column in held
        )
    ).fetchall()
    con.unregister("said")
    for table, column, pseudonyms in counts:
        if pseudonyms:
            raise ReleaseError(
                f"The release would hold {pseudonyms} key(s) from {table}.{column}; nothing was written."
            )


def _words(path: Path) -> set[str]:
    """Every word of a release that is long enough to be a key."""
    with duckdb.connect(str(path), read_only=True) as release:
        columns = release.execute(
            "SELECT table_name, column_name FROM duckdb_columns() "
            "WHERE data_type = 'VARCHAR' AND NOT internal"
        ).fetchall()
        # Most columns are codes that stand in many rows: each text is searched once.
        texts = release.execute(
            " UNION ".join(f'SELECT "{column}" FROM {table}' for table, column in columns)
        ).fetchall()
    return {word for (text,) in texts if text for word in _WORD.findall(text)}


def _shape(publication: Publication, dimensions: tuple[str, ...]) -> None:
    columns = publication.frame(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal ORDER BY column_index"
    )
    columns_by_table = {
        str(name): list(group["column_name"]) for name, group in columns.groupby("table_name")
    }
    expected = {
        name: [part.split()[0] for part in shape.split(", ") if not part.startswith(("PRIMARY", "code)"))]
        for name, shape in TABLES.items()
    }
    expected["cells"] = [*CELL_KEY, *dimensions, *CELL_VALUE]
    expected["restated"] = [*CELL_KEY, *dimensions, *RESTATED]
    if columns_by_table != expected:
        wrong = sorted(
            name
            for name in {*columns_by_table, *expected}
            if columns_by_table.get(name) != expected.get(name)
        )
        raise ReleaseError(f"The release has not the agreed shape in: {', '.join(wrong)}")


def _cells(publication: Publication) -> None:
    known = ", ".join(f"'{status.value}'" for status in Status)
    key = ", ".join(f'"{name}"' for name in (*CELL_KEY, *publication.dimensions))
    checks = {
        "cells with an unknown status": f"SELECT 1 FROM cells WHERE status NOT IN ({known})",
        "cells with a value and a reason for none, or neither": (
            "SELECT 1 FROM cells WHERE (status = 'published') = (value IS NULL)"
        ),
        "cells that are not finite": "SELECT 1 FROM cells WHERE NOT isfinite(coalesce(value, 0))",
        "negative counts": "SELECT 1 FROM cells WHERE value < 0 AND measure IN ('count', 'denominator')"
        " AND indicator IN (SELECT id FROM indicators WHERE policy != 'comparators')",
        "cells published twice": f"SELECT 1 FROM cells GROUP BY {key} HAVING count(*) > 1",
        "cells of an indicator without words": (
            "SELECT 1 FROM cells WHERE indicator NOT IN (SELECT id FROM indicators)"
        ),
    }
    checks["changes with a roll-out that are not coarse, or of too few agencies"] = (
        "SELECT 1 FROM rollout_changes WHERE "
        + " OR ".join(f"{name} % {STEP} != 0" for name in ("change", "low", "high"))
        + f" OR (fitted < {FEWEST_CLUSTERS} AND coalesce(change, low, high) IS NOT NULL)"
    )
    for name, sql in checks.items():
        bad = len(publication.frame(sql))
        if bad:
            raise ReleaseError(f"The release would hold {bad} {name}; nothing was written.")


def _codes(publication: Publication) -> None:
    listed = {
        name: f"SELECT code FROM codes WHERE list = '{name}'" for name in ("area", *publication.dimensions)
    }
    for column, codes in listed.items():
        bad = publication.frame(
            "SELECT DISTINCT indicator FROM cells "
            f'WHERE "{column}" != \'{ALL}\' AND "{column}" NOT IN ({codes})'
        )
        if len(bad):
            raise ReleaseError(
                f"{', '.join(sorted(bad['indicator']))}: the column {column} holds a code that no list "
                "knows. Correct the indicator's SELECT or add the code to the list."
            )


def _sums(publication: Publication, additive: list[str]) -> None:
    """Parts of one split, and areas, add up to the cell of the whole where both are published."""
    cells = publication.first_figures
    chosen = ", ".join(f"'{name}'" for name in additive) or "''"
    splits = [*(f'"{name}"' for name in publication.dimensions)]
    for column in splits:
        rest = [name for name in splits if name != column]
        key = ", ".join(["indicator", "measure", "time_level", "time", "geography_level", "area", *rest])
        bad = publication.frame(
            f"""SELECT DISTINCT p.indicator FROM (
                SELECT {key}, sum(value) AS parts, bool_and(status = 'published') AS shown FROM {cells}
                WHERE {column} != '{ALL}' AND measure = 'count' AND indicator IN ({chosen}) GROUP BY ALL
            ) p JOIN (SELECT {key}, value FROM {cells} WHERE {column} = '{ALL}') w USING ({key})
            WHERE shown AND abs(parts - value) > 0.5"""
        )
        _none_left(bad["indicator"].tolist(), column.strip('"'))
    key = ", ".join(["indicator", "measure", "time_level", "time", *splits])
    bad = publication.frame(
        f"""SELECT DISTINCT p.indicator FROM (
            SELECT {key}, geography_level, sum(value) AS parts, bool_and(status = 'published') AS shown
            FROM {cells} WHERE geography_level IN ('district', 'unitary') AND measure = 'count'
              AND indicator IN ({chosen})
            GROUP BY ALL
        ) p JOIN (SELECT {key}, value FROM {cells} WHERE geography_level = 'county') w USING ({key})
        WHERE shown AND abs(parts - value) > 0.5"""
    )
    _none_left(bad["indicator"].tolist(), "area")


def _none_left(indicators: list[str], column: str) -> None:
    if indicators:
        raise ReleaseError(
            f"{', '.join(sorted(indicators))}: the parts by {column} do not add up to the whole. "
            "Correct the indicator's SELECT, or the codes that its tables are confined to."
        )
