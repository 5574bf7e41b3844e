"""Ages that stand for no age."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.intake.validation.columns import age_columns
from dashboard.intake.validation.columns.verdicts import NotRecorded
from dashboard.intake.validation.table import Cell
from tests.validation.judged import AGE, judged


@pytest.mark.parametrize("cell", ["0", "00", "0.0", 0, 0.0, "0 years", "0 yrs old"])
def test_nought_is_no_age(cell: Cell) -> None:
    assert judged(age_columns.nought, AGE, ["16", cell]) == NotRecorded("age_nought", frozenset({1}))
    assert judged(age_columns.nought, replace(AGE, low=0), ["16", cell]) is None


def test_ninety_nine_again_and_again_is_no_age() -> None:
    held: list[Cell] = ["16", "99", "99", "99"]
    assert judged(age_columns.ninety_nine, AGE, held) == NotRecorded("age_ninety_nine", frozenset({1}))
    assert judged(age_columns.ninety_nine, AGE, held[:3]) is None
    assert judged(age_columns.ninety_nine, AGE, [*held, "93"]) is None
