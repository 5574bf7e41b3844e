"""Whatever fails, a command ends with 2 and says what, where and what to do; no stack trace, nothing lost."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from dashboard import commands, settings
from dashboard.commands import _trouble
from dashboard.intake import take_in
from dashboard.settings import Installation
from tests.commands.test_commands import NAMES, dashboard
from tests.validation.extracts import bookings, write_csv

#: What the smallest call of each command takes.
NEEDED = {
    "attack": ["x"],
    "backup": ["x"],
    "check": ["x"],
    "checker": ["--out", "x"],
    "erase": ["--person"],
    "map": ["x"],
    "nil": ["x", "x", "x"],
    "pack": ["--agenda", "x", "--out", "x"],
    "protect": ["--atoms", "x", "--cells", "x", "--out", "x"],
    "restore": ["x"],
    "template": ["x", "--out", "x"],
    "trace": ["x"],
    "verify": ["x"],
    "withdraw": ["x"],
}
VALUE = "SN-20417"
FULL = OSError(errno.ENOSPC, "No space left on device", "/srv/store")
#: What goes wrong, and a part of what is told of it.
FAILURES = {
    "full disk": (FULL, "The disk is full: /srv/store."),
    "forbidden": (PermissionError(errno.EACCES, "Permission denied", "/srv"), "read or written: /srv."),
    "read-only disk": (OSError(errno.EROFS, "Read-only file system", "/srv"), "can only be read: /srv."),
    "folder for a file": (IsADirectoryError(errno.EISDIR, "Is a directory", "/srv"), "where a file belongs"),
    "file for a folder": (NotADirectoryError(errno.ENOTDIR, "Not a directory", "/srv"), "a folder belongs"),
    "another error of the system": (OSError(errno.EBUSY, "Device or resource busy", "/srv"), "busy: /srv."),
    "no memory": (MemoryError(), "not enough memory"),
    "full disk of the database": (duckdb.IOException("IO Error: No space left on device"), "disk is full"),
    "full disk at the end": (duckdb.TransactionException(f"{VALUE}: File too large"), "disk is full"),
    "damaged database": (duckdb.SerializationException(f"Failed: {VALUE}"), "may be damaged"),
    "a value in its words": (duckdb.ConversionException(f"Could not convert {VALUE}"), "be damaged"),
    "a fault of ours": (KeyError(VALUE), "a fault of its own (KeyError at "),
    "a fault that quotes": (ValueError(f"invalid literal: {VALUE}"), "a fault of its own (ValueError at "),
}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("command", NAMES)
def test_a_failure_that_nobody_foresaw_is_told_in_words(
    command: str,
    failure: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    error, words = FAILURES[failure]

    def fails(*_: object) -> int:
        raise error

    monkeypatch.setattr(f"dashboard.commands.{command}.run", fails)
    assert dashboard(command, *NEEDED.get(command, []), "--data", tmp_path) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "Nothing that was stored or published before is lost." in told or "changed nothing" in told
    assert "Traceback" not in told and VALUE not in told


def test_the_place_of_a_fault_is_ours_and_not_the_users_folder() -> None:
    with pytest.raises(ValueError, match="null byte") as raised:
        Path(settings.installation("\0").root).stat()
    told = _trouble.words(raised.value, None)
    assert "(ValueError at src/dashboard/settings.py, line " in told
    assert str(settings.PROJECT) not in told


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with a store. To be read only."""
    folder = tmp_path_factory.mktemp("taken-in")
    where = Installation(folder / "installation", folder / "the.key")
    take_in([write_csv(folder / "register.csv", bookings(12))], where)
    return where


