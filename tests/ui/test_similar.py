"""Which forces stand beside ours, and why these."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pandas as pd

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.ui.blocks.similar import OTHERS, like
from dashboard.publication import Publication, Status
from tests.charts.samples import split

OURS = Point("ours", "Ours", 5.0, Status.PUBLISHED, denominator=1000.0)


def release(rows: list[dict[str, str]]) -> Publication:
    table = pd.DataFrame(rows, columns=["force", "other", "why", "source"])
    return cast(Publication, SimpleNamespace(table=lambda _: table))


def whole() -> PublishedSeries:
    points = [
        OURS,
        *(
            Point(f"f{n}", f"F{n}", 1.0, Status.PUBLISHED, denominator=1000.0 + 10.0 * n)
            for n in range(1, 30)
        ),
    ]
    return split(points, over="area")


def test_without_a_list_those_of_the_nearest_size_and_that_is_said() -> None:
    codes, why = like(release([]), whole(), OURS)
    assert codes == tuple(f"f{n}" for n in range(1, OTHERS + 1))
    assert "nearest numbers of residents (1,010 to 1,070; ours 1,000)" in why


def test_a_list_counts_with_its_reason_and_source() -> None:
    rows = [{"force": "ours", "other": "f29", "why": "Alike in deprivation", "source": "A study"},
            {"force": "others", "other": "f1", "why": "x", "source": "y"}]  # fmt: skip
    assert like(release(rows), whole(), OURS) == (
        ("f29",), "Similar forces, as listed: Alike in deprivation (A study).",
    )  # fmt: skip
