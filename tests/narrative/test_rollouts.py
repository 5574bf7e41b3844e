"""A roll-out in two sentences: how far it has come, and what changed with it or that it cannot be told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard.display import narrative
from dashboard.methods import stepped
from dashboard.publication.rollouts import Rollout, rollout
from dashboard.release.stepping import COLUMNS, NOT_KEPT
from tests.publication.made_releases import facts_of, release_of

DONE = Rollout(
    26, 25, 20, "2021-03", "2025-09", 24, 30, "2019-Q2", "2026-Q3", change=20.0, low=5.0, high=40.0, reason=""
)
COURSE = (
    "Training was to reach 26 agencies from March 2021 to September 2025: 25 have begun, 20 in the month "
    "that was planned. "
)


def test_a_change_is_told_with_its_interval_and_no_cause() -> None:
    assert narrative.rollout(DONE) == (
        f"{COURSE}From the month after the planned one, the intelligence that an agency sent changed by "
        "about 20%, beside what all sent in the same quarter (95% interval 5% to 40%, to the nearest 5%; 24 "
        "agencies, 30 quarters): the two moved together, which is no proof that one brought the other."
    )
    assert "because" not in narrative.rollout(DONE)


@pytest.mark.parametrize(("low", "high"), [(-5.0, 40.0), (0.0, 40.0), (-30.0, 0.0)])
def test_what_its_interval_leaves_open_cannot_be_told(low: float, high: float) -> None:
    text = narrative.rollout(replace(DONE, low=low, high=high))
    assert text.endswith("30 quarters): whether the two moved together cannot be told.")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (stepped.FEW_CLUSTERS, "under 8 of the agencies send enough of it."),
        (stepped.FEW_PERIODS, "it is counted over under 6 whole quarters."),
        (stepped.FEW_STEPS, "training began in under 3 different quarters of those counted."),
        (stepped.ONE, "too much of it rests on one or two agencies."),
        (stepped.UNSETTLED, "the counts are too few or too uneven."),
        (NOT_KEPT, "the plan was not kept."),
    ],
)
def test_why_it_cannot_be_told(reason: str, said: str) -> None:
    refused = replace(DONE, change=None, low=None, high=None, reason=reason)
    assert narrative.rollout(refused) == (
        f"{COURSE}Whether the intelligence that they send changed with it cannot be told: {said}"
    )


def test_one_agency_and_one_month_read_well() -> None:
    small = replace(DONE, agencies=1, first_planned="2025-09", change=None, reason=stepped.FEW_CLUSTERS)
    assert narrative.rollout(small).startswith("Training was to reach 1 agency in September 2025: ")


def test_it_is_read_as_it_was_released_and_an_earlier_release_has_none(tmp_path: Path) -> None:
    values = ("intelligence_submissions", 26, 25, 20, "2021-03", "2025-09", 24, 30, "2019-Q2", "2026-Q3")
    row = pd.DataFrame([(*values, 20.0, 5.0, 40.0, "")], columns=list(COLUMNS))
    refused = row.assign(change=None, low=None, high=None, reason=stepped.ONE)
    for name, table, expected in (
        ("fitted", row, DONE),
        ("refused", refused, replace(DONE, change=None, low=None, high=None, reason=stepped.ONE)),
        ("none", row[:0], None),
    ):
        release = release_of(tmp_path / f"{name}.duckdb", {**facts_of(tmp_path), "rollout_changes": table})
        assert rollout(release) == expected
    assert narrative.rollout(None) == ""


def test_a_release_made_before_there_were_any_is_whole(tmp_path: Path) -> None:
    import duckdb

    release_of(tmp_path / "earlier.duckdb", facts_of(tmp_path)).close()
    with duckdb.connect(str(tmp_path / "earlier.duckdb")) as con:
        con.execute("DROP TABLE rollout; DROP TABLE rollout_changes")
    from dashboard.publication import Publication

    release = Publication(tmp_path / "earlier.duckdb")
    assert rollout(release) is None and release.table("rollout").empty
