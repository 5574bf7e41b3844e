"""How many stored rows share each combination of what could single a person out.

Samarati and Sweeney's k-anonymity (1998): a row that shares its combination of quasi-identifiers
with nobody can be found by whoever knows those few facts. Only how many rows stand in small
groups is told, never a combination.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import duckdb

from dashboard.store.contract import Source

_MONTH = "month"


@dataclass(frozen=True)
class KAnonymity:
    """Rows of one table by the size of the group that shares their combination."""

    table: str
    combination: tuple[str, ...]
    rows: int
    alone: int
    in_groups_of_2_to_4: int
    in_groups_of_5_or_more: int
    smallest_group: int

    @property
    def sentence(self) -> str:
        """The counts in words."""
        *most, last = self.combination
        facts = f"{', '.join(most)} and {last}" if most else last
        return (
            f"Of {self.rows:,} rows in {self.table}, {self.in_groups_of_5_or_more:,} share their "
            f"combination of {facts} with at least 4 others, {self.in_groups_of_2_to_4:,} with 1 to 3 "
            f"others and {self.alone:,} with none."
        )

    def to_dict(self) -> dict[str, object]:
        """The counts and the sentence, for JSON."""
        return asdict(self) | {"sentence": self.sentence}


def k_anonymity(
    con: duckdb.DuckDBPyConnection, source: Source, *, run: str | None = None, file: str | None = None
) -> KAnonymity | None:
    """The count for ``source``'s table: the newest rows, or all those of one ``run`` or ``file``.

    Months count as years. None where the source has no quasi-identifiers or the table no rows.
    """
    columns = quasi_identifiers(source)
    if not columns:
        return None
    where = {"run": run, "file": file}
    asked = {name: value for name, value in where.items() if value is not None}
    table = f"{source.table}_rows" if asked else source.table
    only = " AND ".join(f"{name} = ?" for name in asked) or "true"
    parts = [f'year("{name}")' if name == _MONTH else f'"{name}"' for name in columns]
    counts = con.execute(
        f"SELECT coalesce(sum(n), 0), coalesce(sum(n) FILTER (n = 1), 0), "
        f"coalesce(sum(n) FILTER (n BETWEEN 2 AND 4), 0), coalesce(sum(n) FILTER (n > 4), 0), min(n) "
        f"FROM (SELECT count(*) AS n FROM {table} WHERE {only} GROUP BY {', '.join(parts)})",
        list(asked.values()),
    ).fetchone()
    if counts is None or not counts[0]:
        return None
    words = tuple("year" if name == _MONTH else name.replace("_", " ") for name in columns)
    return KAnonymity(source.table, words, *(int(count) for count in counts))


def quasi_identifiers(source: Source) -> list[str]:
    """The stored columns of ``source`` that could single a person out, the month last."""
    flagged = [c.target for c in source.columns if c.quasi_identifier]
    flagged += [d.name for d in source.derived if d.quasi_identifier]
    if not flagged:
        return []
    months = [c.target for c in source.columns if c.target == _MONTH]
    return list(dict.fromkeys([*flagged, *months]))
