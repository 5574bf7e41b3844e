"""Nil by word: kept, listed, taken back, and refused where nobody could have said it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dashboard import store
from dashboard.intake import keeping
from dashboard.settings import Installation
from dashboard.store import versions
from dashboard.store.returns import State
from tests.returns.test_nil import EXPECTED, command, dated, expect, states, take, taken_in, where
from tests.validation.extracts import write_csv

__all__ = ["taken_in", "where"]


def test_nil_by_word_is_kept_listed_and_taken_back(
    where: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("nil", "acute_hospital_a", "training_register", "2024-Q3")
    assert command(where, *given) == 0
    assert "for 2024-07, 2024-08 is noted as nil. Next: run 'dashboard release'" in capsys.readouterr().out
    assert command(where, *given) == 0
    assert "was noted as nil before; nothing was done." in capsys.readouterr().out
    (held,) = [one for one in keeping.held(where) if one.nil]
    assert (held.agencies, held.months, held.rows) == (("acute_hospital_a",), "2024-07 to 2024-08", 0)
    with store.open_for_reading(where.store) as con:
        assert versions.nil_files(con)[held.file].came.date() == datetime.datetime.now(datetime.UTC).date()
    assert command(where, *given, "--withdraw") == 0
    assert set(states(where).values()) == {State.MISSING}
    assert command(where, *given, "--withdraw") == 2
    assert "No nil return of acute_hospital_a" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("childrens_trust", "training_register", "2024-06"), "No training_register is expected of"),
        (("acute_hospital_a", "training_register", "2024-05"), "is expected by month, the last one that"),
        (("acute_hospital_a", "training_register", "June"), "June: that is no period."),
    ],
)
def test_what_nobody_expects_cannot_be_nil(
    where: Installation, capsys: pytest.CaptureFixture[str], given: tuple[str, ...], words: str
) -> None:
    assert command(where, "nil", *given) == 2
    assert words in capsys.readouterr().err


def test_without_a_list_a_word_is_kept_and_counts_once_there_is_one(
    where: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    where.expected_returns.unlink()
    given = ("nil", "acute_hospital_a", "training_register", "2024-07")
    assert command(where, *given) == 0
    told = capsys.readouterr().out
    assert "for 2024-07 is noted as nil. No release says so before a list says that it is expected." in told
    assert f"Write into {where.expected_returns} who sends what" in told
    assert command(where, *given) == 0
    assert "was noted as nil before" in capsys.readouterr().out
    expect(where, 6)
    assert states(where) == {"2024-06": State.MISSING, "2024-07": State.NIL, "2024-08": State.MISSING}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("nobody", "training_register", "2024-06"), "Agency 'nobody': it is no code of the agency list."),
        (("public", "training_register", "2024-06"), "Agency 'public': it is no code of the agency list."),
        (("acute_hospital_a", "register", "2024-06"), "Source 'register': no agency sends such an extract."),
        (("acute_hospital_a", "training_register", "2099-06"), "2099-06 is not over yet"),
        (("acute_hospital_a", "training_register", "2024-Q1"), "A file with rows is held of 2024-03"),
    ],
)
def test_without_a_list_a_word_is_refused_that_nobody_could_give(
    where: Installation, capsys: pytest.CaptureFixture[str], given: tuple[str, ...], words: str
) -> None:
    where.expected_returns.unlink()
    assert command(where, "nil", *given) == 2
    assert words in capsys.readouterr().err


def test_nil_of_one_month_is_not_nil_of_its_quarter(where: Installation) -> None:
    where.expected_returns.unlink()
    for month in ("2024-04", "2024-06"):
        assert command(where, "nil", "acute_hospital_a", "training_register", month) == 0
    quarterly = EXPECTED.format(first=4).replace('"month"', '"quarter"').replace("2024-08", "2024-06")
    where.expected_returns.write_text(quarterly, encoding="utf-8")
    assert states(where) == {"2024-Q2": State.MISSING}
    where.expected_returns.unlink()
    assert command(where, "nil", "acute_hospital_a", "training_register", "2024-05") == 0
    where.expected_returns.write_text(quarterly, encoding="utf-8")
    assert states(where) == {"2024-Q2": State.NIL}


def test_what_was_sent_with_rows_cannot_be_nil(
    where: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(where, write_csv(tmp_path / "june.csv", dated("04/06/2024")))
    assert command(where, "nil", "acute_hospital_a", "training_register", "2024-06") == 2
    assert "A file with rows is held of 2024-06" in capsys.readouterr().err


def test_returns_lists_whom_to_chase_with_a_text_for_each(
    where: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command(where, "nil", "acute_hospital_a", "training_register", "2024-06")
    capsys.readouterr()
    assert command(where, "returns") == 0
    told = capsys.readouterr().out
    assert "Expected returns of periods that are over: 3 (2 missing, 1 nil)." in told
    assert "acute_hospital_a  training_register  2024-07, due 2024-08-10" in told
    assert "To: Acute hospital A" in told and "- Training register, July 2024: due 10 August 2024" in told
    assert command(where, "returns", "--period", "2024-08", "--out", str(tmp_path / "out")) == 0
    text = (tmp_path / "out" / "reminder-acute_hospital_a.txt").read_text(encoding="utf-8")
    assert "August 2024" in text and "July 2024" not in text
    assert command(where, "returns", "--out", str(where.expected_returns)) == 2


def test_without_a_list_returns_says_how_to_write_one(
    where: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    where.expected_returns.unlink()
    assert command(where, "returns") == 2
    assert f"Write into {where.expected_returns} who sends what: [[returns]]" in capsys.readouterr().err
    where.expected_returns.write_text("[[returns]]\nagency = 1\n", encoding="utf-8")
    assert command(where, "returns") == 2
    assert "line 2, key 'agency' must be text in quotes" in capsys.readouterr().err
