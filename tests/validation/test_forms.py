"""Answers to a form as Microsoft Forms exports them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.intake.validation import ExtractRefused
from tests.validation.exported import (
    FORM,
    column,
    responses,
    taken,
)


def test_a_form_that_asks_for_before_and_now_is_two_of_ours(tmp_path: Path) -> None:
    questions = [
        "How confident were you before the session?",
        "How confident are you now?",
        "Would you recommend this training?\u00a0",
    ]
    first, second = ["2 - Not very", "4 - Quite", "Yes"], ["Not at all confident", "Very confident", "No"]
    result = taken(responses(tmp_path / "forms.xlsx", questions, first, second), FORM)
    assert (result.source.name, result.findings, result.rows_read) == ("evaluation_forms", (), 2)
    assert column(result, "stage") == ["before", "after"] * 2
    assert column(result, "confidence") == [2, 4, 1, 5]
    assert column(result, "recommend") == [None, 5, None, 1]
    keys = column(result, "person_key")
    assert keys[0] == keys[1] != keys[2] == keys[3]
    assert not any("anonymous" in str(key) for key in keys)


def test_a_form_of_one_stage_with_people(tmp_path: Path) -> None:
    path = responses(
        tmp_path / "forms.xlsx",
        ["I feel confident to act", "This was relevant to my work", "What else?"],
        ["Agree", "Strongly agree", "text"],
        mail="a@nhs.invalid",
    )
    toml = '[mapping]\nignore = ["What else?"]\n' + FORM + 'stage = "follow_up"\n'
    result = taken(path, toml)
    assert result.findings == ()
    assert (column(result, "stage"), column(result, "person_key")) == (["follow_up"], ["a@nhs.invalid"])
    assert (column(result, "confidence"), column(result, "relevance")) == ([4], [5])
    with pytest.raises(ExtractRefused, match=r"does not know column I \(9th\)"):
        taken(path, FORM)


def test_a_score_that_is_none_sets_the_whole_response_aside(tmp_path: Path) -> None:
    questions = ["Confidence before the session", "Confidence now"]
    path = responses(tmp_path / "forms.xlsx", questions, ["2", "4"], ["a lot", "5"], ["4 of 5", "5"])
    result = taken(path, FORM)
    assert (result.rows_read, result.rows_set_aside, len(result.rows)) == (3, 2, 2)
    likely = responses(tmp_path / "likely.xlsx", ["Would you recommend it?"], ["Very likely"], ["Unlikely"])
    assert column(taken(likely, FORM), "recommend") == [5, 2]
    assert result.counts == {"not_a_whole_number": 2}
