"""Whatever goes wrong on the way leaves the last good release served, and says so.

A solver that gives up, and rules edited meanwhile: tests/attacks/test_fails_closed.py.
"""

from __future__ import annotations

import dataclasses
import datetime
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import pytest

from dashboard import release
from dashboard.disclosure.certificate import CertificateError
from dashboard.publication.current_release import now
from dashboard.release import ReleaseError, publishing, solving
from dashboard.release.proving import prove, read_manifest
from dashboard.release.register import Register
from dashboard.settings import Installation
from tests.conftest import Shared
from tests.release.few_rows import NRM_FIGURES, nrm_release, some
from tests.release.small_store import MADE

LATER = MADE + datetime.timedelta(days=1)

#: Most releases here are of a few of the indicators: that the others vanish is accepted.
make_release = partial(release.make_release, accept_loss=True)


@pytest.fixture
def copy(shared: Shared, tmp_path: Path) -> Installation:
    """An installation of referrals of one route with its release, which a test may change."""
    shutil.copytree(shared(nrm_release), tmp_path / "copy")
    return Installation(tmp_path / "copy", tmp_path / "unused.key")


@pytest.fixture
def whole(released: Installation, tmp_path: Path) -> Installation:
    """A copy of the small installation with its release of every indicator."""
    shutil.copytree(released.root, tmp_path / "copy")
    return Installation(tmp_path / "copy", tmp_path / "unused.key")


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """What is released next: one figure fewer than before, else the last release would stand."""
    return some(tmp_path / "few", NRM_FIGURES[0])


def certificates(where: Installation) -> Path:
    return where.register / "made_up" / "certificates"


def fails_with(error: Exception) -> Callable[..., object]:
    def fails(*_: object, **__: object) -> object:
        raise error

    return fails


def test_a_changed_certificate_stops_the_release_and_is_named(copy: Installation) -> None:
    before = now(copy).release.id
    for path in certificates(copy).glob("nrm_0-*.npz"):
        with zipfile.ZipFile(path) as packed:
            inside = packed.getinfo("atoms.npy").header_offset + 80  # behind its name and sizes
        with path.open("r+b") as stream:
            stream.seek(inside)
            stream.write(b"\0\1\2\3")
    month_later = LATER + datetime.timedelta(days=31)  # of the same inputs the last release would stand
    with pytest.raises(ReleaseError, match=r"nrm_0-.*\.npz does not prove"):
        make_release(copy, made_at=month_later, folder=copy.root / "few")
    assert now(copy).release.id == before


def test_a_release_is_proved_by_its_certificates_and_no_other_file_is(whole: Installation) -> None:
    folder = certificates(whole)
    publication = now(whole).release
    manifest = read_manifest(folder, publication.id)
    assert prove(publication.path, manifest, folder) > 300
    changed = whole.root / "changed.duckdb"
    shutil.copy(publication.path, changed)
    with duckdb.connect(str(changed)) as con:
        con.execute(
            "UPDATE cells SET value = value + 1 WHERE indicator = 'nrm_referrals' AND time = '2023' "
            "AND time_level = 'year'"
        )
    with pytest.raises(CertificateError):
        prove(changed, manifest, folder)
    shutil.copy(publication.path, changed)
    with duckdb.connect(str(changed)) as con:
        con.execute(
            "UPDATE cells SET value = 3, status = 'published' WHERE rowid = (SELECT min(rowid) FROM cells "
            "WHERE indicator = 'concerns' AND status = 'c')"
        )
    with pytest.raises(CertificateError):
        prove(changed, manifest, folder)
    with pytest.raises(CertificateError):
        prove(publication.path, dataclasses.replace(manifest, bound={"policies.toml": "0" * 64}), folder)


def test_a_figure_outside_every_certificate_is_found(whole: Installation) -> None:
    folder = certificates(whole)
    publication = now(whole).release
    manifest = read_manifest(folder, publication.id)
    # All of one cross: what two crosses show, either covers.
    kept = tuple(file for file in manifest.certificates if not file.startswith("nrm_0-"))
    fewer = dataclasses.replace(manifest, certificates=kept)
    with pytest.raises(CertificateError, match="no certificate covers"):
        prove(publication.path, fewer, folder)


def test_what_goes_public_is_registered_before_anybody_sees_it(
    copy: Installation, few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = now(copy).release.id
    monkeypatch.setattr(publishing, "point_at", fails_with(OSError("the disk is full")))
    with pytest.raises(OSError, match="disk is full"):
        make_release(copy, made_at=LATER, folder=few)
    assert now(copy).release.id == before
    ids = [told["id"] for told in Register(copy.register / "made_up").releases()]
    assert ids[0] == before
    assert len(ids) == 2


KILLED = """
import datetime, sys, time
from pathlib import Path
from dashboard.release import make_release, writing
from dashboard.settings import Installation

def stop(*_, **__):
    print("writing", flush=True)
    time.sleep(60)

writing.publish = stop
root = Path(sys.argv[1])
where = Installation(root, root / "unused.key")
made = datetime.datetime.fromisoformat(sys.argv[3])
make_release(where, made_at=made, folder=Path(sys.argv[2]), accept_loss=True)
"""


def test_a_release_that_is_killed_leaves_the_last_one_and_the_next_one_works(
    copy: Installation, few: Path
) -> None:
    before = now(copy).release.id
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(copy.root), str(few), LATER.isoformat()],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
    assert now(copy).release.id == before
    report = make_release(copy, made_at=LATER, folder=few)
    assert now(copy).release.id == report.id != before


def test_the_register_is_for_its_owner_alone_and_says_each_count_once(copy: Installation, few: Path) -> None:
    folder = copy.register / "made_up"
    assert (folder.stat().st_mode & 0o777, certificates(copy).stat().st_mode & 0o777) == (0o700, 0o700)
    assert {path.stat().st_mode & 0o077 for path in certificates(copy).glob("*.npz*")} == {0}
    first = Register(folder).entries()
    make_release(copy, made_at=LATER, folder=few)
    again = Register(folder).entries()
    assert again == first
    assert len({one.what for one in first}) == len(first)
    with pytest.raises(ReleaseError, match="damaged"):
        next((folder / "cells").iterdir()).write_text("release,definition\nx,y\n", encoding="utf-8")
        Register(folder).entries()
    (folder / "releases.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(ReleaseError, match="put it back from a backup"):
        make_release(copy, made_at=LATER, folder=few)


def test_an_unchanged_store_is_not_solved_again(whole: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "protect", fails_with(AssertionError("solved again")))
    report = make_release(whole, made_at=LATER)
    assert now(whole).release.id == report.id
