"""Each headline figure of the demonstration's release lies where the stated truth puts it."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pandas as pd
import pytest

from dashboard.publication import Publication
from dashboard.publication.current_release import named_file
from dashboard.reference.code_lists import code_list
from dashboard.settings import Installation

Truth = dict[str, Any]
FULL_YEARS = [str(year) for year in range(2020, 2026)]


@pytest.fixture(scope="module")
def release(demo_installation: Installation) -> Publication:
    return Publication(named_file(demo_installation))


def one(release: Publication, indicator: str, measure: str = "count", **key: Any) -> float:
    cells = release.cells(indicator, measure=measure, **key)
    assert len(cells) == 1, (indicator, measure, key)
    return float(cells["value"].iloc[0])


def years(release: Publication, indicator: str, measure: str, **key: Any) -> pd.Series[float]:
    """The published values of the full years, by year."""
    cells = release.cells(indicator, measure=measure, time_level="year", **key)
    return cells[cells["time"].isin(FULL_YEARS)].set_index("time")["value"].dropna()


def test_t02_attendances_and_t01_people_of_the_week(release: Publication, truth: Truth) -> None:
    week = truth["week_2019"]
    key = {"time_level": "month", "time": "2019-07", "course": week["course"]}
    assert one(release, "attendances", **key) == week["attendances"]
    people = week["attendances"] - week["people_twice"]
    quarter = one(release, "people_trained", time_level="quarter", time="2019-Q3")
    assert people <= quarter <= one(release, "attendances", time_level="quarter", time="2019-Q3")


def test_t04_coverage_is_the_intended_one(release: Publication, truth: Truth) -> None:
    cells = release.cells("coverage", measure="percent", time="2026-Q1", agency=...)
    told = cells.set_index("agency")["value"].dropna()
    assert len(told) > 20
    for agency, percent in told.items():
        assert percent == pytest.approx(100 * truth["agencies"][agency]["coverage"], abs=15), agency


def test_t07_sectors_come_as_their_staff_are_to_be_covered(release: Publication, truth: Truth) -> None:
    sectors = {code: facts["sector"] for code, facts in code_list("agency").facts.items()}
    intended: dict[str, float] = {}
    for agency, stated in truth["agencies"].items():
        if isinstance(stated, dict):
            trained = stated["eligible"] * stated["coverage"]
            intended[sectors[agency]] = intended.get(sectors[agency], 0) + trained
    cells = release.cells("sector_mix", measure="percent", time="all", sector=...).set_index("sector")
    for sector, trained in intended.items():
        share = 100 * trained / sum(intended.values())
        assert cells.loc[sector, "value"] == pytest.approx(share, abs=5), sector


def test_t08_sessions_are_held_online_as_often_as_stated(release: Publication, truth: Truth) -> None:
    for year in (2022, 2023, 2024, 2025):
        there = one(
            release, "sessions_by_delivery_place", time=str(year), geography_level="district", area="online"
        )
        every = one(release, "sessions_by_delivery_place", time_level="year", time=str(year))
        # A calendar year lies in two of the financial years that the truth is stated for.
        stated = [truth["training"]["online_share"][str(each)] for each in (year - 1, year)]
        assert min(stated) - 0.12 < there / every < max(stated) + 0.12, year


def test_t20_and_t21_are_shares_of_what_the_register_records(release: Publication) -> None:
    for name, over in (("format_mix", "held_as"), ("length_mix", "session_length")):
        cells = release.cells(name, measure="percent", time_level="year", sector="all", **{over: ...})
        known = cells[cells["status"] == "published"]
        # The register asks for them since 2022, and before there is no share, not one of 0.
        assert set(known["time"]) == {f"{year}" for year in range(2022, 2027)}
        assert known.groupby("time")["value"].sum().between(99.5, 100.5).all()
        assert "not_recorded" not in set(cells[over])
    shares = release.cells("format_mix", measure="percent", time="2025", held_as=...).set_index("held_as")
    assert shares["value"].idxmax() == "in_person"
    assert shares["value"].min() > 0


def test_q03_confidence_gain_is_in_its_interval(release: Publication, truth: Truth) -> None:
    cells = release.cells("confidence_change", measure="mean", time_level="year")
    assert len(cells) == 8
    gain = truth["evaluation"]["mean_gain"]
    inside = (cells["low"] <= gain) & (gain <= cells["high"])
    assert inside.sum() >= 7
    assert cells["value"].between(gain - 0.15, gain + 0.15).all()


def test_q03_of_the_week_counts_who_came_twice_twice(
    release: Publication, received: dict[str, pd.DataFrame], truth: Truth
) -> None:
    """Of people who came to two sessions of the week, each answer after has one before: its own."""
    forms = received["evaluation_forms"].dropna(subset="confidence")
    week = forms[forms["course"] == truth["week_2019"]["course"]]
    answers = week.pivot(index=["person_key", "session_date"], columns="stage", values="confidence")
    for indicator, stage in (("confidence_change", "after"), ("retention", "follow_up")):
        gain = (answers[stage] - answers["before"]).dropna().astype(float)
        people = gain.index.get_level_values("person_key").nunique()
        key = {"time_level": "year", "time": "2019", "course": truth["week_2019"]["course"]}
        assert one(release, indicator, "denominator", **key) == len(gain) >= people
        assert one(release, indicator, "mean", **key) == pytest.approx(gain.mean())
    gain = (answers["after"] - answers["before"]).dropna()
    assert len(gain) > gain.index.get_level_values("person_key").nunique()  # some came twice
    assert one(release, "confidence_improved", "numerator", **key) == (gain > 0).sum()


def test_r01_concerns_come_as_often_as_stated(release: Publication, truth: Truth) -> None:
    for route, stated in truth["concerns"]["routes"].items():
        told = years(release, "concerns", "count", route=route)
        assert len(told) == 6, route
        assert told.sum() / 24 == pytest.approx(stated["mean"], rel=0.15), route


def test_r02_nrm_referrals_are_exactly_those_of_the_log(
    release: Publication, nrm: pd.DataFrame, truth: Truth
) -> None:
    cells = release.cells("nrm_referrals", time_level="quarter")
    counted = nrm["date_received"].dt.to_period("Q").value_counts().sort_index()
    assert cells["value"].tolist() == counted.tolist()
    facts = truth["nrm"]
    stated = 30 * (facts["police"]["mean"] + facts["others"]["mean"])
    assert counted.sum() == pytest.approx(stated, rel=0.1)


@pytest.fixture(scope="module")
def nrm(received: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Who was referred to the NRM: a row a person."""
    log = received["referral_log"]
    rows = log[log["route"] == "nrm"]
    return rows.assign(police=rows["first_responder"] == "northamptonshire_police")


