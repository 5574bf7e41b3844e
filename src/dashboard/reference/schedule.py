"""When the next edition of a published table is due: by rule, or on a day that its publisher has announced.

``schedule.csv``: source, every (month, quarter, year), days (after the end of the next period), next (an
announced day, may be empty), published_by. An installation may have its own.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from dashboard.reference.periods import MONTHS_OF, last_day, later
from dashboard.reference.reading import ReferenceRefused, is_day, read_table, rows_of

_FILE = "schedule.csv"
_COLUMNS = ("source", "every", "days", "next", "published_by")


@dataclass(frozen=True)
class Schedule:
    """How often one source is published, how many days after a period's end, and the day announced."""

    every: str
    days: int
    announced: datetime.date | None = None

    def next_due(self, covers: datetime.date, edition: datetime.date | None) -> datetime.date:
        """By when figures follow those that go to the day ``covers`` and were published on ``edition``.

        An announced day counts while it lies after the edition. A figure of whole years may be of an edition
        that already holds later quarters: what is due next follows the edition.
        """
        if self.announced and (edition is None or self.announced > edition):
            return self.announced
        month = later(covers.replace(day=1), MONTHS_OF[self.every])
        wait = datetime.timedelta(days=self.days)
        while edition is not None and last_day(month) + wait <= edition:
            month = later(month, MONTHS_OF[self.every])
        return last_day(month) + wait


def schedules(own: Path | None = None) -> dict[str, Schedule]:
    """The schedule of each source by name; ``own`` is an installation's folder of facts.

    Raises ReferenceRefused, naming file and row, where the file is not as it must be.
    """
    read: dict[str, Schedule] = {}
    for place, row in rows_of(read_table(_FILE, _COLUMNS, ("days",), own), _FILE, own):
        if row["source"] in read:
            raise ReferenceRefused(f"{place}: {row['source']} stands twice.")
        if row["every"] not in MONTHS_OF:
            raise ReferenceRefused(f"{place}: every must be one of {', '.join(MONTHS_OF)}.")
        if row["next"] and not is_day(row["next"]):
            raise ReferenceRefused(f"{place}: next must be a day like 2024-04-01, or empty.")
        announced = datetime.date.fromisoformat(row["next"]) if row["next"] else None
        read[row["source"]] = Schedule(row["every"], int(row["days"]), announced)
    return read
