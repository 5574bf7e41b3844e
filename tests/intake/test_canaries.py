"""Whoever is named in an extract is found nowhere behind the door."""

from __future__ import annotations

import logging
import logging.handlers
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from dashboard.intake import Outcome, RunReport, take_in
from dashboard.settings import Installation
from dashboard.store.contract import Source
from tests.canaries import (
    CANARIES,
    as_text,
    canaries_in,
    canaries_in_bytes,
    planted,
)
from tests.canary_release import PERSONAL, plant, small_lookup
from tests.validation.extracts import write_csv


@dataclass(frozen=True)
class Run:
    """One run of the intake: where it stored, what it reported, and every line that was logged meanwhile."""

    where: Installation
    report: RunReport
    logged: list[logging.LogRecord]


@pytest.fixture(scope="module", params=["csv", "xlsx"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Every kind of extract with canaries in it, taken in once for all tests that look for them."""
    folder = tmp_path_factory.mktemp("canaries")
    where = Installation(folder / "data", folder / "keys" / "test.key")
    files = plant(folder / "sent", request.param)
    with every_log() as logged:
        report = take_in(files, where, postcodes=small_lookup(folder / "lookup.csv.gz"))
    assert Outcome.REFUSED not in {file.outcome for file in report.files}
    assert all(file.rows_set_aside for file in report.files), "every file has rows for the quarantine"
    return Run(where, report, logged)


@contextmanager
def every_log() -> Iterator[list[logging.LogRecord]]:
    """Every record of every logger, the smallest among them."""
    handler, root = logging.handlers.BufferingHandler(sys.maxsize), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield handler.buffer
    finally:
        root.setLevel(level)
        root.removeHandler(handler)


def test_the_search_finds_each_canary_in_what_was_sent(tmp_path: Path) -> None:
    plant(tmp_path / "sent", "xlsx")
    assert canaries_in(tmp_path / "sent") == {*CANARIES, "file name"} - {"date"}  # Excel stores a number
    plant(tmp_path / "text", "csv")
    assert canaries_in(tmp_path / "text") == {*CANARIES, "file name"}


def test_the_search_finds_canaries_in_a_database(tmp_path: Path) -> None:
    path = tmp_path / "leaky.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE t AS SELECT DATE '2023-05-17' AS d, 'nn999zq' AS p")
    assert canaries_in(path) == {"date", "postcode"}


def test_no_canary_reaches_the_store(run: Run) -> None:
    assert canaries_in(run.where.store) == set()


def test_nothing_else_in_the_data_folder_holds_one(run: Run) -> None:
    for path in run.where.root.rglob("*"):
        if path.is_file() and path.parent != run.where.reports:
            assert canaries_in(path) == set(), path.name


def test_the_reports_name_the_file_and_nobody_in_it(run: Run) -> None:
    written = sorted(run.where.reports.iterdir())
    assert [path.suffix for path in written] == [".json", ".txt"]
    assert canaries_in(run.where.reports) == {"file name"}
    assert canaries_in_bytes(repr(run.report).encode()) == {"file name"}


def test_the_logs_name_neither(run: Run) -> None:
    assert run.logged
    assert canaries_in_bytes(repr([record.__dict__ for record in run.logged]).encode()) == set()
    assert canaries_in_bytes("".join(record.getMessage() for record in run.logged).encode()) == set()


@pytest.mark.parametrize("source", PERSONAL, ids=lambda source: source.name)
def test_a_file_without_headings_or_with_a_strange_one_gives_nobody_away(
    source: Source, tmp_path: Path, where: Installation, lookup: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    text = as_text(planted(source, "name", 30))
    headless = tmp_path / "headless.csv"
    headless.write_text("\n".join(",".join(row.values()) for row in text), encoding="utf-8")
    strange = write_csv(tmp_path / "strange.csv", [{**row, CANARIES["name"]: "x"} for row in text])
    report = take_in([headless, strange], where, postcodes=lookup)
    assert report.any_refused
    assert report.files[0].outcome is Outcome.REFUSED
    assert not where.store.exists() or canaries_in(where.store) == set()
    assert canaries_in(where.reports) == set()
    assert canaries_in_bytes(caplog.text.encode()) == set()
