"""Writing a release: aside, verified, forced to the disk, registered, and only then pointed at."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.disclosure import read_policies
from dashboard.disclosure.certificate import CertificateError
from dashboard.disclosure.families import read_families
from dashboard.disk import make_folder, move_into_place, to_disk
from dashboard.indicators import Header
from dashboard.publication import CELL_KEY, TABLES
from dashboard.release import solving
from dashboard.release.applying import entries_of
from dashboard.release.closed import ClosedTable
from dashboard.release.deciding import Decided, Unproved
from dashboard.release.proving import Covered, Manifest, prove
from dashboard.release.register import Register, definition_of, private
from dashboard.release.revisions import since_the_last
from dashboard.release.verifying import no_pseudonym, verify
from dashboard.release.workspace import ReleaseError, Workspace
from dashboard.settings import Installation


@dataclass(frozen=True, eq=False)
class Content:
    """All that a release says (``cells``, ``tables``), and why its closed tables are safe to say."""

    cells: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]
    closed: Sequence[ClosedTable]
    decided: Decided
    bound: Mapping[str, str]


def table_sha256(table: pd.DataFrame) -> str:
    """The hash of all that a table says."""
    return hashlib.sha256(table.to_csv(index=False, float_format="%.10g").encode("utf-8")).hexdigest()


def content_sha256(tables: Mapping[str, str]) -> str:
    """The hash of everything a release says, the same for the same store and code.

    ``tables`` has the hash of each table by its name.
    """
    said = "".join(f"{name} {tables[name]}\n" for name in sorted(tables))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()


def write(
    where: Installation,
    register: Register,
    content: Content,
    space: Workspace,
    made: datetime.datetime,
    headers: Mapping[str, Header],
) -> tuple[Path, str]:
    """Write and point at a release; gives its path and id. Where anything fails, nothing is shown of it.

    What goes public is on the register before anybody can see it: a crash in between leaves the
    register saying more than is public, never less.
    """
    cells_sha256 = table_sha256(content.cells)
    hashes = {name: table_sha256(held) for name, held in content.tables.items()}
    sha256 = content_sha256({"cells": cells_sha256} | hashes)
    release_id = f"{made:%Y-%m-%d}-{sha256[:8]}"
    stamp = {"id": release_id, "made": made.isoformat(timespec="seconds"), "content_sha256": sha256}
    extra = pd.DataFrame({"key": list(stamp), "value": list(stamp.values())})
    tables = {
        **content.tables,
        "release": pd.concat([content.tables["release"], extra], ignore_index=True),
        # What changed since the release before is no part of the hash: the same content has the same id.
        "revisions": since_the_last(where, register, content.cells, release_id),
    }
    make_folder(where.releases)
    aside = where.releases / f".new-{release_id}.duckdb"
    aside.unlink(missing_ok=True)
    try:
        write_aside(aside, content.cells, tables)
        dimensions = tuple(sorted({name for header in headers.values() for name in header.breakdowns}))
        verify(aside, dimensions, [h.id for h in headers.values() if h.kind in ("count", "sum", "median")])
        no_pseudonym(aside, space.con)
        manifest = _keep_proofs(register, release_id, content)
        _prove(aside, manifest, register)
        _unchanged(content.bound)
        first, last = space.span.numbers
        # Before the file has its name: a release without a pointer, or beside a broken one, is served too.
        register.append(
            {**stamp, "cells_sha256": cells_sha256, "first": first, "last": last, "files": _files(space)},
            entries_of(content.closed, content.decided, release_id, space.span),
            [definition_of(table.header) for table in content.closed],
        )
        path = move(where, aside, release_id)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    point_at(where, path, release_id, sha256, made)
    return path, release_id


def _files(space: Workspace) -> dict[str, list[str]]:
    """The files behind each table: what later releases count past months from again."""
    tables = space.con.execute(
        "SELECT table_name FROM duckdb_columns() WHERE database_name = 'store' AND column_name = 'file' "
        "AND table_name LIKE '%\\_rows' ESCAPE '\\'"
    ).fetchall()
    found = {}
    for (rows,) in tables:
        held = space.con.execute(f'SELECT DISTINCT file FROM store."{rows}" ORDER BY file').fetchall()
        found[str(rows).removesuffix("_rows")] = [str(file) for (file,) in held]
    return found


def _keep_proofs(register: Register, release_id: str, content: Content) -> Manifest:
    """Write certificates and the list of those that this release rests on."""
    private(register.folder)
    private(register.certificates)
    for solved in content.decided.solved:
        solving.keep(solved, register.certificates)
    manifest = Manifest(
        release=release_id,
        bound=dict(content.bound),
        certificates=tuple(one.file for one in content.decided.solved),
        tables=tuple(
            Covered(table.header.id, table.grain.text, part.name, tuple(map(str, part.keys.columns)))
            for table in content.closed
            for part in table.parts
        ),
        closed=tuple(dict.fromkeys(table.header.id for table in content.closed)),
    )
    manifest.write(register.certificates)
    return manifest


def _prove(aside: Path, manifest: Manifest, register: Register) -> None:
    try:
        prove(aside, manifest, register.certificates)
    except CertificateError as gap:
        raise Unproved(f"The file does not hold what was proved: {gap}. Nothing was written.") from gap


def _unchanged(bound: Mapping[str, str]) -> None:
    now = {"policies.toml": read_policies().sha256, "families.toml": read_families().sha256}
    changed = [name for name, sha256 in bound.items() if now.get(name) != sha256]
    if changed:
        raise ReleaseError(
            f"{', '.join(changed)} was edited while the release was made. Nothing was written: run "
            "'dashboard release' again."
        )


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
    to_disk(path)


def move(where: Installation, aside: Path, release_id: str) -> Path:
    """Move a verified release to its name; gives its path."""
    path = where.releases / f"published-{release_id}.duckdb"
    if path.exists():
        # The same content on the same day: a release is never written over.
        aside.unlink()
    else:
        move_into_place(aside, path)
    return path


def point_at(where: Installation, path: Path, release_id: str, sha256: str, made: datetime.datetime) -> None:
    """Replace the pointer in one step, so that the display serves the release at ``path``."""
    told = {"file": path.name, "id": release_id, "sha256": sha256, "made": made.isoformat(timespec="seconds")}
    fresh = where.pointer.with_suffix(".json.new")
    fresh.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    move_into_place(fresh, where.pointer)
