"""Empirical Bayes estimates against published worked examples."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.methods import shrunken_rates, shrunken_shares

#: Homicides and residents (person-years), 1979 to 1984, of the 78 counties around St. Louis: PySAL, stl_hom.
HOMICIDES = (
    "4 19 3 2 2 28 61 3 7 3 4 0 1 12 0 2 6 6 3 4 0 2 9 2 23 5 2 2 0 2 10 4 95 8 31 0 407 5 10 1238 3 14 0 2 "
    "18 369 5 0 3 0 40 9 7 1 3 2 8 5 11 12 8 10 2 8 7 25 6 19 6 2 2 6 9 0 1 13 3 4"
)
RESIDENTS = (
    "189087 425580 69649 88540 33697 774843 1056438 172182 224033 113497 218510 87628 36354 316661 53222 "
    "141872 103469 193449 295848 99013 34772 65947 155266 123387 612258 135365 133297 186877 68404 68779 "
    "192789 96686 1480530 92864 905683 93388 5863876 109086 265200 2658090 199528 347829 79838 72381 432159 "
    "1605518 110883 48352 121762 92348 891502 225007 113880 46260 108510 55620 213680 131792 109953 108864 "
    "205880 260154 90841 255875 253540 372227 100389 345641 87410 66694 64680 127071 107508 43056 61456 "
    "353841 47507 68218"
)
#: What PySAL (esda.smoothing, Empirical_Bayes) prints of the first ten counties.
PRINTED = (
    2.36718950e-05, 4.54539167e-05, 4.78114019e-05, 2.76907146e-05, 6.58989323e-05, 3.66494122e-05,
    5.79952721e-05, 2.03064590e-05, 3.31152999e-05, 3.02748380e-05,
)  # fmt: skip
#: Cases, totals, and the estimate in percent that the R package spdep (EBest, binomial, after Martuzzi and
#: Elliott) prints of the 71 areas of Huddersfield. It prints shares, of which these cases and totals are.
HUDDERSFIELD = (
    "21/49:34.44 22/76:29.56 47/166:28.94 3/14:28.93 8/24:30.72 25/81:30.43 31/92:31.85 26/57:35.93 "
    "12/45:28.95 5/17:29.95 73/263:28.36 27/80:31.75 66/202:31.84 41/179:25.36 39/114:32.33 26/77:31.72 "
    "16/55:29.69 10/63:24.36 9/22:32.11 4/10:31.01 19/66:29.53 7/18:31.47 32/113:29.10 23/69:31.44 "
    "12/86:22.36 26/77:31.72 6/19:30.31 4/12:30.42 28/105:28.26 7/11:33.57 33/96:32.24 6/30:27.62 "
    "18/94:24.60 12/47:28.54 14/58:27.79 11/25:32.98 19/75:27.95 6/33:26.96 34/107:30.97 19/59:30.88 "
    "22/84:28.23 8/42:26.65 5/30:26.81 3/15:28.66 32/97:31.54 5/10:31.97 16/43:32.30 20/61:31.13 7/18:31.47 "
    "29/116:27.26 19/73:28.29 14/46:30.18 16/81:25.28 4/8:31.61 8/37:27.67 8/36:27.88 4/11:30.71 5/16:30.22 "
    "0/1:29.73 5/17:29.95 43/138:30.71 6/18:30.58 42/124:32.22 3/10:30.04 27/89:30.19 33/81:35.00 "
    "52/112:38.96 26/76:31.91 49/202:26.10 25/85:29.75 50/106:39.13"
)


def test_rates_are_those_that_pysal_prints() -> None:
    found = shrunken_rates(*([float(n) for n in text.split()] for text in (HOMICIDES, RESIDENTS)))
    assert found is not None
    assert found.figures[:10] == pytest.approx(PRINTED, rel=1e-8)


def test_shares_are_those_that_spdep_prints() -> None:
    parts = [area.replace(":", "/").split("/") for area in HUDDERSFIELD.split()]
    cases, totals, printed = np.array(parts, dtype=float).T
    found = shrunken_shares(cases, totals)
    assert found is not None
    assert 100 * found.figures == pytest.approx(printed, abs=0.005)


def test_areas_that_differ_less_than_chance_all_have_the_common_rate() -> None:
    """The eight regions of PySAL's assuncao_rate: the variance between them comes out below 0."""
    found = shrunken_rates([30, 25, 25, 15, 33, 21, 30, 20], [100, 100, 110, 90, 100, 90, 110, 90])
    assert found is not None
    assert (found.between, found.common) == (0.0, pytest.approx(199 / 790))
    assert found.figures == pytest.approx([199 / 790] * 8)


def test_estimates_lie_between_the_own_figure_and_the_common_one_and_small_areas_move_most() -> None:
    events, sizes = np.array([4.0, 40, 400, 90]), np.array([100.0, 1000, 10_000, 1500])
    for estimate in (shrunken_rates, shrunken_shares):
        found = estimate(events, sizes)
        assert found is not None
        own = events / sizes
        kept = (found.figures - found.common) / (own - found.common)
        assert ((kept > 0) & (kept < 1)).all()
        assert (np.argsort(kept) == np.argsort(sizes)).all()


def test_estimates_are_nearer_to_the_truth_than_the_own_rates() -> None:
    dice, own, drawn = np.random.default_rng(14), 0.0, 0.0
    residents = np.array([76, 90, 95, 106, 239, 97, 83], dtype=float)
    for _ in range(200):
        truth = dice.gamma(9, 0.4 / 9, 7)
        events = dice.poisson(truth * residents)
        found = shrunken_rates(events, residents)
        assert found is not None
        own += float(((events / residents - truth) ** 2).sum())
        drawn += float(((found.figures - truth) ** 2).sum())
    assert drawn < 0.95 * own


def test_few_areas_tell_nothing_and_what_is_no_count_is_refused() -> None:
    assert shrunken_rates([1, 2, 3], [9, 9, 9]) is None
    for events, sizes in (([-1, 2, 3, 4], [9] * 4), ([1, 2, 3, 4], [9, 9, 9, 0]), ([1, 2, 3, 4], [9] * 3)):
        with pytest.raises(ValueError, match=r"below 0|size above 0"):
            shrunken_rates(events, sizes)
    with pytest.raises(ValueError, match="more events"):
        shrunken_shares([10, 2, 3, 4], [9] * 4)
