"""One line of a profile, read: the newest figure here and in the county, the two beside each other, and how
the area's own figure stands by its verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.display import comparison, narrative
from dashboard.display.analysis import published_series, verdict_words, verdicts
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.comparison import Comparison, Side
from dashboard.display.ui.area_profile.chosen_figures import Figure
from dashboard.display.ui.overview import tile_words
from dashboard.display.ui.overview.key_figures import breaks_of
from dashboard.methods import percentage, wording
from dashboard.publication import COUNTY, Publication, Status
from dashboard.publication.areas import areas
from dashboard.publication.memo import per_release
from dashboard.publication.verdicts import counted_in_full


@dataclass(frozen=True)
class Line:
    """One line: what it is of, its title, the area's series and newest figure, and both beside each other.

    ``compared`` is None on the county's own profile.
    """

    figure: Figure
    title: str
    series: PublishedSeries
    point: Point
    compared: Comparison | None

    @property
    def county(self) -> Point | None:
        """The county's figure of the same period."""
        return None if self.compared is None else self.compared.other.point


@per_release(size=16)
def lines(release: Publication, area: str, figures: tuple[Figure, ...]) -> tuple[Line, ...]:
    """The lines of a profile that have a period which the data covers in full."""
    read = (_line(release, area, figure) for figure in figures)
    return tuple(line for line in read if line is not None)


def _line(release: Publication, area: str, figure: Figure) -> Line | None:
    here, county = (_series(release, figure, code) for code in (area, COUNTY))
    whole = [point for point in here.points if not point.cut]
    if not whole:
        return None
    point = whole[-1]
    parts = [wording.lower_first(release.label(name, code)) for name, code in figure.codes]
    title = ", ".join([here.indicator.title, *parts])
    if area == COUNTY:
        return Line(figure, title, here, point, None)
    same = next((each for each in county.points if each.code == point.code), None)
    other = same or Point(point.code, point.label, None, Status.NOT_AVAILABLE)
    name = release.label("area", area)
    compared = Comparison(
        title=title,
        when=point.label,
        first=Side(name, point, here, verdicts.of(here)),
        other=Side(release.label("area", COUNTY), other, county, verdicts.of(county)),
        measure=here.measure,
        over_areas=True,
        counted_in_full=counted_in_full(here.indicator),
    )
    return Line(figure, title, replace(here, name=f"{title}, {name}"), point, compared)


def _series(release: Publication, figure: Figure, area: str) -> PublishedSeries:
    level = next((each.level for each in areas(release) if each.code == area), "county")
    return published_series.read(
        release,
        figure.indicator,
        "time",
        time_level=figure.time_level,
        geography_level=level,
        area=area,
        **dict(figure.codes),
    )


def printed(point: Point, measure: str) -> str:
    """A figure with the mark of its counting, a share of a few by its parts."""
    few = point.few(measure)
    return f"{few} {point.mark}".rstrip() if few else point.marked(measure)


def beside(line: Line) -> tuple[str, str]:
    """The area beside the county, and whether the difference may be chance, where that is judged.

    Areas differ in size, so a count is told as a part of the county's.
    """
    compared = line.compared
    if compared is None:
        return "", ""
    here, county = compared.first.point, compared.other.point
    if compared.missing or compared.unjudged:
        return comparison.difference(compared), "" if compared.missing else comparison.verdict(compared)
    if compared.measure == "count":
        if not county.value:
            return "[z]", ""
        return f"{wording.number(percentage(here.value or 0.0, county.value))}% of the county", ""
    if here.few(compared.measure) or county.few(compared.measure):
        return "Too few to compare", ""
    if not compared.apart:
        return "The same", ""
    judged = comparison.verdict(compared) if compared.beyond_chance is not None else ""
    return comparison.difference(compared), judged


def stands(release: Publication, line: Line) -> str:
    """How the newest figure of the area stands, in the words of its own verdict."""
    point = line.point
    if point.hidden:
        known = f": {point.feasible} fit what is published" if point.feasible else ""
        return f"Hidden so that nobody can be recognised{known}."
    if point.value is None:
        return ""
    series, breaks = line.series, breaks_of(release, line.series)
    usual = narrative.usual(series, breaks)
    texts = (
        narrative.short_change(series, breaks),
        # Said once beneath the table.
        "" if usual == verdict_words.IN_FULL else usual,
        narrative.expected(series, breaks),
        narrative.trend(series, breaks),
        narrative.leavers(series),
    )
    return " ".join(text for text in texts if text)


def interval(line: Line) -> str:
    """The interval of the area's newest figure, "32% to 41%"; empty where the other pages give none."""
    if line.point.value is None or narrative.latest(line.series) != line.point:
        return ""
    return tile_words.interval(line.series)
