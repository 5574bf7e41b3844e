"""Releases of records that are not made up: published tables alone, and the small store as if real."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from dashboard.release import make_release
from dashboard.settings import Installation
from tests.release.small_store import add_rows, empty_store, small_installation

#: Criminal and labour exploitation by each of three forces, in every quarter of 2023.
FORCES = {"northamptonshire_police": (50, 15), "kent_police": (60, 40), "essex_police": (30, 70)}


def published_alone(root: Path) -> None:
    """An installation that took in a Home Office table of two quarters and nothing else."""
    counts = {
        ("2023-Q3", "northamptonshire_police", "criminal"): 19,
        ("2023-Q3", "kent_police", "criminal"): 38,
        ("2023-Q4", "northamptonshire_police", "criminal"): 17,
        ("2023-Q4", "kent_police", "criminal"): 34,
    }
    _release(root, counts)


def police_tables(root: Path) -> None:
    """A year of Home Office tables and nothing else."""
    counts = {
        (f"2023-Q{quarter}", force, kind): people
        for quarter in (1, 2, 3, 4)
        for force, mix in FORCES.items()
        for kind, people in zip(("criminal", "labour"), mix, strict=True)
    }
    _release(root, counts)


def real_records(root: Path) -> None:
    """The small installation as if its records were real."""
    where = small_installation(root)
    with duckdb.connect(str(where.store)) as con:
        con.execute("UPDATE files SET made_up = false")
    make_release(where)


def _release(root: Path, counts: Mapping[tuple[str, str, str], int]) -> None:
    where = Installation(root, root / "unused.key")
    empty_store(where.store)
    add_rows(where.store, "home_office_police_referrals", _rows(counts), made_up=False)
    make_release(where)


def _rows(counts: Mapping[tuple[str, str, str], int]) -> Iterator[dict[str, object]]:
    for (quarter, force, kind), people in counts.items():
        yield {
            "series": "nrm_police_referrals",
            "reporter": force,
            "period": quarter,
            "exploitation_type": kind,
            "age": "adult",
            "gender": "male",
            "location": "all",
            "decision": "all",
            "value": people,
        }
