"""The stand-alone tool from files to files: protect, verify, attack, and what each refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dashboard import commands

COUNTS = {"n1": 3, "n2": 14, "n3": 9, "s1": 12, "s2": 2, "s3": 21}


def run(name: str, *given: object) -> int:
    return commands.run([name, *map(str, given)])


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def inputs(tmp_path: Path) -> list[object]:
    base_cells = write(
        tmp_path / "atoms.csv", "atom,count", *(f"{name},{count}" for name, count in COUNTS.items())
    )
    members = [f"{cell},{name}" for name in COUNTS for cell in ("all", f"{name[0]}*", f"*{name[1]}", name)]
    cells = write(tmp_path / "cells.csv", "cell,atom", *members)
    return ["--atoms", base_cells, "--cells", cells, "--out", tmp_path / "out"]


def published(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "published.csv").open(encoding="utf-8", newline="") as stream:
        return {row["cell"]: row for row in csv.DictReader(stream)}


def test_protect_verify_and_attack(
    inputs: list[object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("protect", *inputs) == 0
    cells = published(tmp_path / "out")
    assert list(next(iter(cells.values()))) == ["cell", "value", "status", "low", "high"]
    assert cells["all"] == {"cell": "all", "value": "61", "status": "published", "low": "61", "high": "61"}
    assert cells["n1"]["status"] == cells["s2"]["status"] == "c"
    assert all(not row["value"] for row in cells.values() if row["status"] == "c")
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert (report["primary"], report["failures"], report["unprotectable"]) == (2, 0, [])
    assert {"secondary", "rounds", "solves", "seconds"} <= set(report)
    assert run("verify", tmp_path / "out") == 0
    assert run("attack", tmp_path / "out") == 0
    assert "0 broken" in capsys.readouterr().out


def test_hiding_small_counts_alone_is_broken(
    inputs: list[object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("protect", *inputs, "--eliminate-only", "--singletons", "none") == 0
    folder = tmp_path / "out"
    assert not (folder / "certificate.npz").exists()
    shown = {name: str(count) for name, count in COUNTS.items() if count >= 5}
    lines = [
        ",".join((cell, shown[cell], "published", shown[cell], shown[cell]))
        if cell in shown
        else ",".join(row.values())
        for cell, row in published(folder).items()
    ]
    write(folder / "published.csv", "cell,value,status,low,high", *lines)
    assert run("attack", folder) == 1
    assert "n1: 3 to 3 (known)" in capsys.readouterr().out


def test_a_changed_file_is_not_verified(
    inputs: list[object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("protect", *inputs) == 0
    path = tmp_path / "out" / "published.csv"
    path.write_text(path.read_text("utf-8").replace("all,61", "all,62"), encoding="utf-8")
    assert run("verify", tmp_path / "out") == 1
    assert "Not proved" in capsys.readouterr().err


def test_what_is_public_already_is_named_and_not_called_safe(
    inputs: list[object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    already_published = write(tmp_path / "forced.csv", "cell", "n*", "n2", "n3")
    assert run("protect", *inputs, "--forced", already_published) == 1
    told = capsys.readouterr().out
    assert "Not protected: n1" in told and "Proved, but for these" in told
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert report["unprotectable"] == ["n1"]
    cells = published(tmp_path / "out")
    assert {cells[name]["status"] for name in ("n*", "n2", "n3")} == {"published"}
    assert (cells["n1"]["status"], cells["n1"]["low"], cells["n1"]["high"]) == ("c", "3", "3")
    assert cells["s2"]["low"] == "0"
    assert run("verify", tmp_path / "out") == 0
    assert "leave every sensitive cell open but 1" in capsys.readouterr().out


def test_what_subtraction_gives_is_proved_from_the_files_too(inputs: list[object], tmp_path: Path) -> None:
    """A row of which two small cells would add up to a known number."""
    write(tmp_path / "atoms.csv", "atom,count", "a,30", "b,20", "c,25", "d,3", "e,1")
    write(
        tmp_path / "cells.csv", "cell,atom", *(f"{cell},{name}" for name in "abcde" for cell in ("all", name))
    )
    assert run("protect", *inputs) == 0
    cells = published(tmp_path / "out")
    assert list(cells) == ["all", *"abcde"]
    assert sum(cells[name]["status"] == "c" for name in "abc") == 1
    assert run("verify", tmp_path / "out") == 0
    assert run("attack", tmp_path / "out") == 0


def test_the_order_decides_what_stays(inputs: list[object], tmp_path: Path) -> None:
    first = write(tmp_path / "order.csv", "cell", "n3", "s3", "*3")
    assert run("protect", *inputs, "--order", first, "--eliminate-only") == 0
    cells = published(tmp_path / "out")
    assert {cells[name]["status"] for name in ("n3", "s3", "*3")} == {"published"}


def test_zeros_may_be_shown(inputs: list[object], tmp_path: Path) -> None:
    base_cells = tmp_path / "atoms.csv"
    base_cells.write_text(base_cells.read_text("utf-8").replace("s2,2", "s2,0"), encoding="utf-8")
    assert run("protect", *inputs, "--zeros", "shown") == 0
    assert published(tmp_path / "out")["s2"]["value"] == "0"
    assert run("protect", *inputs) == 0
    assert published(tmp_path / "out")["s2"]["status"] == "c"


@pytest.mark.parametrize(
    ("file", "line", "words"),
    [
        ("atoms.csv", "n9,seven", "line 8: the count is not a whole number"),
        ("atoms.csv", "n9,-1", "below 0"),
        ("cells.csv", "all,nowhere", "'nowhere'"),
    ],
)
def test_wrong_files_are_refused_without_the_value(
    inputs: list[object], tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, line: str, words: str
) -> None:
    with (tmp_path / file).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    assert run("protect", *inputs) == 2
    told = capsys.readouterr().err
    assert words in told and "seven" not in told
    assert not (tmp_path / "out").exists()
