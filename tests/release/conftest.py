"""One small release for all tests that only read it."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from dashboard.publication import Publication
from dashboard.served import named_file
from dashboard.settings import Installation
from tests.release.small_store import small_release


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The small installation with its release. Do not change it."""
    return small_release(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def publication(released: Installation) -> Publication:
    """The small release, read as the display reads it."""
    return Publication(named_file(released))


@pytest.fixture(scope="session")
def rows(released: Installation) -> dict[str, pd.DataFrame]:
    """Every table of the small store, row by row."""
    with duckdb.connect(str(released.store), read_only=True) as con:
        views = con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        found = {name: con.execute(f"SELECT * FROM {name}").df() for (name,) in views}
    for frame in found.values():
        if "month" in frame.columns:
            frame["month"] = pd.to_datetime(frame["month"])
    return found
