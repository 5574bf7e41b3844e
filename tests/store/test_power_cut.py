"""What is said to be stored is on the disk: a power cut takes no row, no key and no report."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import store
from dashboard.files.disk import move_into_place
from dashboard.intake import take_in
from dashboard.intake.anonymise.keys import key_for
from dashboard.intake.sources import sources
from dashboard.settings import Installation
from tests.canary_release import small_lookup
from tests.power_cut import contents, watched
from tests.validation.extracts import bookings, write_csv

#: It holds words for whoever waits, and its loss costs nothing.
LOCK = {"store.lock"}


def test_a_store_is_on_the_disk_before_it_takes_the_old_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data" / "store.duckdb"
    for _ in ("the first", "one that replaces it"):
        before = contents(tmp_path)
        with watched(monkeypatch) as disk, store.rewrite(path) as con:
            store.create_tables(con, sources().values())
        forced, _ = disk.forced[path.stat().st_ino]
        assert forced < disk.named[path]
        assert disk.lost(tmp_path, before) <= {f"data/{name}" for name in LOCK}


def test_a_key_is_on_the_disk_before_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = Installation(root=tmp_path / "data", key_file=tmp_path / "deep" / "keys" / "one.key")
    with watched(monkeypatch) as disk:
        key_for(where, None)
    assert where.key_file.exists()
    assert disk.lost(tmp_path, {}) == set()


def test_all_that_an_intake_leaves_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = Installation(root=tmp_path / "data", key_file=tmp_path / "keys" / "one.key")
    extract = write_csv(tmp_path / "register.csv", bookings(3))
    before = contents(tmp_path)
    lookup = small_lookup(tmp_path / "lookup.csv.gz")
    before |= contents(tmp_path)
    with watched(monkeypatch) as disk:
        take_in([extract], where, postcodes=lookup)
    assert {path.name for path in where.root.iterdir()} == {"store.duckdb", "reports", *LOCK}
    assert disk.lost(tmp_path, before) <= {f"data/{name}" for name in LOCK}


def test_the_watch_notices_what_is_not_forced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(tmp_path)
    with watched(monkeypatch) as disk:
        for name in ("kept", "renamed", "changed"):
            (tmp_path / f"{name}.new").write_text(name)
        move_into_place(tmp_path / "kept.new", tmp_path / "kept")
        move_into_place(tmp_path / "changed.new", tmp_path / "changed")
        with (tmp_path / "changed").open("a") as stream:
            stream.write("and more")
        (tmp_path / "renamed.new").replace(tmp_path / "renamed")
    assert disk.lost(tmp_path, before) == {"renamed", "changed"}
