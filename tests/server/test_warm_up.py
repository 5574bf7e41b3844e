from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from dashboard.publication import current_release
from dashboard.server import MIDDLEWARE, lifespan
from dashboard.server.warm_up import warm_up
from dashboard.settings import Installation


@pytest.fixture
def set_aside_again() -> Iterator[None]:
    """What the tests themselves have set aside is taken back with what the server has."""
    yield
    gc.collect()
    gc.freeze()


@pytest.mark.usefixtures("set_aside_again")
def test_garbage_is_set_aside_while_serving_and_taken_back_after() -> None:
    """What is still frozen when Python ends is never freed, and DuckDB then says it was leaked."""

    async def serve() -> int:
        async with lifespan(None):
            return gc.get_freeze_count()

    before = gc.get_freeze_count()
    assert asyncio.run(serve()) > before
    assert gc.get_freeze_count() == 0


def test_the_release_is_opened_before_the_first_visitor(
    released: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(released.root))
    warm_up()
    read = Mock()
    monkeypatch.setattr(current_release, "Publication", read)
    assert current_release.now(released).release.made_up
    read.assert_not_called()


def test_without_a_release_the_server_starts_and_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    with caplog.at_level(logging.WARNING):
        warm_up()
    assert "dashboard demo" in caplog.text


def test_what_refuses_stands_outside_what_works() -> None:
    """A refusal carries the headers too, and costs no compression."""
    named = [str(layer.cls.__name__) for layer in MIDDLEWARE]  # type: ignore[attr-defined]
    assert named == ["SecurityHeaders", "Guard", "Compression", "Shell"]
