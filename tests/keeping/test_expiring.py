"""Months past the retention leave the store, old versions too, and do not come back."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from dashboard.intake import Outcome, keeping, take_in
from dashboard.intake.sources import sources
from dashboard.settings import Installation
from tests.keeping.bookings_by_month import held, month
from tests.validation.extracts import MEETING, write_csv

FEBRUARY = datetime.date(2024, 2, 1)
HEADCOUNT = dict(sources()["workforce"].examples[0])


@pytest.fixture(scope="module")
def held_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of a register of January and February, a headcount and a meeting of long ago."""
    tmp_path = tmp_path_factory.mktemp("held")
    where = Installation(root=tmp_path / "data", key_file=tmp_path / "keys" / "test.key")
    register = write_csv(tmp_path / "register.csv", [*month(1), *month(2)])
    others = [
        write_csv(tmp_path / "headcount.csv", [HEADCOUNT | {"snapshot_date": "31/03/2019"}]),
        write_csv(tmp_path / "meetings.csv", [MEETING | {"meeting_date": "12/09/2019"}]),
    ]
    take_in([register, *others], where)
    take_in([write_csv(register, [*month(1, 7), *month(2, 7)])], where)
    return tmp_path


@pytest.fixture
def two_versions(where: Installation, held_once: Path, tmp_path: Path) -> Installation:
    """An installation that holds them."""
    shutil.copytree(held_once, tmp_path, dirs_exist_ok=True)
    return where


def test_rows_about_people_of_expired_months_go_in_every_version(two_versions: Installation) -> None:
    done = keeping.expire(two_versions, FEBRUARY)
    assert (done.rows, done.rows_by_source) == (13, {"training_register": 13})
    months = "SELECT DISTINCT strftime(month, '%Y-%m') FROM bookings_rows"
    assert held(two_versions, months) == [("2024-02",)]
    assert held(two_versions, "SELECT count(*) FROM bookings") == [(7,)]
    assert held(two_versions, "SELECT count(*) FROM workforce UNION ALL SELECT count(*) FROM meetings") == [
        (1,),
        (1,),
    ], "they are about nobody"
    assert any("no longer shown" in sentence for sentence in done.stays)


def test_expired_months_do_not_come_back(two_versions: Installation, tmp_path: Path) -> None:
    keeping.expire(two_versions, FEBRUARY)
    register = tmp_path / "register.csv"
    assert take_in([register], two_versions).files[0].outcome is Outcome.UNCHANGED
    grown = write_csv(register, [*month(1, 8), *month(2, 7), *month(3)])
    (report,) = take_in([grown], two_versions).files
    assert report.outcome is Outcome.REPLACED, "what has expired is not missed"
    assert "8 left out because their months are past the retention" in report.sentences[0]
    assert held(two_versions, "SELECT min(strftime(month, '%Y-%m')) FROM bookings_rows") == [("2024-02",)]


def test_once_more_changes_nothing(two_versions: Installation) -> None:
    keeping.expire(two_versions, FEBRUARY)
    before = two_versions.store.read_bytes()
    assert keeping.expire(two_versions, FEBRUARY).rows == 0
    assert two_versions.store.read_bytes() == before


@pytest.mark.parametrize(
    ("months", "today", "first"),
    [
        (1, (2024, 3, 31), (2024, 2, 1)),
        (3, (2024, 3, 1), (2023, 12, 1)),
        (84, (2026, 11, 28), (2019, 11, 1)),
    ],
)
def test_retention_counts_whole_months(
    where: Installation, months: int, today: tuple[int, int, int], first: tuple[int, int, int]
) -> None:
    where.root.mkdir()
    where.settings_file.write_text(f"[retention]\nmonths = {months}\n", encoding="utf-8")
    assert keeping.first_kept(where, datetime.date(*today)) == datetime.date(*first)


def test_without_a_retention_nothing_is_first(where: Installation) -> None:
    assert keeping.first_kept(where, datetime.date(2024, 3, 7)) is None


@pytest.mark.parametrize(
    "text", ["[retention]\nmonths = 0", "[retention]\nmonth = 84", "[retention", '[retention]\nmonths = "84"']
)
def test_settings_that_are_wrong_say_where(where: Installation, text: str) -> None:
    where.root.mkdir()
    where.settings_file.write_text(text, encoding="utf-8")
    with pytest.raises(keeping.SettingsWrong, match=r"settings\.toml"):
        keeping.first_kept(where, datetime.date(2024, 3, 7))
