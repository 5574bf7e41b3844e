"""Each page by itself, as a cold server runs it: without app.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.settings import PROJECT, Installation

OpenPage = Callable[..., AppTest]


@pytest.fixture
def open_page(released: Installation, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Run a page of the small release, or of another installation, with these parameters in its address.

    All parts of a page at once, unless one of them is asked for.
    """

    def run(name: str, where: Installation | None = None, **address: str) -> AppTest:
        monkeypatch.setenv("DASHBOARD_DATA", str((where or released).root))
        page = AppTest.from_file(str(PROJECT / "pages" / f"{name}.py"), default_timeout=600)
        for key, value in {"part": "everything", **address}.items():
            page.query_params[key] = value
        return page.run()

    return run


@pytest.fixture(scope="module")
def looked_at() -> dict[tuple[str, Path, tuple[tuple[str, str], ...]], AppTest]:
    """The pages that the tests of a file have looked at, by what opened them."""
    return {}


@pytest.fixture
def look_at(
    open_page: OpenPage,
    released: Installation,
    looked_at: dict[tuple[str, Path, tuple[tuple[str, str], ...]], AppTest],
) -> OpenPage:
    """As ``open_page``, opened once for all who look at it and change nothing on it."""

    def look(name: str, where: Installation | None = None, **address: str) -> AppTest:
        seen = name, (where or released).root, tuple(sorted(address.items()))
        if seen not in looked_at:
            looked_at[seen] = open_page(name, where, **address)
        return looked_at[seen]

    return look


def texts(page: AppTest) -> list[str]:
    """The HTML of every piece of text on a page, in order."""
    return [str(element.proto.body) for element in page.get("html")]
