"""A backup is whole or refused, and an installation made from it is the one that was copied."""

from __future__ import annotations

import datetime
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.commands import run
from dashboard.release import make_release
from dashboard.settings import Installation
from dashboard.store import backups
from dashboard.store.backups import BackupRefused, back_up, restore
from dashboard.store.writer import StoreBusy, only_writer
from tests.conftest import Shared
from tests.release.few_rows import NRM_FIGURES, nrm_release, some


def silent(_name: str, _done: int, _of: int) -> None:
    """Nobody asked to be told."""


@pytest.fixture
def site(shared: Shared, tmp_path: Path) -> Installation:
    """An installation with a release of what is protected, and with a code list of its own."""
    shutil.copytree(shared(nrm_release), tmp_path / "site")
    where = Installation(tmp_path / "site", tmp_path / "keys" / "site.key")
    where.codes.mkdir(exist_ok=True)
    (where.codes / "agency.csv").write_text("code,label,also,sector,district,first_responder\n")
    return where


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for name in backups.KEPT
        for path in sorted([root / name, *(root / name).rglob("*")])
        if path.is_file()
    }


def test_what_is_restored_is_what_was_copied_and_releases_go_on(site: Installation, tmp_path: Path) -> None:
    copy = back_up(site, tmp_path / "disk", silent)
    moved = Installation(tmp_path / "elsewhere" / "site", tmp_path / "keys" / "moved.key")
    restore(copy.folder, moved, silent)
    assert contents(moved.root) == contents(site.root)
    few = some(tmp_path / "next", NRM_FIGURES[0])
    report = make_release(moved, made_at=datetime.datetime(2024, 8, 3), folder=few, accept_loss=True)
    assert report.path.is_relative_to(moved.root)


def test_the_key_and_the_inbox_are_never_copied(site: Installation, tmp_path: Path) -> None:
    site.key_file.parent.mkdir()
    site.key_file.write_bytes(b"k" * 32)
    site.inbox.mkdir()
    (site.inbox / "register.csv").write_text("canary")
    folder = back_up(site, tmp_path / "disk", silent).folder
    held = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert held and not any(b"k" * 32 in text or b"canary" in text for text in held)


def test_a_backup_that_was_changed_cut_short_or_is_none_is_refused(
    site: Installation, tmp_path: Path
) -> None:
    folder = back_up(site, tmp_path / "disk", silent).folder
    fresh = Installation(tmp_path / "fresh", tmp_path / "unused.key")
    store = folder / "store.duckdb"
    whole = store.read_bytes()
    for spoiled in (whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1])):
        store.write_bytes(spoiled)
        with pytest.raises(BackupRefused, match=r"store\.duckdb is missing or not as it was"):
            restore(folder, fresh, silent)
        assert not fresh.root.exists()
    store.unlink()
    with pytest.raises(BackupRefused, match="missing or not as it was"):
        restore(folder, fresh, silent)
    with pytest.raises(BackupRefused, match="not a whole backup"):
        restore(tmp_path / "disk", fresh, silent)
    about = json.loads((folder / "backup.json").read_text())
    (folder / "backup.json").write_text(json.dumps(about | {"files": {"../outside": "0"}}))
    with pytest.raises(BackupRefused, match="not a whole backup"):
        restore(folder, fresh, silent)


def test_a_damaged_store_is_never_copied_as_if_it_were_whole(site: Installation, tmp_path: Path) -> None:
    for spoilt in (b"x" * 100, b"x" * 5000, site.store.read_bytes()[:3000]):
        site.store.write_bytes(spoilt)
        with pytest.raises(BackupRefused, match="cannot be opened as a store"):
            back_up(site, tmp_path / "disk", silent)
    assert not (tmp_path / "disk").exists()


def test_nothing_is_written_over(site: Installation, tmp_path: Path) -> None:
    folder = back_up(site, tmp_path / "disk", silent).folder
    before = contents(site.root)
    with pytest.raises(BackupRefused, match="Nothing is written over"):
        restore(folder, site, silent)
    assert contents(site.root) == before


def test_a_backup_inside_the_installation_or_beside_a_writer_is_refused(
    site: Installation, tmp_path: Path
) -> None:
    with pytest.raises(BackupRefused, match="belongs on another disk"):
        back_up(site, site.root / "copies", silent)
    with only_writer(site.store), pytest.raises(StoreBusy):
        back_up(site, tmp_path / "disk", silent)


KILLED = """
import sys, time
from pathlib import Path
from dashboard.settings import Installation
from dashboard.store import backups

def stop(_name, done, of):
    if done == of // 2:
        print("half", flush=True)
        time.sleep(60)

where = Installation(Path(sys.argv[2]), Path(sys.argv[2]) / "unused.key")
if sys.argv[1] == "backup":
    backups.back_up(where, Path(sys.argv[3]), stop)
else:
    backups.restore(Path(sys.argv[3]), where, stop)
"""


def kill_half_way(what: str, root: Path, other: Path) -> None:
    words = [sys.executable, "-c", KILLED, what, str(root), str(other)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        process.send_signal(signal.SIGKILL)
        process.wait(10)


def test_one_that_is_killed_leaves_no_copy_that_could_be_taken_for_whole(
    site: Installation, tmp_path: Path
) -> None:
    disk, fresh = tmp_path / "disk", Installation(tmp_path / "fresh", tmp_path / "unused.key")
    kill_half_way("backup", site.root, disk)
    assert not list(disk.glob("dashboard-*"))
    folder = back_up(site, disk, silent).folder
    kill_half_way("restore", fresh.root, folder)
    assert not fresh.root.exists()
    restore(folder, fresh, silent)
    assert contents(fresh.root) == contents(site.root)


def test_the_commands_say_where_the_key_belongs(
    site: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["backup", str(tmp_path / "disk"), "--data", str(site.root)]) == 0
    (folder,) = (tmp_path / "disk").glob("dashboard-*")
    assert "The key is not among them" in capsys.readouterr().out
    assert run(["restore", str(folder), "--data", str(tmp_path / "new")]) == 0
    assert "Its key is not there yet. Copy the key file of" in capsys.readouterr().out
    assert run(["restore", str(folder), "--data", str(tmp_path / "new")]) == 2
    assert "Nothing is written over" in capsys.readouterr().err
