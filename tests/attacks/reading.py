"""An outsider's reading of a release: which people each count cell counts.

Written from the words that every indicator carries (numerator, denominator, its SELECT), and from the
calendar; it knows nothing of the engine, its families or its base cells. A table that it cannot read is an
error here, so that a new table cannot slip past the attacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from tests.attacks.emitted import Release, month_number

Vector = np.ndarray[Any, Any]

COUNTY = "E23000022"
#: What stands for every code that no table names.
ELSEWHERE = "elsewhere"
ALL = "all"

#: What an outsider can tell people apart by, in each group of records that is never added to another.
#: Columns that no table crosses stand in faces of their own, beside the first face, the months' totals.
#: All faces count the same people in each quarter: no table splits a month. From tables that agree
#: there people can always be put together (the faces are decomposable), so nothing is lost by it,
#: and there are far fewer unknowns than in the cross of all columns.
FACES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "nrm": (
        (),
        ("exploitation_group", "age", "responder"),
        ("sector",),
        ("county_lines_flag",),
        ("wait",),
        ("progress",),
    ),
    "childrens_safeguarding": (
        (),
        ("place", "exploitation_group"),
        ("sector",),
        ("county_lines_flag",),
        ("wait",),
    ),
    "adult_safeguarding": (
        (),
        ("exploitation_group",),
    ),
    "police_report": (
        (),
        ("exploitation_group",),
    ),
    "intelligence": ((), ("place",), ("sector",), ("actionable",)),
    "orders": ((), ("order_type",)),
    "reviews": ((), ("earlier_contact",)),
}
#: Codes that come to all there are, so that nobody is elsewhere.
_CODES: Mapping[str, tuple[str, ...]] = {
    "exploitation_group": ("criminal", "labour", "sexual", "other", "more_than_one", "not_recorded"),
    "age": ("adult", "child", "not_recorded"),
    "responder": ("police", "local_authority", "government", "ngo"),
    "county_lines_flag": ("yes", "no", "not_recorded"),
    "wait": ("0_3", "4_7", "8_14", "15_28", "29_up", "not_recorded"),
    "place": (*(f"E0700015{n}" for n in range(7)), "out_of_county", "not_recorded"),
    "actionable": ("yes", "no"),
    "order_type": ("prevention_order", "risk_order", "closure_order", "warning_notice", "disruption"),
    "earlier_contact": ("yes", "no", "not_recorded"),
}
#: What can have become of a referral within two years: the years after it, and each decision. No decision
#: comes before its referral, and a conclusive one only after a positive reasonable one.
DECIDED = {
    "none": (None, "", None, ""),
    **{f"{y}{rg}": (y, rg, None, "") for y in range(3) for rg in ("positive", "negative", "other")},
    **{
        f"{y}positive{z}{cg}": (y, "positive", z, cg)
        for y in range(3)
        for z in range(y, 3)
        for cg in ("positive", "negative", "other")
    },
}
#: The councils since April 2021, by the districts that they took the place of.
_UNITARIES = {
    "E06000061": ("E07000150", "E07000152", "E07000153", "E07000156"),
    "E06000062": ("E07000151", "E07000154", "E07000155"),
}
_KNOWN_TYPES = tuple(code for code in _CODES["exploitation_group"] if code != "not_recorded")
_KNOWN_PLACES = tuple(code for code in _CODES["place"] if code != "not_recorded")


@dataclass(frozen=True)
class Group:
    """People told apart by month and, face by face, by columns: one unknown number for each combination."""

    name: str
    months: tuple[int, ...]
    faces: tuple[tuple[str, ...], ...]
    codes: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each unknown number: ``face``, ``month`` and the code in each column of the face."""
        return _frame(self)

    def members(self, months: Iterable[int], chosen: Mapping[str, Iterable[str]]) -> Vector:
        """Which unknowns (0 or 1 each) add up to the people of these months and codes.

        Raises KeyError for a split that the faces cannot tell.
        """
        codes = tuple((column, tuple(found)) for column, found in chosen.items())
        return _members(self, tuple(months), codes)

    @property
    def links(self) -> list[Vector]:
        """Sums that are 0: each face counts the same people in each quarter."""
        face, quarter = self.frame["face"].to_numpy(), self.frame["month"].to_numpy() // 3
        return [
            (face == one).astype(float) * (quarter == each) - (face == 0) * (quarter == each)
            for one in range(1, len(self.faces))
            for each in sorted(set(quarter))
        ]


