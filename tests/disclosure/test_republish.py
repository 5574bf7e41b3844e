"""Publishing again what repair hid needlessly."""

from __future__ import annotations

import json
from functools import cache

import numpy as np

from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.edition import report_of, rows_of, sealed
from dashboard.disclosure.instance import Instance
from dashboard.disclosure.outcome import Protection
from dashboard.disclosure.protection import protect
from dashboard.disclosure.rules import Rules
from tests.disclosure import families

TABLES = dict(
    families.table(
        families.financial_years(),
        families.TOTAL,
        families.AREA,
        families.TYPE,
        families.AREA_TYPE,
        families.TYPE_AGE,
    )
)


@cache
def both(seed: int) -> tuple[Instance, Protection, Protection]:
    instance = families.instance(TABLES, seed)
    return instance, protect(instance, Rules()), protect(instance, Rules(), republish=False)


def test_cells_are_won_back_and_none_is_lost() -> None:
    for seed in (7, 9):
        _, done, before = both(seed)
        assert done.won_back == (done.published & ~before.published).sum() > 0
        assert not (before.published & ~done.published).any()


def test_what_is_won_back_narrows_no_secret() -> None:
    instance, done, _ = both(9)
    named = list(zip(instance.names, instance.decision.tolist(), strict=True))
    shown = {name: int(instance.values[number]) for name, number in named if done.published[number]}
    intruder = Intruder(shown, TABLES)
    for name, number in named:
        if done.primary[number]:
            found = intruder.interval_of(name, 0, 4)
            assert found.low <= 0 and found.high >= 4
    assert done.certificate is not None
    sealed(done.certificate, rows_of(instance, done))


def test_the_report_counts_what_was_repaired_and_won_back() -> None:
    instance, done, before = both(7)
    report, without = report_of(instance, done), report_of(instance, before)
    assert report["won_back"] == without["secondary"] - report["secondary"] > 0
    assert without["won_back"] == 0
    assert (report["failures"], report["unprotectable"]) == (0, [])
    assert report["repaired"] == without["repaired"] > 0
    assert np.isclose(report["seconds"], sum(report["cpu_seconds"].values()), atol=0.01)
    json.dumps(report)
