"""How much more than chance the made-up counts vary round their trend and season, by month and by quarter.

    python -m tests.demo.dispersion FOLDER

FOLDER holds extracts of the demonstration. Beside them stand the quarters of the 44 police forces, as the
Home Office publishes them, counted in the same way.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.intake.validation import check
from dashboard.methods.inputs import Numbers
from dashboard.methods.quasi import Course, Kind, course
from dashboard.store.contract import Kind as Holds
from tests.methods.back_tests import forces

#: Dates by which records are counted, by source.
DATED = {
    "training_register": "session_date",
    "referral_log": "date_received",
    "intelligence": "date_submitted",
    "orders": "date_made",
    "referral_audits": "date_audited",
    "reviewed_cases": "date_reviewed",
}
PER_YEAR = {"M": 12, "Q": 4}


def round_its_course(counts: Numbers, freq: str, step: int | None = None) -> Course:
    """Counts held to level, trend, one wave a year and, where there is one, a step."""
    time = np.arange(len(counts)) / PER_YEAR[freq]
    columns = [np.ones(len(counts)), time, np.cos(2 * np.pi * time), np.sin(2 * np.pi * time)]
    if step is not None:
        columns.append((np.arange(len(counts)) >= step).astype(float))
    found = course(Kind.COUNT, counts.astype(float), np.ones(len(counts)), np.column_stack(columns))
    assert found is not None
    return found


def forces_vary(at_least: float = 0, at_most: float = np.inf, *, trend: bool = False) -> float:
    """How many times more than chance the seven quarters of police forces vary round a level, or a trend, of
    their own: Pearson's chi-square over its degrees of freedom, of all forces whose mean lies between."""
    chi_square, left = 0.0, 0
    for counts in forces().values():
        if at_least <= np.mean(counts) <= at_most:
            columns = [np.ones(len(counts)), np.arange(len(counts), dtype=float)][: 1 + trend]
            found = course(
                Kind.COUNT, np.array(counts, dtype=float), np.ones(len(counts)), np.column_stack(columns)
            )
            assert found is not None
            chi_square, left = chi_square + found.chi_square, left + found.left
    return chi_square / left


def counted(days: pd.Series, freq: str) -> pd.Series:
    """How many there are in each month or quarter from the first to the last, also where there is none."""
    periods = days.dt.to_period(freq)
    return periods.value_counts().reindex(
        pd.period_range(periods.min(), periods.max(), freq=freq), fill_value=0
    )


def series(received: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, pd.Series]]:
    """Each made-up series: its name and the day of everything that it counts."""
    log = received["referral_log"]
    nrm = log["route"] == "nrm"
    police = log["first_responder"] == "northamptonshire_police"
    yield "NRM, police", log.loc[nrm & police, "date_received"]
    yield "NRM, others", log.loc[nrm & ~police, "date_received"]
    for route, rows in log.groupby("route"):
        yield str(route), rows["date_received"]
    for source in ("intelligence", "orders", "referral_audits", "reviewed_cases"):
        yield source, received[source][DATED[source]]
    register = received["training_register"]
    yield "attendances", register.loc[register["status"] == "attended", "session_date"]
    held = register.drop_duplicates(["session_date", "course", "venue", "session_reference"])
    yield "sessions", held["session_date"]


def spread_between(register: pd.DataFrame, status: str) -> tuple[float, float]:
    """Of a status its share, and how alike two bookings of one session are (the intraclass correlation of
    Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), chapter 15)."""
    here = register.assign(is_so=register["status"] == status)
    grouped = here.groupby(["session_date", "course", "venue", "session_reference"])["is_so"]
    size, share = grouped.size().to_numpy(float), grouped.mean().to_numpy(float)
    whole, number = size.sum(), len(size)
    mean = float(here["is_so"].mean())
    between = (size * (share - mean) ** 2).sum() / (number - 1)
    within = (size * share * (1 - share)).sum() / (whole - number)
    typical = (whole - (size**2).sum() / whole) / (number - 1)
    return mean, float((between - within) / (between + (typical - 1) * within))


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """The good rows of each source, one for each record key."""
    parts: dict[str, list[pd.DataFrame]] = {}
    formats = {}
    for path in sorted(each for each in folder.iterdir() if each.suffix in (".csv", ".xlsx")):
        one = check(path)
        formats[one.source.name] = one.source
        parts.setdefault(one.source.name, []).append(pd.DataFrame([dict(row.values) for row in one.rows]))
    tables = {}
    for name, rows in parts.items():
        table = pd.concat(rows).drop_duplicates(
            list(formats[name].record_key), keep="last", ignore_index=True
        )
        for column in formats[name].columns:
            if column.kind is Holds.DATE:
                table[column.name] = pd.to_datetime(table[column.name])
        tables[name] = table
    return tables


def main(folder: str) -> None:
    received = read(Path(folder))
    print(f"44 police forces: round a level {forces_vary():.2f}, round a trend {forces_vary(trend=True):.2f}")
    for name, days in series(received):
        told = []
        for freq in PER_YEAR:
            counts = counted(days, freq)
            found = round_its_course(counts.to_numpy(), freq)
            told.append(f"{freq}: mean {counts.mean():.1f}, dispersion {found.chi_square / found.left:.2f}")
        print(f"{name:24}", "; ".join(told))
    for status in ("no_show", "cancelled"):
        print(
            status,
            "share {:.3f}, alike within a session {:.3f}".format(
                *spread_between(received["training_register"], status)
            ),
        )
    log = received["referral_log"]
    known = log["incident_reference"].fillna("alone " + log["reference"])
    for route, rows in log.groupby("route"):
        sizes = known[rows.index].value_counts()
        print(route, sizes.value_counts().sort_index().to_dict(), f"{(sizes**2).sum() / sizes.sum():.2f}")
    print({name: len(rows) for name, rows in received.items()})


if __name__ == "__main__":
    main(sys.argv[1])
