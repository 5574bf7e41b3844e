"""Figures over time: a line that breaks where a figure is hidden, with breaks in the series marked."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import alt, axes, crosses, event_annotations, gaps, rows, spread, style
from dashboard.display.charts.event_annotations import Mark
from dashboard.methods import wording
from dashboard.publication import ALL

SO_FAR = alt.SO_FAR
#: More points than this are drawn without a dot each.
DOTTED = 40
#: Letters of a name beside the end of its line: what the margin there holds.
BESIDE = 17
#: How lines look, in their order.
DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "square", "triangle-up", "diamond")
#: How much wider bold letters may be than a common one.
BOLD = 1.22
#: Letters in a line of the name of a panel, on a telephone too.
PANEL = 44
#: Pixels of a line of such a name, and of a chart's height that is not plot, about.
_LINE, ABOVE_AND_BELOW = 19, 80
#: Pixels of the name of a year.
_YEAR = 44


def line(
    lines: Sequence[PublishedSeries],
    marks: Sequence[Mark] = (),
    height: int = 340,
    room: style.Room | None = None,
) -> style.Picture:
    """One chart of up to four series of the same unit, each named where it ends.

    ``marks`` outside the periods of the series are left out. Lines are told apart by dashes and dots too,
    never by colour alone.
    """
    if len(lines) > len(style.COLOURS):
        raise ValueError(f"at most {len(style.COLOURS)} lines fit one chart, not {len(lines)}")
    inside = event_annotations.within(lines, marks)
    beside = room.letters(0.35, BESIDE) if room else BESIDE
    height, width = (int(room.height), room.width * 0.9) if room else (height, event_annotations.WIDTH)
    ends = _ends(lines, beside=beside)
    texts = [end["text"].removeprefix("<b>").removesuffix("</b>") for end in ends]
    letters = max((len(part) for text in texts for part in text.split("<br>")), default=0)
    right = 20 if len(lines) == 1 else 130 if room is None else 16 + int(letters * style.LETTER * BOLD)
    years = min(axes.YEARS, max(2, int((width - right) / _YEAR))) if room else axes.YEARS
    figure: style.Figure = {
        "data": [
            *(trace(line, style.line_colour(lines, at), inside, at) for at, line in enumerate(lines)),
            *crosses.trace(lines),
        ],
        "layout": style.layout(
            height,
            xaxis=axes.time_axis(lines, years),
            yaxis=axes.value_axis(lines[0].measure, any(line.shown for line in lines)),
            shapes=[*gaps.bands(lines), *event_annotations.verticals(inside, lines, width)],
            annotations=[
                *_clear(ends, lines, height - ABOVE_AND_BELOW),
                *gaps.notes(lines),
                *crosses.notes(lines),
                *event_annotations.notes(inside, lines, width),
            ],
        ),
    }
    figure["layout"]["margin"] |= {"t": event_annotations.room(inside, lines, width), "r": right}
    return style.Picture(
        figure, alt.over_time(lines, [event_annotations.text(mark, lines) for mark in inside])
    )


def panels(lines: Sequence[PublishedSeries], marks: Sequence[Mark] = (), height: int = 420) -> style.Picture:
    """One panel for each series, one above the other, each with a scale of its own from 0."""
    share = 1 / len(lines)
    data, notes, shapes = [], [], []
    layout = style.layout(height, xaxis=axes.time_axis(lines))
    inside = event_annotations.within(lines, marks)
    for at, series in enumerate(lines):
        suffix = "" if at == 0 else str(at + 1)
        top = 1 - at * share
        layout[f"yaxis{suffix}"] = axes.value_axis(series.measure, bool(series.shown)) | {
            "domain": [top - share * 0.8, top - share * 0.22],
            "nticks": 3,
        }
        colour = style.FOCUS if at == 0 else style.QUIET
        data.append(trace(series, colour, inside) | {"yaxis": f"y{suffix}"})
        data += crosses.trace([series], f"y{suffix}")
        notes.append(
            style.note(
                f"<b>{style.wrapped(series.name, PANEL)}</b>",
                x=0,
                y=top,
                xref="paper",
                yref="paper",
                xanchor="left",
                yanchor="top",
                align="left",
            )
        )
        notes += [end | {"yref": f"y{suffix}"} for end in _ends([series], colour)]
        notes += gaps.notes([series], f"y{suffix} domain")
        notes += crosses.notes([series], f"y{suffix} domain")
        shapes += gaps.bands([series], f"y{suffix} domain")
    layout["xaxis"]["anchor"] = f"y{len(lines)}" if len(lines) > 1 else "y"
    shapes += event_annotations.verticals(inside, lines)
    notes += event_annotations.notes(inside, lines)
    layout |= {"annotations": notes, "shapes": shapes}
    layout["margin"] |= {"t": event_annotations.room(inside, lines) if inside else layout["margin"]["t"]}
    return style.Picture(
        {"data": data, "layout": layout},
        alt.over_time(lines, [event_annotations.text(mark, lines) for mark in inside]),
    )


def trace(series: PublishedSeries, colour: str, marks: Sequence[Mark] = (), at: int = 0) -> dict[str, Any]:
    """The line of a series, the one ``at`` (from 0) of several: its published figures, broken at hidden ones
    and at breaks."""
    drawn = [point for point in series.points if point.code != ALL]
    many = len(drawn) > DOTTED
    drawn_at: list[tuple[str, float | None, str, str]] = [
        (
            wording.middle_day(point.code),
            point.value,
            # A period that the data covers only in part is drawn hollow.
            f"{SYMBOLS[at]}-open" if point.cut else SYMBOLS[at],
            f"{point.label}{SO_FAR * series.so_far(point)}: {rows.figure_text(point, series.measure)}",
        )
        for point in drawn
    ]
    # A point without a value breaks the line.
    breaks = [(mark.day, mark.label) for mark in marks if mark.breaks] + _apart(series)
    drawn_at = sorted(
        [*drawn_at, *((day, None, SYMBOLS[at], label) for day, label in breaks)], key=lambda row: row[0]
    )
    dotted = not many or bool(series.hidden) or any(map(series.so_far, series.shown))
    return {
        "type": "scatter",
        "mode": "lines+markers" if dotted else "lines",
        "x": [row[0] for row in drawn_at],
        "y": [row[1] for row in drawn_at],
        "connectgaps": False,
        "line": {"color": colour, "width": 2.5 if not many else 2} | ({"dash": DASHES[at]} if at else {}),
        "marker": {
            "color": colour,
            "size": 4 if many else 7,
            "symbol": [row[2] for row in drawn_at],
        },
        "text": [row[3] for row in drawn_at],
        "hoverinfo": "text",
        "name": series.name,
    }


def _apart(series: PublishedSeries) -> list[tuple[str, str]]:
    """Where the line breaks, with nothing to say, so that what is counted so far stands apart."""
    return [
        (wording.first_day(later.code), "")
        for before, later in itertools.pairwise(series.points)
        if series.so_far(before) or series.so_far(later)
    ]


def _clear(
    ends: list[dict[str, Any]], lines: Sequence[PublishedSeries], height: float
) -> list[dict[str, Any]]:
    """The names of several lines moved apart where they end too near one another, at a plot of ``height``."""
    if len(ends) < 2:
        return ends
    values = [point.value or 0.0 for series in lines for point in series.shown]
    low, high = min(0.0, *values), max(0.0, *values)
    order = sorted(ends, key=lambda end: -end["y"])
    at = [height * (end["y"] - low) / ((high - low) or 1.0) for end in order]
    tall = _LINE * max(end["text"].count("<br>") + 1 for end in ends)
    # Nor over the names of periods, below the plot.
    moved = [was + by for was, by in zip(at, spread.apart(at, tall), strict=True)]
    clear = [max(to, tall * (len(at) - place - 0.5)) for place, to in enumerate(moved)]
    return [end | {"yshift": to - was} for end, was, to in zip(order, at, clear, strict=True)]


def _ends(lines: Sequence[PublishedSeries], colour: str = "", beside: int = BESIDE) -> list[dict[str, Any]]:
    """Each line's last figure, with its name where there are several."""
    notes = []
    for at, series in enumerate(lines):
        if not series.shown:
            continue
        last = series.shown[-1]
        several = len(lines) > 1
        value = wording.measured(last.value or 0.0, series.measure)
        # At the edge there is no room for all on one line.
        value += ("\xa0so\xa0far" if several else "<br>so far") * series.so_far(last)
        # Under a line that falls to its end, over one that rises to it.
        falls = (
            len(series.shown) > 1
            and not series.so_far(last)
            and (series.shown[-2].value or 0.0) > (last.value or 0.0)
        )
        notes.append(
            style.note(
                f"<b>{style.wrapped(f'{series.name} {value}', beside)}</b>" if several else f"<b>{value}</b>",
                x=wording.middle_day(last.code),
                y=last.value,
                xanchor="left" if several else "center",
                yanchor="middle" if several else "top" if falls else "bottom",
                xshift=8 if several else 0,
                yshift=0 if several else -6 if falls else 6,
                align="left",
            )
            | {
                "font": {
                    "size": style.SIZE,
                    "color": colour or style.line_colour(lines, at),
                }
            }
        )
    return notes
