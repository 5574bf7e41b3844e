"""Every open headline figure against a slow, plain recount of the rows."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from dashboard.publication import Publication
from dashboard.reference.code_lists import code_list
from tests.release.recounting import YEARS, Rows, attended, by_year, value
from tests.release.small_store import LAST


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


def by_session(forms: pd.DataFrame) -> list[dict[str, float]]:
    """The answers by stage of each person about each session; of two at one stage the lower."""
    answers: dict[tuple[object, ...], dict[str, float]] = {}
    for form in forms.to_dict("records"):
        held = answers.setdefault((form["person"], form["course_day"]), {})
        held[form["stage"]] = min(form["confidence"], held.get(form["stage"], 5))
    return list(answers.values())


def test_confidence_change_is_of_the_same_people(publication: Publication, rows: Rows) -> None:
    forms = rows["evaluations"]
    answers = by_session(forms[forms["month"].dt.year == 2023])
    differences = [held["after"] - held["before"] for held in answers if {"before", "after"} <= set(held)]
    cell = {"time_level": "year", "time": "2023"}
    assert value(publication, "confidence_change", "denominator", **cell) == len(differences)
    assert value(publication, "confidence_change", "mean", **cell) == pytest.approx(
        sum(differences) / len(differences)
    )


def test_partners_as_the_register_stands_now(publication: Publication, rows: Rows) -> None:
    partners = rows["partners"]
    until = pd.to_datetime(partners["until"])
    today = partners[until.isna() | (until > pd.Timestamp(LAST))]
    assert value(publication, "partners_with_contact", "denominator") == len(today)
    assert value(publication, "partners_with_contact", "numerator") == today["has_contact"].sum()
    # The list is there as a whole: 1 of 1 is no sample of anything.
    shares = publication.cells("partners_with_contact", measure="percent", sector=...)
    assert shares["value"].notna().any() and shares[["low", "high"]].isna().all(axis=None)


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


def test_improved_and_unpaired_answers(publication: Publication, rows: Rows) -> None:
    forms = rows["evaluations"]
    forms = forms[forms["confidence"].notna() & (forms["month"].dt.year == 2023)]
    answers = by_session(forms)
    pairs = [(held["before"], held["after"]) for held in answers if {"before", "after"} <= set(held)]
    cell = {"time_level": "year", "time": "2023"}
    assert value(publication, "confidence_improved", "denominator", **cell) == len(pairs)
    assert value(publication, "confidence_improved", "numerator", **cell) == sum(b < a for b, a in pairs)
    every = sum(len({"before", "after"} & set(held)) for held in answers)
    alone = sum(("before" in held) != ("after" in held) for held in answers)
    assert value(publication, "answers_without_pair", "denominator", **cell) == every
    assert value(publication, "answers_without_pair", "numerator", **cell) == alone
    assert 0 < alone < every


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


def test_confidence_at_each_stage_is_of_those_with_all_answers(publication: Publication, rows: Rows) -> None:
    forms = rows["evaluations"]
    forms = forms[forms["confidence"].notna() & (forms["month"].dt.year == 2023)]
    answers = by_session(forms)
    whole = [held for held in answers if {"before", "after", "follow_up"} <= set(held)]
    assert 10 <= len(whole) < len(answers)
    for stage in ("before", "after", "follow_up"):
        cell = {"time_level": "year", "time": "2023", "stage": stage}
        found = publication.cells("confidence", **cell).set_index("measure")["value"]
        assert found["denominator"] == len(whole)
        assert found["mean"] == pytest.approx(sum(held[stage] for held in whole) / len(whole))


def test_audits_are_out_of_those_in_which_the_point_was_looked_at(
    publication: Publication, rows: Rows
) -> None:
    shown = 0
    for year, held in by_year(rows["audits"]):
        for point in code_list("audit_point").labels:
            checked = [met for named, met in zip(held["points_checked"], held["points_met"], strict=True)
                       if point in named]  # fmt: skip
            key = {"time_level": "year", "time": str(year), "audit_point": point}
            cells = publication.cells("referral_quality", **key).set_index("measure")
            if 0 < len(checked) < 10:
                assert set(cells["status"]) == {"c"} and cells["value"].isna().all()
            elif cells.loc["denominator", "status"] == "published":
                assert cells.loc["denominator", "value"] == len(checked)
                assert cells.loc["numerator", "value"] == sum(point in met for met in checked)
                shown += len(checked) > 0
    assert shown >= 4