@pytest.fixture
def where(taken_in: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """A copy of it that a test may change."""
    shutil.copytree(taken_in.root, tmp_path / "installation")
    monkeypatch.setenv("DASHBOARD_KEY", str(taken_in.key_file))
    return settings.installation(tmp_path / "installation")


@contextmanager
def files_no_larger_than(most: int) -> Iterator[None]:
    """As on a disk that is full: what is written beyond ``most`` bytes of a file fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [10, 100_000, None], ids=["for nothing", "for half a copy", "for a copy"])
def test_a_disk_that_is_full_leaves_the_store_as_it_was(
    room: int | None, where: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = where.store.read_bytes()
    more = write_csv(tmp_path / "more.csv", bookings(4_000))
    with files_no_larger_than(len(before) + 4096 if room is None else room):
        assert dashboard("intake", more, "--data", where.root) == 2
    told = capsys.readouterr().err
    assert "larger than is allowed" in told or "The disk is full" in told
    assert "Traceback" not in told
    assert where.store.read_bytes() == before
    assert {path.name for path in where.root.iterdir()} == {"store.duckdb", "store.lock", "reports"}
    assert dashboard("intake", more, "--data", where.root) == 0


def damaged_stores() -> list[object]:
    return [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data[:3_000], id="cut in its head"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut in half"),
        pytest.param(lambda data: b"\xff" * 64 + data[64:], id="another head"),
        # Every block of rows and of what describes them.
        pytest.param(lambda data: data[:12_288] + bytes(len(data) - 12_288), id="zeros"),
        pytest.param(lambda data: data[:12_288] + bytes(b ^ 0x55 for b in data[12_288:]), id="other bytes"),
    ]


@pytest.mark.parametrize("damage", damaged_stores())
@pytest.mark.parametrize("command", ["intake", "release", "demo"])
def test_a_damaged_store_is_told_and_left_alone(
    command: str, damage: object, where: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(damage)
    damaged = damage(where.store.read_bytes())
    where.store.write_bytes(damaged)
    words = {"intake": [write_csv(tmp_path / "more.csv", bookings(14))], "demo": ["--no-serve"]}
    assert dashboard(command, *words.get(command, []), "--data", where.root) == 2
    told = capsys.readouterr().err
    assert "Restore it from a backup" in told and "Traceback" not in told
    assert where.store.read_bytes() == damaged


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\x00", b"5\n", b"{}\n", b"[[" * 400, None])
def test_a_damaged_register_stops_the_release_in_words(
    content: bytes | None, where: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    """None stands for a folder where the file belongs."""
    path = where.register / "releases.jsonl"
    path.parent.mkdir()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    assert dashboard("release", "--data", where.root) == 2
    told = capsys.readouterr().err
    assert told.strip() and "Traceback" not in told
    assert content is None or path.read_bytes() == content
    assert not where.pointer.exists()


def test_a_folder_for_a_key_is_told_as_one(
    where: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "keys").mkdir()
    monkeypatch.setenv("DASHBOARD_KEY", str(tmp_path / "keys"))
    assert dashboard("intake", write_csv(tmp_path / "r.csv", bookings(2)), "--data", where.root) == 2
    assert "is a folder, not a key. Set DASHBOARD_KEY to a file in it." in capsys.readouterr().err


@pytest.mark.parametrize("variable", ["DASHBOARD_DATA", "DASHBOARD_KEY"])
def test_the_home_of_nobody_is_told_as_missing(
    variable: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(variable, "~somebody-unknown/here")
    assert dashboard("files") == 2
    said = capsys.readouterr().err
    assert "~somebody-unknown/here" in said
    assert "name another one" in said


@pytest.mark.parametrize("command", ["catalogue", "demo", "intake", "pack", "release", "trace"])
def test_a_file_for_the_installations_folder_is_told_as_one(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "a file"
    taken.write_text("", encoding="utf-8")
    assert dashboard(command, *NEEDED.get(command, []), "--data", taken) == 2
    told = capsys.readouterr().err
    assert str(taken) in told and "Traceback" not in told
    assert taken.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("command", ["catalogue", "pack", "trace"])
def test_a_folder_for_the_pointer_is_told_as_one(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = settings.installation(tmp_path)
    where.pointer.mkdir(parents=True)
    assert dashboard(command, *NEEDED.get(command, []), "--data", tmp_path) == 2
    assert str(where.pointer) in capsys.readouterr().err


def test_a_report_that_cannot_be_kept_says_so_and_the_files_go_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = settings.installation(tmp_path / "installation")
    where.root.mkdir()
    where.reports.write_text("", encoding="utf-8")
    extract = write_csv(tmp_path / "register.csv", bookings(12))
    assert dashboard("intake", extract, "--data", where.root) == 1
    told = capsys.readouterr().out
    assert f"could not be kept in {where.reports}" in told and "12 stored" in told
    assert where.store.exists()


def test_output_to_a_full_disk_is_told_once(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "keys")}
    words = [sys.executable, "-m", "dashboard", "check", str(write_csv(tmp_path / "r.csv", bookings(2)))]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            words, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, env=environment, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("The disk is full.")
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr


def test_every_command_is_tried() -> None:
    assert set(NEEDED) <= set(NAMES) == set(commands.commands())
