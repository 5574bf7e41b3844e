"""Whoever is named in an extract is not in the release either, nor in what the analyst is told of a file."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from dashboard.intake import Outcome
from dashboard.intake.validation import check, reports
from dashboard.publication.current_release import now
from dashboard.settings import Installation
from tests.canaries import canaries_in, canaries_in_bytes
from tests.canary_release import PERSONAL, canary_release, plant
from tests.conftest import Shared


@pytest.fixture(scope="session")
def where(shared: Shared) -> Installation:
    """The small store with the canaries taken in, and its release."""
    root = shared(canary_release)
    return Installation(root / "data", root / "keys" / "canary.key")


def test_the_canaries_are_among_what_is_published(where: Installation) -> None:
    (report,) = where.reports.glob("*.json")
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    planted = [file for file in files if file["name"].startswith("Persephone")]
    assert len(planted) == 2 * len(PERSONAL) > 10
    assert Outcome.REFUSED not in {file["outcome"] for file in files}
    assert len(now(where).release.table("tables"))


def test_no_canary_is_published(where: Installation) -> None:
    assert {path.suffix for path in where.releases.iterdir()} == {".json", ".jsonl", ".duckdb"}
    assert canaries_in(where.releases) == set()


def test_nothing_in_the_data_folder_holds_one_but_the_file_names_in_reports(where: Installation) -> None:
    for path in where.root.rglob("*"):
        if path.is_file() and path.parent != where.releases:
            allowed = {"file name"} if path.parent == where.reports else set()
            assert canaries_in(path) <= allowed, path.name


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_check_tells_no_partner_who_stands_in_the_file(
    kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for path in plant(tmp_path / "sent", kind):
        checked = check(path)
        said = (
            reports.text(checked),
            reports.as_csv(checked),
            reports.html(checked),
            repr(reports.as_dict(checked)),
            repr(checked),
        )
        for one in said:
            assert canaries_in_bytes(one.encode()) <= {"file name"}
    assert canaries_in_bytes(caplog.text.encode()) == set()
