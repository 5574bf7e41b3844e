"""Two measures of the same places, side by side: where people work, and where training is held."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dashboard import charts, narrative
from dashboard.publication import Publication
from dashboard.series import Series
from dashboard.ui import exhibit, nearest
from dashboard.ui.choices import Chosen


def show(release: Publication, left: tuple[str, str], right: tuple[str, str], chosen: Chosen) -> None:
    """``left`` and ``right`` are an indicator and what its column is called, by area in the chosen year."""
    found = []
    for indicator, name in (left, right):
        one, said = nearest.find(release, indicator, "area", "year", chosen.year, ())
        if one is None:
            exhibit.absent(f"{left[0]}-beside", said)
            return
        found.append(replace(one, name=name))
    exhibit.show(_made(release, found[0], found[1], said))


@lru_cache(maxsize=64)
def _made(release: Publication, left: Series, right: Series, said: str) -> exhibit.Exhibit:
    sentence = narrative.side_by_side(left, right)
    picture = charts.beside(left, right)
    return exhibit.make(release, f"{left.indicator.id}-beside", sentence, picture, (left, right), said)
