"""The store of an installation, for whoever wants to know what it holds or to take something out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from dashboard import store
from dashboard.intake.sources import sources
from dashboard.settings import Installation


class NothingHeld(Exception):
    """There is no store, or nothing in it that was asked for. The message says what to do."""


@contextlib.contextmanager
def only_user(where: Installation) -> Iterator[None]:
    """Keep every writer away while the block runs; the store has the layout of now.

    Raises NothingHeld where there is no store, StoreBusy or StoreUnusable.
    """
    if not where.store.exists():
        raise NothingHeld(f"There is no store in {where.root}. Run 'dashboard intake FILE' first.")
    with store.only_writer(where.store):
        store.bring_up_to_date(where.store, sources().values())
        yield
