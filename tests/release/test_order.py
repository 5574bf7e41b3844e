"""What is shown first follows from codes that are common over all periods, never from a count itself."""

from __future__ import annotations

import numpy as np

from dashboard.disclosure.audit import Failure
from dashboard.disclosure.repair import hitting_set
from dashboard.reference.families import Family
from dashboard.reference.policies import read_policies
from dashboard.release.base_cells import Domain
from dashboard.release.listing import Listed, in_order, usual

NONE = np.zeros(0, dtype=np.int64)
FAMILY = Family("nrm", "", "", "", "", "", "", {}, (("type", "place"),))
#: Three types in two places over four months.
DOMAIN = Domain(FAMILY, ("type", "place"), "nrm_0", "", 0, 6, 4, NONE, NONE, (3, 2))
COUNTS = np.random.default_rng(3).integers(0, 9, 24)
POLICY = read_policies().strictest


def cells() -> list[Listed]:
    """Every base cell as a cell of one table, and each type in every month."""
    found = [Listed(f"atom {n:02d}", np.asarray([n]), (2, 1), "") for n in range(24)]
    months = np.arange(4) * 6
    return found + [
        Listed(f"type {t}", np.concatenate([months + 2 * t, months + 2 * t + 1]), (1, 0), "")
        for t in range(3)
    ]


def test_a_share_is_that_of_its_codes_over_all_periods() -> None:
    shares = usual(COUNTS, DOMAIN).reshape(4, 3, 2)
    table = COUNTS.reshape(4, 3, 2)
    assert np.isclose(shares.sum(), 1)
    assert np.allclose(shares.sum(axis=(0, 2)), table.sum(axis=(0, 2)) / COUNTS.sum())
    assert np.allclose(shares.sum(axis=(0, 1)), table.sum(axis=(0, 1)) / COUNTS.sum())
    assert np.allclose(usual(np.zeros(24, dtype=np.int64), DOMAIN), 0)


def test_the_order_does_not_see_in_which_month_or_with_which_other_code_people_are() -> None:
    before = in_order(cells(), usual(COUNTS, DOMAIN), POLICY)
    other = COUNTS.reshape(4, 3, 2)[::-1].copy()
    # Two people trade places: every total by type and by place stays.
    other[0, 0, 0] += 2
    other[0, 0, 1] -= 2
    other[1, 1, 0] -= 2
    other[1, 1, 1] += 2
    assert (other.ravel() != COUNTS).sum() > 4
    assert in_order(cells(), usual(other.ravel(), DOMAIN), POLICY) == before


def test_totals_come_first_and_then_common_codes() -> None:
    totals = COUNTS.reshape(4, 3, 2).sum(axis=(0, 2))
    assert len(set(totals.tolist())) == 3
    found = in_order(cells(), usual(COUNTS, DOMAIN), POLICY)
    assert found[:3] == [f"type {t}" for t in np.argsort(-totals)]


def test_the_least_useful_of_the_proofs_is_hidden() -> None:
    failures = [Failure(0, False, 1.0, np.asarray([1, 2])), Failure(3, True, 2.0, np.asarray([1, 2]))]
    none = np.zeros(4, dtype=np.bool_)
    assert hitting_set(failures, np.asarray([0, 7, 3, 0]), none) == {2}
    assert hitting_set(failures, np.asarray([0, 3, 7, 0]), none) == {1}
