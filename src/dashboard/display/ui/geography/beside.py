"""Two measures of the same places, side by side: where people work, and where training is held."""

from __future__ import annotations

from dataclasses import replace

from dashboard.display import charts, narrative
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.ui.blocks import exhibit, nearest
from dashboard.display.ui.choices import Chosen
from dashboard.publication import Publication
from dashboard.publication.memo import per_release


def show(release: Publication, left: tuple[str, str], right: tuple[str, str], chosen: Chosen) -> None:
    """``left`` and ``right`` are an indicator and what its column is called, by area in the chosen year."""
    both = []
    for indicator, name in (left, right):
        line, note = nearest.find(release, indicator, "area", "year", chosen.year, ())
        if line is None:
            exhibit.absent(f"{left[0]}-beside", note)
            return
        both.append(replace(line, name=name))
    exhibit.show(_exhibit(release, *_without_empty_places(both), note))


def _without_empty_places(lines: list[PublishedSeries]) -> tuple[PublishedSeries, PublishedSeries]:
    """Both series without the places beside the districts in which neither has anything."""
    filled = {point.code for line in lines for point in line.points if point.value not in (0, None)}
    filled |= {point.code for line in lines for point in line.hidden}
    left, right = (
        replace(line, points=tuple(p for p in line.points if p.code in filled or p.code.startswith("E07")))
        for line in lines
    )
    return left, right


@per_release(size=64)
def _exhibit(
    release: Publication, left: PublishedSeries, right: PublishedSeries, note: str
) -> exhibit.Exhibit:
    sentence = narrative.side_by_side(left, right)
    picture = charts.side_by_side_bars(left, right)
    return exhibit.make(release, f"{left.indicator.id}-beside", sentence, picture, (left, right), note)
