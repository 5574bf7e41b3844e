"""What the training was about: topics, and beside them what is reported of their kind."""

from __future__ import annotations

from pathlib import Path

from dashboard.display.analysis import published_series
from dashboard.display.ui.training.topics import NEEDS, PEOPLE
from dashboard.publication import Publication
from dashboard.settings import Installation
from tests.conftest import Shared
from tests.pages.conftest import OpenPage, texts
from tests.release.few_rows import training_release

PART = {"part": "What was taught"}


def site(root: Path) -> Installation:
    return Installation(root, root / "unused.key")


def test_a_topic_that_no_session_covers_is_shown_as_nobody(publication: Publication) -> None:
    year = published_series.periods(publication, PEOPLE, "year", topic=...)[-1]
    line = published_series.read(publication, PEOPLE, "topic", time_level="year", time=year)
    assert {point.code: point.value for point in line.shown}["cuckooing"] == 0
    # What the register does not say of a session, the list of courses does.
    assert {point.code: point.value for point in line.shown}["not_recorded"] == 0
    assert {point.code: point.value for point in line.shown}["county_lines"]


def test_each_need_stands_beside_its_topic_and_is_called_no_proof(
    open_page: OpenPage, released: Installation
) -> None:
    page = open_page("Training_reach", released, **PART)
    shown = " ".join(texts(page))
    assert not page.exception
    assert shown.count("that is not proof") == len(NEEDS)
    assert "People taught about county lines" in shown


def test_a_release_without_topics_says_so(open_page: OpenPage, shared: Shared) -> None:
    page = open_page("Training_reach", site(shared(training_release)), **PART)
    assert not page.exception
    assert "not hold" in " ".join(texts(page))
