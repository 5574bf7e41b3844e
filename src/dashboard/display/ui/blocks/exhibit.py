"""A figure as it is shown: headline, picture, source line; one click away its words, its table, its file."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st
from markupsafe import Markup

from dashboard.display import charts
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import Picture
from dashboard.display.exports import Table, comma_separated, table, worked_out
from dashboard.display.ui.blocks import drawn, nearest, notes, offer
from dashboard.display.ui.html import details, notice_html, opened, paragraphs, put, table_html
from dashboard.display.ui.html import headline as heading
from dashboard.methods import wording
from dashboard.publication import Publication


@dataclass(frozen=True)
class Exhibit:
    """One figure, ready to be shown; made once for each release and choice, then kept."""

    key: str
    above: Markup
    drawn: drawn.Drawn | None
    below: Markup
    file: bytes
    file_name: str


def make(
    release: Publication,
    key: str,
    headline: str,
    picture: Picture | None,
    lines: tuple[PublishedSeries, ...],
    note: str = "",
    name: str = "",
    beneath: str = "",
) -> Exhibit:
    """An exhibit of ``lines``; ``note`` stands before the picture, ``beneath`` after it. Without one its
    table is shown.

    ``name`` is what the lines are called together, where that is not their names one by one.
    """
    period = _period(lines)
    called = name or wording.listed(list(dict.fromkeys(series.name for series in lines)))
    given = table(lines, f"{called}, {period}")
    above = heading(headline, _unit(lines, period))
    if note:
        above += notice_html(note)
    return Exhibit(
        key=key,
        above=above,
        drawn=drawn.Drawn(picture) if picture else None,
        below=paragraphs([beneath], "nd-source")
        + _below(release, lines, given, period, instead=picture is None),
        file=comma_separated(lines, release.id, release.made_up),
        file_name=f"{key}-{release.id}.csv",
    )


def show(exhibit: Exhibit, instead: nearest.Splits = ()) -> None:
    """Draw one exhibit; ``instead`` are the choices under which it would be what was asked for."""
    with st.container(key=f"nd-{exhibit.key}", gap="xsmall"):
        put(exhibit.above)
        offer.show(exhibit.key, instead)
        if exhibit.drawn is not None:
            drawn.show(exhibit.key, exhibit.drawn)
        put(exhibit.below)
        st.download_button(
            "Download these figures (CSV)",
            exhibit.file,
            exhibit.file_name,
            "text/csv",
            key=f"{exhibit.key}-file",
            on_click="ignore",
        )


def with_more(exhibit: Exhibit, table: Markup) -> Exhibit:
    """``exhibit`` with a further table before its picture's words."""
    return replace(exhibit, below=table + exhibit.below)


def absent(key: str, why: str) -> None:
    """In place of a figure that is not published: why, and where there is one."""
    with st.container(key=f"nd-{key}"):
        put(notice_html(why))


def _unit(lines: tuple[PublishedSeries, ...], period: str) -> str:
    units = list(dict.fromkeys(plain(series.indicator.unit) for series in lines))
    return f"{wording.listed(units)}, {period}"


def plain(unit: str) -> str:
    """A unit at the head of a line: "Percentage of attendances", "People"."""
    return f"Percentage{unit.removeprefix('%')}" if unit.startswith("%") else unit[:1].upper() + unit[1:]


def _period(lines: tuple[PublishedSeries, ...]) -> str:
    periods = list(dict.fromkeys(series.period for series in lines if series.period))
    if periods:
        return wording.listed(periods)
    points = [point for series in lines for point in series.points]
    ordered = sorted(points, key=lambda point: wording.span(point.code))
    return f"{ordered[0].label} to {ordered[-1].label}" if len(ordered) > 1 else ordered[0].label


def _below(
    release: Publication, lines: tuple[PublishedSeries, ...], given: Table, period: str, instead: bool
) -> Markup:
    """Source, marks, words and table; the table in the open where it stands ``instead`` of a picture."""
    by_indicator = {series.indicator.id: series for series in lines}
    hollow = any(point.cut for series in lines if series.over == "time" for point in series.shown)
    line = f"{notes.source([series.indicator for series in lines], period)} Release {release.id}."
    if hollow:
        line += " A hollow dot is a period that the data covers only in part."
        if any(series.so_far(point) for series in lines for point in series.shown):
            line += " It is what is counted so far, so no line leads to it."
    sources = "; ".join(dict.fromkeys(series.indicator.source for series in lines))
    line = " ".join(filter(None, (line, notes.kept_back(release, sources))))
    lacking = charts.lacking(lines)
    if lacking:
        line = f"{lacking} {line}"
    body = opened(table_html(given)) if instead else Markup()
    body += paragraphs([line], "nd-source") + notes.shorthand(given.shorthand)
    for series in by_indicator.values():
        words = notes.about(release, series.indicator.id, series.measure)
        if len(by_indicator) == 1:
            body += details("About this figure", words, series.name)
        else:
            body += details(f"About this figure: {series.indicator.title}", words)
    if not instead:
        body += details("Table", table_html(given), given.caption)
    if len(lines) > 1 and any(point.feasible for series in lines for point in series.points):
        ranges = worked_out(lines, f"{given.caption}: what fits the published figures")
        body += details("Show what could be worked out", table_html(ranges), given.caption)
    return body
