"""Few records, in a few months and codes: what is hidden is counted as truly as what is shown."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from dashboard.publication.current_release import now
from dashboard.release import ReleaseError, make_release
from dashboard.release.indicators import FOLDER
from dashboard.settings import Installation
from tests.release.small_store import add_rows, empty_store

MADE = datetime.datetime(2025, 1, 5, 9, 0)
BODIES = ("northamptonshire_police", "childrens_trust", "acute_hospital_a")


def referrals(many: int, month: datetime.date, **codes: Any) -> Iterable[dict[str, Any]]:
    """So many NRM referrals of one month, each by the next body."""
    for number in range(many):
        yield {
            "referral": f"referral-{month:%Y%m}-{number}",
            "month": month,
            "route": "nrm",
            "referring_body": BODIES[number % len(BODIES)],
            "first_responder": "northamptonshire_police",
            "age": "child",
            "gender": "male",
            "exploitation_type": "criminal",
            "county_lines": True,
            "district": "not_recorded",
            "days_to_referral": 2,
        } | codes


@pytest.fixture
def only_concerns(tmp_path: Path) -> Path:
    """A folder of indicators with one whose tables split by the columns of three crosses."""
    folder = tmp_path / "indicators"
    folder.mkdir()
    shutil.copy(FOLDER / "concerns.sql", folder)
    return folder


def stored(root: Path, *months: Iterable[dict[str, Any]]) -> Installation:
    where = Installation(root / "installation", root / "unused.key")
    empty_store(where.store)
    add_rows(where.store, "referral_log", chain(*months))
    return where


def test_a_year_whose_total_is_hidden_does_not_stop_the_release(tmp_path: Path, only_concerns: Path) -> None:
    """No shown total holds its sectors: they stay hidden, and hidden they count what the table counts."""
    where = stored(
        tmp_path, referrals(3, datetime.date(2023, 11, 1)), referrals(1, datetime.date(2023, 12, 1))
    )
    report = make_release(where, made_at=MADE, folder=only_concerns)
    (cost,) = (table for table in report.tables if table["grain"] == "year x route x sector")
    assert cost["hidden_people"] == 4
    key = {"time_level": "year", "time": "2023", "route": "nrm"}
    assert set(now(where).release.cells("concerns", **key)["status"]) == {"c"}
    assert set(now(where).release.cells("concerns", sector=..., **key)["status"]) == {"c"}


def test_a_code_that_no_list_knows_is_named_with_its_column(tmp_path: Path, only_concerns: Path) -> None:
    where = stored(tmp_path, referrals(5, datetime.date(2024, 3, 1), first_responder=None))
    with pytest.raises(ReleaseError, match=r"first_responder \(nothing\)\. Add the code"):
        make_release(where, made_at=MADE, folder=only_concerns)
    rows = referrals(9, datetime.date(2024, 2, 1), referring_body="a_body_taken_off_the_list")
    where = stored(tmp_path / "other", rows)
    with pytest.raises(ReleaseError, match=r"referring_body a_body_taken_off_the_list\. Add the code"):
        make_release(where, made_at=MADE, folder=only_concerns)


def test_a_select_that_gives_a_record_twice_is_refused_by_its_first_cell(
    tmp_path: Path, only_concerns: Path
) -> None:
    path = only_concerns / "concerns.sql"
    once = path.read_text(encoding="utf-8")
    path.write_text(once.replace("FROM referrals r", "FROM (FROM referrals UNION ALL FROM referrals) r"))
    where = stored(tmp_path, referrals(9, datetime.date(2024, 3, 1)))
    expected = r"'quarter x route' \(count\) .* first in time=2024-Q1, area=E23000022, route=nrm\."
    with pytest.raises(ReleaseError, match=expected):
        make_release(where, made_at=MADE, folder=only_concerns)
