from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.settings import Installation
from tests.canary_release import small_lookup


@pytest.fixture
def where(tmp_path: Path) -> Installation:
    """An empty installation, with its key elsewhere."""
    return Installation(root=tmp_path / "data", key_file=tmp_path / "keys" / "test.key")


@pytest.fixture
def lookup(tmp_path: Path) -> Path:
    """A look-up of four postcodes, one of them a canary's."""
    return small_lookup(tmp_path / "lookup.csv.gz")
