"""Bars and dots: sorted by published figures, hidden rows last, hatched and without a length of their own."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go  # type: ignore[import-untyped]

from dashboard.display import charts
from dashboard.display.charts import style
from tests.charts.samples import indicator, point, split

SHARE = indicator("coverage", kind="share", unit="% of eligible staff", title="Coverage")
SECTORS = [
    point("health", 40.0, "Health", low=30.0, high=50.0, numerator=40.0, denominator=100.0),
    point("police", None, "Police"),
    point("not_recorded", 60.0, "Not recorded", low=50.0, high=70.0, numerator=60.0, denominator=100.0),
    point("fire", 72.0, "Fire", low=60.0, high=81.0, numerator=72.0, denominator=100.0),
]


def names(picture: charts.Picture) -> list[str]:
    return list(picture.figure["layout"]["yaxis"]["categoryarray"])


def test_rows_run_from_the_largest_then_not_recorded_then_hidden() -> None:
    assert names(charts.bars(split(SECTORS, SHARE))) == ["Fire", "Health", "Not recorded", "Police"]


def test_a_hidden_row_has_no_bar_but_hatching_over_the_whole_scale_and_c() -> None:
    figure = charts.bars(split(SECTORS, SHARE)).figure
    bars, hatched = figure["data"]
    assert "Police" not in bars["y"]
    assert hatched["y"] == ["Police"]
    assert hatched["marker"]["pattern"]["shape"] == "/"
    # As long as the longest interval: its length says nothing.
    assert hatched["x"] == [81.0]
    told = {note["y"]: note["text"] for note in figure["layout"]["annotations"]}
    assert told["Police"] == "[c]"


def test_intervals_are_whiskers_from_the_published_limits() -> None:
    trace = charts.bars(split(SECTORS, SHARE)).figure["data"][0]
    assert [value + up for value, up in zip(trace["x"], trace["error_x"]["array"], strict=True)] == [
        81,
        50,
        70,
    ]
    assert [value - down for value, down in zip(trace["x"], trace["error_x"]["arrayminus"], strict=True)] == [
        60,
        30,
        50,
    ]


def test_the_parts_of_a_whole_have_no_whiskers() -> None:
    mix = replace(indicator("sector_mix", kind="share", unit="% of attendances"), mix=True)
    assert "error_x" not in charts.bars(split(SECTORS, mix)).figure["data"][0]


def test_what_is_chosen_stands_out_on_grey() -> None:
    plain = [point("a", 3.0, "A"), point("b", 2.0, "B")]
    colours = charts.bars(split(plain), ["b"]).figure["data"][0]["marker"]["color"]
    assert colours == [style.BEHIND, style.FOCUS]


def test_what_has_no_good_direction_is_neutral() -> None:
    about = indicator("concerns", direction="neutral")
    colours = charts.bars(split([point("a", 3.0)], about)).figure["data"][0]["marker"]["color"]
    assert colours == [style.NEUTRAL]


def test_the_text_alternative_holds_every_figure() -> None:
    alt = charts.bars(split(SECTORS, SHARE)).alt
    assert alt.endswith("2025, % of eligible staff: Fire 72%; Health 40%; Not recorded 60%; Police [c].")


def test_dots_show_the_mean_and_its_interval() -> None:
    about = indicator("confidence_change", kind="mean", unit="points")
    picture = charts.dots(split([point("a", 1.25, "A", low=1.0, high=1.5), point("b", None, "B")], about))
    go.Figure(picture.figure)
    assert picture.figure["data"][0]["x"] == [1.25]
    assert picture.figure["data"][0]["error_x"]["array"] == [0.25]
    assert picture.alt == ("Dot chart with 95% intervals. Training attendances, 2025, points: A 1.25; B [c].")


def test_two_measures_of_the_same_places_share_their_rows() -> None:
    left = split([point("E07000150", 221.0, "Corby"), point("overseas", 0.0, "Overseas")], over="area")
    right = split(
        [
            point("E07000150", 0.0, "Corby"),
            point("online", 934.0, "Online"),
            point("overseas", 0.0, "Overseas"),
        ],
        over="area",
    )
    picture = charts.side_by_side_bars(left, right)
    go.Figure(picture.figure)
    # A district keeps its 0; a place that is no district and has nothing in either is left out.
    assert names(picture) == ["Corby", "Online"]
    # On the left the row that only the right has is hatched, as in every other output, and says why.
    assert [(trace["xaxis"], list(trace["y"])) for trace in picture.figure["data"]] == [
        ("x", ["Corby"]),
        ("x", ["Online"]),
        ("x2", ["Corby", "Online"]),
    ]
    assert [note["text"] for note in picture.figure["layout"]["annotations"][:2]] == ["221", "[x]"]
    assert "Corby 221" in picture.alt
    assert "Online 934" in picture.alt


def test_figures_side_by_side_stand_clear_of_their_intervals() -> None:
    about = indicator("rate", kind="rate", unit="people")
    left = split(
        [
            point("E07000150", 30.0, "Corby", low=20.0, high=45.0),
            point("E07000151", 40.0, "Daventry", low=38.0, high=41.0),
            point("E07000152", None, "East Northamptonshire"),
        ],
        about,
        over="area",
    )
    picture = charts.side_by_side_bars(left, left)
    go.Figure(picture.figure)
    bars = [trace for trace in picture.figure["data"] if "error_x" in trace]
    assert [trace["error_x"]["array"] for trace in bars] == [[1.0, 15.0]] * 2
    for axis in ("x", "x2"):
        notes = [one for one in picture.figure["layout"]["annotations"] if one["xref"] == axis]
        ends = {one["y"].replace("<br>", " "): one["x"] for one in notes}
        # Behind the interval, and the mark of a hidden figure behind its hatching; all within the scale.
        assert ends == {"Daventry": 41.0, "Corby": 45.0, "East Northamptonshire": 45.0}
        scale = picture.figure["layout"]["xaxis" + axis[1:]]["range"]
        assert scale[1] > 1.4 * max(ends.values())
