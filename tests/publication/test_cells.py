"""The cells that a question to a release gives come in one order, whatever is asked."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.publication import Publication

ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("concerns", {"geography_level": None, "route": ...}),
    ("concerns", {"time_level": "year", "time": "2023", "route": ..., "exploitation_group": ...}),
    ("attendances", {"geography_level": "district", "area": "E07000150"}),
    ("attendances", {"sector": ...}),
    ("attendance_rate", {"time_level": "year"}),
)


@pytest.mark.parametrize(("indicator", "given"), ASKED)
def test_cells_come_in_the_order_of_all_their_keys(
    publication: Publication, indicator: str, given: dict[str, Any]
) -> None:
    keys = publication.cells(indicator, **given)[["time", "area", *publication.dimensions, "measure"]]
    assert len(keys) > 1
    assert keys.equals(keys.sort_values(list(keys.columns), ignore_index=True))


def test_a_question_that_names_every_key_gives_one_cell(publication: Publication) -> None:
    whole = publication.cells("attendances", time_level="all")
    (area,), (time,) = whole["area"], whole["time"]
    given = {"measure": "count", "time_level": "all", "time": time, "area": area}
    assert publication.cells("attendances", **given).equals(whole)
