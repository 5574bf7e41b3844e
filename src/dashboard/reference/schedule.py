"""When the next edition of a published table is due: in which month by rule, or on the day announced.

``schedule.csv``: source, every (month, quarter, year), months (from the last of the next period to that of
publication), next (an announced day, may be empty), published_by, seen (where the rule was seen). An
installation may have its own. A rule gives a month and no day: publishers choose the day anew each time.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from dashboard.reference.periods import MONTHS_OF, later
from dashboard.reference.reading import ReferenceRefused, is_day, read_table, rows_of

_FILE = "schedule.csv"
_COLUMNS = ("source", "every", "months", "next", "published_by", "seen")


@dataclass(frozen=True)
class Schedule:
    """How often one source is published, how many months after a period's last, and the day announced."""

    every: str
    months: int
    announced: datetime.date | None = None

    def next_due(self, covers: datetime.date, edition: datetime.date | None) -> str:
        """When figures follow those that go to the day ``covers`` and were published on ``edition``.

        A month as 2024-05, or the announced day as 2024-05-09 while it lies after the edition. A figure of
        whole years may be of an edition that already holds later quarters: what is due next follows the
        edition.
        """
        if self.announced and (edition is None or self.announced > edition):
            return self.announced.isoformat()
        step = MONTHS_OF[self.every]
        month = later(covers, step + self.months)
        while edition is not None and month <= edition:
            month = later(month, step)
        return f"{month:%Y-%m}"


def schedules(own: Path | None = None) -> dict[str, Schedule]:
    """The schedule of each source by name; ``own`` is an installation's folder of facts.

    Raises ReferenceRefused, naming file and row, where the file is not as it must be.
    """
    read: dict[str, Schedule] = {}
    for place, row in rows_of(read_table(_FILE, _COLUMNS, ("months",), own), _FILE, own):
        if row["source"] in read:
            raise ReferenceRefused(f"{place}: {row['source']} stands twice.")
        if row["every"] not in MONTHS_OF:
            raise ReferenceRefused(f"{place}: every must be one of {', '.join(MONTHS_OF)}.")
        if row["next"] and not is_day(row["next"]):
            raise ReferenceRefused(f"{place}: next must be a day like 2024-04-01, or empty.")
        announced = datetime.date.fromisoformat(row["next"]) if row["next"] else None
        read[row["source"]] = Schedule(row["every"], int(row["months"]), announced)
    return read
