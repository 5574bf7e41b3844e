"""Interrupted series: the fitted line and its counterfactual, or a plain line and the reason."""

from __future__ import annotations

import plotly.graph_objects as go  # type: ignore[import-untyped]

from dashboard.display import charts
from dashboard.display.charts import Mark
from dashboard.methods import wording
from tests.charts.hiding import behind, looks
from tests.charts.samples import indicator, over_time

INTELLIGENCE = indicator(
    "intelligence_submissions", title="Partner intelligence", unit="submissions", direction="neutral"
)
MONTHS = wording.between("2020-01", "2024-12")
EVENT = Mark("2022-07-18", "Training week")
VALUES: dict[str, float | None] = {
    month: float((20 if month < "2022-08" else 30) + (at * 7) % 5) for at, month in enumerate(MONTHS)
}


def test_the_fitted_line_breaks_at_the_event_and_the_counterfactual_begins_there() -> None:
    picture = charts.step(over_time(VALUES, INTELLIGENCE), EVENT)
    go.Figure(picture.figure)
    figures, fitted, without = picture.figure["data"]
    assert figures["y"] == list(VALUES.values())
    # The event stands after the middle of July: August is the first month after it.
    assert without["x"][0] == "2022-08-16"
    assert fitted["y"].count(None) == 1
    assert all(low < high for low, high in zip(without["y"], fitted["y"][-len(without["y"]) :], strict=True))
    assert without["line"]["dash"] == "dash"
    assert "Rate ratio" in picture.alt


def test_a_refusal_is_a_plain_line_and_its_reason() -> None:
    short = dict(list(VALUES.items())[26:])
    picture = charts.step(over_time(short, INTELLIGENCE), EVENT)
    assert [trace["name"] for trace in picture.figure["data"]] == ["Partner intelligence"]
    assert picture.alt.endswith("5 points are shown before the event, and it takes at least 24 on each side.")


def test_a_hidden_figure_has_no_part_in_the_fit() -> None:
    series = over_time(VALUES | {"2022-01": None}, INTELLIGENCE)
    assert looks(charts.step(series, EVENT)) == looks(charts.step(behind(series, 900.0, 5000.0), EVENT))
    assert len(charts.step(series, EVENT).figure["data"][0]["y"]) == len(MONTHS) - 1