@lru_cache(maxsize=8192)
def _members(
    group: Group, months: tuple[int, ...], chosen: tuple[tuple[str, tuple[str, ...]], ...]
) -> Vector:
    names = {column for column, _ in chosen}
    face = next((n for n, columns in enumerate(group.faces) if names <= set(columns)), None)
    quarters = {month // 3 for month in months}
    whole = {month for month in group.months if month // 3 in quarters} == set(months)
    if face is None or (face and not whole):
        raise KeyError(f"{group.name} by {', '.join(names)}: the outsider cannot read this table yet")
    frame = group.frame
    found = (frame["face"] == face) & frame["month"].isin(months)
    for column, codes in chosen:
        found &= frame[column].isin(codes)
    return found.to_numpy(dtype=float)


@lru_cache(maxsize=32)
def _frame(group: Group) -> pd.DataFrame:
    parts = [
        pd.DataFrame(list(product(group.months, *codes)), columns=["month", *columns]).assign(face=face)
        for face, (columns, codes) in enumerate(zip(group.faces, group.codes, strict=True))
    ]
    return pd.concat(parts, ignore_index=True)


def group_of(name: str, release: Release, months: tuple[int, ...]) -> Group:
    """The unknowns of one group of records over ``months``."""
    faces = FACES.get(name, ((),))
    sectors = tuple(sorted(set(release.cells["sector"]) - {ALL})) if "sector" in release.cells else ()
    codes = {**_CODES, "sector": (*sectors, ELSEWHERE), "progress": tuple(DECIDED)}
    return Group(name, months, faces, tuple(tuple(codes[c] for c in columns) for columns in faces))


def span_of(release: Release) -> tuple[int, ...]:
    """Every month that a release covers, counted from year 0."""
    return tuple(release.span)


def months_of(cell: Mapping[str, Any], release: Release) -> list[int]:
    """The months of a cell's period that its release covers."""
    here, of_time = release.span, period(str(cell["time"]))
    return list(range(max(here.start, of_time.start), min(here.stop, of_time.stop)))


def period(time: str) -> range:
    """The months of a period, counted from year 0."""
    if time == ALL:
        return range(100_000)
    year = int(time[:4]) * 12
    if "/" in time:
        return range(year + 3, year + 15)
    if "Q" in time:
        return range(year + 3 * int(time[-1]) - 3, year + 3 * int(time[-1]))
    if len(time) == len("2023-01"):
        return range(month_number(time), month_number(time) + 1)
    return range(year, year + 12)


def place_of(cell: Mapping[str, Any]) -> str:
    """The group of records that a count cell belongs to. KeyError where the outsider cannot read it."""
    name = str(cell["indicator"])
    return {
        "concerns": str(cell.get("route")),
        "nrm_referrals": "nrm",
        "referral_rate": "nrm",
        "referrals_by_sector": str(cell.get("route")),
        "referrals_per_staff": str(cell.get("route")),
        "county_lines": str(cell.get("route")),
        "time_to_referral": str(cell.get("route")),
        "positive_reasonable_grounds": "nrm",
        "positive_conclusive_grounds": "nrm",
        "duty_to_notify_share": "duty_to_notify" if cell["measure"] == "numerator" else "nrm",
        "intelligence_per_staff": "intelligence",
        "exploitation_mix": "nrm",
        "age_mix": "nrm",
        "place_of_exploitation": "childrens_safeguarding",
        "completeness_referrals": "childrens_safeguarding",
        "intelligence_submissions": "intelligence",
        "actionable_share": "intelligence",
        "orders": "orders",
        "missed_opportunities": "reviews",
    }[name]


def codes_of(cell: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The codes that a count cell is confined to, by column of its group."""
    name, whole = str(cell["indicator"]), cell["measure"] == "denominator"
    chosen: dict[str, tuple[str, ...]] = {}
    if cell["area"] != COUNTY:
        area = str(cell["area"])
        chosen["place"] = _UNITARIES.get(area, (area,))
    if name == "completeness_referrals" and not whole:
        known = {
            "district": ("place", _KNOWN_PLACES),
            "exploitation_type": ("exploitation_group", _KNOWN_TYPES),
        }
        column, codes = known[str(cell["field"])]
        chosen[column] = codes
    if name == "actionable_share" and not whole:
        chosen["actionable"] = ("yes",)
    if name == "missed_opportunities":
        chosen["earlier_contact"] = ("yes", "no") if whole else ("yes",)
    if name == "county_lines":
        chosen["county_lines_flag"] = ("yes", "no") if whole else ("yes",)
    if name == "time_to_referral" and cell["wait"] == ALL:
        chosen["wait"] = _CODES["wait"][:-1]
    if name == "duty_to_notify_share" and cell["measure"] == "rest":
        chosen["age"] = ("adult",)
    for column, own in {"responder_type": "responder", "wait": "wait"}.items():
        if cell.get(column, ALL) != ALL and not whole:
            chosen[own] = (str(cell[column]),)
    for column in ("exploitation_group", "age", "sector", "order_type"):
        if cell.get(column, ALL) != ALL and not whole:
            chosen[column] = (str(cell[column]),)
    return chosen


def _decided_in(cell: Mapping[str, Any], group: Group) -> Vector:
    """The referrals of whatever year with a decision in the cell's year."""
    wanted = ("positive",) if cell["measure"] == "numerator" else ("positive", "negative")
    side = 0 if cell["indicator"] == "positive_reasonable_grounds" else 2
    found = np.zeros(len(group.frame))
    for year in sorted({month // 12 for month in group.months}):
        after = int(cell["time"]) - year
        codes = [code for code, told in DECIDED.items() if told[side] == after and told[side + 1] in wanted]
        months = [month for month in group.months if month // 12 == year]
        if codes:
            found += group.members(months, {"progress": codes})
    return found


def members_of(cell: Mapping[str, Any], group: Group, release: Release) -> Vector:
    """Which unknowns of ``group`` a count cell of ``release`` adds up."""
    if cell["indicator"] in ("positive_reasonable_grounds", "positive_conclusive_grounds"):
        return _decided_in(cell, group)
    return group.members(months_of(cell, release), codes_of(cell))
