"""The referral log and the intelligence, counted again: published totals, and nothing to hide."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard import settings
from dashboard.reference.code_lists import code_list
from tests.demo.recount import incidents, unsafe

DISTRICTS = ["E07000150", "E07000151", "E07000152", "E07000153", "E07000154", "E07000155", "E07000156"]


@pytest.fixture(scope="module")
def log(received: dict[str, pd.DataFrame]) -> pd.DataFrame:
    groups = {code: facts["group"] for code, facts in code_list("exploitation_type").facts.items()}
    rows = received["referral_log"]
    return rows.assign(
        year=rows["date_received"].dt.year,
        quarter=rows["date_received"].dt.to_period("Q").astype(str),
        month=rows["date_received"].dt.to_period("M").astype(str),
        incident=incidents(rows),
        group=rows["exploitation_type"].map(groups),
    )


def test_police_nrm_totals_are_the_published_ones(log: pd.DataFrame, truth: dict[str, Any]) -> None:
    police = log[(log["route"] == "nrm") & (log["first_responder"] == "northamptonshire_police")]
    quarters = police.groupby("quarter").size()
    table = pd.read_csv(settings.REFERENCE / "comparators.csv")
    ours = (table["series"] == "nrm_police_referrals") & (table["reporter"] == "northamptonshire_police")
    told = table[ours & (table[["exploitation_type", "age"]] == "all").all(axis=1)]
    told = told.set_index("period")["value"]
    published = told[told.index.str.contains("Q")]
    assert len(published) == 7
    assert published.to_dict() == truth["nrm"]["police"]["published"]
    assert quarters[published.index.str.replace("-", "")].tolist() == published.tolist()
    assert len(quarters) == 30 and quarters.min() >= truth["nrm"]["police"]["floor"]
    year = police[police["year"] == 2023]
    assert year["age_at_exploitation"].value_counts().to_dict() == {"adult": 35, "child": 30}
    assert (year["group"] == "criminal").sum() == 50


def test_other_first_responders_are_about_two_thirds_as_many(
    log: pd.DataFrame, truth: dict[str, Any]
) -> None:
    nrm = log[log["route"] == "nrm"]
    police = nrm["first_responder"] == "northamptonshire_police"
    facts = truth["nrm"]
    assert nrm[~police].groupby("quarter").size().min() >= facts["others"]["floor"] >= 5
    stated = facts["others"]["mean"] / facts["police"]["mean"]
    assert (~police).sum() / police.sum() == pytest.approx(stated, abs=0.12)
    # Less the published police mix of 2023, no group and no age is left with fewer than 5.
    rest = nrm[~police & (nrm["year"] == 2023)]
    for column in ("group", "age_at_exploitation"):
        assert rest[column].value_counts().min() >= 5


@pytest.mark.parametrize(
    ("route", "grain"),
    [
        ("nrm", ["quarter"]),
        ("nrm", ["year"]),
        ("nrm", ["year", "group"]),
        ("nrm", ["year", "age_at_exploitation"]),
        ("childrens_safeguarding", ["month"]),
        ("childrens_safeguarding", ["quarter"]),
        ("childrens_safeguarding", ["year", "place_of_exploitation"]),
        ("duty_to_notify", ["year"]),
        ("adult_safeguarding", ["year"]),
        ("police_report", ["year"]),
        ("helpline", ["year"]),
    ],
)
def test_published_grains_hide_nothing(log: pd.DataFrame, route: str, grain: list[str]) -> None:
    rows = log[log["route"] == route]
    assert unsafe(rows, [rows[column] for column in grain], "referring_body", rows["incident"]) == []


def test_the_tables_have_every_cell(log: pd.DataFrame) -> None:
    """A cell with nothing in it would be a count of 0, and 0 is hidden."""
    years = list(range(2019, 2027))
    nrm, children = (log[log["route"] == route] for route in ("nrm", "childrens_safeguarding"))
    for rows, column, codes in (
        (nrm, "group", list(code_list("exploitation_group").labels)),
        (nrm, "age_at_exploitation", list(code_list("age").labels)),
        (children, "place_of_exploitation", [*DISTRICTS, "out_of_county", "not_recorded"]),
    ):
        counts = pd.crosstab(rows["year"], rows[column])
        assert sorted(counts.columns) == sorted(codes)
        assert list(counts.index) == years
    assert pd.crosstab(log["year"], log["route"]).min().min() >= 5
    assert log["month"].nunique() == 90


def test_volumes_by_route(log: pd.DataFrame, truth: dict[str, Any]) -> None:
    a_quarter = log.groupby("route").size() / 30
    for route, stated in truth["concerns"]["routes"].items():
        assert a_quarter[route] == pytest.approx(stated["mean"], rel=0.15), route


def test_raids_stand_in_one_incident(log: pd.DataFrame, truth: dict[str, Any]) -> None:
    sizes = log.groupby("incident").size()
    assert sorted(sizes[sizes >= 5]) == sorted(raid["people"] for raid in truth["nrm"]["raids"])
    assert log["incident_reference"].isna().mean() > 0.5


def test_decisions_break_where_the_test_changed(log: pd.DataFrame, truth: dict[str, Any]) -> None:
    decided = log[(log["route"] == "nrm") & log["rg_decision"].isin(["positive", "negative"])]
    after = decided["rg_date"] >= pd.Timestamp(truth["nrm"]["decisions"]["break"])
    positive = decided["rg_decision"] == "positive"
    assert positive[~after].mean() == pytest.approx(0.85, abs=0.06)
    assert positive[after].mean() == pytest.approx(0.60, abs=0.06)
    assert ((decided["rg_date"] - decided["date_received"]).dt.days >= 0).all()


def test_intelligence_hides_nothing(received: dict[str, pd.DataFrame]) -> None:
    rows = received["intelligence"]
    year, month = rows["date_submitted"].dt.year, rows["date_submitted"].dt.to_period("M")
    assert unsafe(rows, [month], "agency") == []
    for column in ("district", "sector"):
        assert unsafe(rows, [year, rows[column]], "agency") == []
    assert sorted(rows["district"].unique()) == sorted([*DISTRICTS, "not_recorded", "out_of_county"])
    assert 85 < len(rows) / 90 < 95


def test_another_seed_hides_nothing_either(demo_script: ModuleType, truth: dict[str, Any]) -> None:
    """The floors and the spread over referring bodies hold by construction, not by a lucky seed."""
    from made_up import concerns, nrm

    rng = np.random.default_rng(7)
    rows = pd.concat([nrm.referrals(rng, truth), concerns.concerns(rng, truth)], ignore_index=True)
    made = concerns.finish(rng, truth, rows)
    year, quarter = made["date_received"].dt.year, made["date_received"].dt.to_period("Q")
    incident = made["incident_reference"].where(made["incident_reference"] != "", made["reference"])
    assert unsafe(made, [made["route"], quarter], "referring_body", incident) == []
    children = made[made["route"] == "childrens_safeguarding"]
    assert unsafe(children, [year[children.index], children["district"]], "referring_body") == []
    people = made[made["route"] == "nrm"]
    grain = [year[people.index], people["group"]]
    assert unsafe(people, grain, "referring_body", incident[people.index]) == []
