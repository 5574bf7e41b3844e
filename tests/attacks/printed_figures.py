"""How a figure may be printed."""

from __future__ import annotations

from collections.abc import Iterator
from math import nan

import pandas as pd

from dashboard import methods, reference


def for_residents(cells: pd.DataFrame) -> pd.DataFrame:
    """What anybody works out from the published places of exploitation: counts for 100,000 children.

    The children are public, so they stand here for every district, whether its count is shown or not.
    """
    counts = cells[(cells["indicator"] == "place_of_exploitation") & (cells["geography_level"] == "district")]
    counts = counts[counts["measure"].eq("count") & counts["area"].str.startswith("E07")]
    known = reference.populations().query("year == 2020 and age_band == '0-17'")
    people = counts["area"].map(dict(zip(known["area"], known["people"], strict=True)))
    low, high = methods.rate_interval(counts["value"].fillna(0), people, 100_000)
    rates = counts.assign(measure="rate", value=counts["value"] * 100_000 / people, low=low, high=high)
    residents = counts.assign(measure="denominator", value=people, status="published", low=nan, high=nan)
    return pd.concat([rates[rates["status"] == "published"], residents], ignore_index=True)


def numbers_of(columns: pd.DataFrame) -> set[float]:
    return {round(float(value), 4) for name in columns for value in columns[name].dropna()}


def prints_to(value: float, places: int) -> Iterator[str]:
    for text in (f"{value + 1e-9:,.{places}f}", f"{value - 1e-9:,.{places}f}"):
        yield text.replace("-", "\N{MINUS SIGN}")


def prints(value: float) -> Iterator[str]:
    for places in (0, 1, 2):
        yield from prints_to(value, places)
    yield f"{value:.10g}"
