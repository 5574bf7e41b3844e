"""What a release may say of returns: nil is received, and of closed subjects no agency is named."""

from __future__ import annotations

import datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.intake import Outcome, keeping, take_in
from dashboard.publication import Received
from dashboard.reference.policies import read_policies
from dashboard.release import words
from dashboard.release.indicators import indicators
from dashboard.release.returns import Awaited, Counted, awaited, return_tables
from dashboard.settings import Installation
from dashboard.store.returns import Expected, Standing, State
from tests.validation.extracts import REFERRAL, write_csv

NOBODY = Installation(Path("/nowhere"), Path("/nowhere.key"))
MAY, JUNE = datetime.date(2024, 5, 1), datetime.date(2024, 6, 1)
MADE = datetime.datetime(2024, 8, 5)
EXPECTED = """[[returns]]
agency = "northamptonshire_police"
source = "referral_log"
every = "month"
due = 30
from = "2024-05"
until = "2024-06"
"""


def standing(
    source: str, agency: str, state: State, month: datetime.date = MAY, late: bool = False
) -> Standing:
    came = None if state in (State.MISSING, State.AWAITED) else datetime.datetime(2024, 7, 2)
    expected = Expected(agency, source, "month", 20, MAY)
    return Standing(expected, f"{month:%Y-%m}", (month, month), datetime.date(2024, 7, 20), state, came, late)


def tables(*standings: Standing, when: Counted | None = None) -> dict[str, pd.DataFrame]:
    when = when or Counted((), {"referrals": JUNE, "intelligence": JUNE}, MADE)
    return return_tables(Awaited(standings), when, indicators(), read_policies(), NOBODY)


@pytest.mark.parametrize("source", ["referral_log", "training_register"])
def test_nil_and_sent_are_the_same_to_the_public(source: str) -> None:
    sent, nil = (
        tables(standing(source, "childrens_trust", state), standing(source, "probation", State.MISSING))
        for state in (State.SENT, State.NIL)
    )
    pd.testing.assert_frame_equal(sent["returns"], nil["returns"])
    pd.testing.assert_frame_equal(sent["incomplete"], nil["incomplete"])
    assert "nil" not in {str(cell) for cell in nil["returns"].to_numpy().ravel()}
    assert {state.value for state in Received} == {"received", "received late", "missing", "not due yet"}


def test_of_an_open_subject_each_agency_stands_by_itself() -> None:
    told = tables(
        standing("training_register", "childrens_trust", State.SENT, late=True),
        standing("training_register", "probation", State.MISSING),
        standing("training_register", "university", State.AWAITED),
    )
    states = dict(zip(told["returns"]["agency_label"], told["returns"]["state"], strict=True))
    assert states == {
        "Children's trust": Received.LATE,
        "Probation service": Received.MISSING,
        "University": Received.AWAITED,
    }
    lacking = told["incomplete"].set_index("indicator").loc["attendances"]
    assert list(lacking["who"]) == ["Probation service", "University, not due yet"]


def test_of_a_closed_subject_no_agency_is_named() -> None:
    told = tables(
        standing("referral_log", "childrens_trust", State.SENT),
        standing("referral_log", "probation", State.MISSING),
        standing("referral_log", "university", State.NIL),
    )
    (row,) = told["returns"].to_dict("records")
    assert (row["agency"], row["agency_label"]) == ("", "All 3 agencies that send it")
    assert (row["state"], row["unsent"], row["expected"]) == (Received.MISSING, 1, 3)
    said = " ".join(str(cell) for table in told.values() for cell in table.to_numpy().ravel()).casefold()
    assert not any(word in said for word in ("probation", "university", "children"))
    assert set(told["incomplete"]["who"]) == {"Referral log, 1 of 3 agencies"}


def test_a_return_that_came_after_its_month_was_counted_stays_lacking() -> None:
    """Published months of a closed subject are never counted again."""
    line = {"made": "2024-06-20T09:00:00", "counted": {"referrals": [0, 2024 * 12 + 4]}}
    late = standing("referral_log", "childrens_trust", State.SENT, late=True)
    before = tables(late)
    after = tables(late, when=Counted([line], {"referrals": JUNE}, MADE))
    assert list(before["returns"]["counted"]) == [True] and before["incomplete"].empty
    assert list(after["returns"]["counted"]) == [False] and not after["incomplete"].empty
    assert set(after["returns"]["state"]) == {Received.LATE}


def test_of_a_closed_subject_nothing_is_said_of_months_that_are_not_counted() -> None:
    """A log that ends earlier has had nobody since, or was not sent: the two must look the same."""
    later = standing("referral_log", "childrens_trust", State.MISSING, datetime.date(2024, 7, 1))
    assert tables(later)["returns"].empty


def installation(root: Path, june: str) -> Installation:
    """A store with police referrals of May, and in June a nil return or ``june`` few referrals."""
    where = Installation(root / "data", root / "keys" / "the.key")
    root.mkdir()
    may = [
        REFERRAL
        | {
            "reference": f"R-{n}",
            "date_received": "12/05/2024",
            "concern_date": "",
            "rg_decision": "",
            "rg_date": "",
        }
        for n in range(12)
    ]
    police = {"referring_body": "Northamptonshire Police"}
    files = [write_csv(root / "may.csv", [row | police for row in may])]
    few = [row | police | {"date_received": "03/06/2024"} for row in may[:2]]
    if june == "nil":
        files.append(root / "june.csv")
        files[-1].write_text(",".join(may[0] | police) + "\n", encoding="utf-8")
        files[-1].with_suffix(".toml").write_text(
            '[extract]\nagency = "northamptonshire_police"\nperiod = "2024-06"\n', encoding="utf-8"
        )
    elif june == "sent":
        rows = [row | {"reference": f"J-{n}"} for n, row in enumerate(few)]
        files.append(write_csv(root / "june.csv", rows))
    outcomes = {file.name: file.outcome for file in take_in(files, where).files}
    assert set(outcomes.values()) == {Outcome.STORED}, outcomes
    where.expected_returns.write_text(EXPECTED, encoding="utf-8")
    if june == "said":
        keeping.say_nil(
            where, "northamptonshire_police", "referral_log", "2024-06", datetime.date(2024, 9, 1)
        )
    return where


def public(where: Installation) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The tables about returns, and what is said of files but for their names and times."""
    policies = read_policies()
    made = datetime.datetime.now(datetime.UTC).replace(tzinfo=None) + datetime.timedelta(seconds=1)
    when = Counted((), {"referrals": JUNE}, made)
    told = return_tables(awaited(where, made, made_up=False), when, indicators(), policies, where)
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{where.store}' AS store (READ_ONLY)")
        runs = words.run_rows(words.file_rows(con, policies), policies)
    return told, runs.drop(columns=["run", "file", "finished"]).sort_values("rows_read", ignore_index=True)


def test_stores_that_differ_by_nil_and_few_rows_give_the_same_release(tmp_path: Path) -> None:
    (sent, runs), *others = [public(installation(tmp_path / kind, kind)) for kind in ("sent", "nil", "said")]
    assert list(sent["returns"]["state"]) == [Received.RECEIVED] * 2
    for nil, files in others:
        pd.testing.assert_frame_equal(sent["returns"], nil["returns"])
        pd.testing.assert_frame_equal(sent["incomplete"], nil["incomplete"])
        pd.testing.assert_frame_equal(runs, files)
