"""The range in which the next figure is to be expected, as a bar with two ends after the last one."""

from __future__ import annotations

import datetime

from dashboard.display.analysis.next_period import NextPeriod
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import style
from dashboard.methods import wording

#: Pixels wide are the ends of the bar, and thick its line.
WIDTH, THICK = 7, 2
#: A scale of figures that is set ends this much beyond the bar, as beyond a control chart's limits.
ROOM = 1.08


def with_next(picture: style.Picture, following: NextPeriod | None, series: PublishedSeries) -> style.Picture:
    """``picture``, a chart of ``series`` over time, with what is to be expected of its next period.

    The axis of time reaches that period; the axis of figures holds the whole bar.
    """
    if following is None:
        return picture
    range_, day, measure = following.range, wording.middle_day(following.code), series.measure
    text = (
        f"{wording.period(following.code)}: {wording.measured(range_.low, measure)} to "
        f"{wording.measured(range_.high, measure)} to be expected (95%)"
    )
    bar = {
        "type": "scatter",
        "mode": "markers",
        "x": [day],
        "y": [range_.middle],
        # No dot: the middle is no figure.
        "marker": {"size": 1, "color": style.QUIET},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [range_.high - range_.middle],
            "arrayminus": [range_.middle - range_.low],
            "color": style.QUIET,
            "thickness": THICK,
            "width": WIDTH,
        },
        "text": [text],
        "hoverinfo": "text",
        "showlegend": False,
        "meta": "worked out",
    }
    figure = dict(picture.figure)
    # Under the line: where the period has begun, its figure so far stands on the bar.
    figure["data"] = [bar, *figure["data"]]
    layout = dict(figure["layout"])
    layout["xaxis"] = _reaching(layout["xaxis"], following.code)
    if "range" in layout["yaxis"]:
        low, high = layout["yaxis"]["range"]
        layout["yaxis"] = layout["yaxis"] | {"range": [min(low, range_.low), max(high, range_.high * ROOM)]}
    figure["layout"] = layout
    return style.Picture(figure, f"{picture.alt} {text}.")


def _reaching(axis: dict[str, object], code: str) -> dict[str, object]:
    """An axis of time up to the end of the period ``code``."""
    ends = axis.get("range")
    if not isinstance(ends, list):
        return axis
    first, last = (datetime.date.fromisoformat(end) for end in ends)
    end = datetime.date.fromisoformat(wording.first_day(wording.later(code, 1)))
    return axis | {"range": [first.isoformat(), max(last, end + (end - first) * 0.01).isoformat()]}
