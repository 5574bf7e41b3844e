"""One column spells its keys in several ways: read as one where that is sure, doubted where it is likely."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.intake.validation import Check
from dashboard.intake.validation.columns import date_columns, key_spellings
from dashboard.intake.validation.columns.verdicts import Doubted, ReadAs
from dashboard.intake.validation.table import Cell
from tests.validation.judged import PERSON, WHEN, judged, outcome, rules


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Smith, Jane <jane.smith@nhs.net>", "jane.smith@nhs.net"),
        ("Jane Smith (Jane.Smith@nhs.net)", "Jane.Smith@nhs.net"),
        ("<mailto:a@nhs.net>", "a@nhs.net"),
        ("12,345", "12345"),
        ("1,234,567", "1234567"),
    ],
)
def test_keys_are_read_without_what_programs_put_around_them(written: str, read: str) -> None:
    assert judged(key_spellings.bare_of_format, PERSON, ["A1", written]) == ReadAs({1: read})


@pytest.mark.parametrize(
    "key", ["a@nhs.net", "Smith, Jane", "12,34", "SN-1 (bank)", "1,2345", "a <b>", "a@b <c"]
)
def test_other_keys_are_read_as_they_stand(key: str) -> None:
    assert judged(key_spellings.bare_of_format, PERSON, [key]) is None


def test_an_address_with_a_name_is_the_same_person(tmp_path: Path) -> None:
    keys = ["jane.smith@nhs.net", "Smith, Jane <Jane.Smith@nhs.net>"]
    assert rules(outcome(tmp_path / "a.csv", person_key=keys)) == ["duplicate_row"]


@pytest.mark.parametrize(
    "key", ["a@nhs.net; b@nhs.net", "a@nhs.net, b@nhs.net", "SN-1 & SN-2", "SN-1;SN-2;SN-3"]
)
def test_several_keys_in_a_cell_are_none(tmp_path: Path, key: str) -> None:
    result = outcome(tmp_path / "a.csv", person_key=["SN-7", key])
    assert isinstance(result, Check) and rules(result) == ["several_keys"]
    assert result.rows_good == 1


@pytest.mark.parametrize("key", ["Smith & Jones", "a@nhs.net", "OP-311", "R&D-7", "a;b"])
def test_one_key_is_one(key: str) -> None:
    assert judged(key_spellings.several_in_a_cell, PERSON, [key]) is None


@pytest.mark.parametrize(
    ("held", "doubted"),
    [
        (["SN-1001", "SN 1001", "SN-1002"], {0, 1}),
        (["SN-1001", "SN1001"], {0, 1}),
        (["MS/1", "MS -1", "MS-1"], {0, 1, 2}),
        (["SN-1001", "sn\u20111001", "SN-1001 "], set()),
        (["a.b@nhs.net", "ab@nhs.net"], set()),
        (["SN-1", "SN-2", ""], set()),
    ],
)
def test_keys_that_differ_in_signs_alone_are_doubted(held: list[Cell], doubted: set[int]) -> None:
    verdict = judged(key_spellings.spelled_in_two_ways, PERSON, held)
    assert verdict == (Doubted("key_in_two_ways", frozenset(doubted)) if doubted else None)


@pytest.mark.parametrize(
    ("held", "doubted"),
    [
        (["24/03/21", "24/03/15", "23/12/22", "24/01/20"], True),
        (["21/03/24", "15/03/24", "22/12/23", "20/01/24"], False),
        (["24/03/21", "24/04/21", "23/05/22", "24/06/22"], False),
        (["24/03/21", "24/03/15", "23/12/22"], False),
        (["24/03/2021", "24/03/2015", "23/12/2022", "24/01/2020"], False),
    ],
)
def test_two_digit_years_that_may_stand_first_are_doubted(held: list[Cell], doubted: bool) -> None:
    assert isinstance(judged(date_columns.year_perhaps_first, WHEN, held), Doubted) is doubted


@pytest.mark.parametrize(
    ("held", "doubted"),
    [
        (["2024-04-03", "2024-05-06", "25/04/2024", "26/04/2024", "13/05/2024"], {0, 1}),
        (["2024-04-03", "25/04/2024"], set()),
        (["2024-04-03", "2024-05-06", "25/04/2024", "04/05/2024"], set()),
        (["2024-04-03", "2024-05-16", "25/04/2024", "26/04/2024", "13/05/2024"], set()),
    ],
)
def test_few_dates_that_may_be_exchanged_are_doubted(held: list[Cell], doubted: set[int]) -> None:
    verdict = judged(date_columns.half_converted, WHEN, held)
    assert verdict == (Doubted("dates_may_be_exchanged", frozenset(doubted)) if doubted else None)
