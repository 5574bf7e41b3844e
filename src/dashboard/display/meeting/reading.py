"""From a view of a story to the published series it names; what is not published is refused in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboard.display.analysis import published_series
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.maps import reading as places
from dashboard.display.meeting.story import View
from dashboard.methods import wording
from dashboard.publication import ALL, COUNTY, Indicator, Publication
from dashboard.publication.outlines import atlas

TIME_LEVELS = (*wording.TIME_LEVELS, ALL)
GEOGRAPHY_LEVELS = ("county", "unitary", "district", "force", "national")


class Refusal(Exception):
    """A story asks for what this release does not publish. The message is for the presenter."""


def read(publication: Publication, view: View) -> PublishedSeries:
    """The series that ``view`` names, called by its name. Raises Refusal where it is not published."""
    about = _indicator(publication, view)
    _known_words(publication, view, about)
    confined: dict[str, Any] = {"geography_level": view.geography_level, **dict(view.splits)}
    cells = dict(confined)
    if view.over not in ("time", "area"):
        cells[view.over] = ...
    if view.over != "area":
        confined["area"] = cells["area"] = _area(publication, view, about, cells)
    time = None if view.over == "time" else _period(publication, view, about, cells)
    line = published_series.read(
        publication, view.indicator, view.over, time_level=view.time_level, time=time, **confined
    )
    if not line.points:
        raise _not_published(publication, view, about)
    return replace(line, name=view.name or ", ".join(words(publication, view)))


def read_map(publication: Publication, view: View) -> PublishedSeries:
    """A series over districts or unitaries: the areas that a map draws, then what it cannot draw."""
    if view.over != "area" or view.geography_level not in ("district", "unitary"):
        raise Refusal("A map needs a view over area, at district or unitary level.")
    ground = atlas(publication)
    if not ground.drawable:
        raise Refusal("This release was made before releases carried outlines: show bars instead of a map.")
    every = read(publication, view)
    drawn = places.on_map(ground, every, view.geography_level)
    return replace(every, points=(*drawn.points, *places.elsewhere(ground, every, view.geography_level)))


def words(publication: Publication, view: View) -> list[str]:
    """What a view is called: its indicator's title, then what it is confined to, then its area."""
    parts = [publication.indicators[view.indicator].title]
    parts += [wording.lower_first(publication.label(name, code)) for name, code in view.splits]
    if view.over != "area" and view.area and view.area != COUNTY:
        parts.append(publication.label("area", view.area))
    return parts


def apart(publication: Publication, views: Sequence[View]) -> list[str]:
    """What tells several views from each other: their names, or the words that not all of them have."""
    titles = [words(publication, view) for view in views]
    shared = set(titles[0]).intersection(*titles[1:]) if len(titles) > 1 else set()
    names = []
    for view, parts in zip(views, titles, strict=True):
        own = ", ".join(part for part in parts if part not in shared) or "All"
        names.append(view.name or own[:1].upper() + own[1:])
    return names


def _indicator(publication: Publication, view: View) -> Indicator:
    about = publication.indicators.get(view.indicator)
    if about is None:
        raise Refusal(f"This release has no indicator {view.indicator!r}.")
    return about


def _known_words(publication: Publication, view: View, about: Indicator) -> None:
    if view.time_level not in TIME_LEVELS:
        raise Refusal(f"{about.title}: time_level {view.time_level!r} is none of {', '.join(TIME_LEVELS)}.")
    if view.geography_level not in GEOGRAPHY_LEVELS:
        known = ", ".join(GEOGRAPHY_LEVELS)
        raise Refusal(f"{about.title}: geography_level {view.geography_level!r} is none of {known}.")
    along = [view.over] if view.over not in ("time", "area") else []
    for name in [*along, *(name for name, _ in view.splits)]:
        if name not in publication.dimensions:
            raise Refusal(f"{about.title}: this release has no breakdown {name!r}.")
    if view.over in dict(view.splits):
        raise Refusal(
            f"{about.title}: a view over {view.over} cannot be confined to one {view.over} as well."
        )
    if view.over == "time" and (view.time or view.time_level == ALL):
        raise Refusal(f"{about.title}: a view over time needs a time_level such as quarter, and no time.")


def _period(publication: Publication, view: View, about: Indicator, cells: dict[str, Any]) -> str:
    """The period of a view that does not run over time: the one it names, else the last full one.

    Which periods there are does not depend on what is hidden: a hidden figure is a cell too.
    """
    periods = published_series.periods(publication, view.indicator, view.time_level, **cells)
    if not periods:
        raise _not_published(publication, view, about)
    if view.time and view.time not in periods:
        raise Refusal(
            f"{about.title}: {view.time!r} is not published; "
            f"this view goes from {periods[0]} to {periods[-1]}."
        )
    first, last = published_series.extent(publication, about)
    return view.time or wording.in_full(periods, first, last)[-1]


def _area(publication: Publication, view: View, about: Indicator, cells: dict[str, Any]) -> str:
    """The one area of a view: figures of several are never read as one series."""
    asked = publication.cells(
        view.indicator, time_level=view.time_level, area=view.area or None, columns=["area"], **cells
    )
    areas = sorted(set(asked["area"]))
    if not areas:
        raise _not_published(publication, view, about)
    if len(areas) > 1:
        raise Refusal(f"{about.title}: name one area; this view has {len(areas)}.")
    return str(areas[0])


def _not_published(publication: Publication, view: View, about: Indicator) -> Refusal:
    tables = publication.table("tables")
    grains = sorted(set(tables.loc[tables["indicator"] == view.indicator, "grain"]))
    named = "; ".join(grain.replace(" x ", " and ").replace("_", " ") for grain in grains)
    there = f" Published are: {named}." if grains else ""
    by = ", ".join(f"{name.replace('_', ' ')} {code}" for name, code in view.splits)
    confined = f" for {by}" if by else ""
    where = f" in {publication.label('area', view.area)}" if view.over != "area" and view.area else ""
    over, level = view.over.replace("_", " "), view.time_level.replace("_", " ")
    return Refusal(
        f"{about.title} is not published over {over} by {level} "
        f"at {view.geography_level} level{where}{confined}.{there}"
    )
