"""Up to four series of one unit in one picture over time, each named where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.display import charts, narrative
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.ui.blocks import exhibit, nearest
from dashboard.display.ui.choices import Chosen
from dashboard.publication import ALL, Publication
from dashboard.publication.events import events
from dashboard.publication.memo import per_release


@dataclass(frozen=True)
class Line:
    """An indicator, what its line is called, and the codes of other dimensions that it is confined to."""

    indicator: str
    name: str
    fixed: nearest.Splits = ()


def show(
    release: Publication,
    key: str,
    title: str,
    lines: Sequence[Line],
    time_level: str,
    chosen: Chosen,
    apart: bool = False,
    beneath: str = "",
) -> None:
    """The lines that the release holds, as near to what is chosen as all of them are published.

    ``apart`` draws each in a panel of its own. The first lines' changes are the headline, under ``title``
    or, where that is empty, their own names; ``beneath`` stands after the picture.
    """
    asked = tuple(chosen.splits.items())
    near = [
        nearest.search(release, series.indicator, "time", time_level, ALL, asked, series.fixed)
        for series in lines
    ]
    instead = max((nearby.instead for nearby in near), key=len, default=())
    if instead:
        # Lines of different people do not belong in one picture: all give up what one must.
        kept = tuple(choice for choice in asked if choice[0] not in dict(instead))
        near = [
            replace(
                nearest.search(release, series.indicator, "time", time_level, ALL, kept, series.fixed),
                note=next(nearby.note for nearby in near if nearby.instead == instead),
            )
            for series in lines
        ]
    held = tuple(
        replace(nearby.series, name=line.name)
        for line, nearby in zip(lines, near, strict=True)
        if nearby.series is not None
    )
    if not held:
        exhibit.absent(key, near[0].note)
        return
    exhibit.show(_exhibit(release, key, title, held, near[0].note, apart, beneath), instead)


@per_release(size=64)
def _exhibit(
    release: Publication,
    key: str,
    title: str,
    held: tuple[PublishedSeries, ...],
    note: str,
    apart: bool,
    beneath: str,
) -> exhibit.Exhibit:
    marks = charts.applicable_events(held[0], events(release))
    picture = charts.panels(held, marks) if apart else charts.line(held, marks)
    called = [f"{title}, {line.name}" if title else line.name for line in held[:2]]
    sentence = " ".join(
        narrative.headline(replace(line, name=name)) for line, name in zip(held, called, strict=False)
    )
    return exhibit.make(release, key, sentence, picture, held, note, name=title, beneath=beneath)
