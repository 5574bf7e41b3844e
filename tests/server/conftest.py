"""The small release, and an installation of its own in which releases arrive."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard.settings import Installation

__all__ = ["arriving"]


@pytest.fixture
def arriving(released: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """A copy that the pages show and that may be changed."""
    where = Installation(tmp_path / "arriving", tmp_path / "unused.key")
    shutil.copytree(released.releases, where.releases)
    monkeypatch.setenv("DASHBOARD_DATA", str(where.root))
    return where
