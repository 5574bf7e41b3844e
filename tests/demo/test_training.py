"""Training, headcounts, forms and meetings, counted again and held to the stated truth."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

FULL_YEARS = range(2022, 2026)


@pytest.fixture(scope="module")
def register(received: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = received["training_register"]
    return rows.assign(year=rows["session_date"].dt.year)


@pytest.fixture(scope="module")
def week(register: pd.DataFrame) -> pd.DataFrame:
    return register[register["session_date"].between("2019-07-22", "2019-07-26")]


def test_the_week_of_july_2019(week: pd.DataFrame, truth: dict[str, Any]) -> None:
    came = week[week["status"] == "attended"]
    assert len(came) == truth["week_2019"]["attendances"] == 456
    assert came["person_key"].nunique() == 456 - truth["week_2019"]["people_twice"]
    assert (came["packs"] == 1).all() and (came["pocket_guides"] == 1).all()
    assert set(week["course"]) == {"exploitation_week_2019"}
    assert set(week["delivery_district"]) == {"E07000150", "E07000154"}
    assert (week["status"] == "no_show").sum() == truth["week_2019"]["no_shows"]


def test_no_other_session_is_of_that_course(register: pd.DataFrame, week: pd.DataFrame) -> None:
    assert (register["course"] == "exploitation_week_2019").sum() == len(week)


def test_volumes_of_a_real_county(register: pd.DataFrame) -> None:
    came = register[register["status"] == "attended"]
    for year in FULL_YEARS:
        assert 2_250 <= came.loc[came["year"] == year, "person_key"].nunique() <= 2_850, year
        assert 2_800 <= (register["year"] == year).sum() <= 3_600, year
    assert (came["year"] == 2020).sum() < 0.75 * (came["year"] == 2024).sum()
    online = register["venue"] == "online"
    assert online[register["session_date"].between("2020-04-01", "2021-03-31")].mean() > 0.8
    assert set(register["tier"]) == {"1", "2", "3"}


def test_no_shows_and_cancellations(register: pd.DataFrame) -> None:
    share = register.groupby("year")["status"].value_counts(normalize=True).unstack()
    assert share["no_show"].between(0.08, 0.12).all()
    assert share["cancelled"].between(0.03, 0.07).all()
    assert (register.loc[register["status"] != "attended", "packs"].fillna(0) == 0).all()


def test_people_come_back(register: pd.DataFrame) -> None:
    came = register[register["status"] == "attended"].groupby("person_key")["year"].nunique()
    assert 0.25 < (came >= 2).mean() < 0.7


def test_places_are_never_fewer_than_bookings(register: pd.DataFrame) -> None:
    sessions = register.groupby(["session_date", "course", "venue", "session_reference"])
    assert (sessions.size() <= sessions["places"].max()).all()


def test_coverage_is_the_intended_one(
    register: pd.DataFrame, received: dict[str, pd.DataFrame], truth: dict[str, Any]
) -> None:
    day = pd.Timestamp(2026, 3, 31)
    in_date = register[
        (register["status"] == "attended")
        & (register["session_date"] <= day)
        & (register["session_date"] > day - pd.DateOffset(months=36))
    ]
    people = in_date.groupby("agency")["person_key"].nunique()
    staff = received["workforce"]
    staff = staff[staff["snapshot_date"] == day].groupby("agency")["eligible_staff"].sum()
    coverage = people.reindex(staff.index).fillna(0) / staff
    assert coverage.between(0.25, 0.95).all()
    assert (coverage < 0.5).sum() >= 5 and (coverage > 0.7).sum() >= 5
    for agency, share in coverage.items():
        assert share == pytest.approx(truth["agencies"][agency]["coverage"], abs=0.15), agency
    # Agencies that never send a headcount have training, but no coverage.
    silent = {code for code, facts in truth["agencies"].items() if code != "turnover" and "sends" in facts}
    assert silent == set(people.index) - set(staff.index)


def test_every_agency_sends_a_headcount_each_year(received: dict[str, pd.DataFrame]) -> None:
    staff = received["workforce"]
    assert sorted(staff["snapshot_date"].dt.year.unique()) == list(range(2019, 2027))
    assert staff.groupby("agency")["snapshot_date"].nunique().eq(8).all()


def test_confidence_gain_is_recovered(received: dict[str, pd.DataFrame], truth: dict[str, Any]) -> None:
    facts = truth["evaluation"]
    before, after = np.array(facts["confidence_before"]), np.array(facts["confidence_after"])
    scores = np.arange(1, 6)
    implied = float(before @ (after @ scores - scores))
    assert implied == pytest.approx(facts["mean_gain"], abs=0.005)
    forms = received["evaluation_forms"].dropna(subset="confidence")
    key = ["person_key", "session_date", "course"]
    paired = forms.pivot(index=key, columns="stage", values="confidence")[["before", "after"]].dropna()
    gain = (paired["after"] - paired["before"]).astype(float)
    margin = 1.96 * gain.std() / np.sqrt(len(gain))
    assert abs(gain.mean() - facts["mean_gain"]) < margin
    assert gain.std() > 0.7


def test_forms_returned_and_learning_applied(
    register: pd.DataFrame, received: dict[str, pd.DataFrame], truth: dict[str, Any]
) -> None:
    forms = received["evaluation_forms"]
    came = (register["status"] == "attended").sum()
    stages = forms.groupby("stage").size() / came
    facts = truth["evaluation"]
    assert stages["before"] == pytest.approx(facts["pairs"] + facts["only_before"], abs=0.02)
    assert stages["after"] == pytest.approx(facts["pairs"] + facts["only_after"], abs=0.02)
    assert stages["follow_up"] == pytest.approx(facts["follow_up"], abs=0.02)
    applied = forms.loc[forms["stage"] == "follow_up", "applied"].dropna().astype(float)
    assert applied.mean() == pytest.approx(facts["applied"], abs=0.03)


def test_step_in_intelligence_is_recovered(received: dict[str, pd.DataFrame], truth: dict[str, Any]) -> None:
    """A quasi-Poisson regression by iterated least squares: trend, one harmonic, step."""
    facts = truth["intelligence"]
    months = received["intelligence"]["date_submitted"].dt.to_period("M")
    counts = months.value_counts().sort_index()
    time = np.arange(len(counts)) / 12
    step = (counts.index.to_timestamp() >= pd.Timestamp(facts["step_month"])).astype(float)
    assert step.sum() >= 12 and (1 - step).sum() >= 12
    season = [np.cos(2 * np.pi * time), np.sin(2 * np.pi * time)]
    design = np.column_stack([np.ones(len(counts)), time, *season, step])
    mean = counts.to_numpy(dtype=float)
    weight = np.eye(design.shape[1])
    for _ in range(25):
        working = np.log(mean) + (counts.to_numpy() - mean) / mean
        weight = design.T @ (design * mean[:, None])
        found = np.linalg.solve(weight, design.T @ (mean * working))
        mean = np.exp(design @ found)
    error = np.sqrt(truth["variation"]["dispersion"] * np.linalg.inv(weight)[-1, -1])
    assert abs(found[-1] - np.log(facts["step_rate_ratio"])) < 1.96 * error
    assert found[-1] - 1.96 * error > 0


def test_partnership(received: dict[str, pd.DataFrame], truth: dict[str, Any]) -> None:
    partners, meetings = received["partnership_register"], received["meeting_attendance"]
    assert 28 <= len(partners) <= 34
    assert partners["named_contact"].notna().mean() == pytest.approx(0.8, abs=0.04)
    days = meetings.groupby("meeting")["meeting_date"].nunique()
    assert days.to_dict() == {"board": 30, "operational": 90}
    present = (meetings["attendance"] == "present").groupby(meetings["agency"]).mean()
    assert present.between(0.5, 1.0).all()
    assert 0.7 < (meetings["attendance"] == "present").mean() < 0.86
