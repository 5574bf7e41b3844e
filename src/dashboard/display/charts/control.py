"""A control chart (XmR): the figures, their average and limits, and the points that are signals.

Making Data Count (NHS England); colours are neutral, for a referral more is neither good nor bad.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.display.analysis import control_limits
from dashboard.display.analysis.control_limits import SignalRun, XmrChart
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import alt, axes, crosses, event_annotations, gaps, rows, spread, style
from dashboard.display.charts.event_annotations import Mark
from dashboard.display.charts.line import trace
from dashboard.methods import Limits, Signal, wording

HEIGHT = 420
#: Years named on the time axis, beside which the limits have their names.
YEARS = 5
#: Words beside points keep this share of the width from each other on a telephone.
_APART = 0.2
#: Each signal has a shape, a word beside its last point and words in the key.
SHAPES = {
    Signal.OUTSIDE: ("diamond", "outside", "Outside the limits"),
    Signal.RUN: ("square", "run", "In a row on one side of the average"),
    Signal.TREND: ("triangle-up", "trend", "In a row rising or falling"),
    Signal.NEAR_LIMIT: ("star", "near limit", "2 of 3 near a limit"),
}


def control(series: PublishedSeries, marks: Sequence[Mark] = ()) -> style.Picture:
    """The XmR chart of a series over time; limits begin anew at each mark that breaks the series."""
    inside = event_annotations.within([series], marks)
    chart = control_limits.xmr_chart(series, tuple(day for day, _ in event_annotations.breaks(inside)))
    low, high = _range(series, chart)
    top = event_annotations.room(inside, [series])
    figure: style.Figure = {
        "data": [
            *_averages(chart, series),
            _line(series, inside),
            *_signals(chart, series),
            *crosses.trace([series]),
        ],
        "layout": style.layout(
            HEIGHT + top,
            xaxis=axes.time_axis([series], YEARS),
            yaxis=axes.value_axis(series.measure, bool(series.shown)) | {"range": [low, high]},
            shapes=[*gaps.bands([series]), *event_annotations.verticals(inside, [series])],
            annotations=[
                *gaps.notes([series]),
                *crosses.notes([series]),
                *event_annotations.notes(inside, [series]),
                *_words(chart),
                *_named(chart, series, low, high),
            ],
            showlegend=True,
            legend=style.KEY,
        ),
    }
    figure["layout"]["margin"] |= {"t": top, "r": 74, "b": 92}
    return style.Picture(figure, _alt(series, chart, inside))


def shown_limits(limits: Limits, measure: str) -> tuple[float | None, float | None]:
    """Lower and upper limit as they are drawn: none where no figure could lie beyond it."""
    lower = None if measure != "mean" and limits.lower <= 0 else limits.lower
    upper = None if measure == "percent" and limits.upper >= 100 else limits.upper
    return lower, upper


def _range(series: PublishedSeries, chart: XmrChart) -> tuple[float, float]:
    """From 0 to the largest published figure or limit; a hidden figure has no part in it."""
    ends = [point.value for point in series.shown if point.value is not None]
    for limits in chart.limits:
        ends += [end for end in shown_limits(limits, series.measure) if end is not None]
    lowest, highest = min([0.0, *ends]), max([0.0, *ends])
    return lowest * 1.08, highest * 1.08 or 1.0


def _line(series: PublishedSeries, marks: Sequence[Mark]) -> dict[str, Any]:
    drawn = trace(series, style.NEUTRAL, marks)
    return drawn | {"mode": "lines+markers", "showlegend": False}


def _averages(chart: XmrChart, series: PublishedSeries) -> list[dict[str, Any]]:
    """The average and limits of each segment as level lines, trial limits dashed."""
    drawn = [_level(chart, [(limits, limits.mean) for limits in chart.limits], style.INK, "solid", "Average")]
    for trial in (False, True):
        levels = [
            (limits, limit)
            for limits in chart.limits
            if limits.trial is trial
            for limit in shown_limits(limits, series.measure)
            if limit is not None
        ]
        name = "Trial limits: fewer than 12 points" if trial else "Limits of the usual range"
        if levels:
            drawn.append(_level(chart, levels, style.QUIET, "dash" if trial else "solid", name))
    return [trace for trace in drawn if trace["x"]]


def _level(
    chart: XmrChart, levels: Sequence[tuple[Limits, float]], colour: str, dash: str, name: str
) -> dict[str, Any]:
    across: list[str | None] = []
    up: list[float | None] = []
    for limits, value in levels:
        first, last = chart.points[limits.first].code, chart.points[limits.last].code
        across += [wording.first_day(first), wording.first_day(wording.later(last, 1)), None]
        up += [value, value, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": across,
        "y": up,
        "connectgaps": False,
        "line": {"color": colour, "width": 2, "dash": dash},
        "name": name,
        "hoverinfo": "skip",
        "meta": "worked out",
    }


def _signals(chart: XmrChart, series: PublishedSeries) -> list[dict[str, Any]]:
    """The points of each signal over the line, in a shape of their own."""
    drawn = []
    for signal in control_limits.ORDER:
        points = [
            (point, at_point)
            for point, at_point in zip(chart.points, chart.signals, strict=True)
            if at_point and next(kind for kind in control_limits.ORDER if kind in at_point) is signal
        ]
        if points:
            symbol, _, name = SHAPES[signal]
            drawn.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [wording.middle_day(point.code) for point, _ in points],
                    "y": [point.value for point, _ in points],
                    "marker": {
                        "symbol": symbol,
                        "size": 14,
                        "color": style.NEUTRAL,
                        "line": {"color": "#ffffff", "width": 1.5},
                    },
                    "name": name,
                    "text": [
                        _hover(point.label, rows.figure_text(point, series.measure), t) for point, t in points
                    ],
                    "hoverinfo": "text",
                }
            )
    return drawn


def _hover(label: str, figure: str, signals: Sequence[Signal]) -> str:
    texts = [SHAPES[signal][2].lower() for signal in control_limits.ORDER if signal in signals]
    return f"{label}: {figure}<br>{'; '.join(texts)}"


def _words(chart: XmrChart) -> list[dict[str, Any]]:
    """The word of each stretch beside its last point; of several close together, the first in order."""
    labelled_runs: list[SignalRun] = []
    for run in sorted(chart.signal_runs, key=lambda each: control_limits.ORDER.index(each.signal)):
        near = _APART * len(chart.points)
        if all(
            abs(run.last - labelled.last) >= near or labelled.upward != run.upward
            for labelled in labelled_runs
        ):
            labelled_runs.append(run)
    return [
        style.note(
            SHAPES[run.signal][1],
            x=wording.middle_day(chart.points[run.last].code),
            y=chart.points[run.last].value,
            xanchor="right" if run.last > 0.9 * len(chart.points) else "center",
            yanchor="bottom" if run.upward else "top",
            yshift=11 if run.upward else -11,
            bgcolor="rgba(255,255,255,0.85)",
        )
        | {"font": {"size": style.SIZE - 1, "color": style.NEUTRAL}}
        for run in labelled_runs
    ]


def _named(chart: XmrChart, series: PublishedSeries, low: float, high: float) -> list[dict[str, Any]]:
    """Average and limits of the last segment, named where they end."""
    if not chart.limits:
        return []
    last = chart.limits[-1]
    lower, upper = shown_limits(last, series.measure)
    levels = [("Upper", upper), ("Average", last.mean), ("Lower", lower)]
    shown = [(word, value) for word, value in levels if value is not None]
    # What is left of the height between the words above and the key below.
    pixels = (HEIGHT - 92 - 8) / (high - low)
    wanted = [(value - low) * pixels for _, value in shown]
    shifts = spread.apart(wanted, 36)
    return [
        style.note(
            f"{word}<br>{control_limits.limit_text(value, series.measure)}",
            x=1,
            xref="paper",
            y=value,
            xanchor="left",
            yanchor="middle",
            xshift=6,
            yshift=shift,
            align="left",
            bgcolor="#ffffff",
        )
        | {"font": {"size": style.SIZE - 1, "color": style.INK if word == "Average" else style.QUIET}}
        for (word, value), shift in zip(shown, shifts, strict=True)
    ]


def _alt(series: PublishedSeries, chart: XmrChart, marks: Sequence[Mark]) -> str:
    figures = alt.over_time([series], [event_annotations.text(mark, [series]) for mark in marks])
    parts = [figures.replace("Line chart.", "Control chart.", 1)]
    for limits in chart.limits:
        lower, upper = shown_limits(limits, series.measure)
        averages = _between(chart, limits.first, limits.last)
        averages += f": average {control_limits.limit_text(limits.mean, series.measure)}"
        averages += (
            "" if lower is None else f", lower limit {control_limits.limit_text(lower, series.measure)}"
        )
        averages += (
            "" if upper is None else f", upper limit {control_limits.limit_text(upper, series.measure)}"
        )
        parts.append(averages + (", trial limits from fewer than 12 points." if limits.trial else "."))
    for refusal in chart.without:
        parts.append(f"{_between(chart, refusal.first, refusal.last)}: no limits, as {refusal.reason}.")
    signals = [
        f"{SHAPES[run.signal][2].lower()}: {_between(chart, run.first, run.last)}"
        for run in chart.signal_runs
    ]
    if chart.limits:
        parts.append(f"Signals: {'; '.join(signals)}." if signals else "No point is a signal.")
    return " ".join(parts)


def _between(chart: XmrChart, first: int, last: int) -> str:
    ends = chart.points[first].label, chart.points[last].label
    return ends[0] if first == last else f"{ends[0]} {'until' if ' to ' in ends[0] else 'to'} {ends[1]}"
