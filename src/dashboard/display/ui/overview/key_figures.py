"""The first page's figures: a tile for each, with its change, a small trend, its words one click away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from dashboard.display import charts, narrative
from dashboard.display.analysis import published_series, verdicts
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries, ranked
from dashboard.display.charts import target as target_line
from dashboard.display.ui.blocks import exhibit, nearest, notes, tiles
from dashboard.display.ui.html import details, notice_html, paragraphs, picture, put
from dashboard.display.ui.overview import attention, tile_words
from dashboard.display.ui.overview.attention import Attention, Reason
from dashboard.methods import wording
from dashboard.methods.judged import Unjudged, Verdict
from dashboard.publication import Publication
from dashboard.publication.events import events
from dashboard.publication.memo import per_release
from dashboard.publication.targets import Target, target_on

#: Of a tile without a line nothing is said.
NOTHING = Verdict("", Unjudged.NO_FULL_PERIOD)
#: How many parts of a breakdown a tile shows.
PARTS = 3
#: How many periods the small line of a tile shows.
SPARK = 12


@dataclass(frozen=True)
class Tile:
    """What one tile shows: the trend of an indicator, or its highest (lowest) parts along ``over``.

    ``beside`` names a second indicator of the same places: the parts then show both (``called`` is what
    each is called), and those come first in which the second is most above the first.
    """

    indicator: str
    time_level: str
    over: str = "time"
    means: str = ""
    fixed: nearest.Splits = ()
    lowest: bool = False
    beside: str = ""
    called: tuple[str, str] = ("", "")


def show(release: Publication, asked: Sequence[Tile], first: bool) -> bool:
    """The tiles that need attention (``first``) or the others, in the order of the rule; False for none."""
    htmls = [
        html for html, attention_of in ordered(release, tuple(asked)) if _is_first(attention_of) is first
    ]
    if htmls:
        put(tiles.grid(htmls))
    return bool(htmls)


def _is_first(judged: Attention) -> bool:
    return judged.reason < Reason.STEADY


@per_release(size=8)
def ordered(release: Publication, asked: tuple[Tile, ...]) -> tuple[tuple[Markup, Attention], ...]:
    """Each tile's HTML and what the rule says of it, most in need of attention first."""
    lines = [_line(release, tile) for tile in asked]
    # One page, one family of tests: with a dozen figures one in two pages would have a false alarm else.
    stands = attention.stand(
        [verdicts.of(line, breaks_of(release, line)) if line else NOTHING for line in lines]
    )
    judged = [_tile(release, tile, news) for tile, news in zip(asked, stands, strict=True)]
    return tuple(sorted(judged, key=lambda pair: pair[1].reason))


def _line(release: Publication, tile: Tile) -> PublishedSeries | None:
    """The line over time by which a tile is judged; None where the release has none."""
    whole, _ = nearest.find(release, tile.indicator, tile.over, tile.time_level, "", fixed=tile.fixed)
    if whole is None:
        return None
    return whole if tile.over == "time" else _focus(release, tile, whole)


def breaks_of(release: Publication, line: PublishedSeries) -> tuple[narrative.Break, ...]:
    """The breaks that the chart of ``line`` marks: no change across one is judged."""
    return charts.breaks(charts.applicable_events(line, events(release)))


def _tile(release: Publication, tile: Tile, stands: bool) -> tuple[Markup, Attention]:
    whole, why = nearest.find(release, tile.indicator, tile.over, tile.time_level, "", fixed=tile.fixed)
    if whole is None:
        return tiles.tile("", notice_html(why)), Attention(Reason.STEADY)
    about = whole.indicator
    abouts = [about, *(release.indicators[name] for name in (tile.beside,) if name in release.indicators)]
    line = whole if tile.over == "time" else _focus(release, tile, whole)
    target = _target(release, line)
    until = published_series.extent(release, about)[1]
    breaks = breaks_of(release, line)
    judged = Attention(Reason.UNSEEN, "No figure")
    if line.points:
        judged = attention.judge(line, until, target, breaks, stands)
    if tile.over == "time":
        inside = _trend(line, target, breaks)
    else:
        inside = _parts(release, tile, whole) + _under(line, breaks)
    whose = f"{line.name}: {wording.lower_first(judged.words)}" if tile.over != "time" else judged.words
    marks = published_series.marks([*whole.points, *_shown_of(line)])
    words = paragraphs([tile_words.latest(line)]) + notes.about(release, about.id, whole.measure)
    lacking = _lacking(whole, line, *_other(release, tile, whole))
    under = paragraphs([tile.means]) + paragraphs([lacking], "nd-unit") + notes.shorthand(marks)
    under += paragraphs([notes.source(abouts, short=True)], "nd-unit")
    under += details("About this figure", words, whole.name)
    tag = whose if judged.words else ""
    neutral = about.direction == "neutral"
    return tiles.tile(whole.name, inside + under, neutral, tag, figure_id(about.code)), judged


def _lacking(*lines: PublishedSeries) -> str:
    """Which returns are missing of what the tile shows: its parts, those beside them, and the last points of
    its line."""
    shown = [replace(series, points=_shown_of(series)) for series in lines]
    return charts.lacking(shown)


