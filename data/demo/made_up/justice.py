"""Reviewed cases, orders and disruptions: few each year, from several bodies; outcomes of offences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from made_up.draw import days_within, deal, pick, varied


def reviews(rng: np.random.Generator, truth: dict[str, Any]) -> pd.DataFrame:
    """One row for each reviewed case, in the order of the reviews."""
    facts = truth["reviews"]
    rows = _dated(rng, facts, truth, "date_reviewed", "REV-")
    rows["agency"] = pick(rng, facts["agencies"], len(rows))
    years = rows["date_reviewed"].dt.year.to_numpy() - rows["date_reviewed"].dt.year.min()
    before = rng.random(len(rows)) < facts["earlier_contact"] + facts["gain"] * years
    rows["earlier_contact"] = np.where(before, "yes", "no")
    rows.loc[rng.random(len(rows)) < facts["unknown"], "earlier_contact"] = "not_recorded"
    rows["notes"] = np.where(rng.random(len(rows)) < 0.1, "Made-up note of a review.", "")
    return rows


def orders(rng: np.random.Generator, truth: dict[str, Any]) -> pd.DataFrame:
    """One row for each order or disruption, in order of time; some are of one operation."""
    facts = truth["orders"]
    rows = _dated(rng, facts, truth, "date_made", "ORD-", truth["variation"]["dispersion"])
    rows["order_type"], rows["agency"], rows["operation_reference"] = "", "", ""
    for year, here in rows.groupby(rows["date_made"].dt.year).groups.items():
        rows.loc[here, "order_type"] = deal(rng, facts["types"], len(here))
        joint = rng.choice(here, size=min(len(here), facts["in_operations"]), replace=False)
        numbers = rng.integers(1, facts["operations"] + 1, len(joint))
        rows.loc[joint, "operation_reference"] = [f"OP-{year}-{number}" for number in numbers]
    for kind, bodies in facts["agencies"].items():
        of_kind = rows["order_type"] == kind
        rows.loc[of_kind, "agency"] = pick(rng, bodies, int(of_kind.sum()))
    rows["notes"] = np.where(rng.random(len(rows)) < 0.1, "Made-up note of an order.", "")
    return rows


#: Words of the published file for the types of outcome that are made up.
_TYPES = {
    "0": ("Not yet assigned an outcome", "Not yet assigned an outcome"),
    "1": ("Charged/Summonsed", "Charged/Summonsed"),
    "14": ("Evidential difficulties: suspect not identified; victim does not support further action",
           "Evidential difficulties"),
    "15": ("Evidential difficulties: suspect identified; victim supports action", "Evidential difficulties"),
    "16": ("Evidential difficulties: suspect identified; victim does not support further action",
           "Evidential difficulties"),
    "18": ("Investigation complete: no suspect identified", "Investigation complete"),
    "22": ("Diversionary, educational or intervention activity", "Diversionary activity"),
}  # fmt: skip
_QUARTERS = 4


def outcomes(rng: np.random.Generator, truth: dict[str, Any]) -> pd.DataFrame:
    """One row for each quarter and type of outcome, also where none is, under the published headings."""
    facts = truth["outcomes"]
    rows = []
    for year, offences in facts["offences"].items():
        waiting = round(offences * facts["waiting"][year])
        types = deal(rng, facts["types"], offences - waiting)
        kinds = np.concatenate([np.full(waiting, "0", dtype=object), types])
        # What is still open was recorded late in the year.
        late = np.concatenate([_QUARTERS - rng.integers(0, 2, waiting), rng.integers(1, 5, len(types))])
        for quarter in range(1, _QUARTERS + 1):
            for kind, (words, group) in _TYPES.items():
                count = int(((late == quarter) & (kinds == kind)).sum())
                rows.append(_outcome(int(year), quarter, kind, words, group, count))
    return pd.DataFrame(rows)


def _outcome(year: int, quarter: int, kind: str, words: str, group: str, count: int) -> dict[str, object]:
    return {
        "Financial Year": f"{year}/{(year + 1) % 100:02d}",
        "Financial Quarter": quarter,
        "Force Name": "Northamptonshire",
        "Offence Description": "Modern slavery",
        "Offence Group": "Violence against the person",
        "Offence Subgroup": "Violence without injury",
        "Offence Code": "106",
        "Outcome Description": words,
        "Outcome Group": group,
        "Outcome Type": kind,
        "Outcomes for offences that were recorded in the quarter": count,
        "Outcomes for investigations that were closed in the quarter": "N/A" if kind == "0" else count,
    }


def _dated(
    rng: np.random.Generator,
    facts: dict[str, Any],
    truth: dict[str, Any],
    column: str,
    prefix: str,
    dispersion: float | None = None,
) -> pd.DataFrame:
    """Rows for each quarter, with a day in ``column`` and a reference, by day: ``a_quarter``, a sample as it
    was planned, or about as many, by ``dispersion``."""
    quarters = pd.period_range(facts["first_day"], truth["last_day"], freq="Q")
    counts = np.full(len(quarters), facts["a_quarter"])
    if dispersion is not None:
        counts = varied(rng, counts.astype(float), dispersion)
    period = quarters.repeat(counts)
    day = days_within(rng, period.to_timestamp(how="start"), period.to_timestamp(how="end").normalize())
    rows = pd.DataFrame({column: day.sort_values()})
    rows["reference"] = prefix + pd.Series(np.arange(1_001, 1_001 + len(rows))).astype(str)
    return rows
