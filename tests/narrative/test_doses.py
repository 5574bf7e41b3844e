"""Whether sectors that train more report more: told with its interval, or that it cannot be told."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dashboard.display import narrative
from dashboard.display.analysis import doses
from dashboard.display.analysis.doses import Pair
from dashboard.methods.clusters import Slope
from dashboard.publication import Publication


def drawn(slope: float, sectors: int = 9, strays: float = 0.15) -> tuple[Pair, ...]:
    rng = np.random.default_rng(3)
    made = []
    for sector in range(sectors):
        for year in range(2020, 2026):
            trained = rng.normal(sector / 3, 0.5)
            reports = 4 + sector / 5 + slope * trained + rng.normal(0, strays)
            made.append(Pair(f"s{sector}", str(year), math.exp(4 + trained), math.exp(reports)))
    return tuple(made)


def test_a_slope_that_is_there_is_told_with_its_interval_and_no_cause() -> None:
    sentence = narrative.dose(drawn(0.5))
    fit = doses.slope(drawn(0.5))
    assert isinstance(fit, Slope) and fit.low < 0.5 < fit.high
    ends = [f"{100 * (1.1**end - 1):.1f}%" for end in (fit.slope, fit.low, fit.high)]
    assert sentence == (
        "After a year in which a sector trained a tenth more people than usual, beside what all did, "
        f"the intelligence that it sent changed by {ends[0]} (95% interval {ends[1]} to {ends[2]}; "
        "9 sectors, 2020 to 2025): the two moved together. They are shown together; that is not proof."
    )


def test_what_its_interval_leaves_open_cannot_be_told() -> None:
    assert narrative.dose(drawn(0.0)).endswith("): whether the two move together cannot be told.")
    few = narrative.dose(drawn(0.5, sectors=5))
    assert few == (
        "Whether sectors that train more people send more intelligence in the year after cannot be told: "
        "under 6 sectors are shown in two years or more."
    )
    same = tuple(pair._replace(trained=50.0) for pair in drawn(0.5))
    assert narrative.dose(same).endswith(": how many they train differs by sector and by year alone.")
    one = tuple(pair._replace(trained=50.0) if pair.sector != "s1" else pair for pair in drawn(0.5))
    assert narrative.dose(one).endswith(
        " cannot be told: how many they train varied much in too few of them."
    )
    assert narrative.dose(()).endswith(" cannot be told: nothing is published by sector and year.")


def test_only_whole_published_years_are_paired(publication: Publication) -> None:
    """The people of the year before, no part years, nothing hidden, nothing of those not recorded."""
    held = doses.pairs(publication)
    cells = publication.frame(
        "SELECT sector, time, value FROM cells WHERE indicator = ? AND measure = 'count' "
        "AND time_level = 'year' AND geography_level = 'county' AND status = 'published'",
        [doses.DOSE],
    )
    trained = {(row["sector"], row["time"]): row["value"] for row in cells.to_dict("records")}
    for pair in held:
        assert trained[pair.sector, str(int(pair.year) - 1)] == pair.trained
        assert pair.sector not in ("all", "not_recorded")


@pytest.mark.parametrize("factor", [0.01, 100.0])
def test_the_unit_of_a_sector_changes_nothing(factor: float) -> None:
    scaled = tuple(scaled_by(pair, factor if pair.sector == "s1" else 1.0) for pair in drawn(0.3))
    first, again = doses.slope(drawn(0.3)), doses.slope(scaled)
    assert isinstance(first, Slope) and isinstance(again, Slope)
    assert again.slope == pytest.approx(first.slope)
    assert again.high == pytest.approx(first.high)


def scaled_by(pair: Pair, factor: float) -> Pair:
    return pair._replace(trained=pair.trained * factor, reports=pair.reports * factor)
