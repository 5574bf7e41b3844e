"""Partner intelligence: a monthly count with a trend, a season and one true step."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.reference.code_lists import code_list
from made_up.draw import days_within, deal, pick, varied


def expected(truth: dict[str, Any]) -> tuple[pd.PeriodIndex, npt.NDArray[np.float64]]:
    """The months of the period and the submissions expected in each."""
    facts = truth["intelligence"]
    months = pd.period_range(truth["first_day"], truth["last_day"], freq="M")
    number = np.arange(len(months))
    season = facts["season"]
    wave = season["amplitude"] * np.cos(2 * np.pi * (months.month.to_numpy() - season["peak_month"]) / 12)
    step = np.where(months.to_timestamp() >= pd.Timestamp(facts["step_month"]), facts["step_rate_ratio"], 1.0)
    return months, facts["base"] * (1 + facts["growth"]) ** (number / 12) * np.exp(wave) * step


def submissions(rng: np.random.Generator, truth: dict[str, Any]) -> pd.DataFrame:
    """One row for each submission, in the order received."""
    facts = truth["intelligence"]
    months, mean = expected(truth)
    counts = varied(rng, mean, truth["variation"]["dispersion"])
    period = pd.PeriodIndex(np.repeat(months.to_numpy(), counts), freq="M")
    day = days_within(rng, period.to_timestamp(how="start"), period.to_timestamp(how="end").normalize())
    rows = pd.DataFrame({"date_submitted": day.sort_values()})
    size = len(rows)
    rows["reference"] = "INT-" + pd.Series(np.arange(10_001, 10_001 + size)).astype(str)
    rows["agency"] = pick(rng, facts["agencies"], size)
    sectors = {code: known["sector"] for code, known in code_list("agency").facts.items()}
    rows["sector"] = rows["agency"].map(sectors)
    rows["district"] = ""
    year = rows["date_submitted"].dt.year
    for here in year.groupby(year).groups.values():
        rows.loc[here, "district"] = deal(rng, facts["districts"], len(here), facts["district_floor"])
        blank = rng.choice(here, size=max(10, round(len(here) * facts["sector_blank"])), replace=False)
        rows.loc[blank, "sector"] = "not_recorded"
    rows["subject"] = pick(rng, facts["subjects"], size)
    rest = 1 - facts["actionable"] - facts["not_graded"]
    grades = {"actionable": facts["actionable"], "not_actionable": rest, "not_recorded": facts["not_graded"]}
    rows["grade"] = pick(rng, grades, size)
    rows["text"] = np.where(rng.random(size) < 0.1, "Made-up text of a submission.", "")
    return rows
