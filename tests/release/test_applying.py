"""What the engine decided is put on a table only where the two have counted the same."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from dashboard.disclosure.certificate import load
from dashboard.reference.policies import read_policies
from dashboard.release import ReleaseError
from dashboard.release.applying import apply
from dashboard.release.closed import ClosedTable, Part
from dashboard.release.deciding import Decided
from dashboard.release.family import Decision
from dashboard.release.indicators import indicators
from dashboard.settings import Installation

YEARS = pd.DataFrame({"time": ["2022", "2023", "2024"], "area": "E10000021"})


def put_on(counts: list[float]) -> pd.DataFrame:
    """A table of three years with these counts: 12 are shown, 3 are hidden, in the last nobody can be."""
    header = indicators()["nrm_referrals"]
    part = Part("count", YEARS, np.arange(3))
    closed = ClosedTable(header, header.grains[0], YEARS, [part])
    decided = Decided(
        cells={
            closed.name_of(part, 0): Decision(shown=True, primary=False, value=12, low=12, high=12),
            closed.name_of(part, 1): Decision(shown=False, primary=True, value=3, low=0, high=9),
        }
    )
    return apply(closed, YEARS.assign(count=counts), decided)


def test_a_table_shows_what_was_decided_and_nothing_of_what_is_hidden() -> None:
    made = put_on([12.0, 3.0, 0.0])
    assert made["count_status"].tolist() == ["published", "c", "z"]
    assert made["count_low"].fillna(-1).tolist() == [-1, 0, -1]
    assert made["count_high"].fillna(-1).tolist() == [-1, 9, -1]


@pytest.mark.parametrize(
    "counts", [[13.0, 3.0, 0.0], [12.0, 4.0, 0.0], [12.0, 3.0, 1.0]], ids=["shown", "hidden", "nowhere"]
)
def test_a_table_that_counts_otherwise_than_the_engine_is_refused(counts: list[float]) -> None:
    with pytest.raises(ReleaseError, match="counts otherwise than its family"):
        put_on(counts)


def test_the_engine_is_given_every_rule_of_the_policy(released: Installation) -> None:
    policy = read_policies().policy("referrals")
    proofs = list((released.register / "made_up" / "certificates").glob("*.npz"))
    assert proofs
    for path in proofs:
        rules = json.loads(load(path).rules)
        assert rules["zeros"] == "hidden"
        assert rules["dominance"] == policy.minimum_without_largest
        for name in ("threshold", "incidents"):
            assert rules[name] == getattr(policy, name)
