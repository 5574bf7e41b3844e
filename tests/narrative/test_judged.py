"""Sentences for charts that carry a method: signals, a step, a funnel, stages and two measures together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.display import narrative
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.methods import wording
from tests.charts.samples import indicator, over_time, point, split

NRM = indicator("nrm_referrals", title="NRM referrals", unit="referrals", direction="neutral")
SHARE = indicator("child_share", kind="share", title="Child share", unit="% of referrals")
BREAK = ("2023-01-30", "Reasonable grounds test changes")


def quarters(*values: float | None, first: str = "2019-Q1") -> PublishedSeries:
    times = [wording.later(first, at) for at in range(len(values))]
    return over_time(dict(zip(times, values, strict=True)), NRM)


def test_common_cause_is_no_more_than_chance_and_trial_limits_are_said() -> None:
    assert narrative.signals(quarters(12, 14, 23, 15, 14, 19, 17, first="2022-Q2")) == (
        "NRM referrals varied around an average of 16.3 a quarter (April to June 2022 until October to "
        "December 2023), no more than chance alone would bring (trial limits, from 7 quarters)."
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 30],
            "stood at 30 in January to March 2022, above the upper limit of 17.6, more than chance",
        ),
        (
            [30, 32, 29, 31, 30, 32, 29, 31, 30, 32, 29, 31, 2],
            "stood at 2 in January to March 2022, below the lower limit of 22.7, less than chance",
        ),
        (
            [12, 9, 13, 8, 12, 20, 10, 11, 12, 13, 14, 15, 16],
            "rose 6 quarters in a row, from 10 in July to September 2020 to 16 in January to March 2022, "
            "more",
        ),
        (
            [10, 14, 11, 13, 10, 14, 16, 19, 17, 20, 16, 18, 17],
            "stayed above the average of 15.0 for 7 quarters in a row (July to September 2020 until January "
            "to March 2022), more",
        ),
    ],
)
def test_each_signal_in_words(values: list[float], said: str) -> None:
    sentence = narrative.signals(quarters(*values))
    assert sentence.startswith(f"NRM referrals {said}")
    assert "trial" not in sentence


def test_only_the_segment_since_the_last_break_is_told() -> None:
    series = quarters(5, 6, 5, 6, 5, 6, 5, 6, 50, 51, 50, 51, 50, first="2021-Q1")
    assert narrative.signals(series, [BREAK]) == (
        "Since 30 January 2023 (reasonable grounds test changes), NRM referrals varied around an average of "
        "50.4 a quarter (January to March 2023 until January to March 2024), no more than chance alone would "
        "bring (trial limits, from 5 quarters)."
    )
    assert narrative.signals(quarters(5, 6, 5, first="2022-Q3"), [BREAK]).endswith(
        "NRM referrals: too few figures follow on each other for an average and limits."
    )


def test_a_hidden_latest_period_and_a_hidden_series_are_said() -> None:
    assert narrative.signals(quarters(5, 6, 7, None)).endswith("; October to December 2019 is hidden.")
    assert narrative.signals(quarters(None, None)) == (
        "NRM referrals: every figure is hidden, so that nobody can be recognised."
    )


def test_a_step_is_a_ratio_with_its_interval_and_chance() -> None:
    months = wording.between("2021-01", "2023-12")
    event = ("2022-07-18", "Training week")
    flat = over_time({month: 20.0 + at % 3 for at, month in enumerate(months)}, NRM)
    assert "no more than chance alone would bring" in narrative.step(flat, event)
    doubled = over_time(
        {month: (20.0 + at % 3) * (1 if month < "2022-08" else 2) for at, month in enumerate(months)}, NRM
    )
    sentence = narrative.step(doubled, event)
    assert sentence.startswith("NRM referrals ran at 2.0")
    assert "times the earlier course after 18 July 2022 (training week): the 95% interval is 1." in sentence
    assert ", more than chance alone would bring" in sentence
    assert "because" not in sentence


def test_a_refusal_says_why() -> None:
    assert narrative.step(quarters(12, 14, 23, 15, 14, 19, 17), ("2019-07-22", "Training week")) == (
        "NRM referrals: a step on 22 July 2019 (training week) cannot be told from chance. No model was "
        "fitted: 2 points are shown before the event, and it takes at least 12 on each side."
    )
    years = over_time({str(year): 5.0 for year in range(2000, 2030)}, NRM)
    assert narrative.step(years, ("2019-07-22", "Training week")).endswith(
        "Figures by year are too few to tell a step from what went before."
    )


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (46.0, "no more apart than chance alone would bring; 0 of the 2 forces shown lie"),
        (58.0, "outside the 95% limits, where chance alone would put 1 in 20 forces; 0 of"),
        (
            66.0,
            "more apart than chance alone would bring; 1 of the 2 forces shown lies outside the 99.8%",
        ),
    ],
)
def test_a_share_is_held_against_a_funnel(share: float, said: str) -> None:
    ours = point("ours", share, "Northamptonshire Police", numerator=30.0, denominator=65.0)
    shares = split(
        [ours, point("x", 43.0, denominator=200.0), point("h", None, denominator=900.0)], SHARE, "area"
    )
    sentence = narrative.funnel(shares, "ours", point("all", 43.0, denominator=2000.0))
    lead = f"In 2025, child share was {share:.0f}% for Northamptonshire Police (30 of 65)"
    assert sentence.startswith(f"{lead} beside 43% for all forces, {said}")


def test_a_hidden_force_has_no_sentence_of_its_own() -> None:
    shares = split([point("ours", None, "Northamptonshire Police")], SHARE, "area")
    assert narrative.funnel(shares, "ours", point("all", 43.0)) == (
        "Child share: no figure can be shown for Northamptonshire Police."
    )


def stage(*values: float | None) -> PublishedSeries:
    about = indicator("confidence", kind="mean", title="Confidence", unit="points")
    return split(
        [point(code, value, code.upper()) for code, value in zip("abc", values, strict=False)], about
    )


def test_one_group_is_told_from_stage_to_stage() -> None:
    change = replace(stage(1.2), points=(point("a", 1.2, low=1.0, high=1.4),))
    assert narrative.paired("Confidence", stage(2.1), stage(3.3), stage(None), change) == (
        "In 2025, confidence rose from 2.10 before the training to 3.30 after it, more than chance alone "
        "would bring; at follow-up it cannot be shown."
    )
    assert "stood at 2.10 before and after" in narrative.paired("Confidence", stage(2.1), stage(2.1))


def test_groups_are_told_together() -> None:
    assert narrative.paired("Confidence", stage(2.0, 2.5, None), stage(3.0, 3.0, None), stage(2.5, 2.4)) == (
        "In 2025, confidence rose in all 2 groups shown, by between 0.50 (B) and 1.00 (A); "
        "at follow-up it stood above where it began in 1 of 2."
    )
    assert "rose in 1 of the 2 groups, most in A (by 1.00)" in narrative.paired(
        "Confidence", stage(2.0, 2.5), stage(3.0, 2.4)
    )


def test_two_measures_together_prove_nothing() -> None:
    trained = split([point("a", 40.0, "Health"), point("b", 90.0, "Fire"), point("c", 60.0, "Police")])
    referred = split([point("a", 5.0, "Health"), point("b", None, "Fire"), point("c", 7.0, "Police")], NRM)
    assert narrative.association(trained, referred) == (
        "In 2025, among 2 sectors shown, training attendances stood highest for Police (60), and NRM "
        "referrals stood highest for Police (7). They are shown together; that is not proof."
    )
