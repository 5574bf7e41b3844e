"""The file of a release, written whole with all its tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.files.disk import to_disk
from dashboard.publication import CELL_KEY, RESTATED, TABLES

#: Bytes of a block of a release's file, the smallest that DuckDB has.
BLOCK = 16_384


def write_aside(path: Path, cells: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write the whole release to ``path``, which must not exist, and force it to the disk."""
    dimensions = [name for name in cells.columns if name not in {*CELL_KEY, "value", "status", "low", "high"}]
    keys = ", ".join(f'"{name}" VARCHAR NOT NULL' for name in (*CELL_KEY, *dimensions))
    # Most tables are small and each takes whole blocks: with DuckDB's own size a file is eight times larger.
    con = duckdb.connect(str(path), config={"default_block_size": BLOCK})
    try:
        con.begin()  # each statement by itself would be forced to the disk
        con.execute(
            f"CREATE TABLE cells ({keys}, value DOUBLE, status VARCHAR NOT NULL, low DOUBLE, high DOUBLE)"
        )
        for name, shape in TABLES.items():
            con.execute(f"CREATE TABLE {name} ({shape})")
        con.execute(f"CREATE TABLE restated ({keys}, {', '.join(map(' '.join, RESTATED.items()))})")
        for name, frame in {"cells": cells, **tables}.items():
            con.register("frame", frame)
            con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM frame")
            con.unregister("frame")
        con.commit()
        con.execute("CHECKPOINT")
    finally:
        con.close()
    to_disk(path)
