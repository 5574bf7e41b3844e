"""Whole-number data sets by dives: they fit, they may fail, and then integer programs decide."""

from __future__ import annotations

from dataclasses import fields

import highspy
import numpy as np
import pytest

from dashboard.disclosure.certificate import seal_of
from dashboard.disclosure.columns import columns
from dashboard.disclosure.diving import Diver
from dashboard.disclosure.edition import rows_of, sealed
from dashboard.disclosure.outcome import Protection
from dashboard.disclosure.protection import protect
from dashboard.disclosure.rules import Rules
from dashboard.disclosure.solver import AuditAborted
from tests.disclosure import families

TABLES = dict(
    families.table(
        families.financial_years(), families.TOTAL, families.AREA, families.TYPE, families.AREA_TYPE
    )
)


def odd_triangle(total: float) -> Diver:
    """Three counts of which every two add up to ``total``: each is half of it."""
    pairs = columns(3, [[0, 1], [1, 2], [0, 2]])
    return Diver(3, [(pairs, np.full(3, total), np.full(3, total))], 100.0)


def test_a_dive_ends_in_whole_numbers_that_fit() -> None:
    assert odd_triangle(8.0).dive(np.ones(3)) == pytest.approx([4, 4, 4])


def test_a_dive_ends_without_an_answer_where_no_whole_numbers_fit() -> None:
    assert odd_triangle(7.0).dive(np.ones(3)) is None


def test_a_dive_that_is_not_finished_aborts(monkeypatch: pytest.MonkeyPatch) -> None:
    diver = odd_triangle(7.0)
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda self: highspy.HighsModelStatus.kTimeLimit)
    with pytest.raises(AuditAborted, match="nothing is released"):
        diver.dive(np.ones(3))


def proved_by(done: Protection) -> str:
    assert done.certificate is not None
    return seal_of(done.certificate, "")


def test_integer_programs_decide_where_every_dive_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = families.instance(TABLES)
    monkeypatch.setattr(Diver, "dive", lambda self, costs: None)
    done = protect(instance, Rules())
    assert done.certificate is not None
    sealed(done.certificate, rows_of(instance, done))


def test_the_same_instance_gets_the_same_certificate_to_the_byte() -> None:
    first, second = (protect(families.instance(TABLES), Rules()) for _ in range(2))
    assert proved_by(first) == proved_by(second)
    assert first.certificate is not None and second.certificate is not None
    for field in fields(first.certificate):
        np.testing.assert_array_equal(
            getattr(first.certificate, field.name), getattr(second.certificate, field.name)
        )
