"""Answers of people who come to several sessions of one course in a month, against a slow recount."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dashboard.reference.policies import read_policies
from dashboard.release.counting import count, select_rows
from dashboard.release.indicators import Grain, indicators
from dashboard.release.workspace import Workspace, workspace
from tests.indicators.repeated_store import AGAIN, VISITS, evaluations, repeated_installation
from tests.release.small_store import MADE, no_past

Answers = dict[tuple[str, str], dict[str, int]]


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    where = repeated_installation(tmp_path_factory.mktemp("twice"))
    with workspace(where, read_policies(), MADE.replace(year=2025), no_past(where)) as opened:
        yield opened


def in_the_month() -> Answers:
    """By person and session: the answer at each stage."""
    told: Answers = {}
    for form in evaluations():
        if form["month"] == AGAIN:
            told.setdefault((form["person"], form["course_day"]), {})[form["stage"]] = form["confidence"]
    return told


def counted(space: Workspace, name: str) -> dict[str, float]:
    """The parts of an indicator in the month in which people come again."""
    header = indicators()[name]
    select_rows(space.con, header, read_policies().policy(header.policy))
    dimensions = ("stage",) if "stage" in header.breakdowns else ()
    found: dict[str, float] = {}
    for part in count(space.con, header, [Grain("", "month", "county", dimensions, {})])[0]:
        for cell in part[part["time"] == f"{AGAIN:%Y-%m}"].to_dict("records"):
            stage = f"{cell['stage']} " if dimensions else ""
            found |= {
                f"{stage}{k}": v for k, v in cell.items() if k in ("numerator", "denominator", "spread")
            }
    return found


def test_each_session_of_a_person_is_one_pair(space: Workspace) -> None:
    told = in_the_month()
    assert len(told) == sum(map(len, VISITS.values())) == 9
    for name, stage in (("confidence_change", "after"), ("retention", "follow_up")):
        gains = [answers[stage] - answers["before"] for answers in told.values() if stage in answers]
        mean = sum(gains) / len(gains)
        found = counted(space, name)
        assert (found["denominator"], found["numerator"]) == (len(gains), sum(gains))
        spread = (sum((gain - mean) ** 2 for gain in gains) / (len(gains) - 1)) ** 0.5
        assert found["spread"] == pytest.approx(spread)
    pairs = [(answers["before"], answers["after"]) for answers in told.values() if "after" in answers]
    improved = counted(space, "confidence_improved")
    assert (len(pairs), improved["denominator"]) == (8, 8)
    assert improved["numerator"] == sum(before < after for before, after in pairs)


def test_an_answer_of_another_session_is_no_pair(space: Workspace) -> None:
    """Who came thrice lacks the form after the third session: two forms after the others do not stand in."""
    alone = [answers for answers in in_the_month().values() if "after" not in answers]
    assert len(alone) == 1
    found = counted(space, "answers_without_pair")
    assert (found["numerator"], found["denominator"]) == (1, 17)


@contextmanager
def without(space: Workspace, where: str) -> Iterator[None]:
    """Let some forms be gone for a while."""
    space.con.execute("CREATE OR REPLACE TEMP TABLE kept AS SELECT * FROM evaluations")
    space.con.execute(f"DELETE FROM evaluations WHERE {where}")
    try:
        yield
    finally:
        space.con.execute("DELETE FROM evaluations")
        space.con.execute("INSERT INTO evaluations SELECT * FROM kept")


def test_all_stages_are_of_the_same_people(space: Workspace) -> None:
    """Means at three stages stand beside each other: of other people they would differ for that alone."""
    absent = next(who for (who, _), answers in in_the_month().items() if len(answers) == 3)
    with without(space, f"stage = 'follow_up' AND person = '{absent}'"):
        stages = counted(space, "confidence")
    answered = {key: held for key, held in in_the_month().items() if "after" in held}
    whole = [held for (who, _), held in answered.items() if len(held) == 3 and who != absent]
    assert 0 < len(whole) < len(answered)
    for stage in ("before", "after", "follow_up"):
        assert stages[f"{stage} denominator"] == len(whole)
        assert stages[f"{stage} numerator"] == sum(held[stage] for held in whole)


def test_without_any_follow_up_two_stages_are_of_the_same_pairs(space: Workspace) -> None:
    with without(space, "stage = 'follow_up'"):
        stages, change = counted(space, "confidence"), counted(space, "confidence_change")
    assert stages["before denominator"] == stages["after denominator"] == change["denominator"]
    assert stages["after numerator"] - stages["before numerator"] == change["numerator"]


def test_forms_from_before_the_day_was_known_make_one_pair_a_month(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Of an older store nobody can tell which answers belong together: at most one pair, none made up."""
    where = repeated_installation(tmp_path_factory.mktemp("older"))
    with workspace(where, read_policies(), MADE.replace(year=2025), no_past(where)) as opened:
        opened.con.execute("UPDATE evaluations SET course_day = NULL")
        people = sum(bool(days) for days in VISITS.values())
        assert counted(opened, "confidence_change")["denominator"] == people
        lowest: dict[tuple[str, str], int] = {}
        for (person, _), answers in in_the_month().items():
            for stage, answer in answers.items():
                lowest[person, stage] = min(answer, lowest.get((person, stage), 5))
        gains = sum(lowest[who, "after"] - lowest[who, "before"] for who, days in VISITS.items() if days)
        assert counted(opened, "confidence_change")["numerator"] == gains
