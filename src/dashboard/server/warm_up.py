"""What is done once, before the first visitor: imports, the release, and garbage set aside."""

from __future__ import annotations

import gc
import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import anyio.to_thread

from dashboard import publication, settings
from dashboard.publication import current_release
from dashboard.publication.outlines import atlas

log = logging.getLogger(__name__)

#: What the first page would otherwise import while its visitor waits.
HEAVY = ("pyarrow", "pydeck")
#: What one page or an interactive chart alone needs, and what takes seconds to import: loaded once
#: the first visitors are served.
LATER = ("plotly.graph_objects", "statsmodels.genmod.generalized_linear_model")
#: Seconds after the start at which that is done.
DELAY = 10


def warm_up() -> None:
    """Import what is slow and open the release that is served.

    Without a release the server still starts: each page then says what to run.
    """
    from dashboard.display import charts, exports, maps, narrative  # noqa: F401

    for name in HEAVY:
        importlib.import_module(name)
    try:
        shown = current_release.now(settings.installation())
    except publication.NoRelease as missing:
        log.warning("%s", missing)
    else:
        if shown.warning:
            log.warning("%s", shown.warning)
        for indicator in shown.release.indicators:
            shown.release.cells(indicator, geography_level=None)
        atlas(shown.release)


def freeze() -> None:
    """Set aside everything alive now, so that the collection after each page run passes it by."""
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Warm up before the first request is taken; take the garbage back at the end.

    What stays frozen when Python ends is never freed, and DuckDB then reports it as leaked.
    """
    await anyio.to_thread.run_sync(warm_up)
    freeze()
    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_later)
            yield {}
            tasks.cancel_scope.cancel()
    finally:
        gc.unfreeze()


async def _later() -> None:
    await anyio.sleep(DELAY)
    await anyio.to_thread.run_sync(load_later, abandon_on_cancel=True)


def load_later() -> None:
    """Import what few pages need. It is set aside as well, or each page run would pay for its garbage."""
    for name in LATER:
        importlib.import_module(name)
    gc.freeze()
