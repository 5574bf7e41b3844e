"""A restatement is decided on once: what a later release may leave as it stands, and why that is safe."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.files import Row
from dashboard.files.chain import Line
from dashboard.release import frozen, solving
from dashboard.release.closed import ClosedTable, Part
from dashboard.release.frozen import hidden_then
from dashboard.release.indicators import indicators
from dashboard.release.proving import Manifest
from dashboard.release.register import Definition, Entry, Register, definition_of
from dashboard.release.restated import again_of, restated
from dashboard.release.restating import Restatement
from dashboard.release.span import Span
from dashboard.release.vintages import Vintages

CODES = "abcd"
TOTALS = ["ab", "cd", "abc", "abcd"]
TWO = Vintages((1, 2))


@pytest.mark.parametrize("seed", range(12))
def test_what_is_known_of_one_counting_is_what_its_own_figures_tell(seed: int) -> None:
    """Figures of other countings, of other base cells and of other totals, narrow no count of it."""
    dice = random.Random(seed)  # noqa: S311
    counts = {(code, state): dice.choice([0, 0, 1, 4, 9]) for code in CODES for state in TWO.states}
    members: dict[str, list[str]] = {}
    shown: dict[str, int] = {}
    for at in range(3):
        for codes in [*CODES, *TOTALS]:
            held = [(code, state) for code in codes for state in TWO.states if state[0] <= at < state[1]]
            name = f"{codes}@{at}"
            members[name] = [str(base_cell) for base_cell in held]
            if dice.random() < 0.5:
                shown[name] = sum(counts[base_cell] for base_cell in held)
    together = Intruder(shown, members)
    for at in range(3):
        own = {name: held for name, held in members.items() if name.endswith(f"@{at}")}
        alone = Intruder({name: value for name, value in shown.items() if name in own}, own)
        for name in alone.hidden:
            assert together.interval_of(name) == alone.interval_of(name)


def table() -> ClosedTable:
    header = indicators()["age_mix"]
    keys = pd.DataFrame({"time": "2023", "area": "E23000022", "age": ["child", "adult"]}, dtype="object")
    return ClosedTable(header, header.grains[0], keys, [Part("numerator", keys, np.arange(2))])


def test_only_the_restatement_that_is_made_is_decided_on() -> None:
    closed = table()
    child, adult = (closed.name_of(closed.parts[0], cell) for cell in range(2))
    span = Span(datetime.date(2023, 1, 1), datetime.date(2023, 12, 1))
    restatements = [Restatement(n, 2023 * 12, 2023 * 12 + 11) for n in (1, 2)]
    public = {1: frozenset({child}), 2: frozenset({adult})}
    later, second = (
        again_of([closed], restatements, public, span),
        again_of([closed], restatements, public, span, 2),
    )
    assert later.listed == {1: {child}, 2: {adult}}
    assert second.listed == {1: {child}, 2: {child, adult}}
    cells = {child: np.array([0]), adult: np.array([1])}
    for again, expected in ((later, {"0"}), (second, {"0", "1"})):
        added = restated(again, cells, lambda names: {})
        against = {name.rpartition("against ")[2].partition(",")[0] for name in added.implied}
        assert against == expected
        # What came late to any cell since it was counted first, and what left, is a part of every problem.
        assert len(added.implied) == 2 * 2 * 2 + 2 * (len(expected) - 1)


DEFINITION = definition_of(indicators()["age_mix"])
ROWS: list[Row] = [
    (f"{DEFINITION.id}|year|numerator|time=2023|age=child@1", "", "c", "3", "9"),
    (f"{DEFINITION.id}|year|numerator|time=2023|age=adult@1", "", "c", "3", ""),
    (f"{DEFINITION.id}|year|denominator|time=2023@1", "40", "published", "40", "40"),
    (f"{DEFINITION.id}|year|numerator|time=2023|age=child", "", "c", "0", "5"),
]


class Held(Register):
    """Two releases: the second restated what the first had published of one definition."""

    def releases(self) -> list[Line]:
        return [{"id": "first"}, {"id": "second", "restated": {}}, {"id": "third"}]

    def restated(self) -> list[Line]:
        return [{"id": "second"}]

    def entries(self) -> list[Entry]:
        first, changed = DEFINITION.sha256, replace(DEFINITION, sql="SELECT 1").sha256
        return [Entry(*held, "", "", "", 0, 0, 9) for held in (("first", first), ("third", changed))]

    def definition(self, name: str) -> Definition:
        return DEFINITION


def test_what_was_hidden_has_its_range_only_while_it_is_counted_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = Held(tmp_path)
    register.certificates.mkdir()
    (register.certificates / "mix_0-aa.npz").touch()
    manifest = Manifest("second", {}, ("mix_0-aa.npz", "mix_0-lost.npz", "other_0-bb.npz"), (), ())
    monkeypatch.setattr(frozen, "read_manifest", lambda folder, release: manifest)
    monkeypatch.setattr(solving, "read", lambda path, bound: SimpleNamespace(rows=ROWS, primary={ROWS[0][0]}))
    hidden = hidden_then(register, 1, "mix_0", {DEFINITION.sha256})
    ranges = [(name, each.shown, each.primary, each.low, each.high) for name, each in hidden.items()]
    assert ranges == [(ROWS[0][0], False, True, 3, 9), (ROWS[1][0], False, False, 3, float("inf"))]
    assert hidden_then(register, 1, "mix_0", {replace(DEFINITION, sql="SELECT 1").sha256}) == {}
    assert hidden_then(register, 1, "mix_0", {"another"}) == {}
    assert hidden_then(register, 1, "mix_0", {DEFINITION.sha256}, {"mix_0-aa.npz"}) == {}
    assert hidden_then(register, 1, "other_0", {DEFINITION.sha256}) == {}
