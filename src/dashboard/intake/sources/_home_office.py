"""What the formats of Home Office tables share: the shape of a stored comparator, wide decisions."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.settings import ALL
from dashboard.store.contract import Column, Kind, Row, Value

TABLE = "comparators"
UK = "uk"


def comparator(series: str, reporter: Value, period: str, value: Value, **codes: Value) -> dict[str, Value]:
    """One published figure. ``period`` is 2023, 2023-Q4 or 2017/18-Q1; codes default to all."""
    row: dict[str, Value] = {
        "series": series,
        "reporter": reporter,
        "period": period,
        "exploitation_type": ALL,
        "age": ALL,
        "gender": ALL,
        "location": ALL,
        "decision": ALL,
        "value": value,
    }
    return row | codes


def period_of(row: Row) -> str:
    """2014 and Total make 2014; 2014 and Q1 make 2014-Q1."""
    return str(row["year"]) if row["quarter"] == "total" else f"{row['year']}-{str(row['quarter']).upper()}"


_AGES = {
    "adult": "Adult (18 or over)",
    "child": "Child (17 or under)",
    "not_recorded": "Age not specified or unknown",
}
_DECISIONS = ("negative", "positive")


def decision_columns(grounds: str) -> tuple[Column, ...]:
    """The columns of a wide decisions table: year, quarter, then one per age and decision."""
    columns = [
        Column("year", Kind.INTEGER, "Calendar year.", low=2009, high=2100),
        Column("quarter", Kind.CODE, "Quarter of the year, or Total.", codes="quarter_of_year"),
    ]
    for age, words in _AGES.items():
        for decision in (*_DECISIONS, "total"):
            heading = f"{words} - Total" if decision == "total" else f"{words} - {decision} {grounds} grounds"
            columns.append(
                Column(
                    f"{age}_{decision}",
                    Kind.INTEGER,
                    heading,
                    low=0,
                    high=1_000_000,
                    unit="decisions",
                    also=(heading,),
                )
            )
    columns.append(Column("total", Kind.INTEGER, "All decisions.", low=0, high=1_000_000, unit="decisions"))
    return tuple(columns)


def decisions_of(series: str) -> Callable[[Row], list[dict[str, Value]]]:
    """The function that turns one wide row into one comparator for each age and decision."""

    def expand(row: Row) -> list[dict[str, Value]]:
        return [
            comparator(series, UK, period_of(row), row[f"{age}_{decision}"], age=age, decision=decision)
            for age in _AGES
            for decision in _DECISIONS
        ]

    return expand


def decision_example(grounds: str) -> dict[str, str]:
    """One example row of a wide decisions table."""
    numbers = {column.also[0]: "10" for column in decision_columns(grounds) if column.also}
    return {"year": "2023", "quarter": "Q4", **numbers, "total": "60"}
