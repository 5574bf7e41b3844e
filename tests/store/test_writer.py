from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import store
from dashboard.intake.sources import sources
from dashboard.store.writer import StoreBusy, StoreUnusable, only_writer, rewrite


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "data" / "store.duckdb"
    with rewrite(made) as con:
        store.create_tables(con, sources().values())
        store.write_fact(con, "colour", "blue")
    return made


def _colour(path: Path) -> str | None:
    with store.open_for_reading(path) as con:
        return store.read_fact(con, "colour")


def test_a_rewrite_takes_the_place_of_the_store(path: Path) -> None:
    with rewrite(path) as con:
        store.write_fact(con, "colour", "green")
        assert _colour(path) == "blue"
    assert _colour(path) == "green"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(one.name for one in path.parent.iterdir()) == ["store.duckdb", "store.lock"]


def test_a_failure_leaves_the_old_store_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt), rewrite(path) as con:
        store.write_fact(con, "colour", "green")
        con.execute("DROP TABLE quarantine")
        raise KeyboardInterrupt
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["store.duckdb", "store.lock"]


def test_what_a_killed_process_left_does_no_harm(path: Path) -> None:
    killed = (
        "import os, sys; from pathlib import Path; from dashboard import store\n"
        "with store.rewrite(Path(sys.argv[1])) as con:\n"
        "    store.write_fact(con, 'colour', 'red'); os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", killed, str(path)], check=False).returncode == 9
    assert path.with_suffix(".copy.duckdb").exists()
    assert _colour(path) == "blue"
    with rewrite(path) as con:
        assert store.read_fact(con, "colour") == "blue"
    assert not path.with_suffix(".copy.duckdb").exists()


def test_a_second_writer_is_told_whom_to_wait_for(path: Path) -> None:
    with (
        only_writer(path),
        pytest.raises(StoreBusy, match=r"Process \d+ \(intake, since .*Wait until"),
        rewrite(path),
    ):
        raise AssertionError("two writers")
    with rewrite(path, alone=False) as con:
        store.write_fact(con, "colour", "green")
    assert _colour(path) == "green"


def test_a_reader_goes_on_reading_the_old_rows(path: Path) -> None:
    with store.open_for_reading(path) as reading:
        with rewrite(path) as con:
            store.write_fact(con, "colour", "green")
        assert store.read_fact(reading, "colour") == "blue"
    assert _colour(path) == "green"


def test_keys_views_and_the_order_of_rows_survive(path: Path) -> None:
    columns = store.ORIGIN | store.stored_columns(sources()["workforce"])
    blank = dict.fromkeys(columns)
    with rewrite(path) as con:
        rows = [blank | {"record_key": "a", "run": "r", "file": f, "row": 2} for f in ("f1", "f2", "f3")]
        store.add_rows(con, "workforce_rows", columns, rows)
    with rewrite(path) as con:
        con.execute("DELETE FROM workforce_rows WHERE file = 'f3'")
    with store.open_for_reading(path) as con:
        assert con.execute("SELECT file FROM workforce").fetchall() == [("f2",)]
        constraints = con.execute(
            "SELECT table_name FROM duckdb_constraints() WHERE constraint_type LIKE 'PRIM%'"
        )
        assert {name for (name,) in constraints.fetchall()} == {"files", "facts", "erased"}


def test_removed_rows_leave_the_file_too(path: Path) -> None:
    with rewrite(path) as con:
        con.execute("CREATE TABLE t AS SELECT 'walrus-' || i AS c FROM range(5000) AS r(i)")
    with rewrite(path) as con:
        con.execute("DELETE FROM t")
    assert b"walrus" not in path.read_bytes()


def test_a_folder_with_a_quote_in_its_name_will_do(tmp_path: Path) -> None:
    path = tmp_path / "it's here" / "store.duckdb"
    with rewrite(path) as con:
        store.create_tables(con, [])
    with store.open_for_reading(path) as con:
        assert store.read_fact(con, "schema") == store.SCHEMA


def test_a_store_that_is_none_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    path.write_text("something else altogether")
    with pytest.raises(StoreUnusable), rewrite(path):
        raise AssertionError("opened")
    assert path.read_text() == "something else altogether"
