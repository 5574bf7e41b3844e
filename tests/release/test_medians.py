"""Medians from published counts of bands, and nothing from hidden ones."""

from __future__ import annotations

import random
from itertools import pairwise

import pandas as pd
import pytest

from dashboard.publication import CELL_KEY, CELL_VALUE, Status
from dashboard.release.medians import Band, bands, medians, quantile

BANDS = [Band("a", 0, 3), Band("b", 4, 7), Band("c", 8, 14), Band("d", 15, None)]


def test_straight_line_inside_the_band() -> None:
    # 10 of 40 are below band b; the 20th is half way through its 20, so half way from 3.5 to 7.5.
    assert quantile(40, [10, 20, 6, 4], BANDS, 0.5) == pytest.approx(5.5)
    assert quantile(40, [10, 20, 6, 4], BANDS, 0.25) == pytest.approx(3.5)
    assert quantile(40, [10, 20, 6, 4], BANDS, 0.75) == pytest.approx(7.5)
    assert quantile(100, [99, 1, 0, 0], BANDS, 0.001) == 0


@pytest.mark.parametrize(
    ("people", "held", "share", "told"),
    [
        (None, [10, 20, 6, 4], 0.5, None),
        (40, [10, None, 6, None], 0.5, None),
        (40, [None, None, 6, 4], 0.5, None),
        (7, [3, 2, 1, 1], 0.5, Status.NOT_AVAILABLE),
        (40, [4, 6, 5, 25], 0.5, Status.NOT_AVAILABLE),
    ],
)
def test_no_median_without_its_counts(
    people: float | None, held: list[float | None], share: float, told: Status | None
) -> None:
    assert quantile(people, held, BANDS, share) is told


def test_what_is_hidden_elsewhere_does_not_matter() -> None:
    assert quantile(40, [10, 20, None, None], BANDS, 0.5) == pytest.approx(5.5)
    # From all down: 6 and 4 are above band b, so 30 are at most 7 days; where they lie in it is hidden.
    assert quantile(40, [None, None, 6, 4], BANDS, 0.8) == pytest.approx(7.5 + 7 * 2 / 6)


def cells(counts: dict[str, float | None]) -> pd.DataFrame:
    rows = [
        {
            "indicator": "i", "measure": "count", "time_level": "year", "time": "2023",
            "geography_level": "county", "area": "E23000022", "wait": code, "value": count,
            "status": "c" if count is None else "published", "low": None, "high": None,
        }
        for code, count in counts.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[*CELL_KEY, "wait", *CELL_VALUE])


def test_hidden_counts_of_any_size_give_the_same_rows() -> None:
    """Only values of published cells are there to read: a hidden one has none."""
    found = medians(cells({"all": 40, "a": 10, "b": 20, "c": None, "d": None}), "wait", BANDS, "c")
    told = dict(zip(found["measure"], found["status"], strict=True))
    assert told == {"lower_quartile": "published", "median": "published", "upper_quartile": "published"}
    hidden = medians(cells({"all": 40, "a": None, "b": None, "c": 5, "d": 6}), "wait", BANDS, "c")
    assert set(hidden["status"]) == {"c"}
    assert hidden["value"].isna().all()


def test_it_lies_in_the_band_of_the_true_median() -> None:
    dice = random.Random(5)  # noqa: S311
    for _ in range(300):
        days = sorted(dice.choices(range(30), k=dice.randint(8, 60)))
        held: list[float | None] = [
            sum(band.first <= day <= (band.last or 10**6) for day in days) for band in BANDS
        ]
        found = quantile(len(days), held, BANDS, 0.5)
        lower, upper = days[(len(days) - 1) // 2], days[len(days) // 2]
        if isinstance(found, Status):
            assert upper >= 15
        else:
            assert found is not None
            first = next(band for band in BANDS if band.first <= lower <= (band.last or 10**6))
            last = next(band for band in BANDS if band.first <= upper <= (band.last or 10**6))
            assert first.first - 0.5 <= found <= (last.last or 10**6) + 0.5


def test_the_bands_of_the_list_follow_one_another() -> None:
    listed = bands("wait", None)
    assert listed[0].first == 0
    assert listed[-1].last is None
    for one, after in pairwise(listed):
        assert one.last is not None
        assert after.first == one.last + 1
