"""Keys that are nobody's, and cells that repeat the one above."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.intake.validation import Check, check
from dashboard.intake.validation.columns import key_columns, repeating
from dashboard.intake.validation.columns.fillers import stands_for_nobody
from dashboard.intake.validation.columns.verdicts import Doubted, NotRecorded
from dashboard.intake.validation.table import Cell
from tests.validation.extracts import REFERRAL, TODAY, write_csv
from tests.validation.judged import PERSON, judged, outcome, rules


@pytest.mark.parametrize(
    "text",
    [
        *(
            "000-000",
            "00-00-00",
            "111111",
            "1234567",
            "n/k",
            "No staff no.",
            "awaiting number",
            "Attendee 12",
        ),
        *(
            "not yet issued",
            "nobody",
            "PLACEHOLDER",
            "to be confirmed",
            "none - external",
            "no one",
            "Leaver 1",
        ),
    ],
)
def test_more_that_stands_for_nobody(text: str) -> None:
    assert stands_for_nobody(text)


@pytest.mark.parametrize(
    "text", ["Norton", "nora.key@nhs.net", "111112", "123457", "Personn1", "Guest1234", "Nolan", "SN-0000"]
)
def test_more_that_may_be_somebody(text: str) -> None:
    assert not stands_for_nobody(text)


ABOVE = ["ditto", '"', "as above", "\u3003", "''", "-\u201d-", "Same as above", "do.", "\u2191", "see above"]


@pytest.mark.parametrize("word", ABOVE)
def test_a_cell_that_repeats_the_one_above_is_no_value(tmp_path: Path, word: str) -> None:
    result = outcome(
        tmp_path / "a.csv", person_key=["A1", word], venue=["Online", word], role=["Doctor", word]
    )
    assert isinstance(result, Check) and result.rows_set_aside == 1
    assert set(rules(result)) == {"refers_above"}
    assert rules(outcome(tmp_path / "b.csv", notes=["", word], name=["A", word])) == ["unknown_column"]


def test_the_toml_may_say_that_it_repeats(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[mapping]\nblank_as_above = ["venue"]\n', encoding="utf-8")
    result = outcome(tmp_path / "a.csv", venue=["Online", "ditto", ""])
    assert isinstance(result, Check) and {row.values["venue"] for row in result.rows} == {"online"}


@given(text=st.text(max_size=12))
def test_only_words_of_the_list_repeat(text: str) -> None:
    letters = [sign for sign in text.casefold() if sign.isalnum()]
    if repeating.refers_above(text) and letters:
        assert "".join(letters) in {
            "ditto",
            "do",
            "idem",
            "same",
            "asabove",
            "seeabove",
            "perabove",
            "asbefore",
        }


@pytest.mark.parametrize(
    "key", ["M\ufffdller", "O\u00e2\u20ac\u2122Brien", "Zo\u00c3\u00ab", "\u00c2\u00a3key"]
)
def test_letters_lost_on_the_way_are_no_key(key: str) -> None:
    assert judged(key_columns.garbled, PERSON, ["SN-1", key]) == NotRecorded("key_garbled", frozenset({1}))


@pytest.mark.parametrize("key", ["M\u00fcller", "O\u2019Brien", "\u00c3", "\u00c2ngela", "\u00e2ge"])
def test_letters_beyond_english_are_letters(key: str) -> None:
    assert judged(key_columns.garbled, PERSON, [key]) is None


@pytest.mark.parametrize(
    ("held", "doubted"),
    [
        (["EXT-7"] * 10, True),
        (["EXT-7"] * 9, False),
        (["EXT-7"] * 5 + ["ext-7 "] * 5, True),
        (["EXT-7"] * 20 + [f"SN-{n}" for n in range(60)], True),
        (["EXT-7"] * 20 + [f"SN-{n}" for n in range(61)], False),
        (["EXT-7"] * 10 + ["no email"], True),
    ],
)
def test_one_key_in_very_many_rows_is_doubted(held: list[Cell], doubted: bool) -> None:
    verdict = judged(key_columns.very_many_rows, PERSON, held)
    assert isinstance(verdict, Doubted) is doubted


def test_one_incident_for_a_whole_log_is_doubted(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [REFERRAL | {"reference": f"R{n}"} for n in range(12)]
    result = check(write_csv(tmp_path / "log.csv", rows), today=TODAY)
    assert {one.rule for one in result.findings} == {"key_of_very_many_rows"}
    assert {one.column for one in result.findings} == {"Incident reference"}
