"""What follows a referral in the demonstration is as often as stated."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pandas as pd
import pytest

from dashboard.publication import Publication, edition
from dashboard.publication.rollouts import rollout
from tests.demo.test_headlines import Truth, one, release, years

__all__ = ["release"]


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


def test_the_change_with_the_roll_out_leaves_open_the_one_that_was_put_there(
    release: Publication, truth: Truth
) -> None:
    planned = rollout(release)
    assert planned is not None and planned.reason == "" and planned.fitted >= 20
    assert planned.low is not None and planned.high is not None
    stated = 100 * (truth["rollout"]["rate_ratio"] - 1)
    assert planned.low <= stated <= planned.high and planned.high - planned.low <= 60
