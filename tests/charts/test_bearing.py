"""Which events stand on a chart: those that bear on its figures, and made-up ones on made-up figures only."""

from __future__ import annotations

import pytest

from dashboard import reference
from dashboard.display.charts.bearing import bearing
from tests.charts.samples import indicator, over_time

EVENTS = reference.events(True)
MADE_UP = set(EVENTS[EVENTS["made_up"] == "yes"]["label"])


@pytest.mark.parametrize(
    ("policy", "made_up", "invented"),
    [("training", True, True), ("training", False, False), ("comparators", True, False)],
)
def test_a_made_up_event_stands_on_made_up_figures_only(policy: str, made_up: bool, invented: bool) -> None:
    about = indicator(policy=policy)
    subjects = tuple("|".join(EVENTS["applies_to"]).split("|"))
    marks = bearing(over_time({"2019-07": 1.0}, about), made_up, subjects)
    assert marks and MADE_UP
    assert bool({mark.label for mark in marks} & MADE_UP) is invented
