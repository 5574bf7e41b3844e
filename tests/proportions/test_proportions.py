"""Shares and counts worked out from published figures: no figure where one of the two has none."""

from __future__ import annotations

import pytest

from dashboard.display.analysis import proportions
from dashboard.publication import Status
from tests.charts.samples import indicator, point, split


def test_a_share_rests_on_both_counts() -> None:
    whole = split([point("a", 65.0), point("b", None), point("c", 0.0), point("d", 10.0)])
    part = split([point("a", 50.0), point("b", 3.0), point("c", 0.0), point("d", None)])
    shares = proportions.of_whole(part, whole, "Criminal alone", "% of referrals")
    told = {one.code: one for one in shares.points}
    assert set(told) == {"a", "b", "d"}
    assert (told["a"].above, told["a"].base) == (50.0, 65.0)
    assert told["a"].value == pytest.approx(76.92, abs=0.005)
    # Wilson: 50 of 65, with 1.96.
    assert told["a"].low == pytest.approx(65.36, abs=0.01)
    assert told["a"].high == pytest.approx(85.49, abs=0.01)
    assert told["b"].value is None and told["b"].status is Status.CONFIDENTIAL
    assert told["d"].value is None and told["d"].status is Status.CONFIDENTIAL
    assert shares.indicator.unit == "% of referrals"


def test_a_part_that_is_not_there_has_no_share() -> None:
    shares = proportions.of_whole(split([]), split([point("a", 9.0)]), "x", "% of referrals")
    assert shares.points[0].value is None
    assert shares.points[0].status is Status.NOT_AVAILABLE


def test_a_hidden_rate_is_hidden_in_both_its_counts() -> None:
    about = indicator("rate", kind="rate")
    rate = split([point("a", 50.0, above=10.0, base=20.0), point("b", None, base=30.0)], about)
    base, above = proportions.counts_of(rate, "referrals", "people", "Referrals", "Trained")
    assert [one.value for one in base.points] == [20.0, None]
    assert [one.value for one in above.points] == [10.0, None]
    assert all(one.points[1].hidden for one in (base, above))
    assert (base.indicator.unit, above.indicator.unit) == ("people", "referrals")
