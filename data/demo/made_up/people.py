"""The made-up workforce: who works where, from when to when, and the headcounts that agencies send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboard import settings
from dashboard.reference.code_lists import code_list
from made_up.draw import Codes, pick, shares

NORTH = ("E07000150", "E07000152", "E07000153", "E07000156")
WEST = ("E07000151", "E07000154", "E07000155")
#: Role groups by sector: relative weights.
ROLES: dict[str, dict[str, float]] = {
    "police": {"police_officer": 75, "police_staff": 20, "manager": 5},
    "childrens_social_care": {"social_worker": 60, "support_worker": 25, "manager": 10, "administrator": 5},
    "adult_social_care": {"social_worker": 45, "support_worker": 40, "manager": 10, "administrator": 5},
    "housing": {"housing_officer": 70, "support_worker": 15, "manager": 10, "administrator": 5},
    "licensing": {"licensing_officer": 90, "manager": 10},
    "council_other": {"administrator": 50, "support_worker": 30, "manager": 20},
    "health": {"nursing": 48, "doctor": 18, "allied_health": 22, "administrator": 8, "manager": 4},
    "education": {"teacher": 60, "designated_safeguarding_lead": 16, "support_worker": 16, "manager": 8},
    "voluntary": {"support_worker": 55, "volunteer": 30, "manager": 15},
    "fire": {"firefighter": 85, "manager": 15},
    "probation": {"probation_officer": 75, "support_worker": 15, "manager": 10},
    "government": {"administrator": 60, "other": 30, "manager": 10},
    "business": {"other": 70, "manager": 30},
    "elected": {"elected_member": 70, "administrator": 30},
}


@dataclass(frozen=True)
class County:
    """``people``: one row for each person in post, with ``starts`` and ``ends`` in years (2019.25)."""

    people: pd.DataFrame
    agencies: dict[str, dict[str, Any]]


def county(rng: np.random.Generator, truth: dict[str, Any]) -> County:
    """Everybody the training is meant for between the first and the last day."""
    turnover = float(truth["agencies"]["turnover"])
    agencies = {code: facts for code, facts in truth["agencies"].items() if code != "turnover"}
    known = code_list("agency").facts
    postcodes = _postcodes()
    postcodes["out_of_county"] = np.array(truth["work_base"]["out_of_county_postcodes"], dtype=object)
    parts = []
    for code, facts in agencies.items():
        staff = _staff(rng, code, known[code], facts, truth["work_base"], turnover)
        parts.append(staff.assign(postcode=_sites(rng, postcodes, staff)))
    people = pd.concat(parts, ignore_index=True)
    numbers = rng.choice(np.arange(10_000, 100_000), size=len(people), replace=False)
    people["person_key"] = "SN-" + pd.Series(numbers).astype(str)
    names = invented_names(rng, truth["names"], len(people))
    people["name"] = names
    mailbox = pd.Series(names).str.normalize("NFKD").str.encode("ascii", "ignore").str.decode("ascii")
    people["email"] = (
        mailbox.str.lower().str.replace(" ", ".") + "." + pd.Series(numbers).astype(str) + "@example.org"
    )
    people["phone"] = "01632 960" + pd.Series(rng.integers(0, 1000, len(people))).astype(str).str.zfill(3)
    return County(people, agencies)


def invented_names(rng: np.random.Generator, lists: dict[str, list[str]], size: int) -> Codes:
    """``size`` names made of the lists ``first`` and ``last`` of truth.toml."""
    first = rng.choice(np.array(lists["first"], dtype=object), size)
    names: Codes = first + " " + rng.choice(np.array(lists["last"], dtype=object), size)
    return names


def _staff(
    rng: np.random.Generator,
    agency: str,
    known: Any,
    facts: dict[str, Any],
    base: dict[str, Any],
    turnover: float,
) -> pd.DataFrame:
    posts = int(facts["eligible"])
    district = _bases(rng, agency, known["district"], base, posts)
    opened = np.where(rng.random(posts) < 0.9, 2000.0, rng.uniform(2019, 2026.75, posts))
    changes = rng.poisson(turnover * 7.75, posts)
    post = np.repeat(np.arange(posts), changes + 1)
    first = np.r_[True, post[1:] != post[:-1]]
    moment = np.where(first, opened[post], rng.uniform(2019, 2026.75, len(post)))
    order = np.lexsort((moment, post))
    post, moment = post[order], moment[order]
    last = np.r_[post[1:] != post[:-1], True]
    sector = known["sector"]
    return pd.DataFrame(
        {
            "agency": agency,
            "sector": sector,
            "role": pick(rng, ROLES[sector], len(post)),
            "district": district[post],
            "starts": moment,
            "ends": np.where(last, 9999.0, np.r_[moment[1:], 0.0]),
        }
    )


def _bases(rng: np.random.Generator, agency: str, home: str, base: dict[str, Any], posts: int) -> Codes:
    everywhere: dict[str, float] = base["districts"]
    if agency.startswith("north_council"):
        everywhere = {code: everywhere[code] for code in NORTH}
    elif agency.startswith("west_council"):
        everywhere = {code: everywhere[code] for code in WEST}
    districts = pick(rng, everywhere, posts)
    if home in everywhere:
        districts = np.where(rng.random(posts) < base["home_share"], home, districts)
    outside: Codes = np.where(rng.random(posts) < base["out_of_county"], "out_of_county", districts)
    return outside


def _sites(rng: np.random.Generator, postcodes: dict[str, Codes], staff: pd.DataFrame) -> Codes:
    """A postcode for each person: an agency has up to 6 sites in a district."""
    found = np.full(len(staff), "", dtype=object)
    for code, here in staff.groupby("district").indices.items():
        known = postcodes[str(code)]
        sites = rng.choice(known, size=min(6, len(known)), replace=False)
        use = {place: 1 / (1 + place) for place in range(len(sites))}
        found[here] = rng.choice(sites, size=len(here), p=shares(use))
    return found


def _postcodes() -> dict[str, Codes]:
    """The real postcodes of each district, as people write them."""
    known = pd.read_csv(settings.REFERENCE / "postcode_districts.csv.gz", dtype=str)
    written = known["postcode"].str[:-3] + " " + known["postcode"].str[-3:]
    return {str(code): part.to_numpy(dtype=object) for code, part in written.groupby(known["district"])}


def workforce(county: County, day: pd.Timestamp) -> pd.DataFrame:
    """The headcounts that agencies send for one day: a row for each agency and district."""
    moment = day.year + (day.day_of_year - 1) / 365
    people = county.people
    sends = [code for code, facts in county.agencies.items() if facts.get("sends", True)]
    in_post = people[(people["starts"] <= moment) & (people["ends"] > moment) & people["agency"].isin(sends)]
    counts = (
        in_post.groupby(["agency", "sector", "district"], sort=True).size().reset_index(name="eligible_staff")
    )
    counts = counts.rename(columns={"district": "work_district"})
    counts["snapshot_date"] = day
    return counts[["agency", "sector", "work_district", "snapshot_date", "eligible_staff"]]
