"""Editions of a published table: the newest counts whatever the order, and what was revised is listed."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import store
from dashboard.intake import Outcome, record_keys, take_in
from dashboard.intake.comparing import Holding, Question, Shared, compare
from dashboard.settings import Installation
from tests.validation.extracts import write_csv

#: Quarterly referrals as first published and as given later (gov.uk bulletins), by day of publication.
EDITIONS = {
    "2023-11-02": {"Q2": 3995, "Q3": 4138},
    "2024-03-07": {"Q2": 3992, "Q3": 4132, "Q4": 4100},
    "": {"Q2": 1, "Q3": 1, "Q4": 1},
}


@pytest.fixture
def sent(tmp_path: Path) -> Iterator[dict[str, Path]]:
    """The editions as files, each with its day in a TOML; one has none."""
    paths = {}
    for day, quarters in EDITIONS.items():
        rows = [
            {"year": "2023", "quarter": quarter, "age_at_exploitation": "Adult",
             "location_of_exploitation": "UK", "nrm_referrals": str(people)}
            for quarter, people in quarters.items()
        ]  # fmt: skip
        path = write_csv(tmp_path / f"edition_{day or 'undated'}.csv", rows)
        if day:
            path.with_suffix(".toml").write_text(f"[extract]\npublished_on = {day}\n", encoding="utf-8")
        paths[day] = path
    yield paths


def counting(where: Installation) -> dict[str, int]:
    with store.open_for_reading(where.store) as con:
        return dict(con.execute("SELECT period, value FROM comparators").fetchall())


@pytest.mark.parametrize("order", list(itertools.permutations(EDITIONS)), ids=" ".join)
def test_the_newest_edition_counts_in_every_order(
    where: Installation, sent: dict[str, Path], order: tuple[str, ...]
) -> None:
    for at, day in enumerate(order):
        (report,) = take_in([sent[day]], where).files
        # An edition without a day is asked about as soon as another is held.
        assert report.asked == (not day and at > 0)
        if not day and not at:
            assert "does not say when it was published" in report.sentences[-1]
    assert counting(where) == {"2023-Q2": 3992, "2023-Q3": 4132, "2023-Q4": 4100}


@pytest.mark.parametrize("newest_first", [True, False])
def test_revisions_between_editions_are_listed(
    where: Installation, sent: dict[str, Path], newest_first: bool
) -> None:
    take_in([sent["2024-03-07" if newest_first else "2023-11-02"]], where)
    (report,) = take_in([sent["2023-11-02" if newest_first else "2024-03-07"]], where).files
    assert [(one.period, one.earlier, one.later) for one in report.revised] == [
        ("2023-Q2", 3995, 3992), ("2023-Q3", 4138, 4132),
    ]  # fmt: skip
    assert report.sentences[-1] == (
        "Revised between the editions of 2023-11-02 and 2024-03-07: nrm referrals 2023-Q2, all bodies: "
        "3,995 to 3,992; nrm referrals 2023-Q3, all bodies: 4,138 to 4,132."
    )


def test_a_workbook_is_an_edition_of_what_came_as_one_table(where: Installation, tmp_path: Path) -> None:
    rows = [{"year": "2024", "quarter": "Q4", "total": "99"}]
    take_in([write_csv(tmp_path / "duty.csv", rows)], where)
    book = Path(__file__).parents[1] / "validation" / "published" / "nrm-q4-2024-tables.ods"
    (report,) = take_in([Path(shutil.copy(book, tmp_path))], where).files
    assert report.outcome is Outcome.STORED
    # Rows of the file, of which each gives several figures.
    assert (report.rows_read, report.rows_stored, report.rows_furniture) == (21, 10, 11)
    with store.open_for_reading(where.store) as con:
        asked = "SELECT value FROM comparators WHERE series = 'duty_to_notify' AND period = '2024-Q4'"
        assert con.execute(asked).fetchall() == [(11,)]


KEYS = st.frozensets(st.sampled_from([f"nrm_referrals|uk|2023-Q{n}" for n in (1, 2, 3, 4)]), min_size=1)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(KEYS, KEYS, st.dates() | st.none())
def test_an_edition_without_a_day_is_never_taken_for_a_newer_one(
    new: frozenset[str], held: frozenset[str], edition: object
) -> None:
    def holding(file: str, keys: frozenset[str], day: object) -> Holding:
        return Holding(file, file, True, False, {None: len(keys)}, edition=day)  # type: ignore[arg-type]

    overlap = {None: Shared(len(held), len(new & held), len(held - new))}
    verdict = compare(holding("new", new, None), holding("held", held, edition), overlap, "")
    assert isinstance(verdict, Question) == bool(new & held)


def test_figures_of_one_body_and_period_go_together() -> None:
    keys = ["s|uk|2023|adult", "s|uk|2023|child", "s|uk|2024|adult"]
    with duckdb.connect() as con:
        whole = record_keys.BODY_AND_PERIOD.format(key="key")
        asked = f"SELECT DISTINCT {whole} FROM (SELECT unnest(?) AS key) ORDER BY ALL"
        assert con.execute(asked, [keys]).fetchall() == [("s|uk|2023",), ("s|uk|2024",)]
