"""Of which edition an indicator's figures are, and when the next is due: those of its own source."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from dashboard.reference import periods
from dashboard.reference.schedule import Schedule
from dashboard.release.indicators import Header
from dashboard.store.returns import Standing

_SERIES = re.compile(r"series = '(\w+)'")


@dataclass(frozen=True)
class Newest:
    """What is known of the editions of all sources: ``published`` by series and source (of a cited fact an
    empty one), ``received`` by source.

    ``expected`` are the returns that agencies are to send, ``scheduled`` what others publish.
    """

    published: Mapping[tuple[str, str], datetime.date] = field(default_factory=dict)
    received: Mapping[str, datetime.date] = field(default_factory=dict)
    expected: Sequence[Standing] = ()
    scheduled: Mapping[str, Schedule] = field(default_factory=dict)

    def edition(self, header: Header, sources: Sequence[str]) -> datetime.date | None:
        """The day of publication of the figures' table; of records the day on which the last file came.

        Of several the earliest: no figure is newer than its oldest part.
        """
        if header.policy == "comparators":
            named = _SERIES.findall(header.sql)
            days = [self.published.get((series, source)) for series in named for source in (*sources, "")]
        else:
            days = [self.received.get(source) for source in sources]
        return min((day for day in days if day is not None), default=None)

    def next_due(self, header: Header, sources: Sequence[str], as_of: datetime.date | None) -> str | None:
        """When figures follow those that go to ``as_of``: the last day for it (2024-05-09), or a month
        (2024-05); None where nothing says so."""
        if as_of is None:
            return None
        if header.policy == "comparators":
            rules = [self.scheduled[source] for source in sources if source in self.scheduled]
            edition = self.edition(header, sources)
            return min((rule.next_due(as_of, edition) for rule in rules), default=None)
        expected = {standing.expected for standing in self.expected if standing.expected.source in sources}
        days = []
        for each in expected:
            months = periods.read_period(periods.period_of(as_of + datetime.timedelta(days=1), each.every))
            if each.last is None or months[1] <= each.last:
                days.append(each.due_on(months))
        return min(days).isoformat() if days else None


def published_days(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], datetime.date]:
    """The newest day of publication of each series of published figures that a release counts, by source."""
    asked = (
        "SELECT series, '', max(published_on) FROM comparators WHERE origin = 'cited' "
        "AND published_on IS NOT NULL GROUP BY ALL"
    )
    held = "SELECT 1 FROM duckdb_views() WHERE database_name = 'store' AND view_name = 'comparators'"
    if con.execute(held).fetchall():
        asked += (
            " UNION ALL SELECT series, source, max(c.published_on)::DATE FROM store.comparators c "
            "JOIN store.files f USING (file) WHERE c.published_on IS NOT NULL GROUP BY ALL"
        )
    return {(series, source): day for series, source, day in con.execute(asked).fetchall()}
