"""The worked examples agreed for the project, each to its printed digits.

They lie outside it, in ../shared/data; what of them is typed in elsewhere is tested there as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

from dashboard import methods, settings
from dashboard.methods import Signal
from tests.published import series

FILE = settings.PROJECT.parent / "shared" / "data" / "worked_examples.json"
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="../shared/data/worked_examples.json is not here")


@pytest.fixture(scope="module")
def examples() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


def agree(found: Iterable[Any], printed: Iterable[float]) -> bool:
    """Whether each number found, rounded to the digits of the printed one, is the printed one."""
    pairs = list(zip(found, printed, strict=True))
    # What is printed to all digits of a double differs by the order of adding up.
    return all(
        abs(float(value) - told) <= max(0.5 * 10.0 ** -_places(told), 1e-12 * abs(told)) * (1 + 1e-6)
        for value, told in pairs
    )


def _places(told: float) -> int:
    return len(repr(told).partition(".")[2]) if isinstance(told, float) else 0


def test_agreement_notices_the_last_digit() -> None:
    assert agree([1.944], [1.94])
    assert not agree([1.9451], [1.94])
    assert not agree([0.8392001], [0.8391])


def test_nothing_in_the_file_is_left_out(examples: dict[str, Any]) -> None:
    assert set(examples) == {
        "byars_95",
        "byars_99.8",
        "exact_poisson_95 (O<10)",
        "wilson_95",
        "dobson_dsr",
        "funnel_proportion",
        "funnel_ratio_poisson",
        "xmr",
        "its_sicily",
        "training_attendance",
        "northants_2023",
    }


@pytest.mark.parametrize(
    ("name", "confidence"), [("byars_95", 0.95), ("byars_99.8", 0.998), ("exact_poisson_95 (O<10)", 0.95)]
)
def test_counts(examples: dict[str, Any], name: str, confidence: float) -> None:
    for case in examples[name]["cases"]:
        assert agree(methods.count_interval(case["O"], confidence), (case["lower"], case["upper"]))


def test_shares(examples: dict[str, Any]) -> None:
    for case in examples["wilson_95"]["cases"]:
        assert agree(methods.wilson(case["x"], case["n"]), (case["lower"], case["upper"]))


def test_standardised_rates(examples: dict[str, Any]) -> None:
    # The file has the answers but not the populations they came from; only the rule can be held to it.
    (refused,) = [case for case in examples["dobson_dsr"]["cases"] if isinstance(case.get("dsr"), str)]
    assert methods.directly_standardised_rate([refused["events"]], [100], [100], 10_000).value is None
    assert methods.directly_standardised_rate([refused["events"] + 1], [100], [100], 10_000).value == 1000


def test_funnel_of_shares(examples: dict[str, Any]) -> None:
    for case in examples["funnel_proportion"]["cases"]:
        limits = [
            *methods.funnel_proportion(case["baseline"] / 100, case["n"]),
            *methods.funnel_proportion(case["baseline"] / 100, case["n"], 0.998),
        ]
        names = ("lower95", "upper95", "lower99_8", "upper99_8")
        told = {name: 100 * limit for name, limit in zip(names, limits, strict=True) if name in case}
        assert told
        assert agree(told.values(), [case[name] for name in told])


def test_funnel_of_ratios(examples: dict[str, Any]) -> None:
    # The printed ones come from a bisection that ends at 1e-7 of its scale: six digits are theirs.
    for case in examples["funnel_ratio_poisson"]["cases"]:
        for name, confidence in (("2s", 0.95), ("3s", 0.998)):
            if f"expected_lower{name}" in case:
                printed = case[f"expected_lower{name}"], case[f"expected_upper{name}"]
                found = [float(value) for value in methods.funnel_ratio(case["observed"], confidence)]
                assert found == pytest.approx(printed, rel=1e-6, abs=1e-7)


def test_xmr(examples: dict[str, Any]) -> None:
    values: list[float] = []
    for case in examples["xmr"]["cases"]:
        note = case.get("note", "")
        if "y" in case:
            values, screen = case["y"], case["screen_outliers"]
        else:
            assert note.startswith(("same series with y[15] (1-based) = 10", "same series with y[15] = 10"))
            values, screen = [*values[:14], 10, *values[15:]], note.endswith("true")
        limits = methods.xmr(values, screen=screen).limits[0]
        assert agree((limits.mean, limits.lower, limits.upper), (case["mean"], case["lpl"], case["upl"]))


def test_xmr_rule_case(examples: dict[str, Any]) -> None:
    assert "common cause" in examples["xmr"]["rule_case"]["expect"]
    values = [1.0, -1.0] * 8
    values[14:] = [5.5, -5.5]
    found = methods.xmr(values, screen=False).signals
    assert found[14:] == ((), ())
    assert not any(Signal.NEAR_LIMIT in names for names in methods.xmr(values).signals)


def test_interrupted_series(examples: dict[str, Any]) -> None:
    told = examples["its_sicily"]
    assert len(series.SICILY_EPISODES) == told["n"]
    for harmonics, widen, name in (
        (0, "never", "poisson"),
        (0, "always", "quasi"),
        (2, "always", "adjusted"),
    ):
        found = methods.interrupted_series(
            series.SICILY_EPISODES,
            series.SICILY_BAN,
            offset=series.SICILY_POPULATION,
            harmonics=harmonics,
            widen=widen,
            # As the paper has it.
            minimum=12,
            errors="independent",
        )
        assert isinstance(found, methods.Step)
        key = "quasi_plus_2_harmonics" if name == "adjusted" else name
        ratio = told["poisson_RR"] if name == "quasi" else told[f"{key}_RR"]
        assert agree((found.ratio, found.low, found.high), (ratio, *told[f"{key}_CI"]))
        if name == "quasi":
            assert agree([found.dispersion], [told["dispersion"]])


def test_attendance(examples: dict[str, Any]) -> None:
    told = examples["training_attendance"]
    for attended, capacity, rate in [*(row[1:] for row in told["rows"]), told["total"]]:
        assert methods.percentage(attended, capacity) == rate


def test_northamptonshire(examples: dict[str, Any]) -> None:
    told = examples["northants_2023"]
    events = told["nrm_referrals_by_northants_police_as_first_responder"]
    assert agree(methods.count_interval(events), told["ci95"])
    found = methods.crude_rate(events, told["population_mid2020"], 100_000)
    assert agree((found.value, found.low, found.high), (told["rate_per_100k"], *told["rate_ci95"]))
