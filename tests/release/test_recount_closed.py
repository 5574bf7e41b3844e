"""Every protected headline figure against a slow, plain recount of the rows."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

from dashboard.publication import Publication
from dashboard.reference.code_lists import code_list
from tests.release.recounting import Rows, agree, value, whole_years
from tests.release.small_store import LAST


def test_routes_are_counted_apart_and_never_added(publication: Publication, rows: Rows) -> None:
    for year, held in whole_years(rows["referrals"]):
        cells = publication.cells("concerns", time_level="year", time=str(year), route=...)
        agree(cells, "route", held["route"].value_counts().to_dict())
    assert publication.cells("concerns").empty


def test_a_period_that_is_not_over_is_not_published_of_a_closed_subject(publication: Publication) -> None:
    assert publication.cells("concerns", time_level="year", time=str(LAST.year), route=...).empty
    assert not publication.cells("people_trained", time_level="year", time=str(LAST.year)).empty


def test_nrm_by_quarter_type_and_age(publication: Publication, rows: Rows) -> None:
    nrm = rows["referrals"][rows["referrals"]["route"] == "nrm"]
    group = {code: facts["group"] for code, facts in code_list("exploitation_type").facts.items()}
    quarters = nrm["month"].dt.to_period("Q").astype(str).str.replace("Q", "-Q").value_counts()
    cells = publication.cells("nrm_referrals", time_level="quarter").set_index("time")["value"]
    assert cells.to_dict() == quarters.to_dict()
    for year, held in whole_years(nrm):
        key = {"measure": "numerator", "time": str(year)}
        mix = publication.cells("exploitation_mix", exploitation_group=..., **key)
        agree(mix, "exploitation_group", held["exploitation_type"].map(group).value_counts().to_dict())
        agree(publication.cells("age_mix", age=..., **key), "age", held["age"].value_counts().to_dict())


def test_place_of_exploitation_adds_up_to_the_county(publication: Publication, rows: Rows) -> None:
    held = rows["referrals"][rows["referrals"]["route"] == "childrens_safeguarding"]
    for year, own in whole_years(held):
        cells = publication.cells("place_of_exploitation", time=str(year), geography_level="district")
        agree(cells, "area", own["district"].value_counts().to_dict())
        assert value(publication, "place_of_exploitation", time=str(year)) == len(own)


def test_intelligence_by_month_and_share_that_could_be_acted_on(publication: Publication, rows: Rows) -> None:
    sent = rows["intelligence"]
    months = publication.cells("intelligence_submissions", time_level="month")
    own = sent["month"].dt.strftime("%Y-%m").value_counts().sort_index()
    assert months["value"].tolist() == own.tolist()
    for year, held in whole_years(sent):
        cell = {"time_level": "year", "time": str(year)}
        good = int((held["grade"] == "actionable").sum())
        assert value(publication, "actionable_share", "numerator", **cell) == good
        assert value(publication, "actionable_share", "percent", **cell) == pytest.approx(
            100 * good / len(held)
        )


def test_rate_is_given_for_whole_years_only(publication: Publication, rows: Rows) -> None:
    nrm = rows["referrals"][rows["referrals"]["route"] == "nrm"]
    cells = publication.cells("referral_rate", measure="rate")
    assert cells["time"].tolist() == ["2023"]
    expected = 100_000 * (nrm["month"].dt.year == 2023).sum() / 785_243  # Census 2021: no newer year is held
    assert cells["value"].iloc[0] == pytest.approx(expected)


def test_duty_to_notify_is_out_of_itself_and_adults_referred(publication: Publication, rows: Rows) -> None:
    for year, held in whole_years(rows["referrals"]):
        reports = int((held["route"] == "duty_to_notify").sum())
        adults = int(((held["route"] == "nrm") & (held["age"] == "adult")).sum())
        cells = publication.cells("duty_to_notify_share", time=str(year)).set_index("measure")
        told = {"numerator": reports, "rest": adults, "denominator": reports + adults}
        told_percent = 100 * reports / (reports + adults)
        assert cells["value"].drop("percent").to_dict() == told
        assert cells.loc["percent", "value"] == pytest.approx(told_percent)
        assert cells.loc["percent", "low"] < told_percent < cells.loc["percent", "high"]


def test_referrals_by_sector_and_kind_of_first_responder(publication: Publication, rows: Rows) -> None:
    sectors = {code: facts["sector"] for code, facts in code_list("agency").facts.items()}
    kinds = {code: facts["type"] for code, facts in code_list("first_responder").facts.items()}
    for year, held in whole_years(rows["referrals"]):
        nrm = held[held["route"] == "nrm"]
        key = {"measure": "numerator", "time": str(year), "route": "nrm"}
        cells = publication.cells("referrals_by_sector", responder_type=..., **key)
        agree(cells, "responder_type", nrm["first_responder"].map(kinds).value_counts().to_dict())
        # A sector that has one body on the list is shown; one of several, of which one refers, is its own.
        cells = publication.cells("referrals_by_sector", sector=..., **key)
        counted = nrm["referring_body"].map(sectors).value_counts().to_dict()
        shown = cells[cells["status"] == "published"]
        alone = {sector for sector, many in Counter(sectors.values()).items() if many == 1}
        assert set(shown["sector"]) == {sector for sector in alone if counted.get(sector, 0) >= 5}
        assert {row.sector: row.value for row in shown.itertuples()} == {
            sector: counted[sector] for sector in shown["sector"]
        }
        assert len(set(nrm["referring_body"])) == len(counted)
        whole = publication.cells(
            "referrals_by_sector", measure="denominator", time=str(year), route="nrm", sector=...
        )
        assert set(whole["value"]) == {len(nrm)}


def test_county_lines_are_out_of_those_whose_flag_is_known(publication: Publication, rows: Rows) -> None:
    for year, held in whole_years(rows["referrals"]):
        for route in ("nrm", "childrens_safeguarding"):
            known = held[(held["route"] == route) & held["county_lines"].notna()]
            key = {"time": str(year), "route": route}
            assert value(publication, "county_lines", "denominator", **key) == len(known)
            assert value(publication, "county_lines", "numerator", **key) == known["county_lines"].sum()


@pytest.mark.parametrize(
    ("indicator", "side"), [("positive_reasonable_grounds", "rg"), ("positive_conclusive_grounds", "cg")]
)
def test_decisions_count_in_the_year_of_the_decision(
    publication: Publication, rows: Rows, indicator: str, side: str
) -> None:
    nrm = rows["referrals"][rows["referrals"]["route"] == "nrm"]
    decided = nrm[nrm[f"{side}_decision"].isin(["positive", "negative"])]
    years = pd.to_datetime(decided[f"{side}_month"]).dt.year
    truth = {
        "denominator": years.value_counts().to_dict(),
        "numerator": years[decided[f"{side}_decision"] == "positive"].value_counts().to_dict(),
    }
    shown = 0
    for measure, counts in truth.items():
        cells = publication.cells(indicator, measure=measure)
        assert cells["time"].tolist() == ["2022", "2023"]
        for cell in cells.to_dict("records"):
            assert cell["status"] in ("published", "c")
            if cell["status"] == "published":
                shown += 1
                assert cell["value"] == counts[int(cell["time"])]
    assert shown >= 2
    assert (years != decided["month"].dt.year).sum() > 10


def test_median_is_read_off_published_bands(publication: Publication, rows: Rows) -> None:
    """The slow way: every referral stands evenly inside its band."""
    edges = [(0, 3), (4, 7), (8, 14), (15, 28)]
    held = rows["referrals"]
    for year, own in whole_years(held):
        days = own.loc[own["route"] == "childrens_safeguarding", "days_to_referral"].dropna().sort_values()
        key = {"time": str(year), "route": "childrens_safeguarding"}
        assert value(publication, "time_to_referral", "count", **key) == len(days)
        for low, high in edges:
            code = f"{low}_{high}"
            assert (
                value(publication, "time_to_referral", "count", wait=code, **key)
                == days.between(low, high).sum()
            )
        spread = []
        for low, high in [*edges, (29, 1000)]:
            inside = int(days.between(low, high).sum())
            width = high - low + 1
            spread += [low - 0.5 + width * (n + 1) / inside for n in range(inside)]
        for measure, share in (("lower_quartile", 0.25), ("median", 0.5), ("upper_quartile", 0.75)):
            told = value(publication, "time_to_referral", measure, **key)
            position = share * len(spread)
            before, after = spread[int(position) - 1], spread[min(int(position), len(spread) - 1)]
            assert before - 1e-9 <= told <= after + 1e-9
            # It is good to about the width of half a band around the true one.
            assert told == pytest.approx(float(days.quantile(share)), abs=3)


def test_referrals_for_every_hundred_staff_in_post(publication: Publication, rows: Rows) -> None:
    """By the newest headcount of the year, whoever was trained; 2023 is the one whole year that is over."""
    staff = rows["workforce"]
    staff = staff[staff["month"] == pd.Timestamp(2023, 3, 1)].groupby("sector")["eligible_staff"].sum()
    cells = publication.cells("referrals_per_staff", time_level="year", route=..., sector=...)
    assert set(cells["time"]) == {"2023"}
    bases = cells[cells["measure"] == "denominator"]
    assert bases["value"].tolist() == [staff.get(sector, 0) for sector in bases["sector"]]
    counted = rows["referrals"]
    counted = counted[(counted["month"].dt.year == 2023) & (counted["route"] == "childrens_safeguarding")]
    education = counted["referring_body"].eq("secondary_schools").sum()
    key = {"time": "2023", "route": "childrens_safeguarding", "sector": "education"}
    shown = publication.cells("referrals_per_staff", measure="rate", **key).iloc[0]
    assert shown["status"] in ("published", "c")
    if shown["status"] == "published":
        assert shown["value"] == pytest.approx(100 * education / staff["education"])
