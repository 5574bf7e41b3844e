"""NRM referrals: the published police totals exactly, half as many again by other first responders."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from made_up.draw import Codes, days_within, deal, exact, pick, quarters_of, spread

COUNCILS = ("north_northamptonshire_council", "west_northamptonshire_council")


def referrals(rng: np.random.Generator, truth: dict[str, Any]) -> pd.DataFrame:
    """One row for each person referred, with the decisions known on the last day."""
    facts = truth["nrm"]
    period = quarters_of(truth)
    counts = pd.DataFrame({"police": facts["police"], "others": facts["others"]}, index=period)
    parts = [
        _one_year(rng, facts, year, group[kind], kind)
        for year, group in counts.groupby(period.year)
        for kind in ("police", "others")
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows["route"] = "nrm"
    rows["district"] = np.where(
        rows["raid_district"] == "", pick(rng, facts["districts"], len(rows)), rows["raid_district"]
    )
    raided = (rows["raid_district"] != "").to_numpy()
    rows["first_responder"] = _first_responders(rng, facts, rows)
    rows["exploitation_type"] = _types(rng, facts, rows["group"].to_numpy())
    rows["gender"] = _genders(rng, rows)
    rows["county_lines"] = _county_lines(rng, facts["county_lines"], rows)
    rows["referring_body"] = _bodies(rng, facts, rows, raided)
    last_day = pd.Timestamp(truth["last_day"])
    return pd.concat([rows, decisions(rng, facts["decisions"], rows, last_day)], axis=1)


def _one_year(
    rng: np.random.Generator, facts: dict[str, Any], year: int, counts: pd.Series[int], kind: str
) -> pd.DataFrame:
    """The rows of one year and kind of first responder: quarter, group and age, raids first."""
    quarter = np.repeat(counts.index.astype(str).to_numpy(dtype=object), counts.to_numpy())
    size = len(quarter)
    raids = [raid for raid in facts["raids"] if kind == "police" and raid["quarter"].startswith(f"{year}-")]
    raid_of = np.full(size, -1)
    for number, raid in enumerate(raids):
        here = np.flatnonzero((quarter == raid["quarter"].replace("-", "")) & (raid_of < 0))
        raid_of[here[: raid["people"]]] = number
    free = raid_of < 0
    groups, ages = np.full(size, "", dtype=object), np.full(size, "adult", dtype=object)
    groups[free] = _groups(rng, facts, year, kind, int(free.sum()))
    ages[free] = _ages(rng, facts, year, kind, groups[free])
    day = days_within(rng, *_edges(quarter))
    district = np.full(size, "", dtype=object)
    for number, raid in enumerate(raids):
        groups[raid_of == number] = raid["group"]
        district[raid_of == number] = raid["district"]
    days = pd.Series(day)
    incident = np.full(size, "", dtype=object)
    for number in range(len(raids)):
        days[raid_of == number] = days[raid_of == number].iloc[0]
        incident[raid_of == number] = f"OP-{year}-RAID-{number + 1}"
    return pd.DataFrame(
        {
            "date_received": days,
            "kind": kind,
            "group": groups,
            "age": ages,
            "incident_reference": incident,
            "raid_district": district,
        }
    )


def _edges(quarter: Codes) -> tuple[pd.DatetimeIndex, pd.DatetimeIndex]:
    periods = pd.PeriodIndex(quarter, freq="Q")
    return periods.to_timestamp(how="start"), periods.to_timestamp(how="end").normalize()


def _groups(rng: np.random.Generator, facts: dict[str, Any], year: int, kind: str, size: int) -> Codes:
    stated = facts.get(f"year_{year}")
    if kind == "police" and stated:
        return exact(rng, stated["police_groups"])
    weights = facts[f"{kind}_groups"]
    floor = facts["group_floor_police"] if kind == "police" else min(6, size // len(weights))
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


def _first_responders(rng: np.random.Generator, facts: dict[str, Any], rows: pd.DataFrame) -> Codes:
    drawn = pick(rng, facts["first_responders"], len(rows))
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
    tables = [quarter]
    for column in ("group", "age"):
        tables.append((year + rows[column]).to_numpy(dtype=object))
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
