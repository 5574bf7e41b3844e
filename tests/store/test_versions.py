"""Which file counts in which month, and a store that knew no versions yet."""

from __future__ import annotations

import datetime
from pathlib import Path

import duckdb
import pytest

from dashboard import store
from dashboard.intake.sources import sources
from dashboard.store import creating, versions
from dashboard.store.contract import Value

SOURCE = sources()["training_register"]
COLUMNS = store.ORIGIN | store.stored_columns(SOURCE)
JANUARY, FEBRUARY, MARCH = (datetime.date(2024, number, 1) for number in (1, 2, 3))
LOADED = datetime.datetime(2024, 3, 7, 9, 15)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    store.create_tables(made, sources().values())
    return made


def put(con: duckdb.DuckDBPyConnection, file: str, *records: tuple[str, datetime.date]) -> None:
    """A file of bookings: record keys with their months; its run is its name."""
    blank: dict[str, Value] = dict.fromkeys(COLUMNS)
    rows = [
        blank | {"file": file, "row": n, "run": file, "record_key": key, "month": month, "agency": "police"}
        for n, (key, month) in enumerate(records, 2)
    ]
    store.add_rows(con, "bookings_rows", COLUMNS, rows)
    held = versions.HeldFile(file, "x", SOURCE.name, file, False, len(rows), len(rows), 0, LOADED, "m")
    versions.note_file(con, held)
    versions.count_months(con, SOURCE, file)
    store.settle(con)


def counting(con: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    return set(con.execute("SELECT file, record_key FROM bookings").fetchall())


def keys(con: duckdb.DuckDBPyConnection) -> set[tuple[object, ...]]:
    return set(con.execute(versions.counting_rows(SOURCE)).fetchall())


def successors(con: duckdb.DuckDBPyConnection) -> dict[str, str | None]:
    return {one.file: one.replaced_by for one in versions.held_files(con)}


def test_a_month_that_is_replaced_counts_no_more_and_the_others_do(con: duckdb.DuckDBPyConnection) -> None:
    put(con, "v1", ("a", JANUARY), ("b", FEBRUARY))
    put(con, "v2", ("c", FEBRUARY))
    versions.replace_months(con, ["v2"], "v1", [FEBRUARY])
    store.settle(con)
    assert counting(con) == {("v1", "a"), ("v2", "c")}
    assert successors(con) == {"v1": None, "v2": None}, "a part of v1 counts yet"
    assert keys(con) == {("v1", "a", JANUARY), ("v2", "c", FEBRUARY)}


def test_what_a_file_replaced_counts_again_when_it_goes(con: duckdb.DuckDBPyConnection) -> None:
    put(con, "v1", ("a", JANUARY), ("b", JANUARY))
    put(con, "v2", ("a", JANUARY), ("c", FEBRUARY))
    versions.replace_months(con, ["v2"], "v1", [JANUARY])
    put(con, "v3", ("a", JANUARY), ("d", MARCH))
    versions.replace_months(con, ["v3"], "v2", [JANUARY, FEBRUARY])
    store.settle(con)
    assert successors(con) == {"v1": "v3", "v2": "v3", "v3": None}
    versions.remove_file(con, "v2")
    assert counting(con) == {("v3", "a"), ("v3", "d")}, "v1 stays replaced: v3 is newer than it"
    versions.remove_file(con, "v3")
    assert counting(con) == {("v1", "a"), ("v1", "b")}


def test_parts_replace_a_file_as_long_as_all_of_them_are_held(con: duckdb.DuckDBPyConnection) -> None:
    put(con, "0-whole", ("a", JANUARY), ("b", JANUARY))
    put(con, "1-part", ("a", JANUARY))
    put(con, "2-part", ("b", JANUARY))
    for _ in range(2):
        versions.replace_months(con, ["2-part", "1-part"], "0-whole", [JANUARY])
    store.settle(con)
    assert successors(con)["0-whole"] == "1-part+2-part"
    versions.remove_file(con, "1-part")
    assert counting(con) == {("0-whole", "a"), ("2-part", "b")}


def test_a_month_stays_replaced_when_its_file_is_counted_again(con: duckdb.DuckDBPyConnection) -> None:
    put(con, "v1", ("a", JANUARY), ("b", FEBRUARY), ("c", FEBRUARY))
    put(con, "v2", ("a", JANUARY))
    versions.replace_months(con, ["v2"], "v1", [JANUARY])
    con.execute("DELETE FROM bookings_rows WHERE record_key = 'c'")
    versions.recount(con, [SOURCE])
    assert versions.rows_held(con) == {"v1": 2, "v2": 1}
    assert counting(con) == {("v2", "a"), ("v1", "b")}
    assert versions.held_files(con)[0].agencies == ("police",)


def test_a_file_is_forgotten_whole(con: duckdb.DuckDBPyConnection) -> None:
    for file in ("f1", "f2"):
        put(con, file, (file, JANUARY))
        blank: dict[str, Value] = dict.fromkeys(store.QUARANTINE)
        store.add_rows(con, "quarantine", store.QUARANTINE, [blank | {"file": file, "row": 3}])
    versions.remove_file(con, "f1")
    assert con.execute("SELECT file FROM bookings_rows").fetchall() == [("f2",)]
    assert con.execute("SELECT file FROM quarantine").fetchall() == [("f2",)]
    assert con.execute("SELECT file FROM file_months").fetchall() == [("f2",)]
    assert list(successors(con)) == ["f2"]
    put(con, "f1", ("f1", JANUARY))


def older_store(path: Path) -> None:
    """A store as layout 1 had it: no versions, and files of one name replaced one another."""
    with duckdb.connect(str(path)) as con:
        store.create_tables(con, sources().values())
        put(con, "f1", ("a", JANUARY), ("b", FEBRUARY))
        views = con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        for (view,) in views:
            order = "run DESC, rowid DESC"
            con.execute(
                f"CREATE OR REPLACE VIEW {view} AS SELECT * FROM {view}_rows "
                f"QUALIFY row_number() OVER (PARTITION BY record_key ORDER BY {order}) = 1"
            )
        con.execute("DROP TABLE file_months; DROP TABLE erased")
        for column in list(store.FILES)[-6:]:
            con.execute(f"ALTER TABLE files DROP COLUMN {column}")
        store.write_fact(con, "schema", "1")


def test_a_store_of_layout_1_is_brought_up_to_date_in_place(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    older_store(path)
    with store.only_writer(path):
        store.bring_up_to_date(path, sources().values())
    with store.open_for_reading(path) as con:
        (held,) = versions.held_files(con)
        assert (held.file, held.agencies, held.replaced_by) == ("f1", ("police",), None)
        assert (held.first_month, held.last_month) == (JANUARY, FEBRUARY)
        assert keys(con) == {("f1", "a", JANUARY), ("f1", "b", FEBRUARY)}
        assert counting(con) == {("f1", "a"), ("f1", "b")}
    before = path.read_bytes()
    with store.only_writer(path):
        store.bring_up_to_date(path, sources().values())
    assert path.read_bytes() == before, "once is enough"


def test_bringing_up_to_date_that_fails_leaves_the_older_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.duckdb"
    older_store(path)
    before = path.read_bytes()

    def stopped(_: duckdb.DuckDBPyConnection) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(creating, "settle", stopped)
    with store.only_writer(path), pytest.raises(KeyboardInterrupt):
        store.bring_up_to_date(path, sources().values())
    assert path.read_bytes() == before
