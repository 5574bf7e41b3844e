"""What each course covers: several topics, as codes or as an installation's own words for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.reference.code_lists import code_list
from dashboard.reference.code_rows import CodesRefused


def test_an_installations_own_course_says_what_it_covers_in_words(tmp_path: Path) -> None:
    text = "code,label,tier,topics\nhome_takeover,Home takeover,1,Home takeover|County lines|nrm\n"
    (tmp_path / "course.csv").write_text(text, encoding="utf-8")
    assert code_list("course", tmp_path).facts["home_takeover"]["topics"] == "cuckooing|county_lines|nrm"


def test_a_topic_that_is_none_is_named_with_its_row(tmp_path: Path) -> None:
    text = "code,label,tier,topics\nhome_takeover,Home takeover,1,County lines|Juggling\n"
    (tmp_path / "course.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CodesRefused, match=r"row 2, .*'topics'"):
        code_list("course", tmp_path)


def test_a_list_from_before_there_were_topics_covers_none(tmp_path: Path) -> None:
    own = tmp_path / "codes"
    replaced = tmp_path / "reference" / "codes"
    replaced.mkdir(parents=True)
    rows = [f"{code},{label},,1" for code, label in code_list("course").labels.items()]
    (replaced / "course.csv").write_text("\n".join(["code,label,also,tier", *rows]) + "\n", encoding="utf-8")
    assert {facts["topics"] for facts in code_list("course", own).facts.values()} == {""}
