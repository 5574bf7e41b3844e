"""A store of before a format was written gains its table with the first file of it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.intake import Outcome, take_in
from dashboard.intake.sources import sources
from dashboard.settings import Installation
from tests.validation.extracts import bookings, write_csv


@pytest.mark.parametrize("beside", [False, True])
def test_the_first_file_of_a_new_format_is_taken_in(
    where: Installation, tmp_path: Path, beside: bool
) -> None:
    register = write_csv(tmp_path / "register.csv", bookings(3))
    assert take_in([register], where).files[0].outcome is Outcome.STORED
    with duckdb.connect(str(where.store)) as con:
        con.execute("DROP VIEW orders; DROP TABLE orders_rows")
    rows = [dict(example) for example in sources()["orders"].examples]
    paths = [write_csv(tmp_path / "orders.csv", rows)]
    paths += [write_csv(tmp_path / "more.csv", bookings(2, session_date="24/07/2019"))] if beside else []
    assert {file.outcome for file in take_in(paths, where).files} == {Outcome.STORED}
    with duckdb.connect(str(where.store), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM orders").fetchall() == [(len(rows),)]
