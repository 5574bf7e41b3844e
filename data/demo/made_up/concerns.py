"""Concerns by the routes other than the NRM, and what every row of the referral log has."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from made_up.draw import Codes, Whole, days_within, deal, pick, quarters_of, spread
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


def counts_by_month(
    rng: np.random.Generator, truth: dict[str, Any], stated: dict[str, Any]
) -> tuple[pd.PeriodIndex, Whole]:
    """The months of the period, and how many concerns each has; no quarter has fewer than its floor."""
    facts = truth["concerns"]
    quarters = quarters_of(truth)
    months = pd.period_range(truth["first_day"], truth["last_day"], freq="M")
    since = (months.to_timestamp() - pd.Timestamp(facts["middle"])).days.to_numpy() / 365.25
    season = np.array(facts["by_month"])[months.month - 1]
    expected = stated["mean"] / 3 * np.exp(stated["growth"] * since) * season
    in_quarter = expected.reshape(len(quarters), 3)
    beyond = np.maximum(in_quarter.sum(axis=1) - stated["floor"], 0)
    totals = stated["floor"] + rng.poisson(beyond)
    return months, rng.multinomial(totals, in_quarter / in_quarter.sum(axis=1, keepdims=True)).ravel()


def _by_route(
    rng: np.random.Generator,
    truth: dict[str, Any],
    route: str,
    stated: dict[str, Any],
    districts: dict[str, float],
) -> pd.DataFrame:
    months, counts = counts_by_month(rng, truth, stated)
    period = pd.PeriodIndex(np.repeat(months.to_numpy(), counts), freq="M")
    day = days_within(rng, period.to_timestamp(how="start"), period.to_timestamp(how="end").normalize())
    rows = pd.DataFrame({"date_received": day, "route": route})
    size = len(rows)
    year = rows["date_received"].dt.year
    rows["district"] = ""
    floor = truth["concerns"]["district_floor"] if route == "childrens_safeguarding" else 0
    for here in year.groupby(year).groups.values():
        rows.loc[here, "district"] = deal(rng, districts, len(here), floor)
    rows["first_responder"] = ""
    if route == "duty_to_notify":
        rows["first_responder"] = np.where(rng.random(size) < 0.7, "northamptonshire_police", "home_office")
    ages = {"child": stated["child"], "adult": stated["adult"]}
    rows["age"] = pick(rng, {**ages, "not_recorded": max(1 - sum(ages.values()), 0.0)}, size)
    rows["exploitation_type"] = pick(rng, stated["exploitation"], size)
    women = np.where(rows["exploitation_type"] == "sexual", 0.85, 0.3)
    rows["gender"] = np.where(rng.random(size) < women, "female", "male")
    rows.loc[rng.random(size) < 0.03, "gender"] = "not_recorded"
    facts = truth["concerns"]
    criminal = rows["exploitation_type"].isin(["criminal", "sexual_criminal"])
    lines = criminal & (rng.random(size) < facts["county_lines"])
    silent = rng.random(size) < facts["county_lines_not_answered"]
    rows["county_lines"] = np.where(silent, "", np.where(lines, "Yes", "No"))
    rows["referring_body"] = _bodies(rng, stated, rows)
    rows["incident_reference"] = ""
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
    log["incident_reference"] = _incidents(rng, facts["known_incident"], log)
    gap = rng.geometric(1 / facts["days_to_referral"], size) - 1
    known = rng.random(size) < facts["concern_date_recorded"]
    log["concern_date"] = (log["date_received"] - pd.to_timedelta(gap, unit="D")).where(known)
    log["name"] = invented_names(rng, truth["names"], size)
    log["age"] = _ages_in_years(rng, log)
    born = log["date_received"] - pd.to_timedelta(rng.integers(12 * 365, 45 * 365, size), unit="D")
    log["date_of_birth"] = born.dt.strftime("%d/%m/%Y")
    log["notes"] = np.where(rng.random(size) < 0.2, "Made-up note: seen by a neighbour.", "")
    return log


def _incidents(rng: np.random.Generator, known: float, log: pd.DataFrame) -> Codes:
    """Raids keep theirs; some rows get one, and 1 in 4 of these shares it with the next row of its route."""
    reference = log["incident_reference"].to_numpy(dtype=object).copy()
    open_rows = reference == ""
    given = open_rows & (rng.random(len(log)) < known)
    reference[given] = ("OP-" + log["reference"]).to_numpy()[given]
    share = given & (rng.random(len(log)) < 0.25)
    for here in log.groupby("route").indices.values():
        pair = np.flatnonzero(share[here][:-1] & open_rows[here][1:] & ~share[here][1:])
        reference[here[pair + 1]] = reference[here[pair]]
    return reference


def _ages_in_years(rng: np.random.Generator, log: pd.DataFrame) -> Codes:
    """Half of the ages are sent in years, the others as adult or child."""
    years = np.where(log["age"] == "child", rng.integers(11, 18, len(log)), rng.integers(18, 55, len(log)))
    sent = (rng.random(len(log)) < 0.5) & (log["age"] != "not_recorded").to_numpy()
    ages: Codes = np.where(sent, years.astype(str), log["age"])
    return ages
