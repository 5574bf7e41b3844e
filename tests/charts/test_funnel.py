"""Funnels: shares by the size of their base against limits around the share of all."""

from __future__ import annotations

import math

import plotly.graph_objects as go  # type: ignore[import-untyped]
import pytest

from dashboard.display import charts
from tests.charts.hiding import behind, looks, numbers
from tests.charts.samples import indicator, point, split

SHARE = indicator(
    "child_share", kind="share", title="Child share", unit="% of referrals", direction="neutral"
)
OURS = point("ours", 100 * 30 / 65, "Northamptonshire Police", numerator=30.0, denominator=65.0)
OTHER = point("other", 20.0, "Another force", numerator=40.0, denominator=200.0)
HIDDEN = point("hidden", None, "A third force", denominator=4000.0)
WHOLE = point("all", 43.0, "All forces")
SERIES = split([OTHER, HIDDEN, OURS], SHARE, "area")


def test_points_stand_at_their_base_and_share_and_the_one_in_focus_on_top() -> None:
    picture = charts.funnel(SERIES, "ours", WHOLE)
    go.Figure(picture.figure)
    others, ours = picture.figure["data"][-2:]
    assert (others["x"], others["y"]) == ([200.0], [20.0])
    assert (ours["x"], ours["y"]) == ([65.0], [OURS.value])
    assert ours["marker"]["symbol"] == "diamond"
    assert numbers(picture) == {200.0, 20.0, 65.0, OURS.value}


def test_limits_are_those_of_chance_around_the_share_of_all() -> None:
    picture = charts.funnel(SERIES, "ours", WHOLE)
    curve = next(trace for trace in picture.figure["data"] if str(trace["name"]).startswith("95%"))
    size, low = curve["x"][-1], curve["y"][len(curve["x"]) // 2 - 1]
    assert low == pytest.approx(43 - 100 * 1.959964 * math.sqrt(0.43 * 0.57 / size), abs=1e-4)
    wide = next(trace for trace in picture.figure["data"] if str(trace["name"]).startswith("99.8%"))
    assert wide["y"][-1] > curve["y"][-1] > 43
    assert curve["line"]["dash"] != wide["line"]["dash"]


def test_what_is_hidden_is_told_in_words_and_has_no_part_in_the_scale() -> None:
    picture = charts.funnel(SERIES, "ours", WHOLE)
    without = charts.funnel(split([OTHER, OURS], SHARE, "area"), "ours", WHOLE)
    assert picture.figure["layout"]["xaxis"] == without.figure["layout"]["xaxis"]
    words = [note["text"].replace("<br>", " ") for note in picture.figure["layout"]["annotations"]]
    assert any("A third force" in text and text.startswith("Not drawn") for text in words)
    assert "Not drawn, as no figure can be shown: A third force." in picture.alt
    assert looks(picture) == looks(charts.funnel(behind(SERIES, 3.0, 900.0), "ours", WHOLE))


def test_limits_of_how_forces_usually_differ_stand_beside_those_of_chance() -> None:
    forces = [point(f"f{n}", 43.0 + 20 * (-1) ** n, denominator=200.0) for n in range(12)]
    drawn = charts.funnel(split([*forces, OURS], SHARE, "area"), "ours", WHOLE)
    names = [str(trace["name"]) for trace in drawn.figure["data"]]
    assert names[1:5] == [
        "95% limits, 1 in 20 outside by chance",
        "99.8% limits, 1 in 500 outside",
        "95% limits as forces usually differ",
        "99.8% limits, likewise",
    ]
    chance, usual = (drawn.figure["data"][at] for at in (1, 3))
    assert max(usual["y"][-3:]) > max(chance["y"][-3:]) + 10
    assert drawn.alt.endswith("A second pair of limits, wider, says how far forces usually differ.")
    alike = [point(f"f{n}", 43.0, denominator=200.0) for n in range(12)]
    assert "usually differ" not in charts.funnel(split([*alike, OURS], SHARE, "area"), "ours", WHOLE).alt