def test_r07_types_of_2023(release: Publication, nrm: pd.DataFrame, truth: Truth) -> None:
    police, others = truth["nrm"]["year_2023"]["police_groups"], truth["nrm"]["others_groups"]
    rest = (~nrm["police"] & (nrm["date_received"].dt.year == 2023)).sum()
    cells = release.cells("exploitation_mix", measure="numerator", time="2023", exploitation_group=...)
    told = cells.set_index("exploitation_group")["value"].dropna()
    assert len(told) >= 4
    for group, count in told.items():
        share = others[group] / sum(others.values())
        margin = 3 * sqrt(truth["variation"]["dispersion"] * rest * share * (1 - share)) + 3
        assert abs(count - police[group] - rest * share) < margin, group


def test_r11_places_are_as_common_as_stated(release: Publication, truth: Truth) -> None:
    stated = truth["nrm"]["districts"]
    cells = release.cells("place_of_exploitation", time_level="year", geography_level="district")
    told = cells[cells["time"].isin(FULL_YEARS)].groupby("area")["value"].sum()
    every = years(release, "place_of_exploitation", "count").sum()
    for place, weight in stated.items():
        assert told[place] / every == pytest.approx(weight / sum(stated.values()), abs=0.05), place


def test_i01_submissions_rise_by_the_step(release: Publication, truth: Truth) -> None:
    from made_up.intelligence import expected

    months, mean = expected(truth)
    cells = release.cells("intelligence_submissions", time_level="month").set_index("time")["value"]
    assert cells.index.tolist() == months.astype(str).tolist()
    after = cells.index >= truth["intelligence"]["step_month"].isoformat()[:7]
    for part in (after, ~after):
        variance = truth["variation"]["dispersion"] * mean[part].sum()
        assert abs(cells[part].sum() - mean[part].sum()) < 3 * sqrt(variance)


def test_p03_answers_are_blank_as_often_as_stated(release: Publication, truth: Truth) -> None:
    known = one(release, "completeness", "percent", time="all", source="evaluation_forms", field="confidence")
    assert known == pytest.approx(100 * (1 - truth["evaluation"]["blank"]), abs=1)
