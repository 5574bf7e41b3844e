"""One period split by sector, agency, area or another dimension: sorted bars, or dots with intervals."""

from __future__ import annotations

from dataclasses import replace

from dashboard.display import charts, narrative
from dashboard.display.analysis import ranking
from dashboard.display.analysis.published_series import UNKNOWN, PublishedSeries
from dashboard.display.charts import target
from dashboard.display.ui.blocks import exhibit, nearest
from dashboard.display.ui.choices import Chosen
from dashboard.methods import wording
from dashboard.publication import ALL, COUNTY, Publication
from dashboard.publication.memo import per_release
from dashboard.publication.targets import Target, target_on


def show(
    release: Publication,
    indicator: str,
    over: str,
    time_level: str = "year",
    chosen: Chosen | None = None,
    **fixed: str,
) -> None:
    """The parts of one indicator in the chosen year, the chosen area or sector standing out.

    ``fixed`` names codes of other dimensions that the figure is confined to (a source).
    """
    picked = chosen or Chosen()
    splits, confined = tuple(picked.splits.items()), tuple(fixed.items())
    near = nearest.search(release, indicator, over, time_level, picked.year, splits, confined)
    series = near.series
    key = "-".join([indicator, "by", over, *fixed.values()])
    if series is None:
        exhibit.absent(key, near.note)
        return
    focus = {"sector": picked.sector, "area": picked.area}.get(over, "")
    aim = aims(release, series, near.time)
    figure = _exhibit(release, series, near.note, key, "" if focus in (ALL, COUNTY) else focus, confined, aim)
    exhibit.show(figure, near.instead)


def aims(release: Publication, series: PublishedSeries, time: str | None) -> Target | None:
    """The target in force in the period of a breakdown; None where there is none."""
    if time in (None, ALL):
        return None
    return target_on(release, wording.middle_day(str(time)), series.indicator.id)


@per_release(size=256)
def _exhibit(
    release: Publication,
    series: PublishedSeries,
    reason: str,
    key: str,
    focus: str,
    fixed: nearest.Splits,
    aim: Target | None,
) -> exhibit.Exhibit:
    if fixed:
        of = ", ".join(wording.lower_first(release.label(name, code)) for name, code in fixed)
        series = replace(series, name=f"{series.name}, {of}")
    marked = [focus] if focus in {point.code for point in series.shown} else []
    picture = charts.dots(series) if series.measure == "mean" else charts.bars(series, marked)
    sentence = narrative.headline(series, focus)
    if aim is not None:
        picture = target.over_bars(picture, series, aim)
        # What lacks a return may miss a target for that alone.
        sentence = sentence if series.lacks else f"{sentence} {reached(series, aim)}"
    return exhibit.make(release, key, sentence, picture, (series,), reason)


def reached(series: PublishedSeries, aim: Target) -> str:
    """How many of the known parts shown reach a target, miss it, or may do either: by their intervals."""
    known = [point for point in series.shown if point.code not in UNKNOWN]
    at_most = series.indicator.direction == "down"
    stay = narrative.factors(series)
    judged = [ranking.reaches(point, aim.value, at_most, stay) for point in known]
    shown = " shown" if series.hidden else ""
    aimed = f"reach the target of {target.figure(aim, series.measure)}"
    sentence = f"{judged.count(True) or 'None'} of the {len(judged)}{shown} {aimed}"
    sentence += f", {judged.count(False)} miss it" if False in judged else ""
    # A limit on either side of the target: more of the same would settle it, so the size is the reason; where
    # leavers are counted too, they may be.
    open_ = "small numbers and leavers leave it open" if min(stay) < 1 else "the numbers are too small to say"
    sentence += f"; for {judged.count(None)} {open_}" if None in judged else ""
    return f"{sentence}."
