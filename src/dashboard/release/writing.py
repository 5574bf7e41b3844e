"""Writing a release: aside, verified, forced to the disk, registered, and only then pointed at."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path

import pandas as pd

from dashboard.disclosure.certificate import CertificateError
from dashboard.files.chain import sha256_of
from dashboard.files.disk import make_folder
from dashboard.reference.families import read_families
from dashboard.reference.policies import read_policies
from dashboard.release import solving
from dashboard.release.applying import entries_of
from dashboard.release.content import Content, content_sha256, table_sha256
from dashboard.release.deciding import Unproved
from dashboard.release.errors import ReleaseError
from dashboard.release.indicators import Header
from dashboard.release.losses import refuse
from dashboard.release.new_file import write_aside
from dashboard.release.notices import missing
from dashboard.release.proving import Covered, Manifest, prove
from dashboard.release.publishing import aside, file_name, point_at, publish
from dashboard.release.register import Addition, Register, definition_of, private
from dashboard.release.revisions import since_the_last
from dashboard.release.verifying import no_pseudonym, verify
from dashboard.release.workspace import Workspace
from dashboard.settings import Installation


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
    everything = {"cells": content.cells, **content.tables}
    hashes = {name: table_sha256(table) for name, table in everything.items()}
    sha256 = content_sha256(hashes)
    release_id = f"{made_at:%Y-%m-%d}-{sha256[:8]}"
    for line in register.releases():
        if line["id"] == release_id:
            # The same content on the same day: it is there already, and a release is never written over.
            point_at(where, line)
            return where.releases / file_name(release_id), release_id
    stamp = {"id": release_id, "made": made_at.isoformat(timespec="seconds"), "content_sha256": sha256}
    since = since_the_last(where, register, content.cells, content.tables)
    lost = [*since.lost, *missing(space)]
    if not accept_loss:
        refuse(lost)
    make_folder(where.releases)
    unseen = aside(where, release_id)
    unseen.unlink(missing_ok=True)
    try:
        write_aside(unseen, content.cells, _stamped(content, stamp, since.revisions))
        _look_at(unseen, space, headers)
        _prove(unseen, _keep_proofs(register, release_id, content), register)
        _unchanged(content.bound)
        seen = {"cells_sha256": hashes["cells"], "release_sha256": sha256_of(unseen)}
        about = {**seen, "inputs": inputs, **_counted_months(space), "accepted": lost}
        # Before the file has its name: a release without a pointer, or beside a broken one, is served too.
        line = register.append({**stamp, **about}, _addition(content, space, release_id))
    except BaseException:
        if release_id not in (line["id"] for line in register.releases()):
            unseen.unlink(missing_ok=True)
        raise
    return publish(where, line, made_up=content.made_up), release_id


def _stamped(content: Content, stamp: Mapping[str, str], revisions: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables of the file. What changed since the release before is no part of the hash, nor is the
    stamp: the same content has the same id."""
    extra = pd.DataFrame({"key": list(stamp), "value": list(stamp.values())})
    facts = pd.concat([content.tables["release"], extra], ignore_index=True)
    return {**content.tables, "release": facts, "revisions": revisions}


def _counted_months(space: Workspace) -> dict[str, object]:
    """The months that the release counts, by table, and what it restates."""
    counted: dict[str, object] = {
        "months": space.span.numbers,
        "counted": {table: carried.window for table, carried in space.carried.items()},
    }
    again = {table: carried.restated for table, carried in space.carried.items() if carried.restated}
    if again:
        counted["restated"] = {table: astuple(restated) for table, restated in again.items()}
    return counted


def _look_at(unseen: Path, space: Workspace, headers: Mapping[str, Header]) -> None:
    """The last look at the file before it is registered. Raises ReleaseError."""
    dimensions = tuple(sorted({name for header in headers.values() for name in header.breakdowns}))
    verify(unseen, dimensions, [h.id for h in headers.values() if h.kind in ("count", "sum", "median")])
    no_pseudonym(unseen, space.con)


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
