"""How restated figures are put on tables: all parts of one restatement or none, the newest that is public."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.display.analysis.point import Point
from dashboard.display.exports.table import REVISION
from dashboard.display.ui.compare import table as compare_table
from dashboard.publication import Counting, Status
from dashboard.reference.policies import read_policies
from dashboard.release.again import restated_cells, shown_instead
from dashboard.release.applying import apply
from dashboard.release.cells import measures
from dashboard.release.closed import ClosedTable, Part
from dashboard.release.deciding import Decided
from dashboard.release.family import Decision
from dashboard.release.indicators import indicators
from dashboard.release.vintages import named
from tests.comparison.test_comparison import compared

HEADER = indicators()["age_mix"]
(GRAIN,) = HEADER.grains
MADE = {1: "2024-01-05", 2: "2025-01-05"}


def closed() -> ClosedTable:
    """One year, children and adults: a numerator each, and the base that they share."""
    keys = pd.DataFrame({"time": "2023", "area": "E23000022", "age": ["child", "adult"]}, dtype="object")
    base = keys[["time", "area"]].drop_duplicates(ignore_index=True)
    parts = [Part("numerator", keys, np.array([0, 1])), Part("denominator", base, np.array([0, 0]))]
    return ClosedTable(HEADER, GRAIN, keys, parts)


def decisions(table: ClosedTable, number: int, shown: dict[str, int | None]) -> dict[str, Decision]:
    """The decisions of one counting by the code of a part ("" for the base), None where hidden."""
    found = {}
    for part in table.parts:
        for cell in range(len(part.keys)):
            code = str(part.keys["age"][cell]) if "age" in part.keys else ""
            if code in shown:
                value = shown[code]
                one = Decision(value is not None, False, value or 0, 3.0, 40.0)
                found[named(table.name_of(part, cell), number)] = one
    return found


@pytest.fixture
def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cells and ``restated``: children are restated twice, adults once and not the second time."""
    table = closed()
    first = {"child": 20, "adult": 30, "": 50}
    decided = Decided(
        decisions(table, 0, dict(first))
        | decisions(table, 1, {"child": 24, "adult": 31, "": 55})
        | decisions(table, 2, {"child": 28, "adult": None, "": 60})
    )
    counts = pd.DataFrame({"numerator": [20.0, 30.0], "denominator": [50.0, 50.0]})
    frame = apply(table, pd.concat([table.keys, counts], axis=1), decided)
    policy = read_policies().policy("referrals")
    cells = measures(HEADER, GRAIN, frame, policy, ["age"])
    again = restated_cells(table, frame, decided, policy, ["age"], MADE)
    return shown_instead(cells, again, ["age"])


def test_a_figure_has_all_its_parts_from_the_newest_restatement_that_may_show_them(
    tables: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    cells = tables[0].set_index(["age", "measure"])["value"]
    assert cells["child"].to_dict() == {
        "numerator": 28,
        "denominator": 60,
        "percent": pytest.approx(100 * 28 / 60),
    }
    # The base of 2025 is public, the adults of 2025 are not: both stay as restated the year before.
    assert cells["adult"].to_dict() == {
        "numerator": 31,
        "denominator": 55,
        "percent": pytest.approx(100 * 31 / 55),
    }


def test_the_first_figure_and_every_restatement_stand_beside_it(
    tables: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    restated = tables[1].set_index(["age", "measure", "number"]).sort_index()
    assert restated["first"]["child"].unstack().loc["numerator"].tolist() == [20, 20]
    assert restated["made"]["adult", "percent"].to_dict() == MADE
    assert restated["used"]["adult", "numerator"].to_dict() == {1: True, 2: False}
    assert restated["used"]["child", "numerator"].to_dict() == {1: False, 2: True}
    hidden = restated.loc[("adult", "numerator", 2)]
    assert (
        hidden["status"] == "c" and (hidden["low"], hidden["high"]) == (3, 40) and np.isnan(hidden["value"])
    )
    assert restated.loc[("adult", "denominator", 2), "value"] == 60


def test_a_period_that_was_never_restated_is_as_it_was() -> None:
    table = closed()
    decided = Decided(decisions(table, 0, {"child": 20, "adult": 30, "": 50}))
    counts = pd.DataFrame({"numerator": [20.0, 30.0], "denominator": [50.0, 50.0]})
    frame = apply(table, pd.concat([table.keys, counts], axis=1), decided)
    policy = read_policies().policy("referrals")
    cells = measures(HEADER, GRAIN, frame, policy, ["age"])
    shown, restated = shown_instead(
        cells, restated_cells(table, frame, decided, policy, ["age"], MADE), ["age"]
    )
    assert shown.equals(cells) and restated.empty


def test_a_comparison_says_which_counting_each_figure_is_of() -> None:
    revised = Point("2023", "2023", 60.0, Status.PUBLISHED, counting=Counting.RESTATED, first=55.0)
    first = Point("2023", "2023", 40.0, Status.PUBLISHED, counting=Counting.FIRST, again_low=3.0)
    only = Point("2023", "2023", 40.0, Status.PUBLISHED)
    rows = compare_table.table(compared(revised, first), "").rows
    assert [row[-1] for row in rows] == ["[r] first counted 55", "[f] revised: at least 3", ""]
    assert REVISION not in compare_table.table(compared(only, only), "").head
