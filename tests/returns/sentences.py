"""Every sentence that a release's figures over time give rise to, with the periods that it may speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.display import comparison, narrative
from dashboard.display.analysis import published_series
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.comparison import Comparison, Side
from dashboard.display.meeting.deck import freeze
from dashboard.display.meeting.story import Item, Story, View
from dashboard.display.ui.overview import attention, tile_words
from dashboard.methods import wording
from dashboard.publication import Publication
from dashboard.publication.targets import Target
from dashboard.publication.verdicts import counted_in_full

DECLINE = re.compile(
    r"\b(fell|fewer|lower|less|below|decline\w*|dropped|reduc\w+|decreas\w+)\b", re.IGNORECASE
)
MARK = re.compile(r"data (are )?missing", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """A sentence, where it stands, and whether the newest figure it may judge lacks a return.

    One that ``compares`` sets figures of one period beside each other.
    """

    where: str
    text: str
    lacking: bool
    labels: tuple[str, ...] = ()
    compares: bool = False

    @property
    def wrong(self) -> bool:
        """Whether it tells of a decline, or compares, for a period that lacks a return, without the mark."""
        if self.compares:
            return self.lacking and not MARK.search(self.text)
        speaks = self.lacking or any(label in self.text for label in self.labels)
        return speaks and bool(DECLINE.search(self.text)) and not MARK.search(self.text)


def lines(release: Publication) -> Iterator[PublishedSeries]:
    """Published series over time of each indicator: the county's, each sector's, one district's."""
    others = " AND ".join(f"\"{name}\" = 'all'" for name in release.dimensions if name != "sector")
    for indicator in release.indicators:
        keys = release.frame(
            "SELECT DISTINCT time_level, geography_level, area, sector FROM cells "
            f"WHERE indicator = '{indicator}' AND time_level != 'all' AND {others} "
            "AND (geography_level = 'county' OR area = 'E07000150' AND sector = 'all') ORDER BY ALL"
        )
        for key in keys.to_dict("records"):
            yield published_series.read(
                release, indicator, "time", **{str(name): str(code) for name, code in key.items()}
            )


def told(release: Publication) -> Iterator[Said]:
    """What pages, tiles, charts, comparisons and slides say of every series over time."""
    until = release.facts["last_month"]
    for one in lines(release):
        now = narrative.latest(one)
        then = narrative.before(one, now) if now else None
        lacking = bool(narrative.lacking(now, then))
        labels = tuple(point.label for point in one.points if point.lacks)
        aim = Target(one.indicator.id, "all", 1e9, "2019-01-01", "", "us", "us", False)
        for where, text in {
            "headline": narrative.headline(one),
            "tile": tile_words.change(one),
            "control chart": narrative.signals(one),
            "flag": attention.judge(one, until, aim if now and now.lacks else None).words,
        }.items():
            yield Said(f"{where} of {one.indicator.id}", text, lacking, labels)
        if now and then:
            yield from _compared(one, lacking)
    yield from _slides(release)


def _compared(one: PublishedSeries, lacking: bool) -> Iterator[Said]:
    now = narrative.latest(one)
    then = narrative.before(one, now) if now else None
    assert now and then
    sides = [Side(point.label, point, replace(one, points=(point,))) for point in (now, then)]
    found = Comparison("Title", "County", *sides, one.measure, False, counted_in_full(one.indicator))
    for text in (comparison.headline(found), comparison.verdict(found)):
        yield Said(f"comparison of {one.indicator.id}", text, lacking)


def _slides(release: Publication) -> Iterator[Said]:
    items = [
        Item("trend", (View(indicator, "time", level),))
        for indicator in release.indicators
        for level in wording.TIME_LEVELS
        if published_series.periods(release, indicator, level, geography_level="county")
    ]
    for slide in freeze(release, Story("Title", "", "", "north", tuple(items))).slides:
        (one,) = slide.lines
        now = narrative.latest(one)
        lacking = bool(narrative.lacking(now, narrative.before(one, now) if now else None))
        labels = tuple(point.label for point in one.points if point.lacks)
        for text in (slide.headline, *slide.questions):
            yield Said(f"slide {slide.key}", text, lacking and text == slide.headline, labels)
