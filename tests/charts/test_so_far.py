"""A period that is not over stands apart: no line falls to what is counted of it so far."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.display import charts
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import alt
from dashboard.display.meeting.slides.lines import parts_of
from dashboard.release.indicators import indicators
from tests.charts.samples import indicator, over_time

#: The kinds of figures of which a part of a period has less than the whole.
GROWING = ("count", "distinct", "sum", "rate")


def cut_short(kind: str = "count", grows: bool = False, many: int = 0) -> PublishedSeries:
    """2018, of which the data has a part, two whole years, and what there is of 2021."""
    values: dict[str, float | None] = {"2018": 900.0, "2019": 2600.0, "2020": 2620.0, "2021": 2038.0}
    values = {f"{year}": 2500.0 for year in range(2018 - many, 2018)} | values
    line = over_time(values, replace(indicator(kind=kind), grows=grows))
    ends = ("2021",) if many else ("2018", "2021")
    points = tuple(replace(point, cut=point.code in ends) for point in line.points)
    return replace(line, points=points)


def runs(values: list[float | None]) -> list[list[float]]:
    """The figures that a line joins."""
    found: list[list[float]] = [[]]
    for value in values:
        found = [*found, []] if value is None else [*found[:-1], [*found[-1], value]]
    return [run for run in found if run]


@pytest.mark.parametrize("kind", GROWING)
def test_a_line_stops_before_a_period_that_is_not_over(kind: str) -> None:
    figure = charts.line([cut_short(kind)]).figure
    assert runs(figure["data"][0]["y"]) == [[900.0], [2600.0, 2620.0], [2038.0]]
    assert figure["layout"]["annotations"][-1]["text"].endswith("so far</b>")
    control = charts.control(cut_short(kind)).figure["data"]
    drawn = next(trace for trace in control if trace.get("meta") != "worked out" and None in trace["y"])
    assert runs(drawn["y"]) == [[900.0], [2600.0, 2620.0], [2038.0]]


def test_what_stands_alone_has_a_dot_on_a_long_line_too() -> None:
    trace = charts.line([cut_short(many=60)]).figure["data"][0]
    assert trace["mode"] == "lines+markers"
    assert runs(trace["y"])[-1] == [2038.0]


def test_a_share_that_does_not_grow_with_its_period_runs_on() -> None:
    assert len(runs(charts.line([cut_short("share")]).figure["data"][0]["y"])) == 1
    assert len(runs(charts.line([cut_short("share", grows=True)]).figure["data"][0]["y"])) == 3


def test_the_lines_of_a_meeting_stop_there_too() -> None:
    parts, one = (
        parts_of(charts.line([line]).figure["data"][0], line, [point.code for point in line.points])
        for line in (cut_short(), cut_short("share"))
    )
    assert parts[0] < parts[1] == parts[2] < parts[3]
    assert len(set(one)) == 1


def test_small_lines_do_not_join_it() -> None:
    before, after = (
        charts.small_trends([line])[0].figure["src"] for line in (cut_short("share"), cut_short())
    )
    assert before != after


def test_the_words_say_so_far_and_call_no_part_of_a_year_the_lowest() -> None:
    words = charts.line([cut_short()]).alt
    assert "2021 2,038 so far" in words and "2020 2,620;" in words
    long = charts.line([cut_short(many=alt.LONG)]).alt
    assert "to 2021 2,038 so far" in long and "lowest 2021" not in long


def test_the_shares_that_grow_with_their_period_say_so_in_their_header() -> None:
    """Highest tier and agencies reached: in a longer time more of each."""
    assert {name for name, header in indicators().items() if header.grows} == {
        "tier_mix", "agencies_represented",
    }  # fmt: skip
