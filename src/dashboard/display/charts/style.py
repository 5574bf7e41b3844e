"""Colours and the common look of charts (the government Analysis Function's, on white)."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.display.analysis.published_series import PublishedSeries

#: In this order, and at most four at once.
COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25")
FOCUS, BEHIND = "#12436D", "#BFBFBF"
#: For what has no good direction: referrals and intelligence.
NEUTRAL = "#490092"
#: Pale fills with the colour as their edge, on which the line of an interval can be seen.
PALE = {FOCUS: "#CFDAE8", COLOURS[1]: "#D4EDEA", NEUTRAL: "#DDD0EC", BEHIND: "#F0F0F0"}
INK, QUIET, GRID, BAND = "#0b0c0c", "#505a5f", "#dcdfe1", "#e3e4e5"
FONT = '"Source Sans", Arial, sans-serif'
SIZE, SMALL = 15, 14
#: Pixels of a letter of the usual size, about.
LETTER = 6.8

#: The key of a chart that needs one: beneath it, over the whole width, and not to be clicked.
KEY: dict[str, Any] = {
    "orientation": "h",
    "x": 0,
    "xanchor": "left",
    "xref": "container",
    "y": 0,
    "yanchor": "bottom",
    "yref": "container",
    "itemclick": False,
    "itemdoubleclick": False,
}

Figure = dict[str, Any]


@dataclass(frozen=True)
class Picture:
    """A Plotly figure as a plain dictionary, and the words that say the same.

    ``rest`` stands beneath it where there is no room for all rows: how many there are, and where.
    """

    figure: Mapping[str, Any]
    alt: str
    rest: str = ""


@dataclass(frozen=True)
class Room:
    """The pixels that a slide has for a chart with all its words, at letters of ``SIZE``.

    A page has none to count: its charts fit a telephone and show every row. ``where`` are all rows.
    """

    width: float
    height: float
    where: str = "the table"

    def letters(self, share: float, least: int = 0) -> int:
        """How many letters fit a share of the width."""
        return max(least, int(self.width * share / LETTER))


def colour_of(direction: str) -> str:
    """The main colour of an indicator of this direction."""
    return NEUTRAL if direction == "neutral" else FOCUS


def line_colour(lines: Sequence[PublishedSeries], at: int) -> str:
    """The colour of the line ``at`` (from 0): of a single one by its direction, of several by their order."""
    return colour_of(lines[0].indicator.direction) if len(lines) == 1 else COLOURS[at]


def layout(height: int, **more: Any) -> Figure:
    """The layout every chart begins with."""
    return {
        "height": height,
        "autosize": True,
        "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
        "font": {"family": FONT, "size": SIZE, "color": INK},
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": INK, "font": {"size": SIZE, "color": INK}},
        **more,
    }


def wrapped(text: str, width: int = 26) -> str:
    """``text`` broken into lines of at most ``width`` letters."""
    return "<br>".join(textwrap.wrap(text, width, break_long_words=False))


def note(text: str, **where: Any) -> Figure:
    """A piece of text on a chart, without an arrow."""
    return {"text": text, "showarrow": False, "font": {"size": SIZE, "color": INK}, **where}
