"""The same question before the training, after it and at follow-up, as one paired picture."""

from __future__ import annotations

from dashboard.display import charts, narrative
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.ui.blocks import exhibit, nearest
from dashboard.display.ui.choices import Chosen
from dashboard.publication import Publication
from dashboard.publication.memo import per_release

#: Before and after: without both there is nothing to pair.
ENOUGH = 2


def show(release: Publication, indicator: str, chosen: Chosen) -> None:
    """The stages of one indicator in the chosen year, for the whole county."""
    near = nearest.search(release, indicator, "stage", "year", chosen.year, tuple(chosen.splits.items()))
    key = f"{indicator}-by-stage"
    if near.series is None or len(near.series.points) < ENOUGH:
        exhibit.absent(key, near.note)
    else:
        exhibit.show(_exhibit(release, key, near.series, near.note), near.instead)


@per_release(size=64)
def _exhibit(release: Publication, key: str, line: PublishedSeries, note: str) -> exhibit.Exhibit:
    stages = charts.by_stage(line, line.name)
    sentence = narrative.paired(line.name, *stages[:3])
    return exhibit.make(release, key, sentence, charts.dumbbell(*stages[:3]), (line,), note)
