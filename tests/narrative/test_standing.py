"""Which places stand apart: false alarms are few over all places and all funnels of a page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dashboard.display import narrative
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.standing import Funnel, standings
from dashboard.publication import Status
from tests.charts.samples import indicator, point, split

SHARE = indicator("child_share", kind="share", title="Child share", unit="% of referrals")
RATE = indicator("rate", kind="rate", title="Rate", unit="per 100,000")
FORCES, FUNNELS, DRAWS = 44, 6, 60


def drawn(rng: np.random.Generator, between: float) -> Funnel:
    """Shares of forces of many sizes, that differ by ``between`` percentage points beside chance."""
    sizes = rng.integers(30, 900, FORCES)
    truths = np.clip(rng.normal(0.4, between / 100, FORCES), 0.01, 0.99)
    values = 100 * rng.binomial(sizes, truths) / sizes
    points = [
        point(f"f{at}", float(value), denominator=float(size))
        for at, (value, size) in enumerate(zip(values, sizes, strict=True))
    ]
    return Funnel(split(points, SHARE, "area"), 40.0)


@pytest.mark.parametrize("between", [0.0, 4.0])
def test_where_forces_differ_as_they_usually_do_few_pages_call_any_apart(between: float) -> None:
    """Six funnels of 44 forces, of which limits of 99.8% alone put one outside on a third."""
    rng = np.random.default_rng(8)
    pages, plain = 0, 0
    for _ in range(DRAWS):
        held = standings([drawn(rng, between) for _ in range(FUNNELS)])
        every = [each for funnel in held for each in funnel.values()]
        pages += any(each.apart for each in every)
        plain += any(abs(each.usually) > 3.0902 for each in every)
    assert pages <= 0.1 * DRAWS
    assert plain >= 0.2 * DRAWS


def test_a_force_that_does_stand_apart_is_called_so_among_all() -> None:
    rng = np.random.default_rng(2)
    one = drawn(rng, 3.0)
    odd = point("odd", 80.0, "Odd", denominator=400.0)
    held = standings([Funnel(replace(one.figures, points=(*one.figures.points, odd)), 40.0), drawn(rng, 3.0)])
    assert held[0]["odd"].apart and held[0]["odd"].wider
    assert sum(each.apart for each in held[0].values()) == 1


def test_more_funnels_ask_for_more() -> None:
    """What stands apart by itself may not among all that a page offers."""
    rng = np.random.default_rng(3)
    ours = point("ours", 61.0, "Ours", numerator=61.0, denominator=100.0)
    others = [point(f"f{n}", 45.0 + (-1) ** n, denominator=200.0) for n in range(8)]
    shares = split([ours, *others], SHARE, "area")
    whole = point("all", 45.0, denominator=4000.0)
    assert "more apart than chance alone would bring; 1 of the 9 forces shown stands apart when" in (
        narrative.funnel(shares, "ours", whole)
    )
    told = narrative.funnel(shares, "ours", whole, beside=[drawn(rng, 0.0) for _ in range(12)])
    assert "outside the 95% limits, where chance alone would put 1 in 20 forces; 0 of the 9" in told


def test_a_rate_is_held_to_that_of_all_and_to_how_forces_differ() -> None:
    def rated(code: str, events: float, people: float) -> Point:
        rate = 1e5 * events / people
        return Point(code, code, rate, Status.PUBLISHED, numerator=events, denominator=people)

    forces = [rated(f"f{n}", 40.0 + 25 * (-1) ** n, 1e6) for n in range(12)]
    alike = split([rated("ours", 42.0, 1e6), *forces], RATE, "area")
    assert narrative.rate_beside(alike, "ours") == (
        "Beside 4.0 for all 13 forces shown it is no further apart than chance could bring."
    )
    usual = split([rated("ours", 64.0, 1e6), *forces], RATE, "area")
    assert "more apart than chance alone would bring, but no more than forces usually" in (
        narrative.rate_beside(usual, "ours")
    )
    far = split([rated("ours", 400.0, 1e6), *forces], RATE, "area")
    assert narrative.rate_beside(far, "ours").endswith("it is more apart than forces usually differ.")
    assert narrative.rate_beside(split([], RATE, "area"), "ours") == ""
    assert narrative.rate_beside(split([point("ours", 5.0, denominator=1e5)], RATE, "area"), "ours") == ""


@pytest.mark.parametrize("target", [0.0, 100.0, 130.0, -1.0])
def test_around_what_leaves_no_room_nothing_breaks(target: float) -> None:
    shares = split([point("ours", 5.0, denominator=90.0), point("x", target, denominator=9.0)], SHARE, "area")
    told = narrative.funnel(shares, "ours", point("all", target, denominator=100.0))
    assert ("cannot be judged" in told) is (target not in (0.0, 100.0))
