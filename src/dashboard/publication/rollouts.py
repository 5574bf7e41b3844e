"""The planned roll-out of training in a release, and what became of reports as it went on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.publication.memo import per_release
from dashboard.publication.release_file import Publication


@dataclass(frozen=True)
class Rollout:
    """A roll-out over ``agencies``, of which so many have been trained, and so many in the month planned.

    ``change`` is in percent, from the month after the planned one on, with 95 % limits, of ``fitted``
    agencies and so many quarters (``periods``); None where there is a ``reason`` instead. Months as 2024-03,
    quarters as 2024-Q1.
    """

    agencies: int
    trained: int
    kept: int
    first_planned: str
    last_planned: str
    fitted: int
    periods: int
    first_period: str
    last_period: str
    change: float | None
    low: float | None
    high: float | None
    reason: str


@per_release(size=1)
def rollout(release: Publication) -> Rollout | None:
    """The roll-out of a release; None where none is planned, or the release knows of none."""
    rows = release.table("rollout_changes").to_dict("records")
    if not rows:
        return None
    row: dict[str, Any] = {str(name): None if pd.isna(held) else held for name, held in rows[0].items()}
    return Rollout(
        agencies=int(row["agencies"]),
        trained=int(row["trained"]),
        kept=int(row["kept"]),
        first_planned=str(row["first_planned"]),
        last_planned=str(row["last_planned"]),
        fitted=int(row["fitted"]),
        periods=int(row["periods"]),
        first_period=str(row["first_period"] or ""),
        last_period=str(row["last_period"] or ""),
        change=row["change"],
        low=row["low"],
        high=row["high"],
        reason=str(row["reason"] or ""),
    )
