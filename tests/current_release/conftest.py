"""An installation with two releases, and further ones."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard.settings import Installation
from tests.conftest import Shared
from tests.listing import list_anew
from tests.release.few_rows import training_release

__all__ = ["add", "broken_newest", "two"]

#: The newest release of the installations below, and what a bad disk leaves of it.
NEWEST = "published-2024-07-04-0badcafe.duckdb"
GARBAGE = b"not a database " * 1000


@pytest.fixture
def two(shared: Shared, tmp_path: Path) -> Installation:
    """Two releases of a few figures: one, and the same a day later as the newest."""
    return _two(shared(training_release), tmp_path)


@pytest.fixture(scope="module")
def broken_newest(released: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Two releases of every figure, for the pages; the newest cannot be read. Read only."""
    where = _two(released.root, tmp_path_factory.mktemp("broken"))
    (where.releases / NEWEST).write_bytes(GARBAGE)
    return where


def _two(like: Path, folder: Path) -> Installation:
    where = Installation(folder / "two", folder / "unused.key")
    shutil.copytree(like / "releases", where.releases)
    told = json.loads(where.pointer.read_text(encoding="utf-8"))
    add(where, where.releases / told["file"], datetime.date(2024, 7, 4))
    return where


def add(where: Installation, like: Path, day: datetime.date) -> Path:
    """A copy of a release under the id of another day, pointed at."""
    release_id = f"{day}-0badcafe"
    path = where.releases / f"published-{release_id}.duckdb"
    shutil.copy(like, path)
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE release SET value = ? WHERE key = 'id'", [release_id])
        con.execute("UPDATE release SET value = ? WHERE key = 'made'", [f"{day}T09:00:00"])
    list_anew(where)
    where.pointer.write_text(json.dumps({"file": path.name, "id": release_id}), encoding="utf-8")
    return path
