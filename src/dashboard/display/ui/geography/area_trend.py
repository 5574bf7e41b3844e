"""The chosen area over time, on boundaries that do not change, with the change of councils marked."""

from __future__ import annotations

from dashboard.display import charts, narrative
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.maps import rates
from dashboard.display.ui.blocks import exhibit, nearest
from dashboard.display.ui.geography.area_choices import View
from dashboard.publication import ALL, COUNTY, Publication
from dashboard.publication.events import event, events
from dashboard.publication.memo import per_release
from dashboard.publication.populations import residents


def show(release: Publication, view: View) -> None:
    """The figure of ``view`` over time in its area, or in the whole county."""
    splits = () if view.area == COUNTY else (("area", view.area),)
    line, note = nearest.find(release, view.indicator, "time", view.step, ALL, splits)
    if view.rate and splits and line is not None:
        line = rates.per_residents(line, residents(release, line.indicator.rate_of), view.area)
    elif view.rate:
        note = f"Shown as counts: rates are worked out for areas only. {note}".strip()
    if line is None:
        exhibit.absent("area-trend", note)
    else:
        exhibit.show(_exhibit(release, line, note))


@per_release(size=256)
def _exhibit(release: Publication, line: PublishedSeries, note: str) -> exhibit.Exhibit:
    marks = set(charts.applicable_events(line, events(release)))
    change = event(release, "unitaries")
    if change is not None:
        marks.add(charts.Mark(change.starts, change.label))
    picture = charts.line([line], sorted(marks))
    return exhibit.make(release, "area-trend", narrative.headline(line), picture, (line,), note)
