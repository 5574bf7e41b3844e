"""Each headline figure of the demonstration's release lies where the stated truth puts it."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pandas as pd
import pytest

from dashboard.publication import Publication, edition
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


def test_decisions_are_positive_as_often_as_stated(release: Publication, truth: Truth) -> None:
    facts = truth["nrm"]["decisions"]
    told = years(release, "positive_reasonable_grounds", "percent")
    early = told[told.index < str(facts["break"].year)]
    assert len(early) >= 2
    assert len(told) - len(early) >= 2
    assert early.mean() == pytest.approx(100 * facts["rg_positive_before"], abs=6)
    late = told[told.index >= str(facts["break"].year)]
    assert late.mean() == pytest.approx(100 * facts["rg_positive_after"], abs=6)
    final = years(release, "positive_conclusive_grounds", "percent")
    assert len(final) >= 3
    assert final.mean() == pytest.approx(100 * facts["cg_positive"], abs=6)


def test_duty_to_notify_is_out_of_itself_and_adults(release: Publication, truth: Truth) -> None:
    """Reports are stated by quarter; adults by the shares of the police and of the others."""
    facts = truth["nrm"]
    reports = 4 * truth["concerns"]["routes"]["duty_to_notify"]["mean"]
    police, others = 4 * facts["police"]["mean"], 4 * facts["others"]["mean"]
    adults = police * facts["police_ages"]["adult"] + others * facts["others_ages"]["adult"]
    told = years(release, "duty_to_notify_share", "percent")
    assert len(told) >= 5
    assert told.mean() == pytest.approx(100 * reports / (reports + adults), abs=6)


def test_county_lines_flags_are_as_common_as_stated(release: Publication, truth: Truth) -> None:
    stated = truth["concerns"]["routes"]["childrens_safeguarding"]["exploitation"]
    criminal = (stated["criminal"] + stated["sexual_criminal"]) / sum(stated.values())
    told = years(release, "county_lines", "percent", route="childrens_safeguarding")
    assert len(told) == 6
    assert told.mean() == pytest.approx(100 * criminal * truth["concerns"]["county_lines"], abs=4)


def test_median_wait_is_the_stated_one(release: Publication, truth: Truth) -> None:
    """A geometric number of days: half are at most k where (1 - 1/mean) ** (k + 1) falls to a half."""
    stay = 1 - 1 / truth["concerns"]["days_to_referral"]
    below, days = 0.0, -1
    while below < 0.5:
        days += 1
        below = 1 - stay ** (days + 1)
    told = years(release, "time_to_referral", "median", route="childrens_safeguarding")
    assert len(told) == 6
    assert told.mean() == pytest.approx(days, abs=1)


@pytest.mark.parametrize(
    ("indicator", "counted", "splits"),
    [
        ("referrals_per_staff", "concerns", ["route", "sector"]),
        ("intelligence_per_staff", "intelligence_submissions", ["sector"]),
    ],
)
def test_rates_for_staff_hold_the_same_counts_and_hide_the_same(
    release: Publication, indicator: str, counted: str, splits: list[str]
) -> None:
    """One decision for one count, whatever it is divided by; the base is the staff that T04 says, of the last
    quarter, but of no sector in which an agency sends no headcount."""
    key: dict[str, Any] = dict.fromkeys(splits, ...)
    cells = release.cells(indicator, time_level="year", **key)
    same = release.cells(counted, measure="count", time_level="year", **key)
    told = same.set_index(["time", *splits])[["value", "status", "low", "high"]]
    numerator = cells[cells["measure"] == "numerator"].set_index(["time", *splits])
    assert len(numerator) >= 50
    assert numerator["time_level"].eq("year").all()
    pd.testing.assert_frame_equal(
        numerator[told.columns].sort_index(), told.loc[numerator.index].sort_index()
    )
    assert {"published", "c"} == set(told["status"])
    staff = release.cells("coverage", measure="denominator", time_level="quarter", sector=...)
    staff = staff.set_index(["time", "sector"])["value"]
    bases = cells[cells["measure"] == "denominator"]
    for cell in bases.to_dict("records"):
        whole = cell["sector"] not in ("voluntary", "not_recorded")
        assert cell["value"] == (staff[f"{cell['time']}-Q4", cell["sector"]] if whole else 0)
    assert bases["value"].gt(0).sum() > 40
    rates = cells[cells["measure"] == "rate"].set_index(["time", *splits])
    below = cells[cells["measure"] == "denominator"].set_index(["time", *splits])["value"]
    shown = rates[rates["status"] == "published"]
    assert len(shown) > 10
    assert (shown["value"] - 100 * numerator["value"] / below).dropna().abs().max() < 1e-6


def test_r16_earlier_contact_is_known_and_found_as_often_as_stated(
    release: Publication, truth: Truth
) -> None:
    stated = truth["reviews"]
    expected = stated["earlier_contact"] + stated["gain"] * (2025 - int(str(stated["first_day"])[:4]))
    base = one(release, "missed_opportunities", "denominator", time_level="year", time="2025")
    assert 0.8 * 4 * stated["a_quarter"] < base <= 4 * stated["a_quarter"]
    percent = one(release, "missed_opportunities", "percent", time_level="year", time="2025")
    assert abs(percent - 100 * expected) < 400 * sqrt(expected * (1 - expected) / base)


def test_j03_orders_of_several_bodies_are_shown_by_year_and_those_of_too_few_are_not(
    release: Publication, truth: Truth
) -> None:
    told = years(release, "orders", "count", order_type="all")
    expected = 4 * truth["orders"]["a_quarter"]
    spread = sqrt(truth["variation"]["dispersion"] * expected)
    assert len(told) == 5
    assert told.between(expected - 3 * spread, expected + 3 * spread).all() and told.nunique() > 2
    held = release.cells("orders", order_type=...)
    assert set(held["time_level"]) == {"year"}
    shown = held[held["status"] == "published"]
    assert (shown["value"] >= 5).all()
    assert {"closure_order", "disruption"} <= set(shown["order_type"])
    assert (held["status"] == "c").any()


def test_r12_audited_referrals_meet_the_points_as_often_as_stated(release: Publication, truth: Truth) -> None:
    stated = truth["audits"]
    key = {"time_level": "year", "time": "2025"}
    for point, chances in stated["points"].items():
        base = one(release, "referral_quality", "denominator", audit_point=point, **key)
        expected = chances["met"] + chances["gain"] * (2025 - int(str(stated["first_day"])[:4]))
        deviation = 100 * sqrt(expected * (1 - expected) / base)
        percent = one(release, "referral_quality", "percent", audit_point=point, **key)
        assert abs(percent - 100 * expected) < 4 * deviation, point
        assert 4 * stated["a_quarter"] >= base >= 4 * stated["a_quarter"] * chances["checked"] * 0.6, point


def test_j02_of_offences_with_an_outcome_the_stated_share_is_charged(
    release: Publication, truth: Truth
) -> None:
    facts = truth["outcomes"]
    ended = {
        f"{year}/{int(year) + 1 - 2000}": round(n * (1 - facts["waiting"][year]))
        for year, n in facts["offences"].items()
    }
    cells = release.cells("offences_charged", time_level="financial_year", geography_level="force")
    counted = cells.pivot(index="time", columns="measure", values="value")
    assert counted["denominator"].to_dict() == pytest.approx(ended, abs=1)
    share = facts["types"]["1"] / sum(facts["types"].values())
    assert counted["numerator"].sum() == pytest.approx(share * sum(ended.values()), abs=3)
    # A total of all forces is none where one force alone is in the file.
    assert release.cells("offences_charged", geography_level="national")["value"].notna().sum() == 0
    about = release.indicators["offences_charged"]
    assert about.pretends and not release.indicators["police_referrals"].pretends
    assert edition([about]) == "Made up, as if published on 23 July 2026, next due in October 2026."
