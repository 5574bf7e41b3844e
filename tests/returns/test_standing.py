"""The rule of what is sent, nil, late and missing, case by case."""

from __future__ import annotations

import datetime

import pytest

from dashboard.store.returns import (
    Expected,
    NilUnclear,
    Standing,
    State,
    reminders,
    standings,
    unsent,
    whose_nil,
)
from dashboard.store.versions import HeldReturn

TODAY = datetime.date(2024, 8, 15)
MONTHLY = Expected("a", "s", "month", 20, datetime.date(2024, 4, 1))


def month(text: str) -> datetime.date:
    return datetime.date.fromisoformat(f"{text}-01")


def held(first: str, last: str, came: str, nil: bool = False, agency: str = "a") -> HeldReturn:
    return HeldReturn("s", agency, month(first), month(last), datetime.datetime.fromisoformat(came), nil)


#: The installation's first file: what was due before it came cannot be late.
FIRST = held("2023-01", "2023-01", "2024-01-02", agency="other")


def of(*files: HeldReturn, expected: Expected = MONTHLY) -> dict[str, tuple[State, bool]]:
    return {one.period: (one.state, one.late) for one in standings((expected,), (FIRST, *files), TODAY)}


def test_what_nobody_sent_is_missing_once_it_is_due_and_awaited_before() -> None:
    found = of()
    assert list(found) == ["2024-04", "2024-05", "2024-06", "2024-07"]
    assert found["2024-06"] == (State.MISSING, False), "due on 20 July"
    assert found["2024-07"] == (State.AWAITED, False), "due on 20 August"


def test_a_log_that_goes_on_is_sent_for_a_month_of_which_it_has_no_row() -> None:
    found = of(held("2024-04", "2024-06", "2024-07-05"))
    assert {period for period, (state, _) in found.items() if state is State.SENT} == {
        "2024-04", "2024-05", "2024-06",
    }  # fmt: skip
    assert found["2024-07"] == (State.AWAITED, False), "its rows do not lie on both sides"


def test_a_file_that_came_before_a_period_was_over_is_no_return_of_it() -> None:
    assert of(held("2024-04", "2024-05", "2024-05-31"))["2024-05"] == (State.MISSING, False)
    assert of(held("2024-04", "2024-05", "2024-06-01"))["2024-05"] == (State.SENT, False)


def test_late_is_what_first_came_after_it_was_due() -> None:
    late, again = held("2024-04", "2024-04", "2024-05-21"), held("2024-04", "2024-05", "2024-06-02")
    assert of(held("2024-04", "2024-04", "2024-05-20"))["2024-04"] == (State.SENT, False)
    assert of(late)["2024-04"] == (State.SENT, True)
    assert of(late, again)["2024-04"] == (State.SENT, True)
    assert of(held("2024-04", "2024-04", "2024-05-03"), again)["2024-04"] == (State.SENT, False)


def test_what_was_due_before_the_first_file_of_all_came_is_not_late() -> None:
    only = held("2024-04", "2024-06", "2024-07-01")
    found = {one.period: one.late for one in standings((MONTHLY,), (only,), TODAY)}
    assert found == {"2024-04": False, "2024-05": False, "2024-06": False, "2024-07": False}


def test_nil_counts_as_received_and_rows_go_before_it() -> None:
    nil = held("2024-05", "2024-05", "2024-06-03", nil=True)
    assert of(nil)["2024-05"] == (State.NIL, False)
    assert of(nil, held("2024-05", "2024-05", "2024-07-30"))["2024-05"] == (State.SENT, False)
    late = held("2024-05", "2024-05", "2024-07-30", nil=True)
    assert of(late)["2024-05"] == (State.NIL, True)


def test_another_agency_or_source_is_no_return() -> None:
    assert of(held("2024-04", "2024-06", "2024-07-05", agency="b"))["2024-05"][0] is State.MISSING


def test_a_quarter_is_sent_with_rows_of_any_of_its_months() -> None:
    quarterly = Expected("a", "s", "quarter", 20, datetime.date(2024, 1, 1))
    found = of(held("2024-05", "2024-05", "2024-07-04"), expected=quarterly)
    assert found == {"2024-Q1": (State.MISSING, False), "2024-Q2": (State.SENT, False)}


def test_whose_nil_it_is_is_what_is_said_or_the_only_one_that_is_open() -> None:
    open_ = unsent((MONTHLY,), (FIRST, held("2024-04", "2024-06", "2024-07-05")), TODAY)
    assert whose_nil(open_, "s") == ("a", (month("2024-07"), month("2024-07")))
    assert whose_nil((), "s", "b", (month("2024-01"), month("2024-03")))[0] == "b"
    with pytest.raises(NilUnclear, match="Every return that is expected is in"):
        whose_nil(open_, "s", agency="b")
    with pytest.raises(
        NilUnclear, match="could be the nil return of a 2024-04, a 2024-05, a 2024-06 and 1 more"
    ):
        whose_nil(unsent((MONTHLY,), (FIRST,), TODAY), "s")


def test_a_reminder_names_what_is_missing_and_nothing_else() -> None:
    missing = [one for one in standings((MONTHLY,), (FIRST,), TODAY) if one.state is State.MISSING]
    other = Standing(
        Expected("b", "t", "quarter", 30, month("2024-01")), "2024-Q1",
        (month("2024-01"), month("2024-03")), datetime.date(2024, 4, 30), State.MISSING,
    )  # fmt: skip
    texts = reminders(
        [*missing, other], {"a": "Hospital A", "b": "B"}.__getitem__, {"s": "Log", "t": "T"}.get
    )  # type: ignore[arg-type]
    assert list(texts) == ["a", "b"]
    assert texts["a"].startswith("To: Hospital A\nSubject: Returns for")
    assert "- Log, May 2024: due 20 June 2024\n" in texts["a"] and "July" in texts["a"]
    assert "- T, January to March 2024: due 30 April 2024" in texts["b"] and "Log" not in texts["b"]
