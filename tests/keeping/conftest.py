from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.settings import Installation


@pytest.fixture
def where(tmp_path: Path) -> Installation:
    """An empty installation, with its key elsewhere."""
    return Installation(root=tmp_path / "data", key_file=tmp_path / "keys" / "test.key")
