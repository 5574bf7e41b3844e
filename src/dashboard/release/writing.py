"""Writing a release: aside, verified, forced to the disk, registered, and only then pointed at."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.disclosure.certificate import CertificateError
from dashboard.files.chain import sha256_of
from dashboard.files.disk import make_folder, to_disk
from dashboard.publication import CELL_KEY, RESTATED, TABLES
from dashboard.reference.families import read_families
from dashboard.reference.policies import read_policies
from dashboard.release import solving
from dashboard.release.applying import entries_of
from dashboard.release.closed import ClosedTable
from dashboard.release.deciding import Decided, Unproved
from dashboard.release.errors import ReleaseError
from dashboard.release.indicators import Header
from dashboard.release.losses import refuse
from dashboard.release.notices import missing
from dashboard.release.proving import Covered, Manifest, prove
from dashboard.release.publishing import aside, file_name, point_at, publish
from dashboard.release.register import Addition, Register, definition_of, private
from dashboard.release.revisions import since_the_last
from dashboard.release.verifying import no_pseudonym, verify
from dashboard.release.workspace import Workspace
from dashboard.settings import Installation

#: Bytes of a block of a release's file, the smallest that DuckDB has.
BLOCK = 16_384


@dataclass(frozen=True, eq=False)
class Content:
    """All that a release says (``cells``, ``tables``), and why its closed tables are safe to say.

    ``restated`` has the day of each restatement that figures are of, by its number.
    """

    cells: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]
    closed: Sequence[ClosedTable]
    decided: Decided
    bound: Mapping[str, str]
    restated: Mapping[int, str]


def table_sha256(table: pd.DataFrame) -> str:
    """The hash of all that a table says."""
    return hashlib.sha256(table.to_csv(index=False, float_format="%.10g").encode("utf-8")).hexdigest()


def content_sha256(tables: Mapping[str, str]) -> str:
    """The hash of everything a release says, the same for the same store and code.

    ``tables`` has the hash of each table by its name.
    """
    lines = "".join(f"{name} {tables[name]}\n" for name in sorted(tables))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def write(
    where: Installation,
    register: Register,
    content: Content,
    space: Workspace,
    made_at: datetime.datetime,
    headers: Mapping[str, Header],
    inputs: str,
    accept_loss: bool,
) -> tuple[Path, str]:
    """Write and publish a release; gives its path and id. Where anything fails, nothing is changed.

    ``inputs`` is the hash of all that it was made from. What goes public is on the register before anybody
    can see it: a crash in between leaves the register saying more than is public, never less. Raises
    ReleaseError where figures would be lost, unless ``accept_loss``.
    """
    cells_sha256 = table_sha256(content.cells)
    hashes = {name: table_sha256(held) for name, held in content.tables.items()}
    sha256 = content_sha256({"cells": cells_sha256} | hashes)
    release_id = f"{made_at:%Y-%m-%d}-{sha256[:8]}"
    for line in register.releases():
        if line["id"] == release_id:
            # The same content on the same day: it is there already, and a release is never written over.
            point_at(where, line)
            return where.releases / file_name(release_id), release_id
    stamp = {"id": release_id, "made": made_at.isoformat(timespec="seconds"), "content_sha256": sha256}
    extra = pd.DataFrame({"key": list(stamp), "value": list(stamp.values())})
    since = since_the_last(where, register, content.cells, content.tables)
    lost = [*since.lost, *missing(space)]
    if not accept_loss:
        refuse(lost)
    tables = {
        **content.tables,
        "release": pd.concat([content.tables["release"], extra], ignore_index=True),
        # What changed since the release before is no part of the hash: the same content has the same id.
        "revisions": since.revisions,
    }
    make_folder(where.releases)
    unseen = aside(where, release_id)
    unseen.unlink(missing_ok=True)
    try:
        write_aside(unseen, content.cells, tables)
        _look_at(unseen, space, headers)
        _prove(unseen, _keep_proofs(register, release_id, content), register)
        _unchanged(content.bound)
        about = {
            "cells_sha256": cells_sha256,
            "release_sha256": sha256_of(unseen),
            "inputs": inputs,
            "months": space.span.numbers,
            "counted": {table: carried.window for table, carried in space.carried.items()},
            "accepted": lost,
        }
        again = {table: restated.restated for table, restated in space.carried.items() if restated.restated}
        if again:
            about["restated"] = {table: astuple(restated) for table, restated in again.items()}
        # Before the file has its name: a release without a pointer, or beside a broken one, is served too.
        line = register.append({**stamp, **about}, _addition(content, space, release_id))
    except BaseException:
        if release_id not in (line["id"] for line in register.releases()):
            unseen.unlink(missing_ok=True)
        raise
    return publish(where, line, made_up=_is_made_up(content)), release_id


def _look_at(unseen: Path, space: Workspace, headers: Mapping[str, Header]) -> None:
    """The last look at the file before it is registered. Raises ReleaseError."""
    dimensions = tuple(sorted({name for header in headers.values() for name in header.breakdowns}))
    verify(unseen, dimensions, [h.id for h in headers.values() if h.kind in ("count", "sum", "median")])
    no_pseudonym(unseen, space.con)


def _is_made_up(content: Content) -> bool:
    facts = content.tables["release"]
    return str(dict(zip(facts["key"], facts["value"], strict=True))["made_up"]) == "yes"


def _addition(content: Content, space: Workspace, release_id: str) -> Addition:
    return Addition(
        list(entries_of(content.closed, content.decided, release_id, space, sorted(content.restated))),
        [definition_of(table.header) for table in content.closed],
        {table: carried.base for table, carried in space.carried.items()},
        {table: carried.records for table, carried in space.carried.items()},
    )


def _keep_proofs(register: Register, release_id: str, content: Content) -> Manifest:
    """Write certificates and the list of those that this release rests on."""
    private(register.folder)
    private(register.certificates)
    for solved in content.decided.solved:
        solving.keep(solved, register.certificates)
    manifest = Manifest(
        release=release_id,
        bound=dict(content.bound),
        certificates=tuple(solved.file for solved in content.decided.solved),
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
    # Most tables are small and each takes whole blocks: with DuckDB's own size a file is eight times larger.
    con = duckdb.connect(str(path), config={"default_block_size": BLOCK})
    try:
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
        con.execute("CHECKPOINT")
    finally:
        con.close()
    to_disk(path)
