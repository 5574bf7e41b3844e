"""What the slow, plain recounts of the small store share."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from dashboard.publication import Publication
from tests.release.small_store import LAST

Rows = dict[str, pd.DataFrame]
YEARS = (2022, 2023, 2024)


def value(publication: Publication, indicator: str, measure: str = "count", **key: str) -> float:
    cells = publication.cells(indicator, measure=measure, **key)
    assert len(cells) == 1, (indicator, measure, key)
    return float(cells["value"].iloc[0])


def attended(rows: Rows) -> pd.DataFrame:
    bookings = rows["bookings"]
    return bookings[bookings["status"] == "attended"]


def by_year(frame: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    for year in YEARS:
        yield year, frame[frame["month"].dt.year == year]


def agree(cells: pd.DataFrame, column: str, truth: dict[str, int]) -> None:
    """What is shown is the truth, what is not is marked, and not everything is hidden."""
    shown = cells[cells["status"] == "published"]
    assert len(shown)
    assert set(cells["status"]) <= {"published", "c"}
    assert dict(zip(shown[column], shown["value"], strict=True)) == {
        code: truth.get(code, 0) for code in shown[column]
    }


def whole_years(rows: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    """The years that are over: those of a closed subject are published then, and not before."""
    for year, held in by_year(rows):
        if year < LAST.year:
            yield year, held
