"""What is decided of one part of a problem stands, whatever is added elsewhere, as long as it is safe."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dashboard.disclosure.instance import Instance, Record, build
from dashboard.disclosure.rules import Rules
from dashboard.release import solving
from dashboard.release.errors import ReleaseError
from dashboard.release.parts import parts_of

RULES = Rules(threshold=5, minimum_without_largest=3, incidents=2)
BOUND = {"policies.toml": "1"}
CODES = "abcdef"


def year(
    name: str, seed: int, public: frozenset[str] = frozenset()
) -> tuple[list[Record], dict[str, list[str]]]:
    """Counts of six groups of a year, and the cells that a table asks for; ``public`` are so already."""
    dice = random.Random(f"{name}{seed}")  # noqa: S311
    records = [
        Record(
            f"{name}{code}",
            dice.choice([0, 1, 3, 8, 20]),
            dice.choice(["", "x", "y"]),
            dice.choice(["", name]),
        )
        for code in CODES
        for _ in range(2)
    ]
    cells = {f"{name}|{code}": [f"{name}{code}"] for code in CODES}
    cells |= {
        f"{name}|{first}{second}": [f"{name}{first}", f"{name}{second}"]
        for first, second in ("ab", "cd", "ef")
    }
    cells |= {f"{name}|all": [f"{name}{code}" for code in CODES]}
    return records, cells | {f"public|{cell}": cells[cell] for cell in public}


def together(*years: tuple[list[Record], dict[str, list[str]]], seed: int = 0) -> Instance:
    """One problem of several years, its records and cells in an order of their own."""
    dice = random.Random(seed)  # noqa: S311
    records = [record for records, _ in years for record in records]
    cells = [cell for _, cells in years for cell in cells.items()]
    dice.shuffle(records)
    dice.shuffle(cells)
    return build(records, dict(cells), [name for name, _ in cells if name.startswith("public|")])


def solved(instance: Instance, folder: Path) -> list[solving.Solved]:
    """Decide, and keep what is decided."""
    parts = solving.solve(instance, RULES, BOUND, "mix_0", folder, lambda words: None)
    for part in parts:
        solving.keep(part, folder)
    return parts


@pytest.mark.parametrize("seed", range(6))
def test_a_part_has_one_form_whatever_stands_beside_it_and_in_which_order(seed: int) -> None:
    (alone,) = parts_of(together(year("a", seed)))
    apart = {
        part.names[0][0]: part for part in parts_of(together(year("b", 1), year("a", seed), seed=seed + 1))
    }
    assert set(apart) == {"a", "b"}
    for name in ("names", "decision", "counts", "listed", "sole", "incidents", "already_published"):
        assert np.array_equal(getattr(apart["a"], name), getattr(alone, name)), name
    assert np.array_equal(apart["a"].columns.starts, alone.columns.starts)
    assert np.array_equal(apart["a"].columns.base_cells, alone.columns.base_cells)
    own, other = alone.contributions or {}, apart["a"].contributions or {}
    assert list(own) == list(other) and all(np.array_equal(own[name], other[name]) for name in own)
    held, beside = alone.raids, apart["a"].raids
    assert held is not None and beside is not None
    for name in ("alone", "starts", "numbers", "people"):
        assert np.array_equal(getattr(held, name), getattr(beside, name)), name
    assert np.array_equal(held.counts, alone.counts) and np.array_equal(
        held.behind(alone.columns), alone.incidents
    )


@pytest.mark.parametrize("seed", range(3))
def test_an_earlier_year_is_decided_once_and_never_again(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = solved(together(year("a", seed)), tmp_path)
    shown = frozenset(name for name, value, *_ in first.rows if value)
    assert first.fresh and shown
    asked: list[tuple[str, ...]] = []
    protect = solving.protect
    monkeypatch.setattr(
        solving, "protect", lambda part, *rest: asked.append(part.names) or protect(part, *rest)
    )
    again = solved(together(year("a", seed, shown), year("b", 1), seed=seed), tmp_path)
    assert [name[0] for names in asked for name in names[:1]] == ["b"]
    (kept,) = [part for part in again if not part.fresh]
    assert (kept.rows, kept.file) == (first.rows, first.file)


def test_a_decision_falls_when_more_is_public_than_it_shows_or_less_than_it_knew(tmp_path: Path) -> None:
    given = year("a", 2)
    (first,) = solved(together(given), tmp_path)
    hidden = next(
        name for name, value, *_ in first.rows if not value and name not in first.primary | {"a|all"}
    )
    (more,) = solved(together(year("a", 2, frozenset({hidden}))), tmp_path)
    assert more.fresh and {name: value for name, value, *_ in more.rows}[hidden]
    (less,) = solved(together(given), tmp_path)
    assert not less.fresh and less.rows == first.rows
    (first_gone,) = [path for path in tmp_path.glob("*.npz") if path.name == first.file]
    first_gone.unlink()
    (anew,) = solved(together(given), tmp_path)
    assert anew.fresh and anew.rows == first.rows, (
        "what others no longer publish is not taken from a decision"
    )


def test_a_decision_is_of_its_counts_and_rules_and_of_no_others(tmp_path: Path) -> None:
    records, cells = year("a", 0)
    (first,) = solved(together((records, cells)), tmp_path)
    one_more = [replace(records[0], count=records[0].count + 1), *records[1:]]
    assert solved(together((one_more, cells)), tmp_path)[0].fresh
    fewer = Rules(threshold=3, minimum_without_largest=3, incidents=2)
    (part,) = parts_of(together((records, cells)))
    assert solving.kept(part, RULES, BOUND, "mix_0", tmp_path) is not None
    assert solving.kept(part, fewer, BOUND, "mix_0", tmp_path) is None
    assert solving.kept(part, RULES, {"policies.toml": "2"}, "mix_0", tmp_path) is None
    assert solving.kept(part, RULES, BOUND, "mix_1", tmp_path) is None
    words = tmp_path / f"{first.file}.csv"
    words.write_text(words.read_text(encoding="utf-8").replace("published", "c", 1), encoding="utf-8")
    with pytest.raises(ReleaseError, match="does not prove what it did"):
        solving.kept(part, RULES, BOUND, "mix_0", tmp_path)


def test_what_stood_before_is_not_decided_again_and_all_else_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a restatement: first what was asked then, of which one part is the same; then what is left."""
    solved(together(year("a", 1), year("b", 2)), tmp_path)
    restated = together(year("a", 1), year("b", 3))
    (kept,) = solving.stood(restated, RULES, BOUND, "mix_0", tmp_path)
    settled = {name for name, *_ in kept.rows}
    assert {name[0] for name in settled} == {"a"}
    monkeypatch.setattr(solving, "kept", lambda *given: None)
    (anew,) = solving.solve(restated, RULES, BOUND, "mix_0", tmp_path, lambda words: None, settled)
    assert {name[0] for name, *_ in anew.rows} == {"b"}
    both = solving.solve(
        restated, RULES, BOUND, "mix_0", tmp_path, lambda words: None, settled - {next(iter(settled))}
    )
    assert {name[0] for part in both for name, *_ in part.rows} == {"a", "b"}
