"""A solver that fails must stop the release, never open it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import highspy
import numpy as np
import pytest

from dashboard.disclosure import solver
from dashboard.disclosure.protection import protect
from dashboard.disclosure.rules import Rules
from dashboard.disclosure.solver import AuditAborted, Program
from tests.disclosure import families

UNFINISHED = [
    status
    for name, status in highspy.HighsModelStatus.__members__.items()
    if name not in {"kOptimal", "kUnbounded"}
]


def small_program() -> Program:
    return Program(np.zeros(2), np.full(2, 9.0))


@pytest.mark.parametrize("status", UNFINISHED, ids=lambda status: status.name)
def test_any_status_but_optimal_or_unbounded_aborts(
    monkeypatch: pytest.MonkeyPatch, status: highspy.HighsModelStatus
) -> None:
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda self: status)
    with pytest.raises(AuditAborted, match="nothing is released"):
        small_program().minimise(np.ones(2))


def test_no_bound_is_an_answer() -> None:
    program = Program(np.zeros(1), np.full(1, np.inf))
    assert program.minimise(np.full(1, -1.0)).value == -np.inf


def test_out_of_time_aborts_the_protection(monkeypatch: pytest.MonkeyPatch) -> None:
    given = families.instance(
        dict(families.table(families.financial_years(), families.TOTAL, families.AREA_TYPE))
    )
    told = solver.settings

    def hurried(of: highspy.Highs, **chosen: object) -> None:
        told(of, **{**chosen, "time_limit": 0.0})  # type: ignore[arg-type]

    monkeypatch.setattr(solver, "settings", hurried)
    monkeypatch.setattr(Program, "minimise", without_more_time(Program.minimise))
    with pytest.raises(AuditAborted, match=r"[Tt]ime"):
        protect(given, Rules())


def without_more_time(minimise: Callable[..., object]) -> Callable[..., object]:
    def hurried(self: Program, weights: object) -> object:
        self._limit = -1e-9 - self._solver.getRunTime()
        return minimise(self, weights)

    return hurried


def test_a_refused_setting_aborts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highspy.Highs, "setOptionValue", lambda *_: highspy.HighsStatus.kError)
    with pytest.raises(AuditAborted, match="refused"):
        small_program()


def test_the_solver_prints_nothing() -> None:
    told = (
        "import numpy as np; from dashboard.disclosure.solver import Program; "
        "program = Program(np.zeros(2), np.ones(2), whole=True); program.minimise(np.ones(2))"
    )
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout + answer.stderr == ""
