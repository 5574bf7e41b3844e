"""A map as it stands on a page: heading, legend, the map with its buttons, and its picture for print."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from dashboard.display import charts
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.maps import AreaMap, Camera, LegendRow
from dashboard.display.maps.areas import HEIGHT
from dashboard.display.maps.classes import NEIGHBOUR
from dashboard.display.maps.deck import camera_of, kept
from dashboard.display.maps.picture import picture
from dashboard.display.ui.blocks.drawn import LIVE
from dashboard.display.ui.geography import area_choices
from dashboard.display.ui.html import headline, notice, paragraphs, put
from dashboard.files.templates import Template
from dashboard.publication import Publication
from dashboard.publication.memo import shared
from dashboard.publication.outlines import NO_OUTLINES, atlas

_PARTS = Template(__file__, "map_frame.html")
_STYLE = Path(__file__).with_name("map.css")
#: How far a map is enlarged: from so wide a window on, where it stands on the page. What is looked at
#: (the view state) stays as it is; the browser draws the same places in more pixels.
_ENLARGED = ((1000, 1.2), (1150, 1.42), (1700, 1.85))
#: The same for full screen, from so high a window on.
_FULL = ((0, 1.3), (600, 1.5), (700, 1.8), (900, 2.2), (1000, 2.6))
_CHART = ".st-key-nd-map .stDeckGlJsonChart"
#: One key for every map, so that the browser keeps what it is looking at when a choice changes.
KEY = "map-drawn"
_CAMERA = "map-camera"
#: What the switch is called that turns the picture into the map, and its key.
ASK, _ASKED = "Interactive map", f"map{LIVE}"
#: How the map's picture is called on a page: in the map's place, and on paper alone.
_KINDS = ("nd-still", "nd-printed")
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
    rules = [f"{_CHART} {{background: {NEIGHBOUR};}} img.nd-still {{height: {HEIGHT}px;}}"]
    for width, scale in _ENLARGED:
        tall = round(HEIGHT * scale)
        rules.append(
            f"@media screen and (min-width: {width}px) {{{_CHART} {{zoom: {scale};}} "
            f".st-key-nd-map :is(.st-key-{KEY}, img.nd-still) {{height: {tall}px; flex-basis: {tall}px;}}}}"
        )
    whole = f'{_CHART}:has([aria-label^="Close fullscreen"])'
    for height, scale in _FULL:
        rules.append(f"@media screen and (min-height: {height}px) {{{whole} {{zoom: {scale};}}}}")
    rules.append(
        '@media (min-width: 1700px) {[data-testid="stMainBlockContainer"]:has(.st-key-nd-map) '
        "{max-width: 1500px;}}"
    )
    return "\n".join(rules)


# The style sheet is ours and holds no text of anybody else.
_HEAD = _PARTS.style(rules=Markup(_STYLE.read_text(encoding="utf-8") + _sizes()))  # noqa: S704


def show(
    area_map: AreaMap,
    title: str,
    lead: str,
    file_name: str,
    lines: Sequence[PublishedSeries],
    legend: Markup | None = None,
) -> None:
    """Draw ``area_map`` under ``title`` and ``lead``; ``legend`` stands under it.

    ``lines`` are its figures: which returns they lack stands in the title, and so on the picture too.
    """
    lacking = charts.lacking(lines)
    title = f"{title}. {lacking}" if lacking else title
    with st.container(key="nd-map", gap="xsmall"):
        put(_HEAD + headline(title, lead, level=2) + legend_html(area_map.legend))
        drawn, still, printed = _picture(area_map, title)
        with st.container(key="drawn-map", gap=None):
            place = st.container(gap=None)
            asked = st.toggle(ASK, key=_ASKED, persist_state="page")
            with place:
                if asked:
                    _chart(area_map)
                put(printed if asked else still)
        _buttons()
        if legend:
            put(legend)
        put(
            paragraphs(
                [f"Choose an area above or on the interactive map. {area_map.attribution}."], "nd-source"
            )
        )
        with st.container(key="nd-map-picture"):
            st.download_button(
                "Download this map (SVG)",
                drawn,
                file_name,
                "image/svg+xml",
                key="map-file",
                on_click="ignore",
            )


def _chart(area_map: AreaMap) -> None:
    st.pydeck_chart(
        area_map.deck.seen_from(camera_of(st.session_state.get(_CAMERA))),
        height=HEIGHT,
        alt=area_map.alt,
        key=KEY,
        on_select=lambda: area_choices.take_click(KEY),
    )


def none_drawn(release: Publication) -> bool:
    """Whether no map can be drawn of a release; then a sentence says so in its place."""
    if atlas(release).drawable:
        return False
    notice(NO_OUTLINES)
    return True


def legend_html(rows: tuple[LegendRow, ...]) -> Markup:
    """Each colour beside the figures it stands for, highest first."""
    return _PARTS.legend(rows=rows) if rows else Markup()


@shared(size=64)
def _picture(area_map: AreaMap, title: str) -> tuple[bytes, Markup, Markup]:
    """The map as a file (SVG); the same as an image (HTML) until the map is asked for, and then in print."""
    alone, drawn = (
        picture(area_map.deck, title, area_map.alt, beneath).encode()
        for beneath in ("", area_map.attribution)
    )
    still, printed = (
        _PARTS.image(alt=area_map.alt, coded=base64.b64encode(each).decode(), kind=kind)
        for each, kind in zip((alone, drawn), _KINDS, strict=True)
    )
    return drawn, still, printed


def _buttons() -> None:
    """Zoom and pan for those who cannot drag; a press counts from where the last led."""
    with st.container(horizontal=True, key="nd-map-buttons", gap="xsmall"):
        for label, step in _BUTTONS.items():
            st.button(label, key=f"map-{label}", on_click=_press, kwargs=step)
        st.button(_WHOLE, key="map-whole", on_click=_press)


def _press(**step: int) -> None:
    camera = camera_of(st.session_state.get(_CAMERA))
    moved: Camera = camera.pressed(**step) if step else camera.whole()
    st.session_state[_CAMERA] = kept(moved)
    st.session_state[_ASKED] = True
