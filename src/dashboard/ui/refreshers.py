"""Who is due a refresher: whose training is in date, and whose runs out in the next quarter at most."""

from __future__ import annotations

from functools import lru_cache

from dashboard import charts, series, wording
from dashboard.publication import Publication
from dashboard.ui import breakdown, exhibit, trend
from dashboard.ui.choices import Chosen

#: Training is in date for 36 months.
QUARTERS = 12


def show(release: Publication, chosen: Chosen) -> None:
    """The share in date over time and by sector, then those whose training runs out next quarter."""
    trend.show(release, "in_date", "quarter", chosen)
    breakdown.show(release, "in_date", "sector", "quarter", chosen)
    due(release)


def due(release: Publication) -> None:
    """The people trained in the quarter whose training runs out in the quarter after the data ends."""
    last = release.facts.get("last_month", "")
    held = "people_trained" in release.indicators
    quarters = series.periods(release, "people_trained", "quarter") if held else ()
    over = [time for time in quarters if not wording.is_cut(time, "", last)]
    trained = wording.later(over[-1], 1 - QUARTERS) if over else ""
    if trained not in quarters:
        exhibit.absent(
            "due", "Who falls due next cannot be said yet: the register does not reach back three years."
        )
        return
    exhibit.show(_due(release, trained, wording.later(over[-1], 1)))


@lru_cache(maxsize=8)
def _due(release: Publication, trained: str, runs_out: str) -> exhibit.Exhibit:
    whole = series.read(release, "people_trained", "time", time_level="quarter", time=trained).shown
    found = series.read(release, "people_trained", "sector", time_level="quarter", time=trained)
    picture = charts.bars(found) if found.points else None
    return exhibit.make(
        release, "due", _sentence(whole[0].value or 0.0, trained, runs_out), picture, (found,)
    )


def _sentence(people: float, trained: str, runs_out: str) -> str:
    return (
        f"At most {wording.number(people)} people fall due in {wording.period(runs_out)}: those trained in "
        f"{wording.period(trained)} who have not come again since."
    )
