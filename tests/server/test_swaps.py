"""New releases while people look: a small form of ``python -m tests.server.swaps``."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest
from streamlit import config

from dashboard.publication import Publication, current_release
from dashboard.settings import Installation
from tests.server.sessions import Visitor, running
from tests.server.swaps import PAGES, copies, point_at, swap_while_read

#: Pages that take little: what is tested is the same on all of them.
QUICK = ("Compare", "Overview")


def test_releases_arrive_while_people_look(arriving: Installation) -> None:
    """A page fails or names two releases where one is closed under its reader."""
    sessions = 4
    counted = asyncio.run(swap_while_read(arriving, swaps=10, sessions=sessions, pages=QUICK))
    assert not counted.failures
    assert (counted.failed, counted.mixed, counted.empty) == (0, 0, 0)
    assert counted.runs >= 10
    assert len(counted.releases) >= 5
    # One for each session, the one served, the one that the last run of all left behind.
    assert max(counted.release_files) <= sessions + 2


@pytest.fixture
def no_collection() -> Iterator[None]:
    """Neither by itself nor by Streamlit after each run."""
    config.set_option("runner.postScriptGC", False)
    gc.collect()
    gc.disable()
    yield
    gc.enable()
    config.set_option("runner.postScriptGC", True)


def test_an_idle_session_holds_no_release_open(arriving: Installation, no_collection: None) -> None:
    """By counts of references alone: what is set aside after warm-up is never collected."""

    async def look() -> list[str]:
        held: list[str] = []
        before: dict[str, weakref.ref[Publication]] = {}
        releases = copies(arriving)
        async with running() as runtime:
            for page in PAGES:
                point_at(arriving, next(releases))
                run = await Visitor(runtime).open(page)  # it stays
                assert not run.failures
                assert len(run.releases) == 1
                held += [name for name, release in before.items() if release() is not None]
                before = {page: weakref.ref(current_release.now(arriving).release)}
        return held

    assert asyncio.run(look()) == []
