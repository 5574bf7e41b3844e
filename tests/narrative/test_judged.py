"""Sentences for charts that carry a method: signals, a step, a funnel, stages and two measures together."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from dashboard.display import narrative
from dashboard.display.analysis import verdict_words, verdicts
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.exports import comma_separated
from dashboard.display.meeting import sentences
from dashboard.display.ui.overview import tile_words
from dashboard.methods import wording
from dashboard.methods.judged import SoFar, Twelve, Unjudged
from tests.charts.samples import indicator, over_time, point, split

NRM = indicator("nrm_referrals", title="NRM referrals", unit="referrals", policy="referrals")
SHARE = indicator("child_share", kind="share", title="Child share", unit="% of referrals")
BREAK = ("2023-01-30", "Reasonable grounds test changes")


def quarters(*values: float | None, first: str = "2019-Q1") -> PublishedSeries:
    times = [wording.later(first, at) for at in range(len(values))]
    return over_time(dict(zip(times, values, strict=True)), NRM)


LEVEL = (10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11)


def test_a_figure_within_its_usual_range_is_so_called_and_a_trial_range_too() -> None:
    assert narrative.signals(quarters(12, 14, 23, 15, 14, 19, 17, first="2022-Q2")) == (
        "NRM referrals stood at 17 in October to December 2023, within its usual range since April 2022 "
        "(4.3 to 28.3), a trial range, from 7 quarters."
    )
    assert narrative.signals(quarters(*LEVEL)) == (
        "NRM referrals stood at 11 in October to December 2023, within its usual range since January 2019 "
        "(5.0 to 16.0)."
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            [*LEVEL, 30],
            "30 in January to March 2024, above its usual range since January 2019 (6.0 to 16.9).",
        ),
        (
            [30 - value for value in (*LEVEL, 29)],
            "1 in January to March 2024, below its usual range since January 2019 (13.2 to 24.1).",
        ),
        (
            [*LEVEL, 30, 11],
            "11 in April to June 2024, within its usual range since January 2019 (5.9 to 16.9); it stood "
            "above it at 30 in January to March 2024.",
        ),
        (
            [*LEVEL, 12, 12, 12, 13, 12, 13, 13],
            "13 in July to September 2025, within its usual range since January 2019 (6.6 to 15.4); it "
            "stayed above the average of 11.0 for 7 quarters in a row (January to March 2024 until July to "
            "September 2025).",
        ),
    ],
)
def test_the_newest_figure_is_the_headline(values: list[float], said: str) -> None:
    sentence = narrative.signals(quarters(*values))
    assert sentence == f"NRM referrals stood at {said}"


def test_a_signal_of_years_ago_is_no_headline() -> None:
    """Finding 12: told as one of the others that the chart marks."""
    sentence = narrative.signals(quarters(10, 12, 40, *LEVEL))
    assert sentence.startswith("NRM referrals stood at 11 in July to September 2024, within its usual range")
    assert "40" not in sentence
    assert sentence.endswith("; 1 other signal is marked.")


def test_a_series_that_has_been_rising_has_no_usual_range() -> None:
    """Finding 13."""
    sentence = narrative.signals(quarters(*(10 + 3 * at for at in range(20))))
    assert sentence == (
        "NRM referrals stood at 67 in October to December 2023; it has been rising, so limits of a level "
        "that stays do not fit."
    )


def test_only_the_segment_since_the_last_break_is_told() -> None:
    series = quarters(5, 6, 5, 6, 5, 6, 5, 6, 50, 51, 50, 51, 50, first="2021-Q1")
    assert narrative.signals(series, [BREAK]) == (
        "Since 30 January 2023 (reasonable grounds test changes), NRM referrals stood at 50 in January to "
        "March 2024, within its usual range since January 2023 (47.7 to 53.1), a trial range, from 5 "
        "quarters."
    )
    assert narrative.signals(quarters(5, 6, 5, first="2022-Q3"), [BREAK]).endswith(
        "; too few figures follow on each other for an average and limits."
    )


def test_a_hidden_latest_period_and_a_hidden_series_are_said() -> None:
    assert narrative.signals(quarters(*LEVEL, None)).endswith("; January to March 2024 is hidden.")
    assert narrative.signals(quarters(5, 6, 7, None)).endswith(
        "so an average and limits would be too high; October to December 2019 is hidden."
    )
    assert narrative.signals(quarters(None, None)) == (
        "NRM referrals: every figure is hidden, so that nobody can be recognised."
    )


def test_a_step_is_a_ratio_with_its_interval_and_chance() -> None:
    months = wording.between("2020-01", "2025-12")
    event = ("2022-07-18", "Training week")
    flat = over_time({month: 20.0 + at % 3 for at, month in enumerate(months)}, NRM)
    assert "within what chance could bring" in narrative.step(flat, event)
    doubled = over_time(
        {month: (20.0 + at % 3) * (1 if month < "2022-08" else 2) for at, month in enumerate(months)}, NRM
    )
    sentence = narrative.step(doubled, event)
    assert sentence.startswith("NRM referrals ran at 2.0")
    assert "times the earlier course after 18 July 2022 (training week): the 95% interval is 1." in sentence
    assert ", more than chance alone would bring; a step shows at " in sentence
    assert sentence.endswith(" other months that can be tried.")
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
        (46.0, "no further apart than chance could bring; 0 of the 2 forces shown stand"),
        (58.0, "outside the 95% limits, where chance alone would put 1 in 20 forces; 0 of"),
        (
            66.0,
            "more apart than chance alone would bring; 1 of the 2 forces shown stands apart when",
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


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (46.0, "no further apart than chance could bring; 0 of the 13 forces shown stand"),
        (
            63.0,
            "more apart than chance alone would bring, but no more than forces usually differ; 0 of the 13",
        ),
        (100.0, "outside the 95% limits of how forces usually differ, where 1 in 20 would be; 0 of"),
    ],
)
def test_what_is_more_than_chance_may_be_no_more_than_forces_usually_differ(share: float, said: str) -> None:
    ours = point("ours", share, "Northamptonshire Police", numerator=30.0, denominator=65.0)
    others = [point(f"f{n}", 43.0 + 20 * (-1) ** n, denominator=200.0) for n in range(12)]
    sentence = narrative.funnel(split([ours, *others], SHARE, "area"), "ours", point("all", 43.0))
    assert f"beside 43% for all forces, {said}" in sentence
    assert "usually differ" in sentence


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
    assert "rose in 1 of the 2 groups, most by 1.00 (A)" in narrative.paired(
        "Confidence", stage(2.0, 2.5), stage(3.0, 2.4)
    )


def test_two_measures_together_prove_nothing() -> None:
    trained = split([point("a", 40.0, "Health"), point("b", 90.0, "Fire"), point("c", 60.0, "Police")])
    referred = split([point("a", 5.0, "Health"), point("b", None, "Fire"), point("c", 7.0, "Police")], NRM)
    assert narrative.association(trained, referred) == (
        "In 2025, among 2 sectors shown, training attendances stood highest for Police (60), and NRM "
        "referrals stood highest for Police (7). They are shown together; that is not proof."
    )


def test_a_year_that_is_not_over_is_told_beside_the_same_months_wherever_it_is_told() -> None:
    years = over_time({"2024": 2600.0, "2025": 2620.0}, NRM)
    so_far = point("2026", 2038.0, "2026 (January to September)", cut=True)
    part = SoFar("2026", "2026-09", 2038.0, 1984.0, 54.0, -150.0, 260.0, False)
    verdict = replace(verdicts.of(years), so_far=part, twelve=Twelve("2026-09", 2674.0, 2700.0, "[r]"))
    line = replace(years, points=(*years.points, so_far), kept=verdict)
    said = (
        "January to September 2026: 2,038, against 1,984 in the same months of 2025, which chance "
        "could explain."
    )
    assert narrative.headline(line).endswith(f" 2,620 in 2025, within what chance could bring. {said}")
    assert tile_words.change(line).endswith(said)
    assert said in narrative.judged(line) and "with the same months of 2025" not in narrative.judged(line)
    assert any(said in answer for answer in sentences.questions([line], []))
    assert narrative.part_years(line) == (
        "Twelve months to September 2026: 2,674, against 2,700 in the twelve before [r]."
    )
    rows = list(csv.DictReader(io.StringIO(comma_separated([line], "id", False).decode("utf-8-sig"))))
    assert said not in rows[1]["verdict"] and (rows[1]["so_far"], rows[1]["so_far_months"]) == ("", "")
    assert rows[1]["change"] == "20" and rows[2]["change"] == ""
    assert said in rows[2]["verdict"] and rows[2]["so_far_months"] == "January to September 2026"
    assert (rows[2]["row_code"], rows[2]["so_far"], rows[2]["so_far_before"]) == ("2026", "2038", "1984")
    # Without a row of its own it stands in that of the newest, where its months name it.
    alone = replace(line, points=line.points[:-1])
    row = list(csv.DictReader(io.StringIO(comma_separated([alone], "id", False).decode("utf-8-sig"))))[1]
    assert said in row["verdict"] and row["so_far_months"] == "January to September 2026"


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (
            SoFar("2026", reason=Unjudged.NOT_ADDED),
            "What 2026 has so far cannot be held to the same months of 2025: figures of its months cannot be "
            "added up.",
        ),
        (
            SoFar("2026", "2026-09", reason=Unjudged.PEOPLE),
            "What 2026 has so far cannot be held to the same months of 2025: who or what is counted in two "
            "of its months would count twice.",
        ),
        (
            SoFar("2026", reason=Unjudged.WHOLE_YEARS),
            "What 2026 has so far cannot be held to the same months of 2025: its rate or share is published "
            "of whole years, not of the same months.",
        ),
        (
            SoFar("2026/27", "2026-09", reason=Unjudged.HIDDEN),
            "What April 2026 to March 2027 has so far cannot be held to the same months a year earlier: a "
            "figure is hidden.",
        ),
    ],
)
def test_why_a_year_that_is_not_over_cannot_be_compared(part: SoFar, said: str) -> None:
    line = over_time({"2024": 2600.0, "2025": 2620.0}, NRM)
    line = replace(line, kept=replace(verdicts.of(line), so_far=part))
    assert narrative.part_years(line) == said
    assert narrative.so_far(line) == "" and narrative.judged(line).endswith(said)
    # Of different people and rates, which never have one, tiles and slides say so too.
    never = part.reason in (Unjudged.PEOPLE, Unjudged.WHOLE_YEARS)
    assert narrative.no_same_months(line) == (said if never else "")
    assert (said in tile_words.change(line)) is never
    cut = replace(line, points=(*line.points, point("2026", 9.0, "2026 (January)", cut=True)))
    assert any(said in answer for answer in sentences.questions([cut], [])) is never


def test_months_of_one_year_and_of_two_are_written_out() -> None:
    parts = (("2026", "2026-01"), ("2026", "2026-03"), ("2025/26", "2025-12"), ("2025/26", "2026-02"))
    told = [verdict_words.part_year(SoFar(year, until, 5.0, 6.0, -1.0), "count") for year, until in parts]
    assert told == [
        "January 2026: 5, against 6 in the same month of 2025",
        "January to March 2026: 5, against 6 in the same months of 2025",
        "April to December 2025: 5, against 6 in the same months a year earlier",
        "April 2025 to February 2026: 5, against 6 in the same months a year earlier",
    ]
