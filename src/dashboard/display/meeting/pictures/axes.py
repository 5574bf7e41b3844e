"""The axes of a line picture: time in days, and values from 0."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Sequence
from typing import Any

from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import style
from dashboard.methods import wording

_MOST_TICKS = 8


def day_of(iso: str) -> int:
    """A day as a number, counted from year 1: no clock and no time zone has a part in it."""
    return datetime.date.fromisoformat(iso).toordinal()


def scale(values: Sequence[float]) -> tuple[float, float]:
    """The top of a scale from 0 to the largest published value, and the step of its lines."""
    largest = max(values, default=0.0) or 1.0
    raw = largest / 4
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * each for each in (1, 2, 2.5, 5, 10) if power * each >= raw)
    return step * math.ceil(largest / step - 1e-9), step


def time_axis(
    first: int, last: int, lines: Sequence[PublishedSeries], size: float, room: float
) -> dict[str, Any]:
    """Days from ``first`` to ``last``, counted from year 1, with the names that fit ``room``."""
    ticks = _ticks(lines, size, room)
    labels = json.dumps({str(day): label for day, label in ticks}, ensure_ascii=False)
    return {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [first, last], "nice": False, "zero": False},
        "axis": {
            "values": [day for day, _ in ticks],
            "labelExpr": f"split({labels}[datum.value], '|')",
            "grid": False,
            "title": None,
            "domainColor": style.QUIET,
            "tickColor": style.QUIET,
            "labelFlush": False,
            "labelOverlap": False,
            "labelPadding": size * 0.2,
        },
    }


def _ticks(lines: Sequence[PublishedSeries], size: float, room: float) -> list[tuple[int, str]]:
    """Days and what stands at them: years where they begin, or the periods of a short series."""
    codes = sorted({point.code for series in lines for point in series.points}, key=wording.span)
    years = sorted({code[:4] for code in codes})
    if all(len(code) == len("2019") for code in codes):
        ticks = [(day_of(wording.middle_day(code)), code) for code in codes]
    elif len(codes) <= 6:
        ticks = [(day_of(wording.middle_day(code)), _short(code)) for code in codes]
    else:
        first = wording.first_day(codes[0])
        ticks = [(day_of(f"{year}-01-01"), year) for year in years if f"{year}-01-01" >= first]
    fits = max(2, min(_MOST_TICKS, int(room / (size * 4.2))))
    step = -(-len(ticks) // fits) or 1
    return ticks[::-1][::step][::-1]


def _short(code: str) -> str:
    start, end = wording.span(code)
    first, last = wording.month(start, short=True), wording.month(end, short=True)
    return first.replace(" ", "|") if start == end else f"{first[:3]}\N{EN DASH}{last[:3]}|{last[4:]}"


def value_axis(top: float, step: float, measure: str, size: float) -> dict[str, Any]:
    """From 0 to ``top``, a line at each ``step``."""
    count = round(top / step)
    # An average's digits after the point are no more than its step needs.
    places = max(0, -math.floor(math.log10(step) + 1e-9)) if step < 1 else (0 if step == int(step) else 1)
    values = [round(step * at, 6) for at in range(count + 1)]
    suffix = "%" if measure == "percent" else ""
    return {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {
            "values": values,
            "format": f",.{places}f",
            "labelExpr": f"datum.label + '{suffix}'",
            "gridColor": style.GRID,
            "domain": False,
            "ticks": False,
            "title": None,
            "labelPadding": size * 0.3,
        },
    }
