"""What a release would no longer show that the one before it showed: nothing vanishes in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.publication import CELL_KEY, CELL_VALUE, Status
from dashboard.release.errors import ReleaseError
from dashboard.settings import ALL

#: How many losses are named one by one.
NAMED = 8


def losses(
    before: pd.DataFrame,
    after: pd.DataFrame,
    revisions: pd.DataFrame,
    titles: Mapping[str, str],
    labels: Mapping[tuple[str, str], str],
) -> list[str]:
    """Sentences for what would be gone: indicators, periods and cells, and codes that nobody is in any more.

    ``before`` and ``after`` are the cells of both releases, ``revisions`` their differences in periods that
    were over; ``titles`` has the title of each indicator, ``labels`` the label of each list and code. Empty
    where nothing is lost.
    """
    gone = revisions[
        (revisions["new_status"] == Status.NOT_AVAILABLE.value)
        & (revisions["old_status"] != Status.NOT_AVAILABLE.value)
    ]
    lost = []
    for indicator, cells in gone.groupby("indicator", sort=True):
        times = sorted(set(cells["time"]))
        periods = times[0] if len(times) == 1 else f"{len(times)} periods, {times[0]} to {times[-1]}"
        lost.append(f"{titles.get(str(indicator), indicator)}: {len(cells)} cells ({periods})")
    still = before[before["indicator"].isin(set(after["indicator"]))]
    for (indicator, column), codes in _emptied(still, after).items():
        named = ", ".join(labels.get((column, code), code) for code in codes)
        lost.append(f"{titles.get(indicator, indicator)}: nobody any more with {column} {named}")
    return lost


def refuse(lost: Sequence[str]) -> None:
    """Raise ReleaseError with what would be lost; nothing where nothing would."""
    if lost:
        more = f"; and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
        raise ReleaseError(
            "The release would no longer show what the one before it showed: "
            f"{'; '.join(lost[:NAMED])}{more}. Take in the files that are missing, or, if it is meant, run "
            "'dashboard release --accept-loss'. Nothing was written."
        )


def _emptied(before: pd.DataFrame, after: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    """Codes (an agency, a route) with figures above 0 before and none now, by indicator and column."""
    dimensions = sorted(set(before.columns) & set(after.columns) - {*CELL_KEY, *CELL_VALUE})
    counted = {"count", "numerator", "denominator"}
    old, new = (cells[cells["measure"].isin(counted)] for cells in (before, after))
    emptied: dict[tuple[str, str], list[str]] = {}
    for column in ("area", *dimensions):
        filled = _sums(old[old["time"].isin(set(new["time"]))], column)
        left = _sums(new, column)
        for indicator, code in filled[filled > 0].index:
            if code != ALL and left.get((indicator, code), 0) == 0:
                emptied.setdefault((str(indicator), column), []).append(str(code))
    return emptied


def _sums(cells: pd.DataFrame, column: str) -> pd.Series:
    return cells.groupby(["indicator", column])["value"].sum()
