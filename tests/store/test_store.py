from __future__ import annotations

import datetime
from array import array
from pathlib import Path

import duckdb
import pytest

from dashboard import store
from dashboard.files.column_codes import Coded
from dashboard.intake.sources import sources
from dashboard.store.contract import Column, Kind, Source, Value
from dashboard.store.packed import PackedKeys

WORKFORCE = sources()["workforce"]
COLUMNS = store.ORIGIN | store.stored_columns(WORKFORCE)


def _staff(record: str, staff: Value, file: str = "f", row: int = 2, run: str = "r1") -> dict[str, Value]:
    blank: dict[str, Value] = dict.fromkeys(COLUMNS)
    return blank | {"file": file, "row": row, "run": run, "record_key": record, "eligible_staff": staff}


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    store.create_tables(made, sources().values())
    return made


def test_there_is_a_table_and_a_view_for_every_source(con: duckdb.DuckDBPyConnection) -> None:
    for source in sources().values():
        names = [name for name, *_ in con.execute(f"DESCRIBE {source.table}_rows").fetchall()]
        assert names == [*store.ORIGIN, *store.stored_columns(source)]
        assert con.execute(f"SELECT count(*) FROM {source.table}").fetchone() == (0,)


def test_tables_can_be_asked_for_again(con: duckdb.DuckDBPyConnection) -> None:
    store.add_rows(con, "workforce_rows", COLUMNS, [_staff("a", 5)])
    store.create_tables(con, sources().values())
    assert con.execute("SELECT count(*) FROM workforce").fetchone() == (1,)


def test_a_column_that_a_format_has_gained_is_added(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("DROP VIEW workforce")
    con.execute("ALTER TABLE workforce_rows DROP COLUMN sector")
    store.create_tables(con, [WORKFORCE])
    store.add_rows(con, "workforce_rows", COLUMNS, [_staff("a", 5)])
    assert con.execute("SELECT sector, eligible_staff FROM workforce").fetchall() == [(None, 5)]


def test_a_store_of_another_layout_is_refused_in_words(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("DROP VIEW workforce")
    con.execute("ALTER TABLE workforce_rows ALTER sector TYPE INTEGER")
    with pytest.raises(store.StoreUnusable, match=r"workforce.sector.*new data folder"):
        store.create_tables(con, [WORKFORCE])
    store.write_fact(con, "schema", "0")
    with pytest.raises(store.StoreUnusable, match="layout 0"):
        store.create_tables(con, [])


def test_the_newest_row_of_a_record_counts(con: duckdb.DuckDBPyConnection) -> None:
    rows = [
        _staff("a", 1, run="r2", row=2),
        _staff("a", 2, run="r1", row=9),  # an earlier run
        _staff("b", 3, file="f1", row=9),
        _staff("b", 4, file="f2", row=2),  # the later file of one run
        _staff("c", 5, row=3),
        _staff("c", 6, row=4),  # the later row of one file
    ]
    store.add_rows(con, "workforce_rows", COLUMNS, rows)
    found = con.execute("SELECT record_key, eligible_staff FROM workforce ORDER BY 1").fetchall()
    assert found == [("a", 1), ("b", 4), ("c", 6)]


def test_the_newest_edition_of_a_published_figure_counts(con: duckdb.DuckDBPyConnection) -> None:
    columns = store.ORIGIN | store.COMPARATORS
    blank: dict[str, Value] = dict.fromkeys(columns)
    rows = [
        blank | {"record_key": "k", "run": "r1", "value": 10, "published_on": datetime.date(2024, 3, 7)},
        blank | {"record_key": "k", "run": "r2", "value": 9, "published_on": datetime.date(2023, 3, 2)},
        blank | {"record_key": "k", "run": "r3", "value": 8},
    ]
    store.add_rows(con, "comparators_rows", columns, rows)
    assert con.execute("SELECT value FROM comparators").fetchall() == [(10,)]


def test_every_kind_of_value_comes_back_as_it_went_in(con: duckdb.DuckDBPyConnection) -> None:
    columns = {"f": "BOOLEAN", "l": "VARCHAR[]", "d": "DATE", "n": "BIGINT", "t": "VARCHAR"}
    con.execute("CREATE TABLE t (" + ", ".join(f"{name} {kind}" for name, kind in columns.items()) + ")")
    rows: list[dict[str, Value]] = [dict.fromkeys(columns) for _ in range(1500)]
    rows.append({"f": True, "l": ("a", "b"), "d": datetime.date(2024, 3, 1), "n": 2**40, "t": "x"})
    store.add_rows(con, "t", columns, rows)
    store.add_rows(con, "t", columns, [])
    assert con.execute("SELECT count(*) FROM t").fetchone() == (1501,)
    found = con.execute("SELECT * FROM t WHERE f").fetchall()
    assert found == [(True, ["a", "b"], datetime.date(2024, 3, 1), 2**40, "x")]


def test_a_value_of_the_wrong_type_is_not_quoted(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(store.StoreUnusable, match="workforce_rows") as refused:
        store.add_rows(con, "workforce_rows", COLUMNS, [_staff("a", "Secret Jane")])
    assert "Secret" not in str(refused.value)
    assert refused.value.__context__ is None and refused.value.__cause__ is None


def test_what_may_not_be_kept_has_no_place_in_the_store() -> None:
    source = Source("s", "S", "", "s", (Column("born", Kind.DATE, "Born."),), ("born",), ())
    with pytest.raises(ValueError, match="born"):
        store.stored_columns(source)


def test_reading_needs_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with pytest.raises(store.StoreUnusable, match="dashboard intake"):
        store.open_for_reading(path)
    path.write_text("not a database")
    with pytest.raises(store.StoreUnusable, match="backup"):
        store.open_for_reading(path)


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with store.rewrite(path) as con:
        store.create_tables(con, [])
    with store.open_for_reading(path) as reading, pytest.raises(duckdb.Error):
        store.write_fact(reading, "key", "x")


def test_columns_are_written_as_their_rows_would_be(con: duckdb.DuckDBPyConnection) -> None:
    types = {"a": "VARCHAR", "d": "DATE", "l": "VARCHAR[]", "n": "INTEGER", "k": "VARCHAR"}
    con.execute(f"CREATE TABLE t ({', '.join(f'{name} {kind}' for name, kind in types.items())})")
    day = datetime.date(2024, 3, 1)
    columns: dict[str, store.StoredColumn] = {
        "a": Coded(["x", None], array("B", [1, 0, 0])),
        "d": Coded([day], array("B", bytes(3))),
        "l": Coded([("p", "q"), (), None], array("I", [0, 1, 2])),
        "n": array("I", [7, 8, 70_000]),
        "k": PackedKeys(bytes(range(48))),
    }
    store.add_columns(con, "t", types, columns)
    assert con.execute("SELECT * FROM t").fetchall() == [
        (None, day, ["p", "q"], 7, "000102030405060708090a0b0c0d0e0f"),
        ("x", day, [], 8, "101112131415161718191a1b1c1d1e1f"),
        ("x", day, None, 70_000, "202122232425262728292a2b2c2d2e2f"),
    ]
    wrong = Coded(["Secret Jane"], array("B", bytes(3)))
    with pytest.raises(store.StoreUnusable, match="Rows for t could not be written") as stopped:
        store.add_columns(con, "t", types, columns | {"d": wrong})
    assert "Secret" not in str(stopped.value)
    assert stopped.value.__context__ is None
