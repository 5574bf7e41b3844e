"""A solver that fails must stop the release, never open it."""

from __future__ import annotations

import subprocess
import sys

import highspy
import numpy as np
import pytest

from dashboard.disclosure import solver
from dashboard.disclosure.columns import columns
from dashboard.disclosure.instance import Record, build
from dashboard.disclosure.protection import protect
from dashboard.disclosure.rules import Rules, Zeros
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


def test_a_solver_that_lost_its_way_is_asked_once_more_from_nowhere() -> None:
    """HiGHS 1.16 ends with "Unknown" here, going on from where the program before it stood."""
    people = {"0": 0, "1": 0, "2": 15, "3": 5, "4": 15}
    records = [Record(code, count, "police") for code, count in people.items()]
    cells = {"all": list("01234"), "c0": list("13"), "c1": list("1234"), "c2": ["2"]}
    done = protect(build(records, cells, implied=["all", "c1"]), Rules(zeros=Zeros.SHOWN))
    assert done.certificate is not None


def test_no_bound_is_an_answer() -> None:
    program = Program(np.zeros(1), np.full(1, np.inf))
    assert program.minimise(np.full(1, -1.0)).value == -np.inf


def test_too_many_steps_abort_the_protection(monkeypatch: pytest.MonkeyPatch) -> None:
    given = families.instance(
        dict(families.table(families.financial_years(), families.TOTAL, families.AREA_TYPE))
    )
    monkeypatch.setattr(solver, "STEPS", 0)
    with pytest.raises(AuditAborted, match="Iteration limit"):
        protect(given, Rules())


def test_too_many_nodes_abort(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "NODES", 0)
    program = Program(np.zeros(3), np.full(3, 5.0), whole=True)
    program.add(columns(3, [[0, 1], [1, 2], [0, 2]]), np.full(3, 3.0), np.full(3, 4.0))
    with pytest.raises(AuditAborted, match="limit reached"):
        program.minimise(np.array([1.0, 1.1, 1.2]))


def test_work_is_limited_by_what_is_done_and_never_by_a_clock() -> None:
    """A busy machine decides the same store as an idle one does."""
    assert small_program()._solver.getOptionValue("time_limit")[1] == np.inf


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
