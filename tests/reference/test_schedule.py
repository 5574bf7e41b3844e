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
HEAD = "source,every,months,next,published_by,seen\n"


def test_every_published_source_that_is_counted_has_a_schedule() -> None:
    published = {name for name, source in sources().items() if source.expand}
    # A look-up is published when boundaries change, and no figure is counted from it.
    assert set(schedules()) == published - {"ons_police_areas"}


def test_a_quarter_that_ends_in_december_is_followed_by_the_first_of_the_next_year() -> None:
    assert Schedule("quarter", 2).next_due(datetime.date(2023, 12, 31), None) == "2024-05"
    assert Schedule("year", 0).next_due(datetime.date(2024, 3, 31), None) == "2025-03"


@pytest.mark.parametrize(
    ("source", "covers", "edition", "came"),
    [
        # Days of publication as gov.uk gives them: what came next lies in the month that the rule says.
        ("home_office_nrm", "2023-12-31", "2024-03-07", "2024-05"),
        ("home_office_nrm", "2024-03-31", "2024-05-09", "2024-08"),
        ("home_office_nrm", "2025-12-31", "2026-02-19", "2026-05"),
        ("home_office_offences", "2024-03-31", "2024-07-24", "2024-10"),
        ("home_office_offences", "2025-09-30", "2026-01-29", "2026-04"),
    ],
)
def test_the_rule_says_the_month_in_which_editions_came(
    source: str, covers: str, edition: str, came: str
) -> None:
    days = (datetime.date.fromisoformat(day) for day in (covers, edition))
    assert schedules()[source].next_due(*days) == came


@given(st.sampled_from(["month", "quarter", "year"]), st.integers(0, 14), DAYS, st.none() | DAYS)
def test_what_is_due_lies_after_what_is_there(
    every: str, months: int, covers: datetime.date, edition: datetime.date | None
) -> None:
    due = Schedule(every, months).next_due(covers, edition)
    assert due > f"{covers:%Y-%m}"
    assert edition is None or due > f"{edition:%Y-%m}"


@given(DAYS, DAYS)
def test_an_announced_day_counts_until_it_has_come(edition: datetime.date, announced: datetime.date) -> None:
    due = Schedule("quarter", 2, announced).next_due(datetime.date(2023, 12, 31), edition)
    assert (due == announced.isoformat()) == (announced > edition)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("home_office_nrm,week,2,,x,y", "every must be one of"),
        ("home_office_nrm,quarter,soon,,x,y", "months must be a whole number"),
        ("home_office_nrm,quarter,2,June,x,y", "next must be a day"),
        ("home_office_nrm,quarter,2,,x,y\nhome_office_nrm,quarter,2,,x,y", "stands twice"),
    ],
)
def test_an_installation_s_own_is_read_as_strictly(tmp_path: Path, row: str, wrong: str) -> None:
    (tmp_path / "schedule.csv").write_text(f"{HEAD}{row}\n", encoding="utf-8")
    with pytest.raises(ReferenceRefused, match=wrong):
        schedules(tmp_path)
