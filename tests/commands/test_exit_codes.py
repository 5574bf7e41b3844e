"""Every command's exit codes against what docs/operating.md says: 0, 1, 2 and 130."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import release, settings
from dashboard.commands import EXIT_CODES
from dashboard.release.report import ReleaseReport
from dashboard.server import listening
from dashboard.settings import Installation
from tests.commands.test_commands import NAMES, dashboard
from tests.commands.test_trouble import NEEDED
from tests.validation.extracts import bookings, write_csv


def whole(folder: Path) -> Path:
    """An extract without a fault."""
    return write_csv(folder / "whole.csv", bookings(12))


def partly(folder: Path) -> Path:
    """An extract of which one row is set aside."""
    rows = [*bookings(12), *bookings(1, person_key="X", session_date="not a day")]
    return write_csv(folder / "partly.csv", rows)


def refused(folder: Path) -> Path:
    """A file that is no extract."""
    return write_csv(folder / "refused.csv", [{"colour": "red"}])


def lost(folder: Path) -> Path:
    """A file that is not there."""
    return folder / "lost.csv"


FILES: list[tuple[list[Callable[[Path], Path]], int]] = [
    ([whole], 0),
    ([partly], 1),
    ([whole, partly], 1),
    ([whole, refused], 1),
    ([partly, refused], 1),
    ([whole, lost], 1),
    ([refused], 2),
    ([refused, lost], 2),
]


# What is refused and what is set aside is told in both forms; what of it ends with which code is one rule.
@pytest.mark.parametrize(
    ("files", "code", "as_json"),
    [*((*case, []) for case in FILES), *((*case, ["--json"]) for case in FILES if len(case[0]) == 1)],
)
@pytest.mark.parametrize("command", ["check", "intake"])
def test_extracts(
    command: str, files: list[Callable[[Path], Path]], code: int, as_json: list[str], tmp_path: Path
) -> None:
    paths = [file(tmp_path) for file in files]
    data = ("--data", tmp_path / "installation")
    assert dashboard(command, *paths, *as_json, *data) == code
    # The same files again change nothing, and nothing is well that was not.
    assert dashboard(command, *paths, *as_json, *data) == code


def test_an_intake_of_nothing_is_2(tmp_path: Path) -> None:
    assert dashboard("intake", "--data", tmp_path) == 2


REPORT = ReleaseReport("2024-07-03-0badcafe", Path("x.duckdb"), 1.0, "2024-06-30", True, (), ())
ENDS = [
    (None, 0),
    (release.Unproved("x"), 1),
    (release.ReleaseError("x"), 2),
    (release.HeaderError("x"), 2),
    (release.PolicyError("x"), 2),
]


@pytest.mark.parametrize(("error", "code"), ENDS)
def test_a_release(
    error: Exception | None, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make_release(*_: object, **__: object) -> ReleaseReport:
        if error:
            raise error
        return REPORT

    monkeypatch.setattr(release, "make_release", make_release)
    assert dashboard("release", "--data", tmp_path) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["catalogue"], 0),
        (["catalogue", "--json"], 0),
        (["trace", "R02"], 0),
        (["trace", "R02", "--time", "1066"], 2),
        (["trace", "nothing_like_it"], 2),
        (["pack", "--agenda", "nothing_like_it", "--out", "out"], 2),
        (["demo", "--no-serve"], 0),
    ],
)
def test_what_reads_a_release(
    words: list[str], code: int, demo_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_KEY", str(demo_installation.key_file))
    assert dashboard(*words, "--data", demo_installation.root) == code


@pytest.mark.parametrize(
    "command", ["attack", "catalogue", "check", "intake", "pack", "protect", "release", "trace", "verify"]
)
def test_nothing_to_work_on_is_2(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert dashboard(command, *NEEDED.get(command, []), "--data", tmp_path / "nothing") == 2


def test_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "run", lambda opened, ready: opened.close())
    monkeypatch.setenv("DASHBOARD_DATA", "put back after the test")
    assert dashboard("serve", "--port", "0", "--data", tmp_path) == 0
    assert dashboard("serve", "--host", "192.0.2.1", "--data", tmp_path) == 2


@pytest.mark.parametrize("command", NAMES)
def test_ctrl_c_is_130(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"dashboard.commands.{command}.run", stopped)
    assert dashboard(command, *NEEDED.get(command, []), "--data", tmp_path) == 130


def test_the_readme_and_the_help_say_the_same() -> None:
    told = " ".join((settings.PROJECT / "docs" / "operating.md").read_text(encoding="utf-8").split())
    for code, meaning in (
        (0, "all is well"),
        (1, "something was refused or set aside"),
        (2, "nothing could be used"),
        (130, "stopped with Ctrl-C before the work was done"),
    ):
        assert f"{code} {meaning}" in told
        assert f"{code} {meaning}" in EXIT_CODES
