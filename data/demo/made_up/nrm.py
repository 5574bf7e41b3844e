"""NRM referrals: the published police totals exactly, about two thirds as many by other first responders."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from made_up.concerns import expected
from made_up.draw import (
    Codes,
    days_within,
    deal,
    exact,
    incidents,
    pick,
    quarters_of,
    spread,
    together,
    varied,
)

KINDS = ("others", "police")
#: At least so many of each group by the others, where their year has as many.
GROUP_SHOWN = 6
COUNCILS = ("north_northamptonshire_council", "west_northamptonshire_council")


def referrals(rng: np.random.Generator, truth: dict[str, Any]) -> pd.DataFrame:
    """One row for each person referred, with the decisions known on the last day."""
    facts = truth["nrm"]
    # The stated one of as many draws.
    counts = [counts_by_quarter(rng, truth) for _ in range(facts["draw"])][-1]
    years = quarters_of(truth).year
    parts = [
        _one_year(rng, truth, counts.loc[years == year, kind], kind)
        for year in years.unique()
        for kind in KINDS
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows["route"] = "nrm"
    # Where somebody was exploited and who refers are the same for all who come from one incident.
    number = pd.factorize(rows["incident"])[0]
    place = pick(rng, facts["districts"], number.max() + 1)[number]
    raided = (rows["raid_district"] != "").to_numpy()
    rows["district"] = np.where(raided, rows["raid_district"], place)
    rows["first_responder"] = _first_responders(rng, facts, rows, number)
    rows["exploitation_type"] = _types(rng, facts, rows["group"].to_numpy())
    rows["gender"] = _genders(rng, rows)
    rows["county_lines"] = _county_lines(rng, facts["county_lines"], rows)
    rows["referring_body"] = _bodies(rng, facts, rows, raided)
    last_day = pd.Timestamp(truth["last_day"])
    return pd.concat([rows, decisions(rng, facts["decisions"], rows, last_day)], axis=1)


def counts_by_quarter(rng: np.random.Generator, truth: dict[str, Any]) -> pd.DataFrame:
    """How many people the police and the others refer in each quarter: as published, and else drawn."""
    facts, dispersion = truth["nrm"], truth["variation"]["dispersion"]
    quarters = quarters_of(truth)
    means = {kind: expected(facts[kind], quarters, facts["middle"]) for kind in KINDS}
    counts = pd.DataFrame(
        {kind: varied(rng, means[kind], dispersion, facts[kind]["floor"]) for kind in KINDS}, index=quarters
    )
    for quarter, published in facts["police"]["published"].items():
        counts.loc[pd.Period(quarter), "police"] = published
    # Of a year whose mix is published, the others' is drawn again until each group of it can be shown.
    for name in facts:
        if name.startswith("year_"):
            year = quarters.year == int(name.removeprefix("year_"))
            least = GROUP_SHOWN * len(facts["others_groups"])
            while counts.loc[year, "others"].sum() < least:
                again = varied(rng, means["others"][year], dispersion, facts["others"]["floor"])
                counts.loc[year, "others"] = again
    return counts


def _one_year(
    rng: np.random.Generator, truth: dict[str, Any], counts: pd.Series[int], kind: str
) -> pd.DataFrame:
    """The rows of one year and kind of first responder by incident: day, group and age; raids first."""
    facts, quarters = truth["nrm"], pd.PeriodIndex(counts.index)
    year = int(quarters.year[0])
    raids = [raid for raid in facts["raids"] if kind == "police" and raid["year"] == year]
    ordinary = counts.to_numpy(copy=True)
    largest = int(ordinary.argmax())
    ordinary[largest] -= sum(raid["people"] for raid in raids)
    if ordinary.min() < 0:
        raise ValueError(f"truth.toml: the raids of {year} brought more people than any quarter has.")
    sizes, period = incidents(rng, ordinary.astype(np.int64), truth["variation"]["incident_sizes"])
    of_incident = quarters[np.r_[np.full(len(raids), largest), period]]
    ends = of_incident.to_timestamp(how="end").normalize()
    days = days_within(rng, of_incident.to_timestamp(how="start"), ends)
    raided = np.array([raid["people"] for raid in raids], dtype=np.int64)
    number = np.repeat(np.arange(len(days)), np.r_[raided, sizes])
    groups = together(rng, _groups(rng, facts, year, kind, int(sizes.sum())), sizes)
    ages = _ages(rng, facts, year, kind, groups)
    return pd.DataFrame(
        {
            "date_received": days[number],
            "kind": kind,
            "group": np.r_[np.repeat([raid["group"] for raid in raids], raided), groups].astype(object),
            "age": np.r_[np.full(raided.sum(), "adult"), ages].astype(object),
            "incident": f"nrm-{kind}-{year}-" + pd.Series(number).astype(str),
            "raid_district": np.r_[
                np.repeat([raid["district"] for raid in raids], raided), np.full(len(groups), "")
            ].astype(object),
        }
    )


def _groups(rng: np.random.Generator, facts: dict[str, Any], year: int, kind: str, size: int) -> Codes:
    stated = facts.get(f"year_{year}")
    if kind == "police" and stated:
        return exact(rng, stated["police_groups"])
    weights = facts[f"{kind}_groups"]
    floor = facts["group_floor_police"] if kind == "police" else min(GROUP_SHOWN, size // len(weights))
    return deal(rng, weights, size, floor)


def _ages(rng: np.random.Generator, facts: dict[str, Any], year: int, kind: str, groups: Codes) -> Codes:
    """Ages in exact numbers, children where the group makes them likelier."""
    stated = facts.get(f"year_{year}")
    if kind == "police" and stated:
        drawn = exact(rng, stated["police_ages"])
    else:
        floors = facts["age_floor_others"] if kind == "others" else 0
        drawn = deal(rng, facts[f"{kind}_ages"], len(groups), floors)
    unknown = drawn == "not_recorded"
    lean = np.array([facts["child_lean"][group] for group in groups[~unknown]])
    order = np.argsort(-(lean + rng.normal(0, 0.5, len(lean))), kind="stable")
    known = np.empty(len(lean), dtype=object)
    children = int((drawn == "child").sum())
    known[order[:children]], known[order[children:]] = "child", "adult"
    ages = drawn.copy()
    ages[~unknown] = known
    return ages


def _first_responders(
    rng: np.random.Generator, facts: dict[str, Any], rows: pd.DataFrame, number: npt.NDArray[np.int64]
) -> Codes:
    drawn = pick(rng, facts["first_responders"], number.max() + 1)[number]
    # Before 1 April 2021 there was one county council, whose successor here is the children's trust's code.
    early = (rows["date_received"] < pd.Timestamp(2021, 4, 1)).to_numpy()
    drawn = np.where(early & np.isin(drawn, COUNCILS), "childrens_trust", drawn)
    named: Codes = np.where(rows["kind"] == "police", "northamptonshire_police", drawn)
    return named


def _types(rng: np.random.Generator, facts: dict[str, Any], groups: Codes) -> Codes:
    types = groups.copy()
    for group in ("more_than_one", "other"):
        here = groups == group
        types[here] = pick(rng, facts[group], int(here.sum()))
    return types


def _genders(rng: np.random.Generator, rows: pd.DataFrame) -> Codes:
    women = rows["group"].map({"sexual": 0.85, "other": 0.6, "criminal": 0.08}).fillna(0.25).to_numpy()
    genders: Codes = np.where(rng.random(len(rows)) < women, "female", "male").astype(object)
    genders[rng.random(len(rows)) < 0.02] = "not_recorded"
    return genders


def _county_lines(rng: np.random.Generator, facts: dict[str, float], rows: pd.DataFrame) -> Codes:
    criminal = np.where(rows["age"] == "child", facts["child"], facts["adult"])
    likely = np.where(rows["group"] == "criminal", criminal, facts["otherwise"])
    flags = np.where(rng.random(len(rows)) < likely, "Yes", "No").astype(object)
    flags[rng.random(len(rows)) < facts["not_answered"]] = ""
    return flags


def _bodies(
    rng: np.random.Generator, facts: dict[str, Any], rows: pd.DataFrame, raided: npt.NDArray[np.bool_]
) -> Codes:
    drawn = pick(rng, facts["bodies"], len(rows))
    drawn[raided] = "northamptonshire_police"
    dates = rows["date_received"].dt
    year = dates.year.astype(str)
    quarter: Codes = (year + "Q" + dates.quarter.astype(str)).to_numpy(dtype=object)
    others = (rows["kind"] == "others").to_numpy()
    # What the police published can be taken off: what is left of it is the others' alone.
    tables = [quarter, np.where(others, quarter, "police")]
    mixed = others & year.isin([name.removeprefix("year_") for name in facts]).to_numpy()
    for column in ("group", "age"):
        cell: Codes = (year + rows[column]).to_numpy(dtype=object)
        tables += [cell, np.where(mixed, cell, "rest")]
    return spread(rng, drawn, tables, facts["bodies"], raided)


def decisions(
    rng: np.random.Generator, facts: dict[str, Any], rows: pd.DataFrame, last_day: pd.Timestamp
) -> pd.DataFrame:
    """rg_decision, rg_date, cg_decision, cg_date for each row; blank where not decided by ``last_day``."""
    size = len(rows)
    received = rows["date_received"]
    after = received >= pd.Timestamp(facts["break"])
    median = np.where(after, facts["rg_median_days_after"], facts["rg_median_days_before"])
    rg_date = received + pd.to_timedelta(_delay(rng, median, facts["spread"]), unit="D")
    late_test = rg_date >= pd.Timestamp(facts["break"])
    chance = np.where(late_test, facts["rg_positive_after"], facts["rg_positive_before"])
    rg = np.where(rng.random(size) < chance, "positive", "negative").astype(object)
    stopped = rng.random(size) < facts["rg_suspended_or_withdrawn"]
    rg[stopped] = np.where(rng.random(int(stopped.sum())) < 0.5, "suspended", "withdrawn")
    wait = _delay(rng, np.full(size, float(facts["cg_median_days"])), facts["spread"])
    cg_date = rg_date + pd.to_timedelta(wait, unit="D")
    cg = np.where(rng.random(size) < facts["cg_positive"], "positive", "negative").astype(object)
    no_rg = (rg_date > last_day).to_numpy()
    no_cg = no_rg | (rg != "positive") | (cg_date > last_day).to_numpy()
    waiting = no_cg & ~no_rg & (rg == "positive")
    return pd.DataFrame(
        {
            "rg_decision": np.where(no_rg, "pending", rg),
            "rg_date": rg_date.mask(no_rg),
            "cg_decision": np.where(waiting, "pending", np.where(no_cg, "", cg)),
            "cg_date": cg_date.mask(no_cg),
        }
    )


def _delay(
    rng: np.random.Generator, median: npt.NDArray[np.float64], deviation: float
) -> npt.NDArray[np.int64]:
    return np.ceil(median * np.exp(rng.normal(0, deviation, len(median)))).astype(np.int64)
