"""What one release hides, another does not give away: last release less this one, late records."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from tests.attacks.attack import GROUPS, THRESHOLD, Attack, attack, know_national, name_of
from tests.attacks.reading import span_of
from tests.attacks.sites import Attacked


def _key(cells: pd.DataFrame) -> list[str]:
    return [name for name in cells.columns if name not in ("value", "status", "low", "high", "cell")]


def test_the_second_release_is_later(awkward: Attacked, next_month: Attacked) -> None:
    assert len(span_of(next_month.release)) == len(span_of(awkward.release)) + 1
    assert len(list(next_month.where.releases.glob("*.duckdb"))) == 2


@pytest.mark.parametrize("group", GROUPS)
def test_last_release_less_this_one(
    awkward: Attacked, next_month: Attacked, attacked: Callable[[str], Attack], group: str
) -> None:
    """Both releases together: periods that only one of them has, and cells that only one of them shows."""
    both = [awkward.release, next_month.release]
    # A past month stays as it was first counted, so the truth of both is the earlier store's.
    made = attack(group, awkward.where.store, both)
    before = know_national(made, awkward.where.store) if group == "nrm" else None
    told = {one.name for one in attacked(group).targets}
    fresh = [one for one in made.targets if one.name not in told]
    differs = _shown_by_one(awkward, next_month)
    made.targets = [one for one in made.targets if one in fresh or one.name in differs]
    assert fresh
    assert made.intruder().narrowed(made.targets, THRESHOLD, before) == []


def _shown_by_one(awkward: Attacked, next_month: Attacked) -> set[str]:
    early, late = (
        {name_of(cell): cell["status"] for cell in site.release.records} for site in (awkward, next_month)
    )
    return {name for name in early.keys() & late.keys() if early[name] != late[name]}


def test_late_and_corrected_records_change_no_figure_of_the_past(
    awkward: Attacked, next_month: Attacked
) -> None:
    """Three late referrals and a corrected age: no published figure moves, so none moves by one."""
    early, late = awkward.release.counts, next_month.release.counts
    both = early.merge(late, on=_key(early), suffixes=("_early", "_late"))
    shown = both[(both["status_early"] == "published") & (both["status_late"] == "published")]
    assert len(shown) > 100
    moved = (shown["value_early"] - shown["value_late"]).abs()
    assert not moved.between(1, THRESHOLD - 1).any()
    assert len(both) == len(early), "a figure that was there is gone"


def test_a_figure_once_hidden_is_not_shown_because_time_has_passed(
    awkward: Attacked, next_month: Attacked
) -> None:
    early, late = awkward.release.counts, next_month.release.counts
    both = early.merge(late, on=_key(early), suffixes=("_early", "_late"))
    shown = both[(both["status_early"] == "c") & (both["status_late"] == "published")]
    assert (shown["value_late"] >= THRESHOLD).all()


def test_no_period_that_is_not_over_is_shown(awkward: Attacked, next_month: Attacked) -> None:
    """A year to date grows by one month's people with every release."""
    for site in (awkward, next_month):
        counts = site.release.counts
        assert set(counts.loc[counts["time_level"] == "year", "time"]) == {"2022", "2023"}
        last = site.release.fact("last_month")
        quarters = counts.loc[counts["time_level"] == "quarter", "time"]
        assert ("2024-Q2" in set(quarters)) == (last == "2024-06")
