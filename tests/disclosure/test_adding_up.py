"""Certificates looked through again without the engine: nothing is given away, and what would be is seen."""

from __future__ import annotations

import ast
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from dashboard.disclosure import protection
from dashboard.disclosure.certificate import save
from dashboard.disclosure.columns import Flags
from dashboard.disclosure.differences import Subtraction
from dashboard.disclosure.outcome import Protection
from dashboard.disclosure.protection import protect
from dashboard.disclosure.rules import Rules
from dashboard.settings import Installation
from tests.disclosure import adding_up
from tests.disclosure.adding_up import Proof
from tests.disclosure.test_differences import QUARTERS, YEAR, Blind, made
from tests.disclosure.test_properties import Case, attributed


@pytest.fixture(scope="module")
def proofs(released: Installation) -> list[Path]:
    """The certificates of the small release."""
    return sorted(released.root.glob("register/**/certificates/*.npz"))


def test_it_shares_no_code_with_the_engine() -> None:
    tree = ast.parse(Path(adding_up.__file__).read_text(encoding="utf-8"))
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert imported
    assert not [node for node in imported if "dashboard" in ast.unparse(node)]


def test_nothing_is_given_away_by_the_small_release(proofs: list[Path]) -> None:
    assert len(proofs) > 10
    found = [
        what for path in proofs for proof in [Proof(path)] for what in (*proof.broken(), *proof.given_away())
    ]
    assert found == []


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(attributed())
def test_it_sees_what_the_engine_leaves_when_it_does_not_look(case: Case) -> None:
    """Blind, the engine leaves what its own search names, and this one names something too; else nothing."""
    instance = case.instance()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(protection, "Subtraction", Blind)
        blind = protect(instance, Rules())
    seeing = protect(instance, Rules())
    left = Subtraction(instance, Rules()).given_away(shown(blind))
    assert bool(given_away(blind)) == bool(left)
    assert given_away(seeing) == []


def test_it_names_what_subtraction_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    assert given_away(made(QUARTERS, YEAR)) == []
    monkeypatch.setattr(protection, "Subtraction", Blind)
    (named,) = given_away(made(QUARTERS, YEAR))
    assert named.startswith("year less q1") and named.endswith("people")


def shown(done: Protection) -> Flags:
    """The sets that a certificate says are shown."""
    assert done.certificate is not None
    flags = np.zeros(done.certificate.columns.width, dtype=np.bool_)
    flags[done.certificate.decision[done.certificate.shown]] = True
    return flags


def given_away(done: Protection) -> list[str]:
    assert done.certificate is not None
    with tempfile.TemporaryDirectory() as folder:
        save(done.certificate, Path(folder) / "proof.npz")
        return list(Proof(Path(folder) / "proof.npz").given_away())


def test_a_small_cell_that_is_shown_and_a_data_set_that_does_not_fit_are_seen(proofs: list[Path]) -> None:
    changed = 0
    for path in proofs:
        proof = Proof(path)
        if not proof.shown or len(proof.held["witnesses"]) < 2:
            continue
        moved = Proof(path)
        atom = min(moved.sets[moved.shown[0]])
        moved.held["witnesses"] = moved.held["witnesses"].copy()
        moved.held["witnesses"][-1, atom] += 1
        assert any("several values" in what for what in moved.broken()), path.name
        small = [
            number
            for number in np.flatnonzero(~(proof.held["forced"] | proof.held["excused"])).tolist()
            if number not in proof.shown and proof.secret(proof.sets[number], True).endswith("people")
        ]
        if small:
            proof.shown = sorted([*proof.shown, small[0]])
            assert any("small and not open" in what for what in proof.broken()), path.name
            changed += 1
    assert changed
