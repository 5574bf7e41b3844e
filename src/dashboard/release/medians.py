"""Medians from published counts alone: nothing else is read, so showing or hiding one tells nothing.

An exact median would be somebody's own number of days. Here the counts of a few bands of days are
protected like any other, and the median is read off those that are published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.publication import ALL, CELL_KEY, Status
from dashboard.reference import code_lists

#: Below this many people no median is given.
FEWEST = 8
#: Each measure, and the share of the people who waited no longer.
MEASURES = {"lower_quartile": 0.25, "median": 0.5, "upper_quartile": 0.75}


@dataclass(frozen=True)
class Band:
    """Whole numbers from ``first`` to ``last``, both included; ``last`` None has no end."""

    code: str
    first: int
    last: int | None


def bands(name: str, own: Path | None) -> list[Band]:
    """The bands of the code list ``name``, in order: its codes that say where they begin."""
    listed = code_lists.code_list(name, own=own).facts
    return [
        Band(code, int(facts["first"]), int(facts["last"]) if facts["last"] else None)
        for code, facts in listed.items()
        if facts["first"]
    ]


def medians(published: pd.DataFrame, split: str, listed: Sequence[Band], marker: str) -> pd.DataFrame:
    """One row for each measure of each published table's cell that bands of it are published for.

    ``published`` are the cells of one indicator as a release holds them; ``split`` is the column of
    the bands, ``marker`` the status where a count that is needed is hidden. Under ``FEWEST`` people,
    and where the figure lies in the last band, which has no end, it is not available.
    """
    key = [name for name in published.columns if name in CELL_KEY and name not in ("indicator", "measure")]
    key += [name for name in published.columns if name not in (*CELL_KEY, "value", "status", "low", "high")]
    key.remove(split)
    counts = published[published["measure"] == "count"]
    parts = {
        codes: dict(zip(rows[split], rows["value"], strict=True))
        for codes, rows in counts[counts[split] != ALL].groupby(key)
    }
    rows: list[dict[str, Any]] = []
    for whole in counts[counts[split] == ALL].to_dict("records"):
        row = {str(name): held for name, held in whole.items()}
        codes = tuple(row[name] for name in key)
        if codes not in parts:
            continue
        held = [_known(parts[codes].get(band.code)) for band in listed]
        for measure, share in MEASURES.items():
            value = quantile(_known(row["value"]), held, listed, share)
            status = marker if value is None else Status.PUBLISHED.value
            if isinstance(value, Status):
                status, value = value.value, None
            rows.append(
                row | {"measure": measure, "value": value, "status": status, "low": None, "high": None}
            )
    return pd.DataFrame(rows, columns=published.columns).astype({"value": float, "low": float, "high": float})


def quantile(
    people: float | None, held: Sequence[float | None], listed: Sequence[Band], share: float
) -> float | Status | None:
    """The number that ``share`` of ``people`` do not exceed, from the counts of bands.

    Straight-line interpolation inside the band (Yule and Kendall, An Introduction to the Theory of
    Statistics, 1950, chapter 5), each band from half below its first number to half above its last.
    ``held`` has None for a hidden count. None where what is hidden decides it; NOT_AVAILABLE under
    ``FEWEST`` people, or where it lies in a band without an end.
    """
    if people is None:
        return None
    if people < FEWEST:
        return Status.NOT_AVAILABLE
    below = _running(people, held)
    wanted = share * people
    for band, start, count in zip(listed, below, held, strict=False):
        if start is None or count is None or not start < wanted <= start + count:
            continue
        if band.last is None:
            return Status.NOT_AVAILABLE
        width = band.last - band.first + 1
        return max(band.first - 0.5 + width * (wanted - start) / count, 0.0)
    return None


def _running(people: float, held: Sequence[float | None]) -> list[float | None]:
    """How many are below each band, and in all: from the first band up, and from all of them down."""
    below: list[float | None] = [0.0, *[None] * (len(held) - 1), people]
    for place, count in enumerate(held[:-1]):
        start = below[place]
        if start is None or count is None:
            break
        below[place + 1] = start + count
    for place in range(len(held) - 1, 0, -1):
        end, count = below[place + 1], held[place]
        if end is None or count is None:
            break
        below[place] = end - count
    return below


def _known(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
