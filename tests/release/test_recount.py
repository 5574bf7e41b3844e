"""Every headline figure against a slow, plain recount of the rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pandas as pd
import pytest

from dashboard.codes import code_list
from dashboard.publication import Publication
from tests.release.small_store import LAST

Rows = dict[str, pd.DataFrame]
YEARS = (2022, 2023, 2024)


def value(publication: Publication, indicator: str, measure: str = "count", **key: str) -> float:
    cells = publication.cells(indicator, measure=measure, **key)
    assert len(cells) == 1, (indicator, measure, key)
    return float(cells["value"].iloc[0])


def attended(rows: Rows) -> pd.DataFrame:
    bookings = rows["bookings"]
    return bookings[bookings["status"] == "attended"]


def by_year(frame: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    for year in YEARS:
        yield year, frame[frame["month"].dt.year == year]


def test_people_count_once_in_each_cell(publication: Publication, rows: Rows) -> None:
    came = attended(rows)
    for year, held in by_year(came):
        seen = set(held["person"])
        assert value(publication, "people_trained", time_level="year", time=str(year)) == len(seen)
        for district in ("E07000150", "not_recorded"):
            there = set(held.loc[held["work_district"] == district, "person"])
            assert value(
                publication, "people_trained", time=str(year), geography_level="district", area=district
            ) == len(there)
    north = {code for code, facts in code_list("district").facts.items() if facts["unitary"] == "E06000061"}
    there = set(came.loc[came["work_district"].isin(north), "person"])
    assert value(
        publication, "people_trained", time="all", geography_level="unitary", area="E06000061"
    ) == len(there)


def test_people_never_add_up_over_years_districts_or_sectors(publication: Publication) -> None:
    every = value(publication, "people_trained", time_level="all")
    assert publication.cells("people_trained", time_level="year")["value"].sum() > every
    for year in YEARS:
        whole = value(publication, "people_trained", time_level="year", time=str(year))
        parts = publication.cells("people_trained", time=str(year), geography_level="district")["value"].sum()
        assert parts > whole


def test_attendances_add_up_over_months_districts_and_sectors(publication: Publication, rows: Rows) -> None:
    came = attended(rows)
    months = publication.cells("attendances", time_level="month")
    assert months["value"].sum() == len(came)
    for year, held in by_year(came):
        time = {"time": str(year)}
        assert value(publication, "attendances", time_level="year", **time) == len(held)
        for split in (
            publication.cells("attendances", time_level="year", geography_level="district", **time),
            publication.cells("attendances", time_level="year", geography_level="unitary", **time),
            publication.cells("attendances", time_level="year", sector=..., **time),
        ):
            assert split["value"].sum() == len(held)


def test_a_gap_shows_as_nothing_not_as_a_missing_row(publication: Publication) -> None:
    cells = publication.cells("attendances", time_level="year", agency=...)
    assert len(cells) == len(YEARS) * len(code_list("agency").labels)
    public = cells[cells["agency"] == "public"]
    assert public["value"].tolist() == [0, 0, 0]
    assert set(public["status"]) == {"published"}


def test_sessions_are_told_apart_by_their_key(publication: Publication, rows: Rows) -> None:
    for year, held in by_year(attended(rows)):
        assert value(publication, "sessions", time_level="year", time=str(year)) == held["session"].nunique()


def test_sector_mix_has_all_attendances_as_its_base(publication: Publication, rows: Rows) -> None:
    for year, held in by_year(attended(rows)):
        mix = publication.cells("sector_mix", time_level="year", time=str(year), sector=...)
        health = mix[mix["sector"] == "health"].set_index("measure")["value"]
        assert health["numerator"] == (held["sector"] == "health").sum()
        assert health["denominator"] == len(held)
        assert health["percent"] == pytest.approx(100 * (held["sector"] == "health").mean())
        assert mix.loc[mix["measure"] == "percent", "value"].sum() == pytest.approx(100)


def test_tier_mix_counts_each_person_at_the_highest_tier(publication: Publication, rows: Rows) -> None:
    highest = attended(rows).groupby("person")["tier"].max()
    mix = publication.cells("tier_mix", measure="numerator", time_level="all", tier=...).set_index("tier")
    assert mix["value"].sum() == len(highest)
    for tier, people in highest.value_counts().items():
        assert mix.loc[str(tier), "value"] == people


def test_coverage_is_people_in_date_out_of_the_latest_headcount(publication: Publication, rows: Rows) -> None:
    came, staff = attended(rows), rows["workforce"]
    for quarter, ends in (("2022-Q4", "2022-12-01"), ("2024-Q2", "2024-06-01")):
        end = pd.Timestamp(ends)
        recent = came[(came["month"] <= end) & (came["month"] > end - pd.DateOffset(months=36))]
        latest = recent.sort_values(["month", "session", "agency"], ascending=[False, True, True])
        latest = latest.drop_duplicates("person")
        known = staff[staff["month"] <= end]
        eligible = 0
        for agency, held in known.groupby("agency"):
            eligible += int(held.loc[held["month"] == held["month"].max(), "eligible_staff"].sum())
            own = latest[latest["agency"] == agency]
            cell = {"time": quarter, "agency": str(agency)}
            assert value(publication, "coverage", "numerator", **cell) == len(own)
        assert value(publication, "coverage", "numerator", time=quarter) == len(latest)
        assert value(publication, "coverage", "denominator", time=quarter) == eligible


def test_no_shows_are_out_of_bookings_that_were_kept(publication: Publication, rows: Rows) -> None:
    for year, held in by_year(rows["bookings"]):
        kept = held[held["status"].isin(["attended", "no_show"])]
        cell = {"time_level": "year", "time": str(year)}
        assert value(publication, "no_show_rate", "numerator", **cell) == (kept["status"] == "no_show").sum()
        assert value(publication, "no_show_rate", "denominator", **cell) == len(kept)


def test_confidence_change_is_of_the_same_people(publication: Publication, rows: Rows) -> None:
    forms = rows["evaluations"]
    before: dict[tuple[object, ...], list[float]] = {}
    for form in forms[forms["stage"] == "before"].to_dict("records"):
        before.setdefault((form["person"], form["month"], form["course"]), []).append(form["confidence"])
    differences: list[float] = []
    for form in forms[forms["stage"] == "after"].to_dict("records"):
        if form["month"].year == 2023:
            key = (form["person"], form["month"], form["course"])
            differences += [form["confidence"] - earlier for earlier in before.get(key, [])]
    cell = {"time_level": "year", "time": "2023"}
    assert value(publication, "confidence_change", "denominator", **cell) == len(differences)
    assert value(publication, "confidence_change", "mean", **cell) == pytest.approx(
        sum(differences) / len(differences)
    )


def agree(cells: pd.DataFrame, column: str, truth: dict[str, int]) -> None:
    """What is shown is the truth, what is not is marked, and not everything is hidden."""
    shown = cells[cells["status"] == "published"]
    assert len(shown)
    assert set(cells["status"]) <= {"published", "c"}
    assert dict(zip(shown[column], shown["value"], strict=True)) == {
        code: truth.get(code, 0) for code in shown[column]
    }


def whole_years(rows: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    """The years that are over: those of a closed subject are published then, and not before."""
    for year, held in by_year(rows):
        if year < LAST.year:
            yield year, held


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
    expected = 100_000 * (nrm["month"].dt.year == 2023).sum() / 757_181
    assert cells["value"].iloc[0] == pytest.approx(expected)


def test_partners_as_the_register_stands_now(publication: Publication, rows: Rows) -> None:
    partners = rows["partners"]
    until = pd.to_datetime(partners["until"])
    today = partners[until.isna() | (until > pd.Timestamp(LAST))]
    assert value(publication, "partners_with_contact", "denominator") == len(today)
    assert value(publication, "partners_with_contact", "numerator") == today["has_contact"].sum()


def test_completeness_is_of_fields_that_should_be_known(publication: Publication, rows: Rows) -> None:
    for year, held in by_year(rows["bookings"]):
        key = {"time": str(year), "source": "training_register", "field": "work_district"}
        assert value(publication, "completeness", "denominator", **key) == len(held)
        known = (held["work_district"] != "not_recorded").sum()
        assert value(publication, "completeness", "numerator", **key) == known


def test_published_police_figures_are_the_published_ones(publication: Publication) -> None:
    own = publication.cells("police_referrals", geography_level="force", time_level="quarter")
    assert own["value"].tolist() == [12, 14, 23, 15, 14, 19, 17]
    every = publication.cells("police_referrals", geography_level="national", time_level="quarter")
    assert every["value"].tolist() == [950, 969, 1034, 1043, 938, 970, 995]
    uk = publication.cells("uk_referrals", geography_level="national", time_level="year").set_index("time")[
        "value"
    ]
    assert (uk["2014"], uk["2023"]) == (2337, 17004)
    # 2022 lacks its first quarter in the published table: no year is made of three.
    years = publication.cells("police_referrals", geography_level="force", time_level="year")
    assert dict(zip(years["time"], years["value"], strict=True)) == {"2023": 65}


def test_as_of_day_is_the_last_of_the_last_month(publication: Publication) -> None:
    assert publication.facts["as_of"] == "2024-06-30"
    assert publication.facts["first_month"] == "2022-04"
    told = publication.indicators["attendances"]
    assert (told.first_period, told.last_period) == ("2022-04", "2024-06")
    assert pd.Timestamp(told.as_of).date() == datetime.date(2024, 6, 30)


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
        # Every sector of the small store is one body: each count would be its own.
        cells = publication.cells("referrals_by_sector", sector=..., **key)
        assert set(cells["status"]) == {"c"}
        assert len(set(nrm["referring_body"])) == nrm["referring_body"].map(sectors).nunique()
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


def test_referrals_for_every_hundred_trained_the_year_before(publication: Publication, rows: Rows) -> None:
    """Only 2023 is a whole year that is over and has a whole year of training before it: none has one."""
    assert publication.cells("referrals_per_trained", route=..., sector=...).empty
    assert rows["bookings"]["month"].min() > pd.Timestamp(2022, 1, 1)


def test_improved_and_unpaired_answers(publication: Publication, rows: Rows) -> None:
    forms = rows["evaluations"]
    forms = forms[forms["confidence"].notna() & (forms["month"].dt.year == 2023)]
    sides: dict[str, dict[tuple[object, ...], list[float]]] = {"before": {}, "after": {}}
    for form in forms.to_dict("records"):
        if form["stage"] in sides:
            key = (form["person"], form["month"], form["course"])
            sides[form["stage"]].setdefault(key, []).append(form["confidence"])
    pairs = [
        (before, after)
        for key, found in sides["after"].items()
        for after in found
        for before in sides["before"].get(key, [])
    ]
    cell = {"time_level": "year", "time": "2023"}
    assert value(publication, "confidence_improved", "denominator", **cell) == len(pairs)
    assert value(publication, "confidence_improved", "numerator", **cell) == sum(b < a for b, a in pairs)
    answers = sum(len(found) for side in sides.values() for found in side.values())
    alone = sum(
        len(found)
        for side, other in (("before", "after"), ("after", "before"))
        for key, found in sides[side].items()
        if key not in sides[other]
    )
    assert value(publication, "answers_without_pair", "denominator", **cell) == answers
    assert value(publication, "answers_without_pair", "numerator", **cell) == alone
    assert 0 < alone < answers


def test_refresher_due_is_in_date_now_and_not_in_three_months(publication: Publication, rows: Rows) -> None:
    latest = attended(rows).groupby("person")["month"].max()
    due = 0
    for quarter, ends in (("2024-Q2", "2024-06-01"), ("2022-Q4", "2022-12-01")):
        end = pd.Timestamp(ends)
        known = attended(rows)[attended(rows)["month"] <= end].groupby("person")["month"].max()
        out = known.map(lambda month: month + pd.DateOffset(months=36))
        due = int(((out > end) & (out <= end + pd.DateOffset(months=3))).sum())
        assert value(publication, "due_refresher", "numerator", time=quarter) == due
        assert value(publication, "due_refresher", "denominator", time=quarter) == len(known)
    assert len(latest) >= due


def test_sessions_by_place_are_told_apart_by_their_key(publication: Publication, rows: Rows) -> None:
    came = attended(rows)
    for year, held in by_year(came):
        for district, there in held.groupby("delivery_district"):
            assert (
                value(
                    publication,
                    "sessions_by_delivery_place",
                    time=str(year),
                    geography_level="district",
                    area=str(district),
                )
                == there["session"].nunique()
            )
            assert value(
                publication,
                "attendances_by_delivery_place",
                time_level="year",
                time=str(year),
                geography_level="district",
                area=str(district),
            ) == len(there)
