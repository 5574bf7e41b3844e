"""Control charts: limits of each segment from shown figures alone, signals by shape and word."""

from __future__ import annotations

import plotly.graph_objects as go  # type: ignore[import-untyped]
import pytest

from dashboard import methods
from dashboard.display import charts
from dashboard.display.charts import Mark, event_annotations, spread, style
from dashboard.methods import wording
from tests.charts.hiding import LIMITS, behind, looks, numbers
from tests.charts.samples import indicator, over_time

NRM = indicator("nrm_referrals", title="NRM referrals", unit="referrals", direction="neutral")
#: Northamptonshire Police as first responder, NRM referrals by quarter, Home Office.
COUNTY = [12.0, 14.0, 23.0, 15.0, 14.0, 19.0, 17.0]
QUARTERS = dict(zip(wording.between("2022-Q2", "2023-Q4"), COUNTY, strict=True))
LONG: dict[str, float | None] = {
    time: float(value)
    for time, value in zip(
        wording.between("2018-Q1", "2021-Q4"),
        [9, 12, 8, 11, 9, 12, 10, 20, 18, 22, 19, 21, 18, 22, 20, 40],
        strict=True,
    )
}
#: As long, at one level: nothing in it follows a course.
LEVEL: dict[str, float | None] = dict(
    zip(LONG, [9.0, 12, 8, 11, 9, 12, 10, 12, 8, 11, 9, 12, 10, 9, 11, 10], strict=True)
)
BREAK = Mark("2019-10-01", "Exploitation types change", breaks=True)


def named(picture: charts.Picture, name: str) -> list[dict[str, object]]:
    return [trace for trace in picture.figure["data"] if str(trace.get("name", "")).startswith(name)]


def test_the_average_and_trial_limits_of_the_county() -> None:
    picture = charts.control(over_time(QUARTERS, NRM))
    go.Figure(picture.figure)
    (average,) = named(picture, "Average")
    (limits,) = named(picture, "Trial limits: fewer than 12 points")
    mean, reach = sum(COUNTY) / 7, 2.66 * (2 + 9 + 8 + 1 + 5 + 2) / 6
    assert average["y"] == [pytest.approx(mean)] * 2 + [None]
    assert limits["y"][0] == pytest.approx(mean - reach)  # type: ignore[index]
    assert limits["y"][3] == pytest.approx(mean + reach)  # type: ignore[index]
    assert limits["line"]["dash"] == "dash"  # type: ignore[index,call-overload]
    assert "average 16.3, lower limit 4.3, upper limit 28.3, trial limits from fewer than 12" in picture.alt
    assert picture.alt.endswith("No point is a signal.")


def test_limits_begin_anew_at_a_break_where_the_line_breaks() -> None:
    picture = charts.control(over_time(LONG, NRM), [BREAK])
    (average,) = named(picture, "Average")
    assert average["x"] == ["2018-01-01", "2019-10-01", None, "2019-10-01", "2022-01-01", None]
    line = next(trace for trace in picture.figure["data"] if trace["name"] == "NRM referrals")
    assert line["y"][line["x"].index("2019-10-01")] is None
    event = BREAK._replace(breaks=False)
    (whole,) = named(charts.control(over_time(LEVEL, NRM), [event]), "Average")
    assert len(whole["x"]) == 3  # type: ignore[arg-type]
    assert named(charts.control(over_time(LONG, NRM), [event]), "Average") == [], "a step is no level"


def test_a_signal_has_a_shape_a_word_and_a_place_in_the_key() -> None:
    picture = charts.control(over_time(LONG, NRM), [BREAK])
    (outside,) = named(picture, "Outside the limits")
    assert (outside["x"], outside["y"]) == (["2021-11-16"], [40.0])
    assert outside["marker"]["symbol"] == "diamond"  # type: ignore[index,call-overload]
    assert "outside" in [note["text"] for note in picture.figure["layout"]["annotations"]]
    assert picture.alt.endswith("; outside the limits: October to December 2021.")
    colours = {trace["marker"]["color"] for trace in picture.figure["data"] if "marker" in trace}
    assert colours == {style.NEUTRAL}


@pytest.mark.parametrize("limits", LIMITS)
def test_nothing_depends_on_what_is_hidden(limits: tuple[float, float | None]) -> None:
    series = over_time(LONG | {"2019-Q1": None}, NRM)
    drawn = charts.control(series, [BREAK])
    assert looks(drawn) == looks(charts.control(behind(series, *limits), [BREAK]))
    assert drawn.alt == charts.control(behind(series, *limits), [BREAK]).alt


def test_limits_leave_a_hidden_figure_out_and_the_line_breaks_there() -> None:
    values = list(LEVEL.values())
    values[4] = None
    picture = charts.control(over_time(dict(zip(LEVEL, values, strict=True)), NRM))
    expected = methods.xmr(values).limits[0]
    assert {expected.mean, expected.lower, expected.upper} == numbers(picture, "worked out")
    assert numbers(picture) <= {value for value in values if value is not None}
    line = next(trace for trace in picture.figure["data"] if trace["name"] == "NRM referrals")
    assert line["y"][4] is None
    assert line["connectgaps"] is False


def test_the_axis_ends_beyond_the_largest_figure_or_limit_and_a_count_has_no_limit_under_0() -> None:
    values: dict[str, float | None] = {"2020": 1.0, "2021": 9.0, "2022": 2.0}
    picture = charts.control(over_time(values, NRM))
    upper = methods.xmr([1.0, 9.0, 2.0]).limits[0].upper
    assert picture.figure["layout"]["yaxis"]["range"] == [0, pytest.approx(upper * 1.08)]
    assert min(numbers(picture, "worked out")) > 0
    assert "lower limit" not in picture.alt


def test_a_series_without_a_figure_has_no_limits() -> None:
    picture = charts.control(over_time({"2022": None, "2023": None}, NRM))
    assert numbers(picture) == set()
    assert picture.figure["layout"]["yaxis"]["showticklabels"] is False


def test_words_of_marks_close_together_stand_above_each_other() -> None:
    months = over_time(dict.fromkeys(wording.between("2019-Q1", "2022-Q4"), 5.0), NRM)
    near = [Mark("2019-07-22", "Training week"), Mark("2019-10-01", "Types change")]
    shifts = [note["yshift"] for note in event_annotations.notes(near, [months])]
    assert shifts[0] == 0
    assert shifts[1] > 0
    far = [near[0], Mark("2022-11-01", "Another")]
    assert [note["yshift"] for note in event_annotations.notes(far, [months])] == [0, 0]


def test_words_that_would_overlap_move_apart_around_their_middle() -> None:
    assert spread.apart([100.0, 50.0, 0.0], 36) == [0.0, 0.0, 0.0]
    assert spread.apart([100.0, 90.0], 36) == [13.0, -13.0]
    moved = [at + by for at, by in zip([60.0, 55.0, 50.0], spread.apart([60.0, 55.0, 50.0], 36), strict=True)]
    assert moved == [91.0, 55.0, 19.0]
