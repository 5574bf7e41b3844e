"""The second edition: every count a multiple of the base, all totals adding up, and nothing recovered."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.certificate import CertificateError, seal_over
from dashboard.disclosure.files import hash_of
from dashboard.disclosure.instance import Record, build
from dashboard.disclosure.rounded import Rounded, sealed_rounded, verify_rounded
from dashboard.disclosure.rounding import CannotRound, controlled
from dashboard.disclosure.rules import Rules
from dashboard.disclosure.solver import AuditAborted, Program
from tests.disclosure import families
from tests.disclosure.test_command import inputs, published, run, write  # noqa: F401
from tests.disclosure.test_properties import QUICK, Case, plain


def edition(case: Case) -> Rounded:
    return sealed_rounded(controlled(case.instance(), Rules(), lambda words: None))


def off_by(done: Rounded) -> list[int]:
    off: list[int] = (done.sums(done.shown) - done.sums(done.counts)).tolist()
    return off


@QUICK
@given(plain())
def test_rounded_counts_are_near_add_up_and_are_not_narrowed(case: Case) -> None:
    try:
        done = edition(case)
    except CannotRound:
        return
    finest: dict[str, int] = {}
    for name, value in zip(case.cells, done.sums(done.shown).tolist(), strict=True):
        assert value % 5 == 0 and value >= 0
        finest[name] = value
    counts = done.sums(done.counts)
    for off, count in zip(off_by(done), counts.tolist(), strict=True):
        assert abs(off) <= (4 if count % 5 else 5)
    rows = [name for name in case.cells if name.count("*") == 1 and len(name) == 2 and name[1] == "*"]
    if rows:
        assert sum(finest[name] for name in rows) == finest["all"]
    intruder = Intruder(finest, case.cells, base=5)
    assert intruder.narrowed(0, 4) == []
    for name, count in zip(case.cells, counts.tolist(), strict=True):
        if count < 5:
            found = intruder.interval_of(name)
            assert found.low <= 0 and found.high >= 4


@cache
def county() -> Rounded:
    """A made-up county's yearly tables by area and by type."""
    cells = dict(families.table(families.financial_years(), families.TOTAL, families.AREA, families.TYPE))
    return sealed_rounded(controlled(families.instance(cells), Rules(), lambda words: None))


def test_a_county_is_near_its_counts_and_the_same_counts_are_rounded_alike() -> None:
    done = county()
    assert np.abs(off_by(done)).mean() < 2
    assert done.rows() == county.__wrapped__().rows()


def test_nothing_may_look_like_somebody() -> None:
    """A 5 does not say that somebody is there: of many cells with nothing in them some are shown as 5."""
    counts = [Record(f"n{number}", 0 if number % 2 else 12 + number % 4 // 2) for number in range(60)]
    cells = {"all": [one.base_cell for one in counts]} | {one.base_cell: [one.base_cell] for one in counts}
    done = sealed_rounded(controlled(build(counts, cells), Rules(), lambda words: None))
    empty = done.sums(done.shown)[done.sums(done.counts) == 0]
    assert set(empty.tolist()) == {0, 5}


def test_what_is_not_hidden_by_rounding_is_refused() -> None:
    raid = [Record("a", 12, "", "raid"), Record("b", 9, "", ""), Record("c", 8, "", "fair")]
    with pytest.raises(CannotRound, match=r"too few incidents.*'a'"):
        controlled(build(raid, {"all": ["a", "b", "c"], "a": ["a"]}), Rules(), lambda words: None)
    body = [Record("a", 12, "police"), Record("b", 9, "council"), Record("b", 9, "charity")]
    with pytest.raises(CannotRound, match="seen through by 'police'"):
        controlled(build(body, {"all": ["a", "b"], "a": ["a"]}), Rules(), lambda words: None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: replace(one, shown=one.shown + 1), "not a multiple"),
        (lambda one: replace(one, shown=one.shown + 5), "do not add up"),
        (lambda one: replace(one, counts=one.counts + 6), "further from its count"),
    ],
)
def test_a_proof_that_does_not_hold_is_refused(change: object, words: str) -> None:
    done = county()
    changed = change(done)  # type: ignore[operator]
    with pytest.raises(CertificateError, match="was changed"):
        verify_rounded(changed, done.rows())
    resealed = replace(changed, seal=seal_over(changed, hash_of(done.rows())))
    with pytest.raises(CertificateError, match=words):
        verify_rounded(resealed, done.rows())


