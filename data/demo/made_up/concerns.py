"""Concerns by the routes other than the NRM, and what every row of the referral log has."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from made_up.draw import Codes, Means, Whole, days_within, deal, incidents, pick, spread, together, varied
from made_up.people import invented_names

PREFIX_NRM = "MS"


def concerns(rng: np.random.Generator, truth: dict[str, Any]) -> pd.DataFrame:
    """One row for each concern by children's and adult safeguarding, Duty to Notify, police, helpline."""
    facts = truth["concerns"]
    parts = [
        _by_route(rng, truth, route, stated, truth["nrm"]["districts"])
        for route, stated in facts["routes"].items()
    ]
    return pd.concat(parts, ignore_index=True)


def arriving(
    rng: np.random.Generator, truth: dict[str, Any], stated: dict[str, Any]
) -> tuple[pd.DatetimeIndex, Whole]:
    """The day of each incident, and how many people it brings; no quarter has fewer people than its floor."""
    facts, variation = truth["concerns"], truth["variation"]
    months = pd.period_range(truth["first_day"], truth["last_day"], freq="M")
    season = np.array(facts["by_month"])[months.month - 1]
    in_quarter = (expected(stated, months, facts["middle"]) / 3 * season).reshape(-1, 3)
    totals = varied(rng, in_quarter.sum(axis=1), variation["dispersion"], stated["floor"])
    sizes, quarter = incidents(rng, totals, variation["incident_sizes"])
    upto = np.cumsum(in_quarter, axis=1)[quarter]
    month = 3 * quarter + (rng.random(len(sizes)) * upto[:, -1] > upto[:, :2].T).sum(axis=0)
    period = months[month]
    ends = period.to_timestamp(how="end").normalize()
    return days_within(rng, period.to_timestamp(how="start"), ends), sizes


def expected(stated: dict[str, Any], periods: pd.PeriodIndex, middle: object) -> Means:
    """What ``stated`` has as its mean in the ``middle`` of the period, grown until each of ``periods``."""
    since = (periods.to_timestamp() - pd.Timestamp(str(middle))).days.to_numpy() / 365.25
    mean: Means = stated["mean"] * np.exp(stated["growth"] * since)
    return mean


def _by_route(
    rng: np.random.Generator,
    truth: dict[str, Any],
    route: str,
    stated: dict[str, Any],
    districts: dict[str, float],
) -> pd.DataFrame:
    days, sizes = arriving(rng, truth, stated)
    number = np.repeat(np.arange(len(sizes)), sizes)
    rows = pd.DataFrame({"date_received": days[number], "route": route})
    rows["incident"] = route + "-" + pd.Series(number).astype(str)
    size = len(rows)
    year = days.year.to_numpy()
    rows["district"] = ""
    floor = truth["concerns"]["district_floor"] if route == "childrens_safeguarding" else 0
    for each in np.unique(year):
        of_year = sizes[year == each]
        dealt = deal(rng, districts, int(of_year.sum()), floor)
        rows.loc[(year == each)[number], "district"] = together(rng, dealt, of_year)
    rows["first_responder"] = ""
    if route == "duty_to_notify":
        by_police = (rng.random(len(sizes)) < 0.7)[number]
        rows["first_responder"] = np.where(by_police, "northamptonshire_police", "home_office")
    ages = {"child": stated["child"], "adult": stated["adult"]}
    rows["age"] = pick(rng, {**ages, "not_recorded": max(1 - sum(ages.values()), 0.0)}, size)
    rows["exploitation_type"] = pick(rng, stated["exploitation"], len(sizes))[number]
    women = np.where(rows["exploitation_type"] == "sexual", 0.85, 0.3)
    rows["gender"] = np.where(rng.random(size) < women, "female", "male")
    rows.loc[rng.random(size) < 0.03, "gender"] = "not_recorded"
    facts = truth["concerns"]
    criminal = rows["exploitation_type"].isin(["criminal", "sexual_criminal"])
    lines = criminal & (rng.random(len(sizes)) < facts["county_lines"])[number]
    silent = rng.random(size) < facts["county_lines_not_answered"]
    rows["county_lines"] = np.where(silent, "", np.where(lines, "Yes", "No"))
    rows["referring_body"] = _bodies(rng, stated, rows)
    rows["rg_decision"] = rows["cg_decision"] = ""
    return rows


def _bodies(rng: np.random.Generator, stated: dict[str, Any], rows: pd.DataFrame) -> Codes:
    dates = rows["date_received"].dt
    year = dates.year.astype(str)
    tables: list[Codes] = [(year + "Q" + dates.quarter.astype(str)).to_numpy(dtype=object)]
    if stated["mean"] > 60:
        tables.append((year + "M" + dates.month.astype(str)).to_numpy(dtype=object))
        tables.append((year + rows["district"]).to_numpy(dtype=object))
    return spread(rng, pick(rng, stated["bodies"], len(rows)), tables, stated["bodies"])


def finish(rng: np.random.Generator, truth: dict[str, Any], rows: pd.DataFrame) -> pd.DataFrame:
    """The whole log in the order received: references, incidents, dates of concern, invented names."""
    facts = truth["concerns"]
    log = rows.sort_values(["date_received", "route"], kind="stable", ignore_index=True)
    size = len(log)
    prefixes = {route: stated["prefix"] for route, stated in facts["routes"].items()}
    year = log["date_received"].dt.year.astype(str)
    number = (log.groupby([log["route"], year]).cumcount() + 1).astype(str).str.zfill(4)
    log["reference"] = log["route"].map(prefixes).fillna(PREFIX_NRM) + "-" + year + "-" + number
    log["incident_reference"] = _references(rng, truth["variation"]["alone_with_reference"], log)
    gap = rng.geometric(1 / facts["days_to_referral"], size) - 1
    known = rng.random(size) < facts["concern_date_recorded"]
    log["concern_date"] = (log["date_received"] - pd.to_timedelta(gap, unit="D")).where(known)
    log["name"] = invented_names(rng, truth["names"], size)
    log["age"] = _ages_in_years(rng, log)
    born = log["date_received"] - pd.to_timedelta(rng.integers(12 * 365, 45 * 365, size), unit="D")
    log["date_of_birth"] = born.dt.strftime("%d/%m/%Y")
    log["notes"] = np.where(rng.random(size) < 0.2, "Made-up note: seen by a neighbour.", "")
    return log


def _references(rng: np.random.Generator, alone: float, log: pd.DataFrame) -> Codes:
    """That of the first of an incident of several people, for all of them; of somebody alone in some rows."""
    of_incident = log.groupby("incident")["reference"]
    known = (of_incident.transform("size") > 1) | (rng.random(len(log)) < alone)
    references: Codes = np.where(known, "OP-" + of_incident.transform("first"), "")
    return references


def _ages_in_years(rng: np.random.Generator, log: pd.DataFrame) -> Codes:
    """Half of the ages are sent in years, the others as adult or child."""
    years = np.where(log["age"] == "child", rng.integers(11, 18, len(log)), rng.integers(18, 55, len(log)))
    sent = (rng.random(len(log)) < 0.5) & (log["age"] != "not_recorded").to_numpy()
    ages: Codes = np.where(sent, years.astype(str), log["age"])
    return ages
