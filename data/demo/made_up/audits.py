"""Audited referrals: a sample each quarter, and which points of the checklist each one met."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dashboard.reference.code_lists import code_list
from made_up.draw import days_within, pick


def audited(rng: np.random.Generator, truth: dict[str, Any]) -> pd.DataFrame:
    """One row for each audited referral, in the order of the audits."""
    facts = truth["audits"]
    quarters = pd.period_range(facts["first_day"], truth["last_day"], freq="Q")
    period = quarters.repeat(facts["a_quarter"])
    day = days_within(rng, period.to_timestamp(how="start"), period.to_timestamp(how="end").normalize())
    rows = pd.DataFrame({"date_audited": day.sort_values()})
    size = len(rows)
    rows["reference"] = "AUD-" + pd.Series(np.arange(1_001, 1_001 + size)).astype(str)
    rows["agency"] = pick(rng, facts["agencies"], size)
    years = rows["date_audited"].dt.year.to_numpy() - rows["date_audited"].dt.year.min()
    labels = code_list("audit_point").labels
    checked, met = [""] * size, [""] * size
    for point, chances in facts["points"].items():
        looked_at = rng.random(size) < chances["checked"]
        fulfilled = looked_at & (rng.random(size) < chances["met"] + chances["gain"] * years)
        checked = [_added(text, labels[point], here) for text, here in zip(checked, looked_at, strict=True)]
        met = [_added(text, labels[point], here) for text, here in zip(met, fulfilled, strict=True)]
    rows["points_checked"], rows["points_met"] = checked, met
    rows["notes"] = np.where(rng.random(size) < 0.1, "Made-up note of an audit.", "")
    return rows


def _added(text: str, label: str, here: bool) -> str:
    return "; ".join([text, label] if text else [label]) if here else text
