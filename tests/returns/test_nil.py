"""A nil return, by a file without rows or by word: taken in, listed, taken back, and never guessed."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard import commands
from dashboard.intake import Outcome, RunReport, keeping, take_in
from dashboard.intake.sources import sources
from dashboard.settings import Installation
from dashboard.store import versions
from dashboard.store.returns import State
from tests.validation.extracts import BOOKING, bookings, write_csv

TODAY = datetime.date(2024, 9, 10)
EXPECTED = """[[returns]]
agency = "acute_hospital_a"
source = "training_register"
every = "month"
due = 10
from = "2024-0{first}"
until = "2024-08"
"""


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation that holds acute hospital A's bookings of March. To be read only."""
    folder = tmp_path_factory.mktemp("returns")
    where = Installation(folder / "data", folder / "keys" / "the.key")
    assert take(where, write_csv(folder / "march.csv", dated("12/03/2024"))) is Outcome.STORED
    return where


@pytest.fixture
def where(taken_in: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """A copy of it, which expects June to August."""
    monkeypatch.setenv("DASHBOARD_KEY", str(taken_in.key_file))
    shutil.copytree(taken_in.root, tmp_path / "data")
    where = Installation(tmp_path / "data", taken_in.key_file)
    expect(where, 6)
    return where


def dated(day: str) -> list[dict[str, str]]:
    return bookings(3, session_date=day, agency="Acute hospital A")


def expect(where: Installation, first: int) -> None:
    where.expected_returns.write_text(EXPECTED.format(first=first), encoding="utf-8")


def headings(path: Path, toml: str = "", without: tuple[str, ...] = ()) -> Path:
    """A file of headings alone, with the TOML beside it."""
    path.write_text(",".join(name for name in BOOKING if name not in without) + "\n", encoding="utf-8")
    if toml:
        path.with_suffix(".toml").write_text(f"[extract]\n{toml}\n", encoding="utf-8")
    return path


def run(where: Installation, path: Path) -> RunReport:
    return take_in([path], where)


def take(where: Installation, path: Path) -> Outcome:
    return run(where, path).files[0].outcome


def states(where: Installation) -> dict[str, State]:
    found = keeping.returned(where, datetime.date(2027, 1, 1))
    return {one.period: one.state for one in found.standings}


def command(where: Installation, *words: str) -> int:
    return commands.run([*words, "--data", str(where.root)])


def test_headings_alone_are_the_only_return_that_is_open(where: Installation, tmp_path: Path) -> None:
    expect(where, 8)
    report = run(where, headings(tmp_path / "nothing.csv")).files[0]
    assert report.outcome is Outcome.STORED
    assert report.sentences == ("It has no row, and is the nil return of acute_hospital_a for 2024-08.",)
    assert states(where) == {"2024-08": State.NIL}
    assert take(where, tmp_path / "nothing.csv") is Outcome.UNCHANGED


def test_the_same_headings_never_become_the_nil_of_the_next_month(
    where: Installation, tmp_path: Path
) -> None:
    expect(where, 8)
    take(where, headings(tmp_path / "nothing.csv"))
    expect(where, 7)
    assert take(where, tmp_path / "nothing.csv") is Outcome.UNCHANGED
    assert states(where) == {"2024-07": State.MISSING, "2024-08": State.NIL}


def test_where_several_are_open_it_is_refused_with_what_to_write(where: Installation, tmp_path: Path) -> None:
    report = run(where, headings(tmp_path / "nothing.csv"))
    (told,) = report.files
    assert told.outcome is Outcome.REFUSED and report.all_refused
    assert told.sentences[0] == (
        "nothing.csv has headings but no rows below them. It could be the nil return of acute_hospital_a "
        "2024-06, acute_hospital_a 2024-07, acute_hospital_a 2024-08."
    )
    assert "agency and period, as 2024-05 or 2024-Q2" in told.sentences[1]
    assert set(states(where).values()) == {State.MISSING}


def test_the_toml_beside_it_says_whose_it_is(where: Installation, tmp_path: Path) -> None:
    said = 'agency = "acute_hospital_a"\nperiod = "2024-07"'
    assert take(where, headings(tmp_path / "nothing.csv", said)) is Outcome.STORED
    assert take(where, headings(tmp_path / "nothing.csv", said.replace("07", "08"))) is Outcome.STORED
    assert states(where) == {"2024-06": State.MISSING, "2024-07": State.NIL, "2024-08": State.NIL}
    assert command(where, "check", str(tmp_path / "nothing.csv")) == 0
    wrong = run(where, headings(tmp_path / "nothing.csv", said.replace("2024-07", "summer")))
    assert "key 'extract.period': that is no period. Write a month as 2024-05" in wrong.files[0].sentences[0]


WHOSE = 'agency = "acute_hospital_a"'


@pytest.mark.parametrize(
    ("name", "toml", "nil_of"),
    [
        ("log_2024-05", WHOSE, "2024-05"),
        ("2024_05 training", WHOSE, "2024-05"),
        ("training-202405", WHOSE, "2024-05"),
        ("Training May 2024", WHOSE, "2024-05"),
        ("training_2024-Q2", WHOSE, "2024-04 to 2024-06"),
        ("log_2024-05", WHOSE + '\nperiod = "2024-06"', "2024-06"),
        ("log_2024-05", '[mapping.constants]\nagency = "Acute hospital A"', "2024-05"),
    ],
)
def test_without_a_list_name_and_toml_say_whose_nil_return_it_is(
    where: Installation, tmp_path: Path, name: str, toml: str, nil_of: str
) -> None:
    where.expected_returns.unlink()
    file = headings(tmp_path / f"{name}.csv", toml, without=("agency",) if "constants" in toml else ())
    report = run(where, file).files[0]
    assert report.outcome is Outcome.STORED, report.sentences
    assert report.sentences == (f"It has no row, and is the nil return of acute_hospital_a for {nil_of}.",)
    (listed,) = [held for held in keeping.held(where) if held.nil]
    assert listed.agencies == ("acute_hospital_a",)
    assert take(where, file) is Outcome.UNCHANGED
    assert command(where, "check", str(file)) == 0


@pytest.mark.parametrize(
    ("name", "toml", "why"),
    [
        ("log", "", "Nothing says whose return it is, and nothing of which period."),
        ("log", WHOSE, "It is of acute_hospital_a, and nothing of which period."),
        ("log_2024", WHOSE, "It is of acute_hospital_a, and nothing of which period."),
        ("log_2024-05-03", WHOSE, "It is of acute_hospital_a, and nothing of which period."),
        ("log 3 May 2024", WHOSE, "It is of acute_hospital_a, and nothing of which period."),
        ("log 2024-05 and 2024-06", WHOSE, "It is of acute_hospital_a, and nothing of which period."),
        ("log_2024-05", "", "Its name or TOML says 2024-05, and nothing says whose return it is."),
        ("log_2099-05", WHOSE, "2099-05 is not over yet."),
    ],
)
def test_without_a_list_nothing_is_guessed_and_nothing_is_passed_over(
    where: Installation, tmp_path: Path, name: str, toml: str, why: str
) -> None:
    where.expected_returns.unlink()
    file = headings(tmp_path / f"{name}.csv", toml)
    report = run(where, file)
    assert report.all_refused and why in report.files[0].sentences[0]
    assert not [held for held in keeping.held(where) if held.nil]
    assert command(where, "check", str(file)) == 2


def test_the_month_in_a_name_tells_which_of_several_open_returns_it_is(
    where: Installation, tmp_path: Path
) -> None:
    assert take(where, headings(tmp_path / "log_2024-07.csv")) is Outcome.STORED
    assert states(where) == {"2024-06": State.MISSING, "2024-07": State.NIL, "2024-08": State.MISSING}
    assert take(where, headings(tmp_path / "log_2024-03.csv")) is Outcome.REFUSED


def test_rows_take_a_nil_return_back(where: Installation, tmp_path: Path) -> None:
    assert command(where, "nil", "acute_hospital_a", "training_register", "2024-06") == 0
    assert states(where)["2024-06"] is State.NIL
    assert take(where, write_csv(tmp_path / "june.csv", dated("04/06/2024"))) is Outcome.STORED
    assert states(where)["2024-06"] is State.SENT


def test_a_file_was_sent_whatever_became_of_its_rows(where: Installation, tmp_path: Path) -> None:
    take(where, write_csv(tmp_path / "june.csv", dated("04/06/2024")))
    with duckdb.connect(str(where.store)) as con:
        con.execute("DELETE FROM bookings_rows WHERE month = DATE '2024-06-01'")
        versions.recount(con, sources().values())
    assert states(where)["2024-06"] is State.SENT
    june = next(one for one in keeping.held(where) if one.name == "june.csv")
    keeping.withdraw(where, [june.file])
    assert states(where)["2024-06"] is State.MISSING


def test_a_file_of_several_agencies_is_the_return_of_the_one_its_toml_names(
    where: Installation, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "june.csv", bookings(2, session_date="04/06/2024", agency="Children's trust"))
    path.with_suffix(".toml").write_text(
        '[extract]\nagency = "acute_hospital_a"\nperiod = "2024-06 to 2024-07"\n', encoding="utf-8"
    )
    take(where, path)
    assert states(where) == {"2024-06": State.SENT, "2024-07": State.SENT, "2024-08": State.MISSING}


def test_reading_a_file_anew_does_not_make_it_late(where: Installation, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "june.csv", dated("04/06/2024"))
    take(where, path)
    early = datetime.datetime(2024, 7, 2)
    with duckdb.connect(str(where.store)) as con:
        con.execute("UPDATE covered SET came = ?", [early])
    path.with_suffix(".toml").write_text('[extract]\nname = "june"\n', encoding="utf-8")
    assert take(where, path) is Outcome.REPLACED
    (june,) = [one for one in keeping.returned(where, TODAY).standings if one.period == "2024-06"]
    assert (june.came, june.late) == (early, False)
