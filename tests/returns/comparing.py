"""Every sentence that compares figures of one period: places, sectors, other parts, and two side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from dashboard.display import charts, narrative
from dashboard.display.analysis import incomplete, proportions, published_series
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.maps import gap, rates, reading
from dashboard.display.meeting.deck import Refusal, freeze
from dashboard.display.meeting.story import Item, Story, View
from dashboard.display.ui.blocks import nearest
from dashboard.display.ui.overview.key_figures import Tile, ordered
from dashboard.methods import wording
from dashboard.publication import Publication
from dashboard.publication.outlines import atlas
from dashboard.publication.populations import residents
from tests.returns.sentences import Said


def along(release: Publication) -> Iterator[tuple[View, PublishedSeries]]:
    """Published series along areas and along each code, of the newest period that lacks a return."""
    for indicator in release.indicators:
        for level in (*wording.TIME_LEVELS, "all"):
            for over in ("area", *release.dimensions):
                where = {"geography_level": "district"} if over == "area" else {over: ...}
                times = published_series.periods(release, indicator, level, **where)
                lacking = [time for time in times if incomplete.lacks(release, indicator, time)]
                for time in lacking[-1:]:
                    view = View(indicator, over, level, time, where.get("geography_level", "county"))
                    found = published_series.read(
                        release, indicator, over, time_level=level, time=time,
                        geography_level=view.geography_level,
                    )  # fmt: skip
                    if found.shown:
                        yield view, found


def told_beside(release: Publication) -> Iterator[Said]:
    """What pages, tiles and slides say of every such series, and of two of the same parts side by side."""
    views = list(along(release))
    for view, one in views:
        where = f"{view.indicator} by {view.over}, {view.time}"
        focus = one.shown[0].code
        for text in (
            narrative.headline(one),
            narrative.headline(one, focus),
            *_worked_out(release, view, one),
        ):
            yield Said(where, text, True, compares=True)
    for (left, one), (right, other) in pairwise(sorted(views, key=lambda each: (each[0].over, each[0].time))):
        if (left.over, left.time) == (right.over, right.time):
            where = f"{left.indicator} beside {right.indicator} by {left.over}, {left.time}"
            for text in (narrative.side_by_side(one, other), narrative.association(one, other)):
                yield Said(where, text, True, compares=True)
    yield from _slides(release, [view for view, _ in views])
    yield from _tiles(release, [view for view, _ in views])


def _worked_out(release: Publication, view: View, one: PublishedSeries) -> Iterator[str]:
    """Sentences on what is worked out from a series: shares, a pair of stages, the two-way map."""
    yield narrative.paired(one.name, one, one)
    if len(one.shown) > 1:
        yield narrative.paired(one.name, *charts.by_stage(one, one.name)[:2])
    if one.measure == "count":
        shares = proportions.of_whole(one, one, one.name, "% of all")
        if shares.shown:
            yield narrative.funnel(shares, shares.shown[0].code, shares.shown[0])
    if view.over == "area" and one.measure == "count":
        ground = atlas(release)
        drawn = reading.on_map(ground, one, "district")
        needed = rates.per_residents(drawn, residents(release, one.indicator.rate_of))
        yield gap.sentence(gap.two_way(ground, drawn, needed), one.period)


def _slides(release: Publication, views: list[View]) -> Iterator[Said]:
    for view in views:
        kinds = ["bars", "dots", "words", *(["map"] if view.over == "area" else [])]
        items = [Item(kind, (view,)) for kind in kinds] + [Item("paired", (view, view))]
        for item in items:
            try:
                (slide,) = freeze(release, Story("Title", "", "", "north", (item,))).slides
            except Refusal:
                continue
            yield Said(f"slide of {view.indicator}, {item.kind}", slide.headline, True, compares=True)
    yield from _lines(release)


def _lines(release: Publication) -> Iterator[Said]:
    """Slides of two lines over time compare them in the last period that both have."""
    for indicator in release.indicators:
        for level in wording.TIME_LEVELS:
            areas = list(
                published_series.codes(
                    release, indicator, "area", time_level=level, geography_level="district"
                )
            )
            views = [View(indicator, "time", level, "", "district", area) for area in areas[:2]]
            if len(views) == 2:
                (slide,) = freeze(
                    release, Story("Title", "", "", "north", (Item("compare", tuple(views)),))
                ).slides
                newest = [narrative.latest(one) for one in slide.lines]
                yield Said(
                    f"lines of {indicator}", slide.headline, bool(narrative.lacking(*newest)), compares=True
                )


def _tiles(release: Publication, views: list[View]) -> Iterator[Said]:
    """A tile of the highest parts of each view, as words, and one with another figure beside it."""
    plain = {Tile(view.indicator, view.time_level, view.over) for view in views if view.time_level != "all"}
    tiles = [*plain, *(replace(tile, beside=tile.indicator, called=("a", "b")) for tile in plain)]
    for tile in sorted(tiles, key=str):
        found, _ = nearest.find(release, tile.indicator, tile.over, tile.time_level, "")
        ((html, _),) = ordered(release, (tile,))
        text = re.sub(r"<[^>]+>", " ", html.partition("<details>")[0])
        yield Said(f"tile of {tile.indicator}", text, bool(found and found.lacks), compares=True)
