"""One period split by sector, agency, area or another dimension: sorted bars, or dots with intervals."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dashboard import charts, narrative, wording
from dashboard.publication import ALL, Publication
from dashboard.series import Series
from dashboard.ui import exhibit, nearest
from dashboard.ui.choices import COUNTY, Chosen


def show(
    release: Publication,
    indicator: str,
    over: str,
    time_level: str = "year",
    chosen: Chosen | None = None,
    **fixed: str,
) -> None:
    """The parts of one indicator in the chosen year, the chosen area or sector standing out.

    ``fixed`` names codes of other dimensions that the figure is confined to (a source).
    """
    picked = chosen or Chosen()
    splits, confined = tuple(picked.splits.items()), tuple(fixed.items())
    found, said = nearest.find(release, indicator, over, time_level, picked.year, splits, confined)
    key = "-".join([indicator, "by", over, *fixed.values()])
    if found is None:
        exhibit.absent(key, said)
        return
    focus = {"sector": picked.sector, "area": picked.area}.get(over, "")
    exhibit.show(_made(release, found, said, key, "" if focus in (ALL, COUNTY) else focus, confined))


@lru_cache(maxsize=256)
def _made(
    release: Publication, found: Series, said: str, key: str, focus: str, fixed: nearest.Splits
) -> exhibit.Exhibit:
    if fixed:
        of = ", ".join(wording.lower_first(release.label(name, code)) for name, code in fixed)
        found = replace(found, name=f"{found.name}, {of}")
    marked = [focus] if focus in {point.code for point in found.shown} else []
    picture = charts.dots(found) if found.measure == "mean" else charts.bars(found, marked)
    return exhibit.make(release, key, narrative.headline(found, focus), picture, (found,), said)
