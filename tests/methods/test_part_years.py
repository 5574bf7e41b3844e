"""A year that is not over: beside the same months a year earlier, never beside a whole year."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from dashboard.methods.judged import SoFar, Twelve, Unjudged
from dashboard.methods.part_years import so_far
from dashboard.methods.series import Period, Series
from tests.methods.series import counts


def months(last: int = 9, **more: object) -> Series:
    """January 2024 on, 10 more each year, up to that month of 2026."""
    return counts([100.0 + at % 12 + 10 * (at // 12) for at in range(24 + last)], "2024-01", **more)


def years(of: Series, code: str = "2024", **more: object) -> Series:
    """The whole years of counts by month, and the part of the last, cut."""
    first, sums = int(code[:4]) * 12 + (3 if "/" in code else 0), dict[int, float]()
    for period in of.periods:
        month = int(period.code[:4]) * 12 + int(period.code[5:]) - 1
        if month >= first:
            at = (month - first) // 12
            sums[at] = sums.get(at, 0.0) + (period.value or 0.0)
    made = counts(list(sums.values()), code, **more)
    return replace(made, periods=(*made.periods[:-1], replace(made.periods[-1], cut=True)))


def quarters(of: Series) -> Series:
    values = [period.value or 0.0 for period in of.periods]
    return counts([sum(values[at : at + 3]) for at in range(0, len(values) - len(values) % 3, 3)], "2024-Q1")


def altered(series: Series, code: str, **more: object) -> Series:
    periods = [replace(p, **more) if p.code == code else p for p in series.periods]  # type: ignore[arg-type]
    return replace(series, periods=tuple(periods))


def test_nine_months_stand_beside_the_same_nine_months() -> None:
    part, twelve = so_far(years(months()), [months(), quarters(months())], adds=True)
    assert (part.period, part.until, part.value, part.before) == ("2026", "2026-09", 1116.0, 1026.0)
    assert part.low < part.change == 90 < part.high and part.differs is False
    assert (twelve.until, twelve.value, twelve.before) == ("2026-09", 1476.0, 1356.0)


def test_the_year_of_a_source_by_quarter_alone_ends_with_its_last_whole_quarter() -> None:
    held = quarters(months(8))
    cut = replace(held, periods=(*held.periods, Period("2026-Q3", 200.0, cut=True)))
    part, twelve = so_far(years(months(8)), [cut], adds=True)
    assert (part.until, part.value, part.before, twelve.until) == ("2026-06", 735.0, 675.0, "2026-06")


def test_a_source_that_ends_early_is_compared_up_to_its_end() -> None:
    """Its year so far is not in the release, or holds no more than those months do."""
    early = months(5)
    whole = years(early)
    assert so_far(whole, [early], adds=True)[0].until == "2026-05"
    alone = replace(whole, periods=whole.periods[:-1])
    assert so_far(alone, [early], adds=True)[0].value == 610.0
    more = altered(whole, "2026", value=900.0)
    assert so_far(more, [early], adds=True)[0].reason is Unjudged.NOT_ADDED


def test_financial_years_have_their_own_months() -> None:
    part, _ = so_far(years(months(), "2024/25"), [months()], adds=True)
    assert (part.period, part.until, part.value, part.before) == ("2026/27", "2026-09", 753.0, 693.0)


@pytest.mark.parametrize("code", ["2025-03", "2026-09"])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"value": None, "hidden": True}, Unjudged.HIDDEN),
        ({"value": None}, Unjudged.NO_SAME_MONTHS),
        ({"lacks": True}, Unjudged.RETURN_MISSING),
    ],
)
def test_nothing_is_added_up_over_a_month_that_is_not_whole(
    code: str, change: dict[str, object], reason: Unjudged
) -> None:
    part, twelve = so_far(years(months()), [altered(months(), code, **change)], adds=True)
    assert (part.reason, part.until) == (reason, "2026-09")
    assert math.isnan(part.value) and math.isnan(part.before) and part.differs is None
    assert twelve == Twelve()


def test_a_hidden_year_is_not_told_by_its_months_but_quarters_serve_for_a_hidden_month() -> None:
    hidden = altered(years(months()), "2026", value=None, hidden=True)
    assert so_far(hidden, [months()], adds=True)[0].reason is Unjudged.HIDDEN
    gap = altered(months(), "2025-03", value=None, hidden=True)
    assert so_far(years(months()), [gap, quarters(months())], adds=True)[0].before == 1026.0


def test_different_people_are_added_only_where_nobody_came_twice() -> None:
    """Quarters of 30 people are 120 only if the year has 120."""
    held = counts([30.0] * 11, "2024-Q1")
    for whole, part, reason in (
        (97.0, 81.0, Unjudged.PEOPLE),
        (120.0, 81.0, Unjudged.PEOPLE),
        (97.0, 90.0, Unjudged.PEOPLE),
        (120.0, 90.0, Unjudged.NONE),
    ):
        of_people = counts([97.0, whole, part], "2024", in_full=True)
        of_people = altered(of_people, "2026", cut=True)
        found, twelve = so_far(of_people, [held], adds=False)
        assert found.reason is reason
        assert twelve == Twelve()
    first = so_far(years(months(3)), [quarters(months(3))], adds=False)[0]
    assert (first.value, first.until) == (363.0, "2026-03")


def test_a_break_among_the_months_bars_the_comparison() -> None:
    for day, reason in (
        ("2023-12-31", Unjudged.NONE),
        ("2025-02-01", Unjudged.BREAK),
        ("2026-09-30", Unjudged.BREAK),
        ("2026-10-01", Unjudged.NONE),
    ):
        part, _ = so_far(years(months(), breaks=(day,)), [months()], adds=True)
        assert part.reason is reason, day


def test_no_year_so_far_where_the_last_is_whole_or_nothing_is_by_month() -> None:
    whole = years(months(12))
    whole = altered(whole, "2026", cut=False)
    assert so_far(whole, [months(12)], adds=True) == (SoFar(), Twelve())
    assert so_far(years(months()), [], adds=True)[0] == SoFar("2026", reason=Unjudged.NO_SAME_MONTHS)
    assert so_far(replace(whole, periods=()), [], adds=True)[0] == SoFar()
    rates = replace(years(months()), measure="rate")
    assert so_far(rates, [], adds=False)[0] == SoFar("2026", reason=Unjudged.WHOLE_YEARS)


def test_half_more_is_told_from_chance_and_what_is_counted_in_full_is_not_held_to_it() -> None:
    grown = [period.value or 0.0 for period in months().periods]
    grown = [value * (1.5 if at >= 24 else 1) for at, value in enumerate(grown)]
    half_more = counts(grown, "2024-01")
    assert so_far(years(half_more), [half_more], adds=True)[0].differs is True
    part, _ = so_far(years(half_more, in_full=True), [half_more], adds=True)
    assert part.differs is None and math.isnan(part.low) and part.change == pytest.approx(648.0)


def test_restated_months_have_their_mark() -> None:
    part, twelve = so_far(years(months()), [altered(months(), "2025-02", counting="r")], adds=True)
    assert (part.counting, twelve.counting) == ("[r]", "[r]")
