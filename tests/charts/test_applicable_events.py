"""Which events stand on a chart: those that bear on its figures, and made-up ones on no figure of others."""

from __future__ import annotations

import pytest

from dashboard.display.charts.applicable_events import applicable_events
from dashboard.publication.events import Event
from tests.charts.samples import indicator, over_time

EVENTS = tuple(
    Event(code, "2019-07-22", "", code, "What changed.", applies, "A source", made_up)
    for code, applies, made_up in (
        ("week", ("training", "referrals"), False),
        ("wave", ("training",), True),
        ("councils", ("geography",), False),
    )
)


def marked(policy: str, subjects: tuple[str, ...] = ()) -> dict[str, bool]:
    """Whether each mark is a break, by its label."""
    marks = applicable_events(over_time({"2019-07": 1.0}, indicator(policy=policy)), EVENTS, subjects)
    return {mark.label: mark.breaks for mark in marks}


def test_an_event_stands_on_what_it_applies_to() -> None:
    assert marked("training") == {"week": False, "wave": False}
    assert marked("training", ("geography",)) == {"week": False, "wave": False, "councils": True}


@pytest.mark.parametrize(("policy", "invented"), [("training", True), ("comparators", False)])
def test_a_made_up_event_stands_on_no_figure_of_others(policy: str, invented: bool) -> None:
    assert ("wave" in marked(policy)) is invented and "week" in marked(policy)
