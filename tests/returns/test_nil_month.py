"""A last month that is confirmed nil is covered: its zeros are counted, and hidden, like any other count."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard.intake import keeping
from dashboard.publication import Publication, Status
from dashboard.release import make_release
from dashboard.release.indicators import FOLDER
from dashboard.release.making import MADE_UP
from dashboard.release.register import Register
from dashboard.settings import Installation
from tests.release.few_rows import NRM, few_rows
from tests.release.small_store import MADE

JUNE = 2024 * 12 + 5
EXPECTED = """
[[returns]]
agency = "{agency}"
source = "referral_log"
every = "month"
due = 30
from = "2024-06"
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A referral log that ends in May, beside a training register that goes on to June; one indicator."""
    where = few_rows(tmp_path_factory.mktemp("nil") / "installation", booked=True, routes=(NRM,))
    with duckdb.connect(str(where.store)) as con:
        con.execute("DELETE FROM referrals_rows WHERE month >= DATE '2024-06-01'")
    (where.root / "indicators").mkdir()
    by_month = (FOLDER / "nrm_referrals.sql").read_text("utf-8").replace('["quarter", "year"]', '["month"]')
    (where.root / "indicators" / "nrm_referrals.sql").write_text(by_month, encoding="utf-8")
    return where


def released(store: Installation, root: Path, *agencies: str, nil: bool) -> tuple[int, dict[str, set[str]]]:
    """The last month that is counted, and statuses by month, where the police sent nothing or said so."""
    where = Installation(root / "installation", store.key_file)
    shutil.copytree(store.root, where.root)
    text = "".join(EXPECTED.format(agency=agency) for agency in agencies)
    where.expected_returns.write_text(text, encoding="utf-8")
    if nil:
        keeping.say_nil(where, "northamptonshire_police", "referral_log", "2024-06", MADE.date())
    report = make_release(where, made_at=MADE, folder=where.root / "indicators")
    release = Publication(report.path)
    cells = release.cells("nrm_referrals", time_level="month")
    release.close()
    (windows,) = {Register(where.register / MADE_UP).windows("referrals")[-1]}
    return windows[1], {str(time): set(rows["status"]) for time, rows in cells.groupby("time")}


def test_a_nil_month_is_counted_and_its_zeros_are_hidden(store: Installation, tmp_path: Path) -> None:
    last, statuses = released(store, tmp_path, "northamptonshire_police", nil=True)
    assert last == JUNE
    assert statuses["2024-06"] == {Status.CONFIDENTIAL.value}


@pytest.mark.parametrize(
    ("agencies", "nil"),
    [
        (("northamptonshire_police",), False),
        # The trust has not sent: its June may come, and must not be late then.
        (("northamptonshire_police", "childrens_trust"), True),
    ],
)
def test_a_month_that_lacks_a_return_is_not_covered(
    store: Installation, tmp_path: Path, agencies: tuple[str, ...], nil: bool
) -> None:
    last, statuses = released(store, tmp_path, *agencies, nil=nil)
    assert last == JUNE - 1 and "2024-06" not in statuses
    assert "2024-05" in statuses
