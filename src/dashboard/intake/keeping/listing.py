"""Which files are held: by what name, of whom, of which months, and what replaced them."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from dashboard import store
from dashboard.intake.keeping.opening import only_user
from dashboard.intake.sources import sources
from dashboard.settings import Installation
from dashboard.store import versions


@dataclass(frozen=True)
class Held:
    """One file that the store knows.

    ``name`` is the file's own; the store never holds it, so it is known for as long as the reports of
    intake are kept. ``rows`` are those in the store, ``rows_that_count`` those that a release would count.
    A ``nil`` return has none; its months are those in which there was nothing to report.
    """

    file: str
    name: str
    source: str
    source_title: str
    agencies: tuple[str, ...]
    first_month: datetime.date | None
    last_month: datetime.date | None
    published_on: datetime.date | None
    rows: int
    rows_that_count: int
    run: str
    loaded: datetime.datetime
    made_up: bool
    covers: str
    replaced_by: str | None
    nil: bool = False

    @property
    def months(self) -> str:
        """2024-01 to 2024-03; empty where its rows have no months."""
        if not (self.first_month and self.last_month):
            return ""
        first, last = f"{self.first_month:%Y-%m}", f"{self.last_month:%Y-%m}"
        return first if first == last else f"{first} to {last}"


def held(where: Installation) -> list[Held]:
    """The files held, in the order they were taken in. Raises NothingHeld, StoreBusy or StoreUnusable."""
    with only_user(where), store.open_for_reading(where.store) as con:
        files = versions.held_files(con)
        rows = versions.rows_held(con)
        counting = versions.rows_that_count(con, sources())
        nil = versions.nil_files(con)
    names = names_of(where)
    return [
        Held(
            file=holding.file,
            name=names.get(holding.file, ""),
            source=holding.source,
            source_title=sources()[holding.source].title if holding.source in sources() else holding.source,
            agencies=holding.agencies,
            first_month=nil[holding.file].first if holding.file in nil else holding.first_month,
            last_month=nil[holding.file].last if holding.file in nil else holding.last_month,
            published_on=holding.published_on,
            rows=rows.get(holding.file, 0),
            rows_that_count=counting.get(holding.file, 0),
            run=holding.run,
            loaded=holding.loaded,
            made_up=holding.made_up,
            covers=holding.covers,
            replaced_by=holding.replaced_by,
            nil=holding.file in nil,
        )
        for holding in files
    ]


def names_of(where: Installation) -> dict[str, str]:
    """The names under which files were taken in, by what the store knows them by, from intake's reports."""
    names: dict[str, str] = {}
    for path in sorted(where.reports.glob("*.json")):
        try:
            reported = json.loads(path.read_text(encoding="utf-8"))["files"]
            named = {row["file"]: row["name"] for row in reported if row["outcome"] in ("stored", "replaced")}
        except (OSError, ValueError, KeyError, TypeError):
            continue  # no report of intake, or one that somebody has changed: the name is not known
        names |= named
    return names
