"""Targets as lines: where they are in force, on the scale, said in words, and no colour of their own."""

from __future__ import annotations

from dashboard.display import charts
from dashboard.display.charts import style, target
from dashboard.publication.targets import Target
from tests.charts.samples import indicator, over_time, point, split

SHARE = indicator("coverage", kind="share", unit="% of eligible staff")
OLD = Target("coverage", "all", 45, "2021-04-01", "2024-03-31", "Board", "Minutes", False)
NEW = Target("coverage", "all", 60, "2024-04-01", "", "Board", "Minutes", True)


def test_each_target_is_drawn_over_the_days_it_is_in_force() -> None:
    series = over_time({"2023-Q4": 40, "2024-Q1": 42, "2024-Q2": 43}, SHARE)
    picture = target.over_time(charts.line([series]), series, [OLD, NEW])
    drawn = {trace["name"]: trace for trace in picture.figure["data"][1:]}
    assert drawn["Target 45%"]["x"] == ["2023-10-01", "2024-03-31"]
    assert drawn["Target 60% (made up)"]["x"] == ["2024-04-01", "2024-07-01"]
    assert drawn["Target 60% (made up)"]["y"] == [60, 60]
    assert {trace["line"]["dash"] for trace in drawn.values()} == {"dash"}
    assert {trace["line"]["color"] for trace in drawn.values()} == {style.INK}
    assert "Target 60% (made up) from 1 April 2024" in picture.alt
    assert any(note["text"] == "Target 60% (made up)" for note in picture.figure["layout"]["annotations"])


def test_targets_outside_the_periods_are_left_out() -> None:
    series = over_time({"2019-Q1": 40, "2019-Q2": 42}, SHARE)
    plain = charts.line([series])
    assert target.over_time(plain, series, [OLD, NEW]) == plain


def test_a_target_beyond_every_bar_is_still_on_the_chart() -> None:
    series = split([point("a", 20.0, "A"), point("b", None, "B")], SHARE, "agency")
    picture = target.over_bars(charts.bars(series), series, NEW)
    line = picture.figure["layout"]["shapes"][-1]
    assert line["x0"] == line["x1"] == 60
    assert picture.figure["layout"]["xaxis"]["range"][1] >= 60
    assert "Target 60% (made up)" in picture.alt


def test_a_target_changes_nothing_in_the_picture_it_is_drawn_on() -> None:
    series = split([point("a", 90.0, "A")], SHARE, "agency")
    plain = charts.bars(series)
    before = str(plain.figure)
    target.over_bars(plain, series, NEW)
    assert str(plain.figure) == before
