"""Sessions, and who was booked on them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dashboard.reference.code_lists import code_list
from made_up.draw import Codes, Means, Whole, deal, incidents, pick, together
from made_up.people import County

TOPICS = {
    "exploitation_week_2019": "Modern slavery; Gang involvement; County lines; CSE; Vulnerability",
    "spot_the_signs": "Modern slavery; Vulnerability",
    "county_lines_awareness": "County lines; Gang involvement",
    "child_exploitation": "CSE; CCE",
    "first_responder": "Modern slavery; NRM",
    "refresher": "Modern slavery; County lines",
    "survivor_support": "Modern slavery; Vulnerability; NRM",
    "supervising_practice": "Vulnerability; NRM",
}
#: How long a session of each course lasts, in minutes; who learns alone takes half as long.
MINUTES = {
    "exploitation_week_2019": 60,
    "spot_the_signs": 60,
    "county_lines_awareness": 90,
    "child_exploitation": 180,
    "first_responder": 180,
    "refresher": 45,
    "survivor_support": 240,
    "supervising_practice": 360,
}
SUPPORT = ("voluntary", "childrens_social_care", "adult_social_care")
STATUTORY = ("police", "housing", "government", *SUPPORT)


def bookings(rng: np.random.Generator, truth: dict[str, Any], county: County) -> pd.DataFrame:
    """Every booking of the period, one row each: the person, the session, what became of it."""
    facts = truth["training"]
    trained = np.full(len(county.people), -99.0)
    years = []
    for year, volume in facts["volume"].items():
        start = int(year)
        people = _people_booked(rng, county, trained, start, float(volume), facts)
        week = None
        if start == truth["week_2019"]["first_day"].year:
            week, people = _week(rng, truth["week_2019"], county, people)
        booked = _ordinary(rng, truth, county, people, trained, start)
        booked = booked if week is None else pd.concat([week, booked], ignore_index=True)
        present = booked.loc[booked["status"] == "attended", "who"].to_numpy()
        trained[present] = start + 0.5
        years.append(booked)
    return _with_people(rng, facts, county, pd.concat(years, ignore_index=True))


def _people_booked(
    rng: np.random.Generator,
    county: County,
    trained: Any,
    year: int,
    volume: float,
    facts: dict[str, Any],
) -> Any:
    """Row numbers of different people who book in a financial year, by each agency's own rate."""
    people = county.people
    middle = year + 0.75
    in_post = ((people["starts"] <= middle) & (people["ends"] > middle)).to_numpy()
    weight = np.where(middle - 0.25 - trained < 3, facts["in_date_weight"], 1.0) * in_post
    agency = people["agency"].to_numpy()
    chosen = []
    for code, stated in county.agencies.items():
        rows = np.flatnonzero((agency == code) & in_post)
        # A third of the intended coverage each year, and a little for those who do not come.
        wanted = min(round(len(rows) * stated["coverage"] * volume * 0.40), len(rows))
        chosen.append(rng.choice(rows, size=wanted, replace=False, p=weight[rows] / weight[rows].sum()))
    return np.concatenate(chosen)


def _week(
    rng: np.random.Generator, facts: dict[str, Any], county: County, people: Any
) -> tuple[pd.DataFrame, Any]:
    """The week of July 2019, and the people who are left for the rest of the year."""
    days = pd.date_range(facts["first_day"], periods=facts["days"])
    venues = code_list("venue").facts
    held = [(day, venue) for day in days for venue in facts["venues"]]
    sessions = pd.DataFrame(held, columns=["session_date", "venue"])
    sessions["delivery_district"] = [venues[venue]["district"] for venue in sessions["venue"]]
    sessions["course"] = facts["course"]
    sessions["tier"] = "1"
    sessions["session_reference"] = [f"W-2019-{number:02d}" for number in range(1, len(sessions) + 1)]
    sector = county.people["sector"].to_numpy()[people]
    weight = np.array([facts["sectors"].get(code, 0) / max((sector == code).sum(), 1) for code in sector])
    absent = facts["no_shows"] + facts["cancelled"]
    once = facts["attendances"] - facts["people_twice"]
    who = rng.choice(people, size=once + absent, replace=False, p=weight / weight.sum())
    at = rng.permutation(np.arange(len(who)) % len(sessions))
    again = (at[: facts["people_twice"]] + len(facts["venues"])) % len(sessions)  # the next day, same place
    rows = sessions.take(np.r_[at, again].tolist()).reset_index(drop=True)
    rows["who"] = np.r_[who, who[: facts["people_twice"]]]
    status = ["attended"] * once + ["no_show"] * facts["no_shows"] + ["cancelled"] * facts["cancelled"]
    rows["status"] = status + ["attended"] * facts["people_twice"]
    rows["packs"] = rows["pocket_guides"] = (rows["status"] == "attended").astype(int)
    rows["places"] = 30
    return rows, np.setdiff1d(people, who)


