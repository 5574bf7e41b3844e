"""Every extract format is sound, its own examples check without a finding, and unsound ones are caught."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.intake.sources import sources
from dashboard.intake.validation import check
from dashboard.intake.validation.soundness import problems
from dashboard.store.contract import Blank, Column, Kind, RowRule, Source, Treatment
from tests.validation.extracts import TODAY, cells, full, write_csv, write_xlsx

ALL = list(sources().values())


@pytest.mark.parametrize("source", ALL, ids=lambda source: source.name)
def test_every_format_is_sound(source: Source) -> None:
    assert problems(source) == []


@pytest.mark.parametrize("source", ALL, ids=lambda source: source.name)
def test_examples_check_without_a_finding(tmp_path: Path, source: Source) -> None:
    path = write_csv(tmp_path / "example.csv", source.examples)
    book = write_xlsx(tmp_path / "example.xlsx", {"Sheet1": cells(source.examples)})
    for result in (check(path, today=TODAY), check(book, today=TODAY)):
        assert result.source is source
        assert result.findings == ()
        assert len(result.rows) == len(source.examples)


@pytest.mark.parametrize("source", ALL, ids=lambda source: source.name)
def test_formats_are_told_apart_by_their_headings_alone(tmp_path: Path, source: Source) -> None:
    path = write_csv(tmp_path / "headings.csv", [dict.fromkeys(full(source), "x")])
    assert check(path, today=TODAY).source is source


SOUND = Source(
    name="made",
    title="Made",
    about="",
    table="made",
    columns=(Column("agency", Kind.CODE, "", codes="agency"),),
    record_key=("agency",),
    examples=({"agency": "Police"},),
)


def with_column(**changed: object) -> Source:
    return replace(SOUND, columns=(*SOUND.columns, replace(Column("more", Kind.TEXT, ""), **changed)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (with_column(), "made.more keeps text without a pattern"),
        (with_column(kind=Kind.DATE), "made.more keeps a date"),
        (with_column(kind=Kind.POSTCODE), "made.more keeps a postcode"),
        (
            with_column(kind=Kind.FLAG, treatment=Treatment.PSEUDONYM),
            "made.more is a yes or no and cannot be",
        ),
        (with_column(kind=Kind.CODE), "made.more has a code list without being coded, or is coded without"),
        (
            with_column(kind=Kind.INTEGER, low=3, high=1),
            "made.more is a whole number without a low and a high",
        ),
        (with_column(kind=Kind.CODE, codes="nowhere"), "made.more names the code list 'nowhere'"),
        (
            with_column(kind=Kind.CODE, codes="meeting", blank=Blank.NOT_RECORDED),
            "made.more keeps blanks, but",
        ),
        (
            with_column(kind=Kind.CODE, codes="meeting", other_allowed=True),
            "made.more keeps other words, but",
        ),
        (with_column(kind=Kind.AGE, codes="gender"), "made.more is an age, but"),
        (
            with_column(pattern="x", also=("Agency",)),
            "made has the heading 'agency' for more than one column",
        ),
        (replace(SOUND, record_key=()), "made has no record_key"),
        (replace(SOUND, record_key=("x",)), "made has the record_key 'x', which is no column"),
        (replace(SOUND, keys={"session": ("x",)}), "made makes the key 'session' of 'x', which is no column"),
        (
            replace(SOUND, rules=(RowRule("r", "x", "", ("agency",), lambda row: False),)),
            "made has the rule 'r' on 'x'",
        ),
        (
            replace(SOUND, rules=(RowRule("r", "agency", "", ("x",), lambda row: False),)),
            "made reads 'x' for 'r', which is no column",
        ),
        (replace(SOUND, examples=()), "made has no example rows"),
        (replace(SOUND, examples=({"x": ""},)), "made has an example with 'x', which is no column"),
    ],
)
def test_what_is_unsound_is_caught(source: Source, problem: str) -> None:
    assert problems(SOUND) == []
    assert [said for said in problems(source) if said.startswith(problem)] != []
