"""The whole demonstration, for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.commands import run
from dashboard.settings import installation


def demonstration(folder: Path) -> None:
    """Make an ``installation`` in ``folder`` as ``dashboard demo`` makes it, and its key beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_KEY", str(folder / "demonstration.key"))
        where = installation(folder / "installation")
        assert run(["demo", "--no-serve", "--data", str(where.root)]) == 0
