"""What tests share: installations made once for all processes and runs, which no test may change."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import hypothesis
import pytest

from tests.ordering import ByFile, longest_first
from tests.thorough import is_thorough

# What takes long to import is imported by whoever needs it. The process that hands out the tests runs none,
# and the others begin only after it has read this file.
if TYPE_CHECKING:
    import pandas as pd

    from dashboard.publication import Publication
    from dashboard.settings import Installation
    from tests.serving import Serve, Served
    from tests.sharing import Maker

# Tests start dozens of servers and commands. Each compiles the libraries anew where a machine forbids to keep
# what was compiled, which takes longer than all else that it does.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Tests write thousands of small files and wait for each to lie on the disk; in memory nobody waits. A run
# needs far less than is asked for here.
MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # noqa: S108
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
# What is imported and collected stays: to look for garbage in it meanwhile is in vain.
gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """See ``tests.ordering`` and, before any are chosen by their marks, ``tests.thorough``."""
    for item in items:
        if is_thorough(item.nodeid):
            item.add_marker(pytest.mark.thorough)
    items[:] = longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """See ``tests.ordering``."""
    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_collection_finish() -> None:
    """Set aside what was imported and collected, as the server does (``dashboard.server.warm_up``).

    Streamlit looks for garbage after every run of a page: among all tests, that takes longer than the run.
    """
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_sessionfinish() -> None:
    """Take it back: what is still set aside when Python ends is never freed."""
    gc.unfreeze()


# No test asserts a clock: on a busy machine an example takes as long as it does.
hypothesis.settings.register_profile(
    "suite", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")

#: Gives the folder that a maker has filled.
Shared = Callable[["Maker"], Path]


@pytest.fixture(scope="session")
def shared() -> Iterator[Shared]:
    """What a maker makes, made once. Read only: a test that changes some of it fails the run at its end."""
    from tests.sharing import Keeper

    keeper, handed_out = Keeper(), dict[str, Path]()

    def keep(maker: Maker) -> Path:
        handed_out[maker.__qualname__] = keeper.keep(maker)
        return handed_out[maker.__qualname__]

    yield keep
    for content in handed_out.values():
        keeper.check(content)


@pytest.fixture(scope="session")
def demo_installation(shared: Shared) -> Installation:
    """The whole demonstration: extracts, store and release, as ``dashboard demo`` makes them.

    To be read only; a test that changes something copies ``root`` first. It takes about half a minute.
    """
    from dashboard.settings import Installation
    from tests.demonstration import demonstration

    folder = shared(demonstration)
    return Installation(folder / "installation", folder / "demonstration.key")


@pytest.fixture(scope="session")
def released(shared: Shared) -> Installation:
    """The small installation with its release. Read only."""
    from dashboard.settings import Installation
    from tests.release.small_store import small_release

    root = shared(small_release)
    return Installation(root, root / "unused.key")


@pytest.fixture(scope="session")
def publication(released: Installation) -> Publication:
    """The small release, read as the display reads it."""
    from dashboard.publication import Publication
    from dashboard.publication.current_release import named_file

    return Publication(named_file(released))


@pytest.fixture(scope="session")
def rows(released: Installation) -> dict[str, pd.DataFrame]:
    """Every table of the small store, row by row."""
    import duckdb
    import pandas as pd

    with duckdb.connect(str(released.store), read_only=True) as con:
        views = con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        tables = {name: con.execute(f"SELECT * FROM {name}").df() for (name,) in views}
    for table in tables.values():
        if "month" in table.columns:
            table["month"] = pd.to_datetime(table["month"])
    return tables


@pytest.fixture(scope="session", autouse=True)
def components_found_once() -> Iterator[None]:
    """Every run of a page in a test looks through all installed packages for components of the page.

    That takes nine tenths of the run, and no test installs a package: the first finding stands.
    """
    from streamlit.components.v2 import manifest_scanner

    found = cache(manifest_scanner.scan_component_manifests)
    with mock.patch.object(manifest_scanner, "scan_component_manifests", found):
        yield


@pytest.fixture(autouse=True)
def own_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test makes a key in the user's own folder, or reads the user's installation."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    for name in ("DASHBOARD_KEY", "DASHBOARD_DATA"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start cold servers; those still running at the end are stopped."""
    from tests.serving import start

    started: list[Served] = []

    def start_one(where: Installation) -> Served:
        started.append(start(where, tmp_path / f"server-{len(started)}.log"))
        return started[-1]

    yield start_one
    for served in started:
        served.stop()
