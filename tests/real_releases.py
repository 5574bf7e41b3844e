"""Releases of records that are not made up: published tables alone, and a few records as if real."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dashboard.release import make_release
from dashboard.settings import Installation
from tests.release.few_rows import NRM, NRM_FIGURES, few_rows, run_sql, some
from tests.release.small_store import add_rows, empty_store

#: Figures that stand on the pages, each on one at least.
SHOWN = (
    "attendances", "attendances_by_venue", "people_trained", "no_show_rate", "meeting_attendance", "concerns",
    *NRM_FIGURES,
)  # fmt: skip
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
    """A few of the small store's rows as if they were real, and figures of each page."""
    where = few_rows(root, booked=True, routes=(NRM, "childrens_safeguarding"))
    run_sql(where, "UPDATE files SET made_up = false")
    make_release(where, folder=some(root / "some", *SHOWN))


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
