"""Intake, release and demonstration never work on one installation at the same time."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard import settings
from dashboard.intake import take_in
from dashboard.release import making
from dashboard.settings import Installation
from dashboard.store.writer import only_writer
from tests.commands.test_commands import dashboard
from tests.validation.extracts import bookings, write_csv

HOLDER = """
import sys
from pathlib import Path
from dashboard.store.writer import only_writer
with only_writer(Path(sys.argv[1]), sys.argv[2]):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process(where: Installation, task: str) -> Iterator[int]:
    """A process that holds the installation until the block ends; gives its id."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(where.store), task],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline() == "held\n"
        yield process.pid
        process.stdin.close()
        assert process.wait(60) == 0


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with made-up rows, which every command could work on."""
    folder = tmp_path_factory.mktemp("made-up")
    where = Installation(folder / "installation", folder / "the.key")
    take_in([write_csv(folder / "register.csv", bookings(12))], where, made_up=True)
    return where


@pytest.mark.parametrize("task", ["intake", "release"])
@pytest.mark.parametrize("command", ["intake", "release", "demo"])
def test_the_second_is_told_whom_to_wait_for_and_changes_nothing(
    command: str,
    task: str,
    made_up: Installation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DASHBOARD_KEY", str(made_up.key_file))
    extract = write_csv(tmp_path / "more.csv", bookings(14))

    class Script:
        @staticmethod
        def make(*_: object, **__: object) -> list[Path]:
            return [extract]

    monkeypatch.setattr("dashboard.commands.demo._script", Script)
    words = {"intake": [extract], "demo": ["--no-serve"]}
    before = made_up.store.read_bytes()
    with another_process(made_up, task) as process:
        assert dashboard(command, *words.get(command, []), "--data", made_up.root) == 2
    told = capsys.readouterr().err
    assert re.search(rf"^Process {process} \({task}, since \d\d:\d\d:\d\d on ", told, re.MULTILINE)
    assert "Nothing was changed. Wait until it has finished" in told and "Traceback" not in told
    assert made_up.store.read_bytes() == before
    assert not made_up.releases.exists() and not made_up.register.exists()


@pytest.mark.parametrize("end", ["kill", "finish"])
def test_who_has_ended_blocks_nobody_and_is_not_named(end: str, tmp_path: Path) -> None:
    where = settings.installation(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(where.store), "release"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline() == "held\n"
        if end == "kill":
            process.kill()
        process.stdin.close()
        process.wait(60)
    with only_writer(where.store, "intake"):
        words = where.store.with_suffix(".lock").read_text(encoding="utf-8")
        assert words.startswith(f"Process {os.getpid()} (intake, since ")
    assert where.store.with_suffix(".lock").read_text(encoding="utf-8") == ""


def test_a_release_holds_the_installation_while_it_counts(
    made_up: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which register holds is read from the rows: they must not change before they are counted."""
    held = []

    def look(where: Installation) -> bool:
        held.append(where.store.with_suffix(".lock").read_text(encoding="utf-8"))
        raise making.ReleaseError("seen")

    monkeypatch.setattr(making, "made_up", look)
    for work in (making.make_release, making.forget_made_up):
        with pytest.raises(making.ReleaseError, match="seen"):
            work(made_up)
    assert [words.partition(", since")[0] for words in held] == [
        f"Process {os.getpid()} (release",
        f"Process {os.getpid()} (demonstration",
    ]


def test_a_demonstration_never_clears_the_register_of_real_records(tmp_path: Path) -> None:
    where = Installation(tmp_path / "installation", tmp_path / "the.key")
    take_in([write_csv(tmp_path / "register.csv", bookings(12))], where)
    kept = where.register / making.MADE_UP / "cells.csv"
    kept.parent.mkdir(parents=True)
    kept.touch()
    with pytest.raises(making.ReleaseError, match="no made-up records"):
        making.forget_made_up(where)
    assert kept.exists()


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_what_is_private_is_so_whatever_the_umask(
    umask: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = settings.installation(tmp_path / "above" / "installation")
    monkeypatch.setenv("DASHBOARD_KEY", str(tmp_path / "keys" / "the.key"))
    extract = write_csv(tmp_path / "register.csv", bookings(12))
    before = os.umask(umask)
    try:
        assert dashboard("intake", "--data", where.root) == 2  # makes the inbox, which is empty
        assert dashboard("intake", extract, "--data", where.root) == 0
    finally:
        os.umask(before)
    rights = {
        str(path.relative_to(tmp_path)): stat.S_IMODE(path.stat().st_mode)
        for path in (where.root.parent, *where.root.parent.rglob("*"))
    }
    assert {name: mode for name, mode in rights.items() if mode & 0o077} == {}
    assert rights["above/installation/store.lock"] == 0o600


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
def test_a_lock_that_an_earlier_version_left_open_is_closed_to_others(tmp_path: Path) -> None:
    lock = tmp_path / "store.lock"
    lock.touch()
    lock.chmod(0o666)
    with only_writer(tmp_path / "store.duckdb", "intake"):
        assert stat.S_IMODE(lock.stat().st_mode) == 0o600
