"""A chart as a picture: the same figure that Plotly draws, drawn here as HTML and SVG that fit any width.

It is read from the figure itself (its traces, shapes and notes), so that picture and chart cannot disagree.
The words are text of the page and wear its letters; what is drawn is an image behind them.
"""

from __future__ import annotations

import base64

from markupsafe import Markup

from dashboard.display.charts.painted import marks, words
from dashboard.display.charts.painted.plot import Plot
from dashboard.display.charts.style import Picture
from dashboard.files.templates import Template

_PARTS = Template(__file__, "picture.html")


def paint(picture: Picture) -> Markup:
    """The picture of a chart, as high as the chart itself, with its text alternative."""
    plot = Plot(picture.figure)
    drawn = base64.b64encode(marks.drawn(plot).encode()).decode()
    return _PARTS.picture(
        alt=picture.alt,
        size=plot.size,
        source=f"data:image/svg+xml;base64,{drawn}",
        ticks=list(words.ticks(plot)),
        names=list(words.names(plot)),
        notes=list(words.notes(plot)),
        key=words.key(plot),
    )
