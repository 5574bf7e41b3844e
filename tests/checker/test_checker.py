"""The page that checks files at a sender's desk: its parts, and what is said where they are missing."""

from __future__ import annotations

import hashlib
import io
import shutil
import tarfile
from importlib import metadata
from pathlib import Path

import pytest

from dashboard.intake.checker import bundling, fetching
from dashboard.intake.checker.desk import check_files
from dashboard.intake.checker.fetching import NotFetched, fetched
from dashboard.intake.checker.parts import WHEELS, Part
from dashboard.intake.validation import check, reports
from dashboard.intake.validation.report_page import html
from dashboard.settings import Installation
from tests.commands.test_commands import dashboard
from tests.validation.extracts import BOOKING, bookings, write_csv

#: What is not to be in a browser, or takes long to load.
HEAVY = {"duckdb", "numpy", "openpyxl", "pandas", "plotly", "rapidfuzz", "scipy", "statsmodels", "streamlit"}
SMALL = Part("small", "1.0", "small-1.0.whl", hashlib.sha256(b"small").hexdigest(), "MIT")


def quiet(*_: object) -> None:
    """Nobody watches."""


def test_checking_loads_nothing_that_the_page_does_not_hold() -> None:
    rooms = {name.split(".")[0] for name in bundling.loaded_modules()}
    assert not HEAVY & rooms
    held = {part.name.replace("-", "_") for part in WHEELS}
    installed = metadata.packages_distributions()
    others = {name for name in rooms & set(installed) if name.islower() and "cython" not in name}
    assert others - {"dashboard"} <= held, others


@pytest.mark.parametrize("part", [part for part in WHEELS if part.name != "tzdata"], ids=lambda one: one.name)
def test_the_page_checks_with_the_versions_that_we_check_with(part: Part) -> None:
    assert metadata.version(part.name) == part.version


def test_the_desk_says_what_check_says_and_keeps_nothing(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "register.csv", [*bookings(3), BOOKING | {"session_date": "x"}])
    toml = b'[mapping.columns]\nsession_date = "When"\n'
    mapped = path.read_bytes().replace(b"session_date", b"When")
    steps: list[object] = []
    chosen = [("register.csv", path.read_bytes()), ("n/a.csv", mapped), ("n/a.toml", toml)]
    report = check_files(chosen, lambda *step: steps.append(step), tmp_path / "desk", tmp_path / "codes")
    assert steps == [("register.csv", 0, 2), ("n/a.csv", 1, 2)]
    lines = reports.as_csv(check(path)).splitlines()
    assert report.csv.splitlines() == [*lines, *(line.replace("register", "a", 1) for line in lines[1:])]
    assert "Check of 2 files" in report.page and "<html" not in report.parts
    assert not (tmp_path / "desk").exists()
    alone = check_files(chosen[:1], quiet, tmp_path / "desk", tmp_path / "codes")
    assert alone.page == html(check(path))


@pytest.mark.parametrize("name", ["../../etc/register.csv", "/register.csv", "a/../register.csv"])
def test_no_file_is_put_outside_the_desk(name: str, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    kept = tmp_path / "kept.txt"
    kept.write_text("kept", encoding="utf-8")
    check_files([(name, b"x"), (name, b"y")], quiet, desk, tmp_path / "codes")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def _registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A machine whose npm and pip are ``script``, and a folder for what is fetched."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("npm", "pip"):
        (tools / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    monkeypatch.setattr(fetching, "RUNTIME", SMALL)
    monkeypatch.setattr(fetching, "WHEELS", ())
    return tmp_path / "fetched"


#: The last word of npm's is the folder.
_PUT = 'for last; do :; done; printf %s "$0" >/dev/null; printf {what} > "$last/small-1.0.whl"'


def test_a_part_is_fetched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _registry(tmp_path, monkeypatch, _PUT.format(what="small"))
    assert fetched(folder, quiet)["small"].read_bytes() == b"small"
    shutil.rmtree(tmp_path / "tools")
    assert fetched(folder, quiet) == {"small": folder / SMALL.file}
    assert [path.name for path in folder.iterdir()] == [SMALL.file]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (_PUT.format(what="other"), "its SHA-256 differs"),
        ("echo 'no such host' >&2; exit 1", "is there a network? (npm: no such host)"),
        ("exit 0", "The registry has no small-1.0.whl"),
    ],
)
def test_what_cannot_be_had_is_said(
    script: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _registry(tmp_path, monkeypatch, script)
    with pytest.raises(NotFetched) as refused:
        fetched(folder, quiet)
    assert words in str(refused.value)
    assert f"put small-1.0.whl into {folder} yourself" in str(refused.value)
    assert list(folder.iterdir()) == []


def test_a_machine_without_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotFetched, match="npm is not installed"):
        fetched(tmp_path / "fetched", quiet)


@pytest.mark.parametrize("text", ["[mapping", '[mapping]\nfiles_ = "x"'])
def test_a_toml_that_would_refuse_every_file_is_not_built_in(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = tmp_path / "ngh.toml"
    toml.write_text(text, encoding="utf-8")
    out = tmp_path / "checker.html"
    assert dashboard("checker", "--out", out, "--mapping", toml, "--data", tmp_path) == 2
    assert "Correct the TOML file" in capsys.readouterr().err
    assert not out.exists()


def test_the_bundle_holds_the_installations_lists_and_the_mapping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundling, "WHEELS", ())
    monkeypatch.setattr(bundling, "loaded_modules", dict)
    where = Installation(tmp_path / "installation", tmp_path / "key")
    where.codes.mkdir(parents=True)
    (where.codes / "agency.csv").write_text("code,label\nnene,Nene\n", encoding="utf-8")
    toml = tmp_path / "ngh.toml"
    toml.write_text("[extract]\n", encoding="utf-8")
    with tarfile.open(fileobj=io.BytesIO(bundling.bundle(where, toml, {}))) as tar:
        names = tar.getnames()
    assert {"desk/partner.toml", "installation/codes/agency.csv"} <= set(names)
    assert "dashboard/data/reference/codes/agency.csv" in names
    assert not [name for name in names if "key" in name]
