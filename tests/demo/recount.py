"""Counting the plain way: whether every count of a table could be shown with nothing hidden."""

from __future__ import annotations

import pandas as pd


def unsafe(
    rows: pd.DataFrame, by: list[pd.Series], body: str, incident: pd.Series | None = None
) -> list[object]:
    """The cells under 5, under 3 without their largest body, or from fewer than 2 incidents."""
    cell = pd.Series(list(zip(*by, strict=True)), index=rows.index)
    known = rows["reference"] if incident is None else incident
    found = []
    for name, here in rows.groupby(cell):
        without_largest = len(here) - here[body].value_counts().iloc[0]
        if len(here) < 5 or without_largest < 3 or known[here.index].nunique() < 2:
            found.append(name)
    return found


def incidents(log: pd.DataFrame) -> pd.Series:
    """The incident of each referral; one without a reference is an incident of its own."""
    return log["incident_reference"].fillna("alone " + log["reference"])