def sessions(rng: np.random.Generator, truth: dict[str, Any], year: int, number: int) -> pd.DataFrame:
    """The ordinary sessions of a financial year, on weekdays, none in the week of July 2019."""
    facts, week = truth["training"], truth["week_2019"]
    last = min(pd.Timestamp(year + 1, 3, 31), pd.Timestamp(truth["last_day"]))
    days = pd.bdate_range(pd.Timestamp(year, 4, 1), last)
    first_of_week = pd.Timestamp(week["first_day"])
    days = days[(days < first_of_week) | (days > first_of_week + pd.Timedelta(days=week["days"] - 1))]
    busier = np.exp(rng.normal(0, facts["busier"], 12))
    weight = (np.array(facts["by_month"]) * busier)[days.month - 1]
    start = pd.Timestamp(facts["wave"]["first_day"])
    wave = (days >= start) & (days < start + pd.Timedelta(days=facts["wave"]["days"]))
    if wave.any():
        weight = weight / weight.sum() + wave / wave.sum() * facts["wave"]["share"]
    sizes, _ = incidents(rng, np.array([number]), facts["programmes"])
    first, since = _programmes(rng, np.cumsum(weight / weight.sum()), sizes)
    held = pd.DataFrame({"session_date": days[np.minimum(first + since, len(days) - 1)]})
    courses = code_list("course").facts
    held["course"] = together(rng, deal(rng, facts["courses"], number, 1), sizes)
    held["tier"] = [courses[code]["tier"] for code in held["course"]]
    online = rng.random(number) < facts["online_share"][str(year)]
    held["venue"] = np.where(online, "online", pick(rng, facts["venues"], number))
    venues = code_list("venue").facts
    held["delivery_district"] = [venues[code]["district"] for code in held["venue"]]
    held["places"] = np.where(online, 60, rng.choice([30, 40, 50], number))
    held["session_reference"] = [f"{year}-{place:03d}" for place in range(1, number + 1)]
    return held


def _programmes(rng: np.random.Generator, upto: Means, sizes: Whole) -> tuple[Whole, Whole]:
    """Of each session the working day on which its programme begins, and how many of them later it is held.

    Programmes begin evenly through the weighted year: the volume of a calendar year does not hang on chance.
    """
    begins = np.searchsorted(upto, (np.arange(len(sizes)) + rng.random(len(sizes))) / len(sizes))
    steps = rng.integers(0, 4, int(sizes.sum()))
    starts = np.cumsum(sizes) - sizes
    steps[starts] = 0
    since = np.cumsum(steps)
    return np.repeat(begins, sizes), since - np.repeat(since[starts], sizes)


