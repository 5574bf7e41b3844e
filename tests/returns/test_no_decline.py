"""No sentence takes a period for lower because an agency's file is missing, whichever agency it is."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from dashboard.display.analysis import incomplete
from dashboard.publication import Publication, Received
from dashboard.publication.current_release import named_file
from dashboard.settings import Installation
from tests.conftest import Shared
from tests.returns.comparing import told_beside
from tests.returns.county import AGENCIES, county
from tests.returns.sentences import DECLINE, Said, told


@pytest.fixture(scope="module")
def folder(shared: Shared) -> Path:
    return shared(county)


def release(folder: Path, name: str) -> Publication:
    return Publication(named_file(Installation(folder / name, folder / "unused.key")))


@functools.cache
def said_of(folder: Path, name: str) -> list[Said]:
    found = release(folder, name)
    return [*told(found), *told_beside(found)]


@pytest.mark.parametrize("agency", AGENCIES)
def test_whichever_agencys_file_is_removed_no_sentence_tells_of_a_decline(folder: Path, agency: str) -> None:
    said = said_of(folder, f"without-{agency}")
    assert [one for one in said if one.wrong] == []
    assert len(said) > 200 and sum(one.lacking for one in said) > 50, "there is something to look at"
    kinds = {one.where.split()[0] for one in said if one.compares and one.lacking}
    assert kinds >= {"slide", "lines", "tile", "attendances"}


def test_the_same_figures_are_called_a_decline_where_no_return_is_expected(
    folder: Path,
) -> None:
    """Else the test above would find nothing whatever the sentences say."""
    marked = [one for one in said_of(folder, f"without-{next(iter(AGENCIES))}") if one.lacking]
    kinds = {one.where.split(" of ")[0].split(" 0")[0] for one in marked}
    by_place = {one.where: one for one in marked}
    falls = [one for one in said_of(folder, "unlisted") if one.where in by_place and DECLINE.search(one.text)]
    assert {one.where.split(" of ")[0] for one in falls} >= {"headline", "tile", "comparison", "flag"}
    assert {"headline", "tile", "comparison", "flag"} <= kinds


def test_the_release_says_what_is_missing_and_which_figures_lack_it(folder: Path) -> None:
    found = release(folder, "without-acute_hospital_a")
    returns = found.table("returns")
    missing = returns[returns["state"] == Received.MISSING]
    assert list(missing["period"]) == ["2024-04", "2024-05", "2024-06"]
    assert set(missing["agency_label"]) == {"Acute hospital A"} and not missing["counted"].any()
    assert [lack.period for lack in incomplete.lacks(found, "attendances", "2024-05")] == ["2024-05"]
    assert len(incomplete.lacks(found, "attendances", "2024-Q2")) == 3
    assert not incomplete.lacks(found, "attendances", "2024-Q1")
    (whose,) = {lack.who for lack in incomplete.lacks(found, "coverage", "2024-Q2")}
    assert whose == "Acute hospital A", "workforce is expected of nobody, so the source needs no name"


def test_figures_that_look_back_lack_a_return_as_long_as_it_would_count(folder: Path) -> None:
    affected = release(folder, "without-acute_hospital_a").table("incomplete").set_index("indicator")
    april = affected[affected["period"] == "2024-04"]
    assert april.loc["attendances", "last_month"] == "2024-04"
    assert april.loc["coverage", "last_month"] == "2027-03", "training of April 2024 is in date until then"


def test_without_a_list_a_release_is_as_it_was(folder: Path) -> None:
    plain = release(folder, "unlisted")
    assert plain.table("returns").empty and plain.table("incomplete").empty
    marked = release(folder, f"without-{next(iter(AGENCIES))}")
    asked = "SELECT * FROM cells ORDER BY ALL"
    assert plain.frame(asked).equals(marked.frame(asked)), "the figures are the same, only the words differ"
