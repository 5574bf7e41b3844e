"""Writing a release: aside, verified, forced to the disk, moved, and only then pointed at."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.publication import CELL_KEY, TABLES
from dashboard.settings import Installation


def table_sha256(table: pd.DataFrame) -> str:
    """The hash of all that a table says."""
    return hashlib.sha256(table.to_csv(index=False, float_format="%.10g").encode("utf-8")).hexdigest()


def content_sha256(tables: Mapping[str, str]) -> str:
    """The hash of everything a release says, the same for the same store and code.

    ``tables`` has the hash of each table by its name.
    """
    said = "".join(f"{name} {tables[name]}\n" for name in sorted(tables))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()


def write_aside(path: Path, cells: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write the whole release to ``path``, which must not exist, and force it to the disk."""
    dimensions = [name for name in cells.columns if name not in {*CELL_KEY, "value", "status", "low", "high"}]
    keys = ", ".join(f'"{name}" VARCHAR NOT NULL' for name in (*CELL_KEY, *dimensions))
    con = duckdb.connect(str(path))
    try:
        con.execute(
            f"CREATE TABLE cells ({keys}, value DOUBLE, status VARCHAR NOT NULL, low DOUBLE, high DOUBLE)"
        )
        for name, shape in TABLES.items():
            con.execute(f"CREATE TABLE {name} ({shape})")
        for name, frame in {"cells": cells, **tables}.items():
            con.register("frame", frame)
            con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM frame")
            con.unregister("frame")
        con.execute("CHECKPOINT")
    finally:
        con.close()
    _to_disk(path)


def put_in_place(
    where: Installation, aside: Path, release_id: str, sha256: str, made: datetime.datetime
) -> Path:
    """Move a verified release to its name, then replace the pointer in one step; gives its path."""
    path = where.releases / f"published-{release_id}.duckdb"
    if path.exists():
        # The same content on the same day: a release is never written over.
        aside.unlink()
    else:
        aside.replace(path)
    _to_disk(where.releases)
    told = {"file": path.name, "id": release_id, "sha256": sha256, "made": made.isoformat(timespec="seconds")}
    fresh = where.pointer.with_suffix(".json.new")
    fresh.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    _to_disk(fresh)
    fresh.replace(where.pointer)
    _to_disk(where.releases)
    return path


def append_to_register(where: Installation, entry: Mapping[str, object]) -> None:
    """Add one line to the register of releases, which is only ever appended to."""
    where.register.mkdir(parents=True, exist_ok=True)
    with (where.register / "releases.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(entry) + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