def _ordinary(
    rng: np.random.Generator, truth: dict[str, Any], county: County, people: Any, trained: Any, year: int
) -> pd.DataFrame:
    facts = truth["training"]
    held = sessions(rng, truth, year, round(len(people) * 1.12 / facts["bookings_per_session"]))
    chances = _outcomes_by_session(rng, facts, len(held))
    at = _sessions_chosen(rng, county, held, people, trained[people] > 0)
    status = _outcomes(rng, chances[at])
    missed = np.isin(status, ("no_show", "cancelled"))
    more = np.where(missed, facts["rebooked_after_no_show"], facts["second_course"])
    again = people[rng.random(len(people)) < more]
    at_again = _sessions_chosen(rng, county, held, again, trained[again] > 0)
    rows = held.take(np.r_[at, at_again].tolist()).reset_index(drop=True)
    rows["who"] = np.r_[people, again]
    rows["status"] = np.r_[status, _outcomes(rng, chances[at_again])]
    came = (rows["status"] == "attended") & (rows["venue"] != "online")
    rows["packs"] = (came & (rng.random(len(rows)) < facts["pack_share"])).astype(int)
    rows["pocket_guides"] = (came & (rng.random(len(rows)) < facts["pocket_guide_share"])).astype(int)
    # Places that were offered are never fewer than the bookings taken, in steps of 5.
    taken = rows.groupby("session_reference")["who"].transform("size")
    rows["places"] = np.maximum(rows["places"], -(-taken // 5) * 5)
    once: pd.DataFrame = rows.drop_duplicates(["who", "session_date", "course", "venue"])
    return once


STATUSES = ("attended", "no_show", "cancelled", "booked")


def _outcomes_by_session(rng: np.random.Generator, facts: dict[str, Any], number: int) -> Means:
    """The chance of each of STATUSES in each session, drawn about the stated ones (Dirichlet)."""
    rest = 1 - sum(facts["outcomes"].values())
    stated = np.array([{"attended": rest, **facts["outcomes"]}[status] for status in STATUSES])
    return rng.dirichlet(stated * (1 / facts["alike"] - 1), number)


def _outcomes(rng: np.random.Generator, chances: Means) -> Codes:
    """One of STATUSES for each booking, by the chances of its session."""
    drawn = (rng.random((len(chances), 1)) > np.cumsum(chances, axis=1)[:, :-1]).sum(axis=1)
    statuses: Codes = np.array(STATUSES, dtype=object)[drawn]
    return statuses


def _sessions_chosen(
    rng: np.random.Generator, county: County, held: pd.DataFrame, who: Any, before: Any
) -> Any:
    """Row numbers of ``held`` for each booking: near the work base, and of a course that fits."""
    people = county.people.iloc[who]
    kind = np.where(
        people["sector"].isin(SUPPORT),
        "support",
        np.where(people["sector"].isin(STATUTORY), "statutory", "rest"),
    )
    place = held["delivery_district"].to_numpy()
    course = held["course"].to_numpy()
    chosen = np.zeros(len(who), dtype=np.int64)
    groups = pd.DataFrame({"district": people["district"].to_numpy(), "kind": kind, "before": before})
    found: dict[Any, Any] = groups.groupby(["district", "kind", "before"]).indices
    for (district, sort, seen), rows in found.items():
        weight = held["places"].to_numpy() * np.where(place == district, 5.0, 1.0)
        weight = weight * np.where(course == "refresher", 4.0 if seen else 0.3, 1.0)
        weight = weight * np.where(held["tier"].to_numpy() == "3", 2.0 if sort == "support" else 0.2, 1.0)
        weight = weight * np.where(course == "first_responder", 0.3 if sort == "rest" else 1.4, 1.0)
        chosen[rows] = rng.choice(len(held), size=len(rows), p=weight / weight.sum())
    return chosen


def _with_people(
    rng: np.random.Generator, facts: dict[str, Any], county: County, rows: pd.DataFrame
) -> pd.DataFrame:
    people = county.people.iloc[rows["who"].to_numpy()].reset_index(drop=True)
    wanted = ["person_key", "name", "email", "phone", "agency", "sector", "role"]
    whole = pd.concat([people[wanted], rows.drop(columns="who")], axis=1)
    size = len(whole)
    whole.loc[rng.random(size) < facts["own_sector_blank"], "sector"] = "not_recorded"
    whole.loc[rng.random(size) < facts["role_blank"], "role"] = "not_recorded"
    blank = rng.random(size) < facts["base_blank"]
    by_district = (rng.random(size) < facts["base_by_district"]) | (people["postcode"] == "")
    whole["work_postcode"] = np.where(blank | by_district, "", people["postcode"])
    whole["work_district"] = np.where(~blank & by_district, people["district"], "not_recorded")
    whole["topics"] = whole["course"].map(TOPICS)
    whole["delivery_format"] = _formats(whole)
    alone = whole["delivery_format"] == "e_learning"
    whole["duration_minutes"] = np.where(
        alone, whole["course"].map(MINUTES) // 2, whole["course"].map(MINUTES)
    )
    return whole.sort_values(["session_date", "session_reference", "person_key"], ignore_index=True)


def _formats(rows: pd.DataFrame) -> Codes:
    """How each session was held: by its number, so that nothing is drawn and no other figure changes."""
    number = rows["session_reference"].str.rpartition("-")[2].astype(int)
    online, there = rows["venue"] == "online", rows["venue"] != "online"
    formats: Codes = np.select(
        [online & (number % 4 == 0), online, there & (number % 20 == 0)],
        ["e_learning", "live_online", "blended"],
        "in_person",
    ).astype(object)
    return formats
