"""Each rule of the guard stops what it should, and lets the rest pass."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import pytest

from dashboard.disclosure import GuardFailed, Table, protect, read_policies
from dashboard.disclosure.outside import Known, nothing_known
from dashboard.disclosure.windows import window

POLICY = read_policies().strictest
SPAN = (2023 * 12, 2023 * 12 + 11)
BODIES = ("police", "trust", "hospital")


def records(times: Iterable[str], month: int = 2023 * 12, prefix: str = "r", **split: str) -> pd.DataFrame:
    """One safe-looking record for each time: bodies in turn, every record its own incident."""
    rows = [
        {
            "time": time,
            "area": "E23000022",
            "part": "count",
            "unit": f"{prefix}{number}",
            "contributor": BODIES[number % len(BODIES)],
            "incident": None,
            "month": month,
            **split,
        }
        for number, time in enumerate(times)
    ]
    return pd.DataFrame(rows)


def table(held: pd.DataFrame, *split: str, level: str = "year", keys: pd.DataFrame | None = None) -> Table:
    key = ["time", "area", *split]
    return Table(
        indicator="referrals",
        grain=" x ".join([level, *split]),
        time_level=level,
        geography="county",
        dimensions=split,
        keys=held[key].drop_duplicates(ignore_index=True) if keys is None else keys,
        records=held,
        left_out=held.iloc[:0],
        shown=frozenset(held["part"].unique()),
    )


def guard(*tables: Table, known: Known | None = None, span: tuple[int, int] = SPAN) -> list[pd.DataFrame]:
    return protect("Referral log", tables, POLICY, span, known or nothing_known())


def stopped(*tables: Table, known: Known | None = None) -> GuardFailed:
    with pytest.raises(GuardFailed) as told:
        guard(*tables, known=known)
    return told.value


def test_safe_table_passes_whole() -> None:
    (decided,) = guard(table(records(["2023"] * 9)))
    assert decided["status"].tolist() == ["published"]


def test_small_count_stops_the_build_and_is_not_quoted() -> None:
    failure = stopped(table(records(["2023"] * 4)))
    assert failure.failures == (("referrals by year", "too small or from too few sources (count)", 1),)
    assert "coarser grain" in str(failure)


def test_nothing_at_all_is_a_small_count_too() -> None:
    held = records(["2023"] * 9, route="nrm")
    keys = pd.DataFrame({"time": "2023", "area": "E23000022", "route": ["nrm", "helpline"]})
    assert stopped(table(held, "route", keys=keys)).failures[0][2] == 1


def test_count_that_falls_under_three_without_its_largest_body_is_stopped() -> None:
    held = records(["2023"] * 9).assign(contributor=["police"] * 7 + ["trust", "hospital"])
    stopped(table(held))
    held["contributor"] = ["police"] * 6 + ["trust", "hospital", "trust"]
    guard(table(held))


def test_one_incident_is_stopped_and_two_pass() -> None:
    held = records(["2023"] * 9).assign(incident="raid")
    stopped(table(held))
    held.loc[0, "incident"] = None  # a record without an incident is one of its own
    guard(table(held))


def test_part_of_a_share_is_stopped_when_the_rest_is_small() -> None:
    base = records(["2023"] * 12).assign(part="denominator")
    above = base.head(9).assign(part="numerator")
    failure = stopped(table(pd.concat([base, above], ignore_index=True)))
    assert "denominator less numerator" in failure.failures[0][1]
    guard(table(pd.concat([base, base.head(6).assign(part="numerator")], ignore_index=True)))


def test_public_police_figure_must_not_give_away_the_other_first_responders() -> None:
    held = records(["2023-Q1"] * 20)
    units = frozenset(held["unit"])
    for public, safe in ((15, True), (16, False), (20, False), (21, True)):
        known = Known(units, pd.DataFrame({"time": ["2023-Q1"], "value": [public]}))
        if safe:
            guard(table(held, level="quarter"), known=known)
        else:
            failure = stopped(table(held, level="quarter"), known=known)
            assert "already public" in failure.failures[0][1]


def test_public_figure_by_age_is_subtracted_from_the_same_age_only() -> None:
    held = pd.concat(
        [records(["2023"] * 20, age="child"), records(["2023"] * 20, prefix="s", age="adult")],
        ignore_index=True,
    )
    counts = pd.DataFrame({"time": "2023", "age": ["all", "child", "adult"], "value": [27, 18, 9]})
    failure = stopped(table(held, "age"), known=Known(frozenset(held["unit"]), counts))
    assert failure.failures[0][2] == 1


def test_figure_about_other_records_is_not_subtracted() -> None:
    held = records(["2023-Q1"] * 20)
    known = Known(frozenset({"somebody else"}), pd.DataFrame({"time": ["2023-Q1"], "value": [18]}))
    guard(table(held, level="quarter"), known=known)


def year_by_months(last_quarter: int) -> pd.DataFrame:
    """9 records in each of the first three quarters, and ``last_quarter`` in December."""
    parts = [records(["2023"] * 9, 2023 * 12 + month, f"q{month}-") for month in (0, 3, 6)]
    return pd.concat([*parts, records(["2023"] * last_quarter, 2023 * 12 + 11, "d-")], ignore_index=True)


def test_year_less_its_published_quarters_is_stopped_where_it_is_small() -> None:
    for last_quarter, safe in ((3, False), (9, True)):
        year = year_by_months(last_quarter)
        quarters = year.assign(time="2023-Q" + ((year["month"] - 2023 * 12) // 3 + 1).astype(str))
        keys = quarters.loc[quarters["time"] != "2023-Q4", ["time", "area"]].drop_duplicates(
            ignore_index=True
        )
        # The quarter table ends with September: December's records are only in the year.
        nested = table(quarters[quarters["time"] != "2023-Q4"], level="quarter", keys=keys)
        if safe:
            guard(table(year), nested)
        else:
            failure = stopped(table(year), nested)
            assert "one period from another" in failure.failures[0][1]


def test_financial_year_less_calendar_year_is_a_window_too() -> None:
    span = (2022 * 12 + 3, 2024 * 12 + 2)
    months = {"2022": range(2022 * 12 + 3, 2023 * 12), "2023": range(2023 * 12, 2024 * 12)}
    parts = [
        records([year] * each, month, f"{month}-")
        for year, held in months.items()
        for month in held
        for each in ([1] if month in (2023 * 12, 2023 * 12 + 1, 2023 * 12 + 2) else [9])
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows["contributor"] = [BODIES[number % 3] for number in range(len(rows))]
    financial = rows.assign(time=[f"{(m - 3) // 12}/{((m - 3) // 12 + 1) % 100:02d}" for m in rows["month"]])
    with pytest.raises(GuardFailed, match="one period from another"):
        guard(table(rows), table(financial, level="financial_year"), span=span)
    guard(table(rows), span=span)


def test_codes_left_out_of_a_split_are_not_given_away_by_the_total() -> None:
    held = records(["2023"] * 12)
    total = table(held)
    part = table(held.head(9).assign(route="nrm"), "route")
    small = Table(**{**vars(part), "left_out": held.tail(3)})
    assert "total less" in stopped(total, small).failures[0][1]
    wide = records(["2023"] * 18)
    part = table(wide.head(9).assign(route="nrm"), "route")
    guard(table(wide), Table(**{**vars(part), "left_out": wide.tail(9)}))


@pytest.mark.parametrize(
    ("level", "time", "expected"),
    [
        ("month", "2023-04", (2023 * 12 + 3, 2023 * 12 + 4)),
        ("quarter", "2023-Q2", (2023 * 12 + 3, 2023 * 12 + 6)),
        ("year", "2022", (2022 * 12 + 3, 2023 * 12)),
        ("financial_year", "2023/24", (2023 * 12 + 3, 2024 * 12)),
        ("all", "all", (2022 * 12 + 3, 2024 * 12)),
    ],
)
def test_windows_are_cut_to_the_months_that_a_release_covers(
    level: str, time: str, expected: tuple[int, int]
) -> None:
    assert window(level, time, (2022 * 12 + 3, 2024 * 12 - 1)) == expected
