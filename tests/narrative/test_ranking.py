"""Nothing is ranked, and no target reached, that chance alone explains; parts and stages add up in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.display import narrative
from dashboard.display.analysis.point import Point
from dashboard.display.exports import table
from dashboard.display.ui.blocks.breakdown import reached
from dashboard.methods import mean_interval, rate_interval, wilson
from dashboard.publication.targets import Target
from tests.charts.samples import indicator, point, split

APPLIED = indicator("applied", kind="share", title="Used in practice", unit="% of answers")
AIM = Target("applied", "all", 60.0, "", "", "Board", "Board", made_up=False)


def share(label: str, events: float, of: float) -> Point:
    low, high = (100 * float(limit) for limit in wilson(events, of))
    parts = {"numerator": events, "denominator": of, "low": low, "high": high}
    return point(label.lower(), 100 * events / of, label, **parts)


APART = [share("Housing", 30, 300), share("Fire", 250, 300), share("Health", 150, 300)]


def test_the_ends_of_noise_are_not_named() -> None:
    noise = [share("Housing", 8, 24), share("Fire", 8, 14), share("Health", 20, 40)]
    assert narrative.headline(split(noise, APPLIED)) == (
        "In 2025, used in practice: all 3 differ no more than their sizes explain (33% to 57%)."
    )
    assert narrative.headline(split(noise, APPLIED), "fire") == (
        "In 2025, used in practice for Fire: 57% of answers; all 3 differ no more than their sizes explain "
        "(33% to 57%)."
    )
    hidden = [*noise, point("police", None, "Police")]
    assert ": all 3 shown differ no more" in narrative.headline(split(hidden, APPLIED))


def test_ends_that_do_differ_are_named_with_how_many_they_rest_on() -> None:
    assert narrative.headline(split(APART, APPLIED)) == (
        "In 2025, used in practice ranged from 10% (Housing, n = 300) to 83% (Fire, n = 300)."
    )


def test_rates_and_means_are_judged_before_they_are_ranked() -> None:
    rate = indicator("rate", kind="rate", title="Rate", unit="referrals per 100 staff")
    rates = []
    for code, events in (("a", 4.0), ("b", 7.0)):
        low, high = (float(limit) for limit in rate_interval(events, 100, 100))
        rates.append(point(code, events, code, numerator=events, denominator=100.0, low=low, high=high))
    assert "all 2 differ no more" in narrative.headline(split(rates, rate))
    mean = indicator("confidence_change", kind="mean", title="Gain", unit="points")
    means = []
    for code, middle, n in (("a", 1.09, 30.0), ("b", 1.48, 25.0)):
        low, high = (float(limit) for limit in mean_interval(middle, 1.1, n))
        means.append(point(code, middle, code, denominator=n, low=low, high=high))
    assert "all 2 differ no more" in narrative.headline(split(means, mean))
    far = replace(means[1], value=3.0, low=2.6, high=3.4)
    assert "ranged from 1.09 (a, n = 30) to 3.00 (b, n = 25)" in narrative.headline(
        split([means[0], far], mean)
    )


@pytest.mark.parametrize(
    ("direction", "bare"),
    [("up", (60.0, 59.0)), ("down", (60.0, 61.0))],
)
def test_a_target_is_reached_when_the_interval_says_so(direction: str, bare: tuple[float, float]) -> None:
    """71% of 14 may be 45%: nobody can tell; 83% of 300 has reached it, and 10% has not."""
    parts = [share("Fire", 10, 14), share("Health", 250, 300), share("Housing", 30, 300)]
    about = replace(APPLIED, direction=direction)
    assert reached(split(parts, about), AIM) == (
        "1 of the 3 reach the target of 60%, 1 miss it; for 1 the numbers are too small to say."
    )
    missed = [share("Fire", 10, 14), share("Housing", 30, 300)]
    if direction == "up":
        assert reached(split(missed, about), AIM).startswith("None of the 2 reach the target of 60%, 1 miss")
    without = [point(code, value) for code, value in zip("ab", bare, strict=True)]
    assert reached(split(without, about), AIM) == "1 of the 2 reach the target of 60%, 1 miss it."


def test_shares_that_do_not_add_to_a_hundred_say_so() -> None:
    mix = replace(indicator("sector_mix", kind="share", title="Mix", unit="% of attendances"), mix=True)
    thirds = [point(code, 100 / 3, code) for code in "abc"]
    assert narrative.headline(split(thirds, mix)).endswith("Rounded, the shares add to 99%.")
    assert narrative.headline(split(thirds, mix), thirds[0].code).endswith("Rounded, the shares add to 99%.")
    assert table([split(thirds, mix)], "Mix, 2025").caption == "Mix, 2025. Rounded, the shares add to 99%"
    whole = [point("a", 60.0, "a"), point("b", 40.0, "b")]
    assert "add to" not in narrative.headline(split(whole, mix))
    assert "add to" not in narrative.headline(split([*whole, point("c", None, "c")], mix))
