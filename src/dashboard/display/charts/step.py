"""An interrupted series: the figures, the line fitted to them, and its earlier course gone on."""

from __future__ import annotations

from typing import Any

from dashboard.display.analysis import control_limits
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import alt, axes, crosses, event_annotations, gaps, rows, style
from dashboard.display.charts.event_annotations import Mark
from dashboard.display.charts.line import line
from dashboard.methods import Refused, Step, wording
from dashboard.publication import ALL

HEIGHT = 400


def step(series: PublishedSeries, event: Mark) -> style.Picture:
    """The series with the fitted line and, from the event on, the counterfactual as a dashed one.

    Where no model can be fitted it is a plain line, and the text alternative ends with the reason.
    """
    model = control_limits.interrupted(series, event.day)
    if isinstance(model, Refused):
        plain = line([series], [event])
        return style.Picture(plain.figure, f"{plain.alt} {model.reason}")
    marks = event_annotations.within([series], [event])
    top = event_annotations.room(marks, [series])
    values = axes.value_axis(series.measure, bool(series.shown))
    figure: style.Figure = {
        "data": [_points(series), *_fits(series, model), *crosses.trace([series])],
        "layout": style.layout(
            HEIGHT + top,
            xaxis=axes.time_axis([series]),
            yaxis=values,
            shapes=[*gaps.bands([series]), *event_annotations.verticals(marks, [series])],
            annotations=[
                *gaps.notes([series]),
                *crosses.notes([series]),
                *event_annotations.notes(marks, [series]),
            ],
            showlegend=True,
            legend=style.KEY,
        ),
    }
    figure["layout"]["margin"] |= {"t": top, "r": 20, "b": 92}
    return style.Picture(figure, _alt(series, model, event))


def _points(series: PublishedSeries) -> dict[str, Any]:
    shown = [point for point in series.points if point.value is not None and point.code != ALL]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [wording.middle_day(point.code) for point in shown],
        "y": [point.value for point in shown],
        "marker": {
            "color": style.colour_of(series.indicator.direction),
            "size": 7,
            "symbol": ["circle-open" if point.cut else "circle" for point in shown],
        },
        "text": [f"{point.label}: {rows.figure_text(point, series.measure)}" for point in shown],
        "hoverinfo": "text",
        "name": "Figures",
    }


def _fits(series: PublishedSeries, model: Step) -> list[dict[str, Any]]:
    days = [wording.middle_day(point.code) for point in series.points if point.code != ALL]
    event = sum(value is None for value in model.counterfactual)
    # The fitted line breaks where the level may change.
    before, after = model.fitted[:event], model.fitted[event:]
    lines = [
        ("Fitted", [*days[:event], days[event], *days[event:]], [*before, None, *after], style.INK, "solid"),
        (
            "If the earlier course had gone on",
            days[event:],
            list(model.counterfactual[event:]),
            style.COLOURS[2],
            "dash",
        ),
    ]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": across,
            "y": up,
            "connectgaps": False,
            "line": {"color": colour, "width": 3, "dash": dash},
            "name": name,
            "hoverinfo": "skip",
            "meta": "worked out",
        }
        for name, across, up, colour, dash in lines
    ]


def _alt(series: PublishedSeries, model: Step, event: Mark) -> str:
    figures = alt.over_time([series], [event_annotations.text(event, [series])])
    ratio, low, high = (wording.number(value, 2) for value in (model.ratio, model.low, model.high))
    return (
        f"{figures.replace('Line chart.', 'Interrupted time series.', 1)} A fitted line runs through the "
        f"figures, and a dashed line from the event on shows where it would have run if the earlier "
        f"course had gone on. Rate ratio {ratio} (95% interval {low} to {high}). Model: {model.model}."
    )
