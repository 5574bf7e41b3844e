"""Made-up counts vary as truth.toml says, people come in incidents of the stated sizes, sessions differ."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import Any

import pandas as pd
import pytest
from scipy import stats  # type: ignore[import-untyped]

from tests.demo.dispersion import PER_YEAR, counted, forces_vary, round_its_course, series, spread_between
from tests.demo.recount import incidents

Received = dict[str, pd.DataFrame]
#: Samples of as many a quarter as were planned, and what is held for a planned number of people.
PLANNED = {"referral_audits", "reviewed_cases", "attendances", "sessions"}
#: Also counted in its parts, police and others.
WHOLE = {"nrm"}


@pytest.mark.parametrize("freq", list(PER_YEAR))
def test_counts_vary_round_their_course_as_stated(
    received: Received, truth: dict[str, Any], freq: str
) -> None:
    """All series together, which is what the many quarters of one cannot tell."""
    stated, chi_square, left = truth["variation"]["dispersion"], 0.0, 0
    for name, days in series(received):
        if name in PLANNED | WHOLE:
            continue
        counts = counted(days, freq)
        step = None
        if name == "intelligence":
            step = int((counts.index < pd.Period(truth["intelligence"]["step_month"], freq)).sum())
        found = round_its_course(counts.to_numpy(), freq, step)
        # None alone is steadier or wilder than the stated dispersion leaves room for.
        low, high = stats.chi2.ppf([0.0005, 0.9995], found.left) / found.left * stated
        assert low < found.chi_square / found.left < high * 1.25, name
        chi_square, left = chi_square + found.chi_square, left + found.left
    assert chi_square / left == pytest.approx(stated, rel=0.2)
    assert chi_square / left > 1.2


def test_the_dispersion_is_like_that_of_real_forces(truth: dict[str, Any]) -> None:
    """Of 44 forces round a level of their own, of those round a trend, and of those as large as ours."""
    assert forces_vary() == pytest.approx(1.56, abs=0.005)
    assert forces_vary(trend=True) == pytest.approx(1.44, abs=0.005)
    assert forces_vary(at_least=10, at_most=25) == pytest.approx(1.33, abs=0.005)
    assert forces_vary(at_least=10, at_most=25, trend=True) == pytest.approx(1.25, abs=0.005)
    assert forces_vary(at_least=10, at_most=25) < truth["variation"]["dispersion"] < forces_vary()


def test_incidents_are_of_the_stated_sizes(received: Received, truth: dict[str, Any]) -> None:
    log, stated = received["referral_log"], truth["variation"]["incident_sizes"]
    implied = sum(w * int(s) ** 2 for s, w in stated.items()) / sum(w * int(s) for s, w in stated.items())
    assert implied == pytest.approx(truth["variation"]["dispersion"], abs=0.005)
    sizes = incidents(log).value_counts()
    raids = Counter(raid["people"] for raid in truth["nrm"]["raids"])
    assert Counter(sizes[sizes > 4].tolist()) == raids
    ordinary = sizes[sizes <= 4]
    for size, share in stated.items():
        error = sqrt(share * (1 - share) / len(ordinary))
        # The last incident of a quarter is cut short, and a bad row can be one of several people.
        assert (ordinary == int(size)).mean() == pytest.approx(share, abs=3 * error + 0.01), size


def test_who_comes_from_one_incident_has_much_in_common(received: Received) -> None:
    log = received["referral_log"]
    several = log[log.groupby("incident_reference")["reference"].transform("size") > 1]
    by_incident = several.groupby("incident_reference")
    for column in ("date_received", "route", "first_responder"):
        assert by_incident[column].nunique(dropna=False).max() == 1, column
    for column in ("place_of_exploitation", "exploitation_type"):
        alike = by_incident[column].nunique() == 1
        assert alike.mean() > 0.8, column


def test_sessions_differ_in_who_stays_away(received: Received, truth: dict[str, Any]) -> None:
    register = received["training_register"]
    ordinary = register[register["course"] != truth["week_2019"]["course"]]
    for status in ("no_show", "cancelled"):
        share, alike = spread_between(ordinary, status)
        assert share == pytest.approx(truth["training"]["outcomes"][status], abs=0.015)
        assert alike == pytest.approx(truth["training"]["alike"], abs=0.015)


def test_sessions_come_in_programmes(received: Received, truth: dict[str, Any]) -> None:
    """The next session is more often of the same course than it would be by chance."""
    held = received["training_register"].drop_duplicates(["session_date", "session_reference"])
    held = held[held["course"] != truth["week_2019"]["course"]].sort_values(
        ["session_date", "session_reference"]
    )
    course = held["course"].to_numpy()
    same = (course[1:] == course[:-1]).mean()
    chance = (held["course"].value_counts(normalize=True) ** 2).sum()
    assert same > 1.3 * chance
