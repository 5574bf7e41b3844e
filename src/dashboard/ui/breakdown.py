"""One period split by sector, agency, area or another dimension: sorted bars, or dots with intervals."""

from __future__ import annotations

from functools import lru_cache

from dashboard import charts, narrative
from dashboard.publication import ALL, Publication
from dashboard.series import Series
from dashboard.ui import exhibit, nearest
from dashboard.ui.choices import COUNTY, Chosen


def show(
    release: Publication, indicator: str, over: str, time_level: str = "year", chosen: Chosen | None = None
) -> None:
    """The parts of one indicator in the chosen year, the chosen area or sector standing out."""
    picked = chosen or Chosen()
    found, said = nearest.find(
        release, indicator, over, time_level, picked.year, tuple(picked.splits.items())
    )
    if found is None:
        exhibit.absent(f"{indicator}-by-{over}", said)
        return
    focus = {"sector": picked.sector, "area": picked.area}.get(over, "")
    exhibit.show(_made(release, found, said, over, "" if focus in (ALL, COUNTY) else focus))


@lru_cache(maxsize=256)
def _made(release: Publication, found: Series, said: str, over: str, focus: str) -> exhibit.Exhibit:
    marked = [focus] if focus in {point.code for point in found.shown} else []
    picture = charts.dots(found) if found.measure == "mean" else charts.bars(found, marked)
    sentence = narrative.headline(found, focus)
    return exhibit.make(release, f"{found.indicator.id}-by-{over}", sentence, picture, (found,), said)
