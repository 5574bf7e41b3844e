"""False discoveries, against scipy and the published example."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from dashboard.methods.discoveries import false_discovery_rates

#: Benjamini and Hochberg (1995), section 4.1: thrombolysis trials, of which four stand at 0.05.
PUBLISHED = (
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
    0.7590, 1.0,
)  # fmt: skip


def test_the_published_example_keeps_four() -> None:
    assert sum(rate <= 0.05 for rate in false_discovery_rates(PUBLISHED)) == 4


def test_the_rates_are_those_of_scipy_in_any_order() -> None:
    rng = np.random.default_rng(3)
    for many in (1, 2, 12):
        drawn = rng.uniform(size=many)
        assert false_discovery_rates(drawn.tolist()) == pytest.approx(stats.false_discovery_control(drawn))
    assert false_discovery_rates([]) == ()


@pytest.mark.parametrize("wrong", [-0.1, 1.1, math.nan])
def test_what_is_no_p_value_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        false_discovery_rates([0.5, wrong])
