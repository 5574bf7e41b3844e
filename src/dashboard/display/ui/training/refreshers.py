"""Who is due a refresher: whose training is in date, and whose runs out within three months."""

from __future__ import annotations

from dataclasses import replace

from dashboard.display.analysis import published_series
from dashboard.display.ui.blocks import breakdown, trend
from dashboard.display.ui.choices import Chosen
from dashboard.publication import Publication


def show(release: Publication, chosen: Chosen) -> None:
    """The share in date over time and, newest, by sector; then those whose training runs out next."""
    quarters = (
        published_series.periods(release, "in_date", "quarter") if "in_date" in release.indicators else ()
    )
    now = replace(chosen, year=quarters[-1][:4] if quarters else chosen.year)
    for indicator in ("in_date", "due_refresher"):
        trend.show(release, indicator, "quarter", chosen)
        breakdown.show(release, indicator, "sector", "quarter", now)
