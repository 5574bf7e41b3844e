"""What is held and taking it out, as typed; a person's key is never an argument and never shown."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from dashboard import commands, settings
from dashboard.commands import erase
from dashboard.settings import Installation
from tests.validation.extracts import bookings, write_csv

PERSON = "CNRY-77310-Q"


def dashboard(*words: str | Path) -> int:
    return commands.run([str(word) for word in words])


@pytest.fixture
def where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Installation:
    """An installation with one register, of which one booking is the person's."""
    made = settings.installation(tmp_path / "installation")
    rows = [*bookings(11, session_date="14/01/2024"), bookings(1)[0] | {"person_key": PERSON}]
    assert dashboard("intake", write_csv(tmp_path / "register.csv", rows), "--data", made.root) == 0
    capsys.readouterr()
    return made


def test_files_are_listed_in_words_and_as_json(
    where: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dashboard("files", "--data", where.root) == 0
    heading, line = capsys.readouterr().out.splitlines()
    assert heading.split() == ["File", "Name", "Kind", "Agencies", "Months", "Rows", "Count", "now", "Taken",
                               "in", "Replaced", "by"]  # fmt: skip
    assert "register.csv" in line and "2019-07 to 2024-01" in line and "acute_hospital_a" in line
    assert dashboard("files", "--json", "--data", where.root) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["first_month"], listed["last_month"], listed["rows"]) == ("2019-07", "2024-01", 12)
    assert (listed["name"], listed["replaced_by"]) == ("register.csv", None)


def test_withdraw_says_what_is_gone_and_what_stays(
    where: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dashboard("withdraw", "register.csv", "--data", where.root) == 0
    told = capsys.readouterr().out
    assert "12 rows were deleted" in told and "Releases already made keep their figures" in told
    assert dashboard("withdraw", "register.csv", "--data", where.root) == 2
    assert "No file held is called register.csv" in capsys.readouterr().err
    assert dashboard("files", "--data", where.root) == 0
    assert "No file is held." in capsys.readouterr().out


@pytest.mark.parametrize("typed", [True, False])
def test_erase_never_shows_the_key(
    where: Installation,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    typed: bool,
) -> None:
    caplog.set_level(logging.DEBUG)
    keys = tmp_path / "keys.txt"
    keys.write_text(f"{PERSON}\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(erase, "getpass", lambda _: PERSON)
    words = [] if typed else ["--from", keys]
    assert dashboard("erase", "--person", *words, "--data", where.root) == 0
    told = capsys.readouterr()
    assert "1 row was deleted" in told.out
    assert dashboard("erase", "--person", *words, "--data", where.root) == 2
    again = capsys.readouterr()
    assert "No row is held under this key" in again.err
    assert PERSON not in told.out + told.err + again.out + again.err + caplog.text
    assert not [
        path for path in where.root.rglob("*") if path.is_file() and PERSON.encode() in path.read_bytes()
    ]


def test_a_key_is_never_an_argument(where: Installation, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["erase", "--person", PERSON], ["erase", PERSON], ["erase"]):
        with pytest.raises(SystemExit) as stopped:
            dashboard(*words, "--data", where.root)
        assert stopped.value.code == 2


def test_where_nobody_can_type_a_file_is_asked_for(
    where: Installation, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert dashboard("erase", "--person", "--data", where.root) == 2
    assert "--from FILE" in capsys.readouterr().err
    assert dashboard("erase", "--person", "--from", where.root / "nothing", "--data", where.root) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_person_who_may_be_in_the_inbox_yet_leaves_with_1(
    where: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where.inbox.mkdir()
    write_csv(where.inbox / "more.csv", bookings(1, person_key=PERSON))
    keys = tmp_path / "keys.txt"
    keys.write_text(PERSON, encoding="utf-8")
    assert dashboard("erase", "--person", "--from", keys, "--data", where.root) == 1
    assert "inbox/more.csv" in capsys.readouterr().out


def test_expire_by_hand_and_by_the_settings(where: Installation, capsys: pytest.CaptureFixture[str]) -> None:
    assert dashboard("expire", "--data", where.root) == 2
    assert "months = 84" in capsys.readouterr().err
    where.settings_file.write_text("[retention]\nmonths = 1200\n", encoding="utf-8")
    assert dashboard("expire", "--data", where.root) == 0
    assert "No row about people is of a month before" in capsys.readouterr().out
    assert dashboard("expire", "--before", "2024-01", "--data", where.root) == 0
    told = capsys.readouterr().out
    assert "1 row was deleted, of months before 2024-01" in told and "no longer shown" in told
    assert dashboard("expire", "--before", "2999-01", "--json", "--data", where.root) == 2
    assert "has not come yet" in capsys.readouterr().err


def test_a_file_that_is_asked_about_leaves_with_1(
    where: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_csv(tmp_path / "register.csv", bookings(7, session_date="14/01/2024"))
    assert dashboard("intake", path, "--data", where.root) == 1
    assert 'covers = "all"' in capsys.readouterr().out
