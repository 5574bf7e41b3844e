"""Two figures beside each other: a sentence, both with intervals and trends, the difference, the table."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st
from markupsafe import Markup

from dashboard.display import charts, comparison, narrative
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.comparison import Comparison, Side
from dashboard.display.exports import comma_separated
from dashboard.display.ui.blocks import exhibit, notes, tiles
from dashboard.display.ui.compare import choices as compare_choices
from dashboard.display.ui.compare import reading, views
from dashboard.display.ui.compare import table as compare_table
from dashboard.display.ui.compare.views import View
from dashboard.display.ui.html import (
    details,
    headline,
    listed,
    notice,
    notice_html,
    opened,
    paragraphs,
    picture,
    put,
    table_html,
)
from dashboard.files.templates import joined
from dashboard.methods import wording
from dashboard.publication import Publication
from dashboard.publication.memo import per_release

INDEPENDENT = (
    "The interval of the difference is built from the intervals of the two figures (MOVER: Zou and Donner, "
    "2008). It takes the two as independent: where the same people stand behind both, as in a coverage of "
    "two quarters, it is wider than it need be."
)


@dataclass(frozen=True)
class Drawn:
    """A comparison, ready to be shown; made once for each release and view, then kept."""

    html: Markup
    file: bytes
    file_name: str


def show(release: Publication, view: View) -> None:
    """Draw the comparison of ``view``, or say why there is none and offer the nearest."""
    if view.first == view.other:
        _offer_another(release, view)
        return
    compared = reading.read(release, view)
    drawn = _drawn(release, view)
    with st.container(key=f"nd-{view.indicator}-compare", gap="xsmall"):
        if compared.missing:
            _offer_nearest(release, view)
        put(drawn.html)
        st.download_button(
            "Download these figures (CSV)",
            drawn.file,
            drawn.file_name,
            "text/csv",
            key="compare-file",
            on_click="ignore",
        )


def left_out(release: Publication) -> None:
    """The figures that are published for one place and one period only."""
    offered = views.figures(release)
    titles = [about.title for name, about in release.indicators.items() if name not in offered]
    if titles:
        lead = paragraphs(["Published for one place and for one period only, or not yet:"])
        put(details("Figures that cannot be compared", lead + listed(titles)))


def _offer_another(release: Publication, view: View) -> None:
    name = _name(release, view)
    notice(f"Both sides are {name}. Choose another on one side.")
    others = [code for code in _options(release, view) if code != view.other]
    if others:
        other = _name(release, replace(view, first=others[0]))
        st.button(
            f"Compare {name} with {other}",
            key="compare-another",
            on_click=compare_choices.put,
            args=(view.first, others[0]),
        )


def _options(release: Publication, view: View) -> list[str]:
    split = tuple(name for name, _ in view.codes)
    given = (release, view.indicator, view.kind, split, view.codes)
    return list(views.areas(*given, view.fixed)) if view.over_areas else views.times(*given, view.fixed)


def _name(release: Publication, view: View) -> str:
    return reading.read(release, view).first.name


def _offer_nearest(release: Publication, view: View) -> None:
    near = reading.nearest(release, view)
    if near is None:
        notice("No other period of this figure has both sides shown: choose another figure or part.")
        return
    to, name = near
    more = {"period": to.fixed} if view.over_areas else {}
    st.button(
        f"Show the nearest with both figures: {name}",
        key="compare-nearest",
        on_click=compare_choices.put,
        args=(to.first, to.other),
        kwargs=more,
    )


@per_release(size=256)
def _drawn(release: Publication, view: View) -> Drawn:
    compared = reading.read(release, view)
    sides = (compared.first, compared.other)
    lines = tuple(replace(side.trend, points=(side.point,), name=side.name) for side in sides)
    return Drawn(
        html=_head(release, view, compared) + _tiles(compared) + _below(release, compared),
        file=comma_separated(_for_file(compared, lines), release.id, release.made_up),
        file_name=f"{view.indicator}-compared-{release.id}.csv",
    )


def _for_file(compared: Comparison, lines: tuple[PublishedSeries, ...]) -> tuple[PublishedSeries, ...]:
    return tuple(replace(line, name=f"{compared.title}, {line.name}") for line in lines)


def _head(release: Publication, view: View, compared: Comparison) -> Markup:
    unit = f"{exhibit.plain(compared.first.trend.indicator.unit)}, {compared.when}"
    remarks = joined(notice_html(text) for text in reading.remarks(release, view, compared))
    return headline(comparison.headline(compared), unit, level=2) + remarks


def _tiles(compared: Comparison) -> Markup:
    sides = (compared.first, compared.other)
    trends = charts.small_trends([side.trend for side in sides])
    both = [_tile(compared, side, trend) for side, trend in zip(sides, trends, strict=True)]
    return tiles.grid([*both, _difference(compared)], three=True)


def _tile(compared: Comparison, side: Side, trend: charts.Picture) -> Markup:
    point, points = side.point, side.trend.points[-12:]
    interval = comparison.limits(compared.interval(side), compared.measure)
    detail = f"95% interval {interval}" if interval else ""
    if point.feasible:
        detail = f"Hidden: {point.feasible} fit what is published"
    parts = ""
    if point.numerator is not None and point.denominator is not None and compared.measure != "mean":
        over = narrative.over_whole(point, side.trend)
        parts = over or f"{wording.number(point.numerator)} of {wording.number(point.denominator)}"
    span = f"{points[0].label} to {points[-1].label}, both on one scale" if len(points) > 1 else ""
    inside = tiles.figure(point.marked(compared.measure), [detail, parts])
    if span:
        inside += picture(trend.figure["src"], trend.alt) + paragraphs([span], "nd-unit")
    return tiles.tile(side.name, inside, _neutral(compared))


def _difference(compared: Comparison) -> Markup:
    limits = comparison.limits(compared.limits, compared.measure)
    interval = f"95% interval {limits}" if limits else ""
    under = [interval, f"{compared.first.name} less {compared.other.name}"]
    inside = tiles.figure(comparison.difference(compared), under) + paragraphs([comparison.verdict(compared)])
    return tiles.tile("Difference", inside, _neutral(compared))


def _neutral(compared: Comparison) -> bool:
    return compared.first.trend.indicator.direction == "neutral"


def _below(release: Publication, compared: Comparison) -> Markup:
    about = compared.first.trend.indicator
    given = compare_table.table(compared, f"{compared.title}, {compared.when}")
    sides = (compared.first, compared.other)
    period = wording.listed(list(dict.fromkeys(side.point.label for side in sides)))
    source = f"{notes.source([about], period)} Release {release.id}."
    words = notes.about(release, about.id, compared.measure)
    judged = paragraphs(() if compared.counted_in_full else (INDEPENDENT,))
    return (
        opened(table_html(given))
        + notes.shorthand(given.shorthand)
        + paragraphs([about.place, about.caveat, source], "nd-source")
        + details("About this figure", words + judged, about.title)
    )
