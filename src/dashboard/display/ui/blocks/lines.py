"""Up to four series of one unit in one picture over time, each named where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.display import charts, narrative
from dashboard.display.analysis.series import Series
from dashboard.display.ui.blocks import exhibit, nearest
from dashboard.display.ui.choices import Chosen
from dashboard.publication import Publication
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
) -> None:
    """The lines that the release holds, as near to what is chosen as all of them are published.

    ``apart`` draws each in a panel of its own. The first line's change is the headline.
    """
    asked = tuple(chosen.splits.items())
    near = [
        nearest.search(release, one.indicator, "time", time_level, "all", asked, one.fixed) for one in lines
    ]
    instead = max((one.instead for one in near), key=len, default=())
    if instead:
        # Lines of different people do not belong in one picture: all give up what one must.
        kept = tuple(one for one in asked if one[0] not in dict(instead))
        near = [
            replace(
                nearest.search(release, one.indicator, "time", time_level, "all", kept, one.fixed),
                said=next(told.said for told in near if told.instead == instead),
            )
            for one in lines
        ]
    held = tuple(
        replace(found.series, name=line.name)
        for line, found in zip(lines, near, strict=True)
        if found.series is not None
    )
    if not held:
        exhibit.absent(key, near[0].said)
        return
    exhibit.show(_made(release, key, title, held, near[0].said, apart), instead)


@per_release(size=64)
def _made(
    release: Publication, key: str, title: str, held: tuple[Series, ...], said: str, apart: bool
) -> exhibit.Exhibit:
    marks = charts.bearing(held[0], events(release))
    picture = charts.panels(held, marks) if apart else charts.line(held, marks)
    sentence = " ".join(narrative.headline(replace(one, name=f"{title}, {one.name}")) for one in held[:2])
    return exhibit.make(release, key, sentence, picture, held, said, name=title)
