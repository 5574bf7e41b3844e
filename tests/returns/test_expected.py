"""Who sends what, read strictly: a mistake is told with its line, its key and what to write."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dashboard.settings import Installation
from dashboard.store.returns import Expected, ExpectedWrong, read_expected

GOOD = """[[returns]]
agency = "acute_hospital_a"
source = "training_register"
every = "quarter"
due = 30
from = "2024-01"
until = "2025-12"
"""


def write(folder: Path, text: str) -> Installation:
    (folder / "expected_returns.toml").write_text(text, encoding="utf-8")
    return Installation(folder, folder / "key")


def test_a_return_is_read_and_no_file_means_that_nothing_is_expected(tmp_path: Path) -> None:
    assert read_expected(Installation(tmp_path, tmp_path / "key")) == ()
    assert read_expected(write(tmp_path, GOOD)) == (
        Expected(
            "acute_hospital_a", "training_register", "quarter", 30,
            datetime.date(2024, 1, 1), datetime.date(2025, 12, 1),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "written", "words"),
    [
        ('"acute_hospital_a"', '"hospital"', "line 2, key 'agency': it is no code of the agency list."),
        ('"acute_hospital_a"', '"public"', "line 2, key 'agency': it is no code of the agency list."),
        ('"training_register"', '"register"', "line 3, key 'source': no agency sends such an extract."),
        ('"training_register"', '"home_office_offences"', "line 3, key 'source': no agency sends"),
        ('"quarter"', '"week"', "line 4, key 'every' is 'week'; use one of month, quarter, year."),
        ("due = 30", "due = -1", "line 5, key 'due' must be 0 or more."),
        ("due = 30", "due = 400", "line 5, key 'due' must be 366 or less."),
        ("due = 30", 'due = "30"', "line 5, key 'due' must be a whole number."),
        ('from = "2024-01"', 'from = "2024-13"', "line 6, key 'from': it is no month. Write it as 2024-05"),
        ('from = "2024-01"', 'from = "2024"', "line 6, key 'from': it is no month."),
        ('from = "2024-01"\n', "", "line 1, key 'from': the key 'from' is missing; add it."),
        ('until = "2025-12"', 'until = "2023-12"', "line 7, key 'until': it lies before from."),
        ("until", "untl", "line 7, key 'untl': unknown key 'untl'; 'until' may be meant; use"),
        (
            "[[returns]]",
            "[[return]]",
            "has an error: unknown key 'return'; 'returns' may be meant; use returns",
        ),
        ("due = 30", "due = ", "is not correct TOML at line 5"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_key(
    tmp_path: Path, found: str, written: str, words: str
) -> None:
    assert found in GOOD
    with pytest.raises(ExpectedWrong) as raised:
        read_expected(write(tmp_path, GOOD.replace(found, written)))
    assert words in str(raised.value)
    assert str(tmp_path / "expected_returns.toml") in str(raised.value)


def test_the_line_of_a_second_return_is_its_own_and_the_same_return_stands_once(tmp_path: Path) -> None:
    later = GOOD.replace("2024-01", "2026-01").replace('until = "2025-12"\n', "")
    assert len(read_expected(write(tmp_path, GOOD + later))) == 2
    with pytest.raises(ExpectedWrong, match=r"line 9, key 'agency': the same return .* under return 1"):
        read_expected(write(tmp_path, GOOD + GOOD))


def test_periods_are_whole_over_and_inside_what_is_expected() -> None:
    every = Expected("a", "s", "quarter", 30, datetime.date(2024, 2, 1), datetime.date(2024, 11, 1))
    codes = [code for code, _ in every.periods(datetime.date(2030, 1, 1))]
    assert codes == ["2024-Q2", "2024-Q3"], "the first and the last quarter are not whole"
    assert [code for code, _ in every.periods(datetime.date(2024, 9, 30))] == ["2024-Q2"], "not over yet"
    assert [code for code, _ in every.periods(datetime.date(2024, 10, 1))] == ["2024-Q2", "2024-Q3"]
