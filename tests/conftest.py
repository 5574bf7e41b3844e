"""What tests share: one demonstration installation, made once, that no test may change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.settings import Installation, installation
from tests.serving import Serve, Served, start


@pytest.fixture(scope="session")
def demo_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The whole demonstration: extracts, store and release, as ``dashboard demo`` makes them.

    To be read only; a test that changes something copies ``root`` first. It takes about half a minute.
    """
    from dashboard.commands import run

    folder = tmp_path_factory.mktemp("demonstration")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_KEY", str(folder / "demonstration.key"))
        where = installation(folder / "installation")
        assert run(["demo", "--no-serve", "--data", str(where.root)]) == 0
    yield where


@pytest.fixture(autouse=True)
def own_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test makes a key in the user's own folder, or reads the user's installation."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    for name in ("DASHBOARD_KEY", "DASHBOARD_DATA"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start cold servers; those still running at the end are stopped."""
    started: list[Served] = []

    def start_one(where: Installation) -> Served:
        started.append(start(where, tmp_path / f"server-{len(started)}.log"))
        return started[-1]

    yield start_one
    for served in started:
        served.stop()
