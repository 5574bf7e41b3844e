"""The week of 22 to 26 July 2019, from which the partnership's training grew."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.display.analysis import published_series
from dashboard.display.ui.blocks import exhibit, notes, tiles
from dashboard.display.ui.html import details, paragraphs, put
from dashboard.files.templates import joined
from dashboard.methods import wording
from dashboard.publication import Publication
from dashboard.publication.events import event
from dashboard.publication.memo import per_release

EVENT, COURSE, MONTH = "training_week", "exploitation_week_2019", "2019-07"
INDICATORS = ("attendances", "packs_handed_out", "pocket_guides_handed_out")


def show(release: Publication) -> None:
    """What was published about the week, and what this release holds of it."""
    published, figures = _published(release), _tiles(release)
    if figures:
        put(paragraphs([published], "nd-section-lead") + tiles.grid([figures]))
    else:
        exhibit.absent(EVENT, f"{published} This release holds no records of that week.".strip())


def _published(release: Publication) -> str:
    week = event(release, EVENT)
    if week is None:
        return "This release does not hold what was published about that week."
    return f"{week.about} ({week.source}.) It does not say whether they are different people."


@per_release(size=4)
def _tiles(release: Publication) -> Markup:
    return joined(_tile(release, name) for name in INDICATORS if name in release.indicators)


def _tile(release: Publication, indicator: str) -> Markup:
    line = published_series.read(release, indicator, "time", time_level="month", time=MONTH, course=COURSE)
    if not line.shown:
        return Markup()
    about, point = line.indicator, line.shown[0]
    course = release.label("course", COURSE)
    made_up = " Made up." if release.made_up else ""
    under = f"{exhibit.plain(about.unit)}, {course}, {point.label}.{made_up}"
    inside = tiles.figure(
        wording.measured(point.value or 0.0, line.measure), [under, notes.source([about], short=True)]
    ) + details("About this figure", notes.about(release, indicator, line.measure), about.title)
    return tiles.tile(about.title, inside)
