"""A map as it stands on a page: heading, legend, the map with its buttons, and its picture for print."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import streamlit as st

from dashboard.display import charts
from dashboard.display.analysis.series import Series
from dashboard.display.maps import AreaMap, Camera, LegendRow
from dashboard.display.maps.areas import HEIGHT
from dashboard.display.maps.classes import NEIGHBOUR
from dashboard.display.maps.deck import camera_of, kept
from dashboard.display.maps.picture import picture
from dashboard.display.ui.geography import area_choices
from dashboard.display.ui.words import notice, safe
from dashboard.publication import Publication
from dashboard.publication.memo import shared
from dashboard.publication.outlines import NO_OUTLINES, atlas

_STYLE = """
ul.nd-legend {list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .4rem 0 !important;
  padding: 0 !important;}
ul.nd-legend li {display: flex; align-items: center; gap: .4rem; margin: 0 !important; padding: 0 !important;
  font-size: .95rem;}
.nd-swatch {width: 1.4rem; height: 1rem; border: 1px solid #505a5f; flex: none; print-color-adjust: exact;}
.nd-swatch.line {border: 0;}
table.nd-two-way {border-collapse: collapse; font-size: .9rem; margin: .4rem 0;}
.nd-two-way th, .nd-two-way td {border: 1px solid #b1b4b6; padding: .25rem .5rem; text-align: left;
  vertical-align: top; font-weight: 400;}
.nd-two-way caption {text-align: left; font-size: .95rem;}
.nd-letter {display: inline-block; min-width: 1.3rem; text-align: center; font-weight: 700;
  margin-right: .3rem; border: 1px solid #505a5f; print-color-adjust: exact;}
img.nd-printed {display: none;}
.st-key-nd-map-buttons button {min-height: 2rem; padding: .1rem .6rem; border-color: #12436D; color: #12436D;}
@media print {
  img.nd-printed {display: block; width: 100%; max-width: 17cm;}
  .st-key-map-drawn, .st-key-nd-map-buttons, .st-key-nd-map-picture {display: none !important;}
}
"""
#: How far a map is enlarged: from so wide a window on, where it stands on the page. What is looked at
#: (the view state) stays as it is; the browser draws the same places in more pixels.
_ENLARGED = ((1000, 1.2), (1150, 1.42), (1700, 1.85))
#: The same for full screen, from so high a window on.
_FULL = ((0, 1.3), (600, 1.5), (700, 1.8), (900, 2.2), (1000, 2.6))
_CHART = ".st-key-nd-map .stDeckGlJsonChart"
#: One key for every map, so that the browser keeps what it is looking at when a choice changes.
KEY = "map-drawn"
_CAMERA = "map-camera"
#: The buttons, and what a press of each does to the camera.
_BUTTONS = {
    "Zoom in": {"closer": 1},
    "Zoom out": {"closer": -1},
    "North": {"north": 1},
    "South": {"north": -1},
    "West": {"east": -1},
    "East": {"east": 1},
}
_WHOLE = "Whole map"


def _sizes() -> str:
    """The rules by which a map fills the room there is, on the page and on the full screen."""
    rules = [f"{_CHART} {{background: {NEIGHBOUR};}}"]
    for width, scale in _ENLARGED:
        tall = round(HEIGHT * scale)
        rules.append(
            f"@media screen and (min-width: {width}px) {{{_CHART} {{zoom: {scale};}} "
            f".st-key-nd-map .st-key-{KEY} {{height: {tall}px; flex-basis: {tall}px;}}}}"
        )
    whole = f'{_CHART}:has([aria-label^="Close fullscreen"])'
    for height, scale in _FULL:
        rules.append(f"@media screen and (min-height: {height}px) {{{whole} {{zoom: {scale};}}}}")
    rules.append(
        '@media (min-width: 1700px) {[data-testid="stMainBlockContainer"]:has(.st-key-nd-map) '
        "{max-width: 1500px;}}"
    )
    return "\n".join(rules)


_HEAD = f"<style>{_STYLE}{_sizes()}</style>"


def show(
    area_map: AreaMap, title: str, lead: str, file_name: str, lines: Sequence[Series], legend: str = ""
) -> None:
    """Draw ``area_map`` under ``title`` and ``lead``; ``legend`` is HTML that stands under it.

    ``lines`` are its figures: which returns they lack stands in the title, and so on the picture too.
    """
    lacking = charts.lacking(lines)
    title = f"{title}. {lacking}" if lacking else title
    with st.container(key="nd-map", gap="xsmall"):
        st.html(
            f'{_HEAD}<h2 class="nd-headline">{safe(title)}</h2>'
            f'<p class="nd-unit">{safe(lead)}</p>{legend_html(area_map.legend)}'
        )
        st.pydeck_chart(
            area_map.deck.seen_from(camera_of(st.session_state.get(_CAMERA))),
            height=HEIGHT,
            alt=area_map.alt,
            key=KEY,
            on_select=lambda: area_choices.take_click(KEY),
        )
        drawn, printed = _picture(area_map, title)
        st.html(printed)
        _buttons()
        if legend:
            st.html(legend)
        st.html(f'<p class="nd-source">Choose an area on the map or above. {safe(area_map.attribution)}.</p>')
        with st.container(key="nd-map-picture"):
            st.download_button(
                "Download this map (SVG)",
                drawn,
                file_name,
                "image/svg+xml",
                key="map-file",
                on_click="ignore",
            )


def none_drawn(release: Publication) -> bool:
    """Whether no map can be drawn of a release; then a sentence says so in its place."""
    if atlas(release).drawable:
        return False
    notice(NO_OUTLINES)
    return True


def legend_html(rows: tuple[LegendRow, ...]) -> str:
    """Each colour beside the figures it stands for, highest first."""
    if not rows:
        return ""
    items = "".join(f"<li>{_swatch(row)}{safe(row.text)}</li>" for row in rows)
    return f'<ul class="nd-legend" aria-label="Legend of the map">{items}</ul>'


def _swatch(row: LegendRow) -> str:
    if not row.colour:
        return ""
    if row.width:
        return f'<span class="nd-swatch line" style="height:{row.width}px;background:{row.colour}"></span>'
    hatch = f"repeating-linear-gradient(135deg, #6f777b 0 1px, {row.colour} 1px 6px)"
    return f'<span class="nd-swatch" style="background:{hatch if row.hatched else row.colour}"></span>'


@shared(size=64)
def _picture(area_map: AreaMap, title: str) -> tuple[bytes, str]:
    """The map as a file (SVG), and the same as the image (HTML) that stands in for it in print."""
    drawn = picture(area_map.deck, title, area_map.alt, area_map.attribution).encode()
    coded = base64.b64encode(drawn).decode()
    return (
        drawn,
        f'<img class="nd-printed" alt="{safe(area_map.alt)}" src="data:image/svg+xml;base64,{coded}">',
    )


def _buttons() -> None:
    """Zoom and pan for those who cannot drag; a press counts from where the last press led."""
    with st.container(horizontal=True, key="nd-map-buttons", gap="xsmall"):
        for label, step in _BUTTONS.items():
            st.button(label, key=f"map-{label}", on_click=_press, kwargs=step)
        st.button(_WHOLE, key="map-whole", on_click=_press)


def _press(**step: int) -> None:
    camera = camera_of(st.session_state.get(_CAMERA))
    moved: Camera = camera.pressed(**step) if step else camera.whole()
    st.session_state[_CAMERA] = kept(moved)
