"""What a release says of a roll-out: of which agencies and quarters, how coarse, and when it is refused."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import duckdb
import numpy as np
import pandas as pd
import pytest

from dashboard.methods import Refused, stepped, wording
from dashboard.methods.stepped import Step
from dashboard.publication import TABLES
from dashboard.release import stepping
from dashboard.release.errors import ReleaseError
from dashboard.release.run import Run
from dashboard.release.stepping import COLUMNS, rollout_changes, rounded
from dashboard.release.verifying import verify
from dashboard.release.workspace import Workspace
from tests.publication.made_releases import facts_of, release_of

FIRST, LAST = "2021-01", "2024-08"
AGENCIES = [f"agency_{number:02d}" for number in range(12)]
MONTHS = wording.between(FIRST, LAST)


def plan(actual: bool = True) -> pd.DataFrame:
    rows = [
        {"agency": agency, "planned": (month := f"{2021 + (at + 2) // 4}-{1 + (at + 2) % 4 * 3:02d}"),
         "actual": month if actual else "", "source": "A plan"}
        for at, agency in enumerate(AGENCIES)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def counts(ratio: float = 1.5, seed: int = 6) -> pd.DataFrame:
    """Reports of each agency and month: 4 a month and more, and so many times as many after its month."""
    begins = dict(zip(AGENCIES, plan()["planned"], strict=True))
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        [
            {"agency": agency, "month": f"{month}-01",
             "count": int(rng.poisson((4 + at / 2) * (ratio if month > begins[agency] else 1.0)))}
            for at, agency in enumerate(AGENCIES) for month in MONTHS
        ]
    )  # fmt: skip


def changes(
    reports: pd.DataFrame, planned: pd.DataFrame, incomplete: pd.DataFrame | None = None, last: str = LAST
) -> dict[str, Any]:
    with duckdb.connect() as con:
        con.register("reports", reports)
        con.execute(
            "CREATE TABLE intelligence AS SELECT agency, month::DATE AS month, 'sent' AS submission "
            "FROM reports, generate_series(1, count)"
        )
        span = SimpleNamespace(last=datetime.date.fromisoformat(f"{last}-01"))
        space = SimpleNamespace(con=con, fed={"intelligence"}, span_of=lambda table: span)
        policies = SimpleNamespace(policy=lambda name: SimpleNamespace(threshold=5))
        run = SimpleNamespace(headers={stepping.INDICATOR: SimpleNamespace(policy="")}, policies=policies)
        gaps = pd.DataFrame() if incomplete is None else incomplete
        rows = rollout_changes(cast(Run, run), cast(Workspace, space), planned, gaps).to_dict("records")
    return {str(name): held for name, held in rows[0].items()} if rows else {}


@pytest.fixture(scope="module")
def whole() -> Mapping[str, Any]:
    return changes(counts(), plan())


def test_the_change_is_published_in_steps_of_five_with_limits_outward(whole: Mapping[str, Any]) -> None:
    assert whole["reason"] == "" and whole["low"] <= whole["change"] <= whole["high"]
    assert all(whole[name] % 5 == 0 for name in ("low", "change", "high"))
    assert whole["low"] > 0 and whole["low"] <= 50 <= whole["high"]
    assert (whole["agencies"], whole["fitted"], whole["kept"]) == (12, 12, 12)
    # Months after the last whole quarter have no part in it.
    assert (whole["periods"], whole["first_period"], whole["last_period"]) == (14, "2021-Q1", "2024-Q2")
    assert changes(counts(), plan(), last="2024-07") == whole


def test_nothing_is_published_but_what_the_release_has_columns_for() -> None:
    assert list(COLUMNS) == [part.split()[0] for part in TABLES["rollout_changes"].split(", ")]
    assert changes(counts(), plan()[:0]) == {}


@pytest.mark.parametrize(
    ("ends", "published"),
    [
        ((1.024, 0.976, 1.076), (0, -5, 10)),
        ((1.026, 1.0, 1.051), (5, 0, 10)),
        ((1.3, 1.201, 1.399), (30, 20, 40)),
        ((0.7, 0.6, 0.8), (-30, -40, -20)),
    ],
)
def test_limits_are_never_nearer_than_the_true_ones(
    ends: tuple[float, float, float], published: tuple[int, int, int]
) -> None:
    row = rounded(Step(*ends, clusters=12, periods=14, freedom=8.0))
    assert (row["change"], row["low"], row["high"]) == pytest.approx(published)
    assert rounded(Refused("why"))["reason"] == "why"


def test_the_smallest_have_no_part_and_what_is_left_must_be_enough() -> None:
    reports = counts()
    small = reports["agency"].isin(AGENCIES[:3])
    reports.loc[small, "count"] = reports.loc[small, "count"] // 5
    row = changes(reports, plan())
    assert row["fitted"] == 9 and row["reason"] == ""
    small = reports["agency"].isin(AGENCIES[:5])
    reports.loc[small, "count"] = reports.loc[small, "count"] // 5
    assert changes(reports, plan())["reason"] == stepped.FEW_CLUSTERS


def test_one_agency_that_dominates_is_refused() -> None:
    reports = counts()
    reports.loc[reports["agency"] == AGENCIES[4], "count"] *= 12
    row = changes(reports, plan())
    assert row["reason"] == stepped.ONE
    assert [row[name] for name in ("change", "low", "high")] == [None, None, None]


def test_a_plan_that_was_not_kept_is_refused() -> None:
    row = changes(counts(), plan(actual=False))
    assert (row["reason"], row["trained"], row["kept"]) == (stepping.NOT_KEPT, 0, 0)
    some = plan()
    some.loc[:4, "actual"] = ""
    assert changes(counts(), some)["reason"] == ""


def test_quarters_that_lack_a_return_have_no_part(whole: Mapping[str, Any]) -> None:
    gap = {"indicator": stepping.INDICATOR, "who": "An agency", "period": "", "last_month": "2022-05"}
    row = changes(counts(), plan(), pd.DataFrame([{**gap, "first_month": "2022-05"}]))
    assert row["periods"] == whole["periods"] - 1
    other = pd.DataFrame([{**gap, "first_month": "2022-05", "indicator": "coverage"}])
    assert changes(counts(), plan(), other) == whole


@pytest.mark.parametrize(
    ("figures", "fitted", "whole"),
    [((10.0, -5.0, 25.0), 8, True), ((10.0, -4.0, 25.0), 8, False), ((10.0, -5.0, 25.0), 7, False)],
)
def test_the_last_look_lets_no_finer_figure_and_none_of_too_few_through(
    tmp_path: Path, figures: tuple[float, float, float], fitted: int, whole: bool
) -> None:
    row = dict.fromkeys(COLUMNS, "") | dict.fromkeys(("agencies", "trained", "kept", "periods"), 0)
    row |= dict(zip(("change", "low", "high"), figures, strict=True)) | {"fitted": fitted}
    path = tmp_path / "aside.duckdb"
    release_of(path, {**facts_of(tmp_path), "rollout_changes": pd.DataFrame([row])}).close()
    if whole:
        verify(path, (), [])
    else:
        with pytest.raises(ReleaseError, match="changes with a roll-out that are not coarse"):
            verify(path, (), [])