def test_a_solver_that_gives_up_rounds_nothing(
    inputs: list[object],  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(self: Program, weights: object) -> object:
        raise AuditAborted("out of time")

    monkeypatch.setattr(Program, "minimise", fails)
    assert run("protect", *inputs, "--edition", "rounded") == 1
    assert "out of time" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_from_files_to_files(
    inputs: list[object],  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "out"
    assert run("protect", *inputs, "--edition", "rounded") == 0
    cells = published(folder)
    assert {row["status"] for row in cells.values()} == {"rounded"}
    value = {name: int(row["value"]) for name, row in cells.items()}
    assert value["n*"] + value["s*"] == value["all"] == value["*1"] + value["*2"] + value["*3"]
    assert value["n1"] + value["n2"] + value["n3"] == value["n*"]
    assert (cells["n1"]["low"], int(cells["n1"]["high"])) == ("0", value["n1"] + 5)
    assert json.loads((folder / "report.json").read_text("utf-8"))["most_off"] <= 5
    assert run("verify", folder) == 0
    assert run("attack", folder) == 0
    assert "0 broken" in capsys.readouterr().out
    text = (folder / "published.csv").read_text("utf-8")
    lines = list(csv.reader(text.splitlines()))
    lines[1][1] = str(int(lines[1][1]) + 5)
    write(folder / "published.csv", *(",".join(line) for line in lines))
    assert run("verify", folder) == 1


def test_the_intruder_breaks_rounding_that_does_not_add_up(
    inputs: list[object],  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each count rounded by itself: six 5s below a total of 60 must all be more than they seem."""
    folder = tmp_path / "out"
    assert run("protect", *inputs, "--edition", "rounded") == 0
    told = {"all": 60, "n*": 30, "s*": 30, "*1": 20, "*2": 20, "*3": 20}
    lines = [f"{name},{told.get(name, 5)},rounded,," for name in published(folder)]
    write(folder / "published.csv", "cell,value,status,low,high", *lines)
    assert run("attack", folder) == 1
    assert "narrowed" in capsys.readouterr().out


def test_the_two_editions_never_stand_together(
    inputs: list[object],  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    first = write(tmp_path / "forced.csv", "cell", "n*")
    for more in (["--forced", first], ["--zeros", "shown"], ["--eliminate-only"]):
        assert run("protect", *inputs, "--edition", "rounded", *more) == 2
    assert not (tmp_path / "out").exists()
    assert run("protect", *inputs) == 0
    before = (tmp_path / "out" / "published.csv").read_bytes()
    assert run("protect", *inputs, "--edition", "rounded") == 2
    assert "holds the suppressed edition" in capsys.readouterr().err
    assert (tmp_path / "out" / "published.csv").read_bytes() == before


def test_one_cell_too_far_from_its_count_is_enough_to_refuse_the_proof() -> None:
    edition = Rounded(
        names=np.asarray(["near", "far"]),
        decision=np.asarray([0, 1]),
        height=2,
        starts=np.asarray([0, 1, 2]),
        base_cells=np.asarray([0, 1]),
        counts=np.asarray([3, 40]),
        shown=np.asarray([5, 50]),
        base=5,
    )
    with pytest.raises(CertificateError, match="far is further from its count"):
        sealed_rounded(edition)
    assert sealed_rounded(replace(edition, shown=np.asarray([5, 45]))).seal
