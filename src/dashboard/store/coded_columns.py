"""Many rows written at once, from columns of which each value is held once."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import Any, TypeAlias

import duckdb
import numpy as np

from dashboard.files.column_codes import Coded
from dashboard.store.contract import Value
from dashboard.store.packed import PackedKeys
from dashboard.store.writer import StoreUnusable

#: A column of a table: its values and the places of each row's among them, keys of which no two are the same,
#: or plain numbers.
StoredColumn: TypeAlias = "Coded[Value] | PackedKeys | array[int]"

_TYPES = {1: np.uint8, 2: np.uint16, 4: np.uint32}


def add_columns(
    con: duckdb.DuckDBPyConnection, table: str, types: Mapping[str, str], columns: Mapping[str, StoredColumn]
) -> None:
    """Append rows to ``table``, given column by column; ``types`` are the SQL types of all of them.

    The engine is given each value once, and the places as they lie in memory: a row takes no object of its
    own. Raises KeyError for a column that is missing, and StoreUnusable, without the value, where the engine
    cannot take one.
    """
    # The engine finds the arrays by the name of this variable.
    given_columns: dict[str, np.ndarray[Any, Any]] = {}
    values: list[object] = []
    asked: list[str] = []
    for number, (name, sql_type) in enumerate(types.items()):
        column, place = columns[name], f"c{number}"
        if isinstance(column, PackedKeys):
            pairs = np.frombuffer(column.data, dtype=">u8").astype(np.uint64).reshape(-1, 2)
            given_columns[place], given_columns[f"{place}_low"] = (
                np.ascontiguousarray(pairs[:, half]) for half in (0, 1)
            )
            asked.append(f"format('{{:016x}}{{:016x}}', {place}, {place}_low)")
        elif isinstance(column, Coded):
            given_columns[place] = _numbers(column.codes)
            values.append([list(cell) if isinstance(cell, tuple) else cell for cell in column.cells])
            asked.append(f"(?::{sql_type}[])[{place}::INTEGER + 1]")
        else:
            given_columns[place] = _numbers(column)
            asked.append(f"{place}::{sql_type}")
    names = ", ".join(f'"{name}"' for name in types)
    failure = ""
    try:
        con.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(asked)} FROM given_columns", values)
    except duckdb.Error as broken:
        failure = type(broken).__name__
    if failure:
        # Raised out here so that the engine's own words, which quote the value, are not carried along.
        raise StoreUnusable(f"Rows for {table} could not be written ({failure}). Nothing was changed.")


def _numbers(codes: array[int]) -> np.ndarray[Any, Any]:
    return np.frombuffer(codes, dtype=_TYPES[codes.itemsize])
