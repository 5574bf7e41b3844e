"""The first page's figures: a tile for each, with its change, a small trend, its words one click away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from dashboard import charts, narrative, wording
from dashboard.publication import Publication
from dashboard.series import Point, Series, ranked
from dashboard.ui import exhibit, nearest, notes
from dashboard.ui.words import details, notice_html, safe

#: How many parts of a breakdown a tile shows.
PARTS = 3


@dataclass(frozen=True)
class Tile:
    """What one tile shows: the trend of an indicator, or its highest (lowest) parts along ``over``."""

    indicator: str
    time_level: str
    over: str = "time"
    means: str = ""
    fixed: nearest.Splits = ()
    lowest: bool = False


def show(release: Publication, tiles: Sequence[Tile]) -> None:
    """A row of tiles that wraps to the width there is."""
    st.html(_grid(release, tuple(tiles)))


@lru_cache(maxsize=32)
def _grid(release: Publication, tiles: tuple[Tile, ...]) -> str:
    return f'<div class="nd-tiles">{"".join(_tile(release, tile) for tile in tiles)}</div>'


def _tile(release: Publication, tile: Tile) -> str:
    found, why = nearest.find(release, tile.indicator, tile.over, tile.time_level, "", fixed=tile.fixed)
    if found is None:
        return f'<div class="nd-tile">{notice_html(why)}</div>'
    inside = _trend(found) if tile.over == "time" else _parts(found, tile.lowest)
    about = found.indicator
    neutral = " neutral" if about.direction == "neutral" else ""
    marks = tuple({f"[{point.status.value}]" for point in found.points if point.value is None})
    return (
        f'<div class="nd-tile{neutral}"><h3>{safe(found.name)}</h3>{inside}'
        f"<p>{safe(tile.means)}</p>{notes.shorthand(marks)}"
        f'<p class="nd-unit">Source: {safe(about.source)}. As of {safe(wording.date(str(about.as_of)))}.</p>'
        f"{details('About this figure', notes.about(release, about.id, found.measure), found.name)}</div>"
    )


def _trend(series: Series) -> str:
    now = narrative.latest(series)
    if now is None or now.value is None:
        return f"<p>{safe(narrative.headline(series))}</p>"
    picture, later = charts.spark(series), narrative.hidden_since(series)
    unit = series.indicator.unit.removeprefix("%").strip()
    figure = wording.measured(now.value, series.measure)
    under = f"{unit[:1].upper()}{unit[1:]}, {now.label}"
    return (
        f'<p class="nd-figure">{safe(figure)}</p><p class="nd-unit">{safe(under)}</p>'
        f"<p>{safe(narrative.short_change(series))}{safe(_hidden_now(later))}</p>"
        f'<img src="{picture.figure["src"]}" alt="{safe(picture.alt)}">'
    )


def _hidden_now(later: Point | None) -> str:
    """What to say where a later figure than the one shown is hidden."""
    if later is None:
        return ""
    return f" {later.label} is hidden [c]{f': {later.fits} fit what is published' if later.fits else ''}."


def _parts(series: Series, lowest: bool) -> str:
    shown = [point for point in ranked(series) if point.value is not None]
    points = shown[: -PARTS - 1 : -1] if lowest else shown[:PARTS]
    top = max((point.value or 0.0 for point in shown), default=0.0) or 1.0
    rows = "".join(_part(point, series, top) for point in points)
    more = len(series.shown) - len(points)
    among = "shown" if series.hidden else ""
    rest = f" The {PARTS} {'lowest' if lowest else 'highest'} of {len(series.shown)} {among}".rstrip() + "."
    rest = rest if more > 0 else ""
    rest += f" Hidden [c]: {_hidden_parts(series)}." if series.hidden else ""
    told = f"{exhibit.plain(series.indicator.unit)}, {series.period}.{rest}"
    return f'<p class="nd-unit">{safe(told)}</p><ul class="nd-parts">{rows}</ul>'


def _hidden_parts(series: Series) -> str:
    names = [point.label for point in series.hidden]
    return wording.listed(names) if len(names) < len(series.points) else "every part"


def _part(point: Point, series: Series, top: float) -> str:
    width = 100 * (point.value or 0.0) / top
    said = wording.measured(point.value or 0.0, series.measure)
    return (
        f"<li><span>{safe(point.label)}</span><b>{safe(said)}</b>"
        f'<span class="nd-bar"><span style="width:{width:.0f}%"></span></span></li>'
    )