def _shown_of(line: PublishedSeries) -> tuple[Point, ...]:
    """The points of a line that a tile tells."""
    return line.points[-SPARK:]


def figure_id(code: str) -> str:
    """Where the tile of an indicator stands on the page, for links."""
    return f"figure-{code.casefold()}"


def _target(release: Publication, line: PublishedSeries) -> Target | None:
    now = narrative.latest(line)
    if now is None:
        return None
    return target_on(release, wording.middle_day(now.code), line.indicator.id)


def _focus(release: Publication, tile: Tile, line: PublishedSeries) -> PublishedSeries:
    """The part that leads the tile's list, over time; chosen from published figures alone."""
    points = _chosen(release, line, tile)
    if not points:
        return replace(line, over="time", points=())
    part = points[0]
    where = {tile.over: part.code} | dict(tile.fixed)
    level = "district" if tile.over == "area" else "county"
    read = published_series.read(
        release, tile.indicator, "time", time_level=tile.time_level, geography_level=level, **where
    )
    return replace(read, name=part.label)


def _trend(line: PublishedSeries, target: Target | None, breaks: Sequence[narrative.Break]) -> Markup:
    now = narrative.latest(line)
    if now is None or now.value is None:
        return paragraphs([narrative.headline(line)])
    unit = line.indicator.unit.removeprefix("%").strip()
    figure = now.few(line.measure) or wording.measured(now.value, line.measure)
    revision = now.revision(line.measure)
    under = f"{unit[:1].upper()}{unit[1:]}, {now.label}" + (f"; {revision}" if revision else "")
    aim = f" {target_line.named(target, line.measure)}." if target else ""
    return tiles.figure(figure, [under]) + paragraphs([tile_words.change(line, breaks) + aim]) + _spark(line)


def _under(line: PublishedSeries, breaks: Sequence[narrative.Break]) -> Markup:
    """Under the parts of a tile: how the one that leads them has changed."""
    if narrative.latest(line) is None:
        return Markup()
    return paragraphs([f"{line.name}: {tile_words.change(line, breaks)}"]) + _spark(line)


def _spark(line: PublishedSeries) -> Markup:
    # A period that is only partly in the data would look like a fall.
    whole = replace(line, points=tuple(point for point in line.points if not point.cut))
    drawn = charts.sparkline(whole, SPARK)
    return picture(drawn.figure["src"], drawn.alt)


def _chosen(release: Publication, line: PublishedSeries, tile: Tile) -> list[Point]:
    """The parts that a tile shows, in order: by published figures alone."""
    shown = [point for point in ranked(line) if point.value is not None]
    if tile.lowest:
        return shown[::-1][:PARTS]
    other = _beside(release, tile, line)
    if other:
        # Places of the county: online or elsewhere is no place where somebody works.
        shown = [point for point in shown if point.code in other and point.code.startswith("E07")]
        shown.sort(key=lambda point: (point.value or 0.0) - (other[point.code].value or 0.0))
    return shown[:PARTS]


def _parts(release: Publication, tile: Tile, line: PublishedSeries) -> Markup:
    points = _chosen(release, line, tile)
    shown = line.shown
    other = _beside(release, tile, line)
    top = max([point.value or 0.0 for point in (*shown, *other.values())], default=0.0) or 1.0
    rows = [row for point in points for row in _part(point, line, top, other.get(point.code), tile)]
    among = "shown" if line.hidden else ""
    rest = f" The {PARTS} {'lowest' if tile.lowest else 'highest'} of {len(shown)} {among}".rstrip() + "."
    rest = rest if len(shown) > len(points) and not other else ""
    rest += f" Hidden [c]: {_hidden_parts(line)}." if line.hidden else ""
    words = f"{exhibit.plain(line.indicator.unit)}, {line.period}.{rest}"
    return tiles.parts(words, rows)


def _beside(release: Publication, tile: Tile, line: PublishedSeries) -> dict[str, Point]:
    """The shown points of the second indicator, by code; empty where there is none."""
    return {point.code: point for other in _other(release, tile, line) for point in other.shown}


def _other(release: Publication, tile: Tile, line: PublishedSeries) -> tuple[PublishedSeries, ...]:
    """The second indicator of a tile in the same year; nothing where there is none."""
    if not tile.beside or tile.beside not in release.indicators:
        return ()
    other, _ = nearest.find(release, tile.beside, tile.over, tile.time_level, line.period[:4])
    return (other,) if other and other.period == line.period else ()


def _hidden_parts(line: PublishedSeries) -> str:
    names = [point.label for point in line.hidden]
    return wording.listed(names) if len(names) < len(line.points) else "every part"


def _part(
    point: Point, line: PublishedSeries, top: float, other: Point | None, tile: Tile
) -> list[tiles.Part]:
    if other is None:
        return [_row(point.label, point, line.measure, top)]
    pairs = zip(tile.called, (point, other), strict=True)
    return [_row(f"{point.label}, {called}", part, line.measure, top) for called, part in pairs]


def _row(label: str, point: Point, measure: str, top: float) -> tiles.Part:
    value, revision = point.value or 0.0, point.revision(measure)
    words = f"{label} {revision}" if revision else label
    return tiles.Part(words, wording.measured(value, measure), f"{100 * value / top:.0f}")
