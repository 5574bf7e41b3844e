"""Who is due a refresher: whose training is in date, and whose runs out within three months."""

from __future__ import annotations

from dataclasses import replace

from dashboard import series
from dashboard.publication import Publication
from dashboard.ui import breakdown, trend
from dashboard.ui.choices import Chosen


def show(release: Publication, chosen: Chosen) -> None:
    """The share in date over time and, newest, by sector; then those whose training runs out next."""
    quarters = series.periods(release, "in_date", "quarter") if "in_date" in release.indicators else ()
    now = replace(chosen, year=quarters[-1][:4] if quarters else chosen.year)
    for indicator in ("in_date", "due_refresher"):
        trend.show(release, indicator, "quarter", chosen)
        breakdown.show(release, indicator, "sector", "quarter", now)
