"""When the next edition of a published table is due."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.intake.sources import sources
from dashboard.reference import ReferenceRefused
from dashboard.reference.schedule import Schedule, schedules

DAYS = st.dates(datetime.date(2015, 1, 1), datetime.date(2035, 12, 31))
HEAD = "source,every,days,next,published_by\n"


def test_every_published_source_that_is_counted_has_a_schedule() -> None:
    published = {name for name, source in sources().items() if source.expand}
    # A look-up is published when boundaries change, and no figure is counted from it.
    assert set(schedules()) == published - {"ons_police_areas"}


def test_a_quarter_that_ends_in_december_is_followed_by_the_first_of_the_next_year() -> None:
    rule = Schedule("quarter", 75)
    assert rule.next_due(datetime.date(2023, 12, 31), None) == datetime.date(2024, 6, 14)
    assert Schedule("year", 0).next_due(datetime.date(2024, 3, 31), None) == datetime.date(2025, 3, 31)


@given(st.sampled_from(["month", "quarter", "year"]), st.integers(0, 400), DAYS, st.none() | DAYS)
def test_what_is_due_lies_after_what_is_there(
    every: str, days: int, covers: datetime.date, edition: datetime.date | None
) -> None:
    due = Schedule(every, days).next_due(covers, edition)
    assert due > covers
    assert edition is None or due > edition


@given(DAYS, DAYS)
def test_an_announced_day_counts_until_it_has_come(edition: datetime.date, announced: datetime.date) -> None:
    rule = Schedule("quarter", 75, announced)
    due = rule.next_due(datetime.date(2023, 12, 31), edition)
    assert (due == announced) or announced <= edition


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("home_office_nrm,week,75,,x", "every must be one of"),
        ("home_office_nrm,quarter,soon,,x", "days must be a whole number"),
        ("home_office_nrm,quarter,75,June,x", "next must be a day"),
        ("home_office_nrm,quarter,75,,x\nhome_office_nrm,quarter,75,,x", "stands twice"),
    ],
)
def test_an_installation_s_own_is_read_as_strictly(tmp_path: Path, row: str, wrong: str) -> None:
    (tmp_path / "schedule.csv").write_text(f"{HEAD}{row}\n", encoding="utf-8")
    with pytest.raises(ReferenceRefused, match=wrong):
        schedules(tmp_path)
