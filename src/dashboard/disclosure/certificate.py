"""The certificate of a protection: data sets in whole numbers that anybody can add up.

It is confidential (its first data set is the truth) and stays with the analyst. It is bound by a
hash to the instance, the rules and the published cells that it was made for. No solver is imported.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.disclosure.columns import Columns, Flags, Ints
from dashboard.disclosure.incidents import Incidents

#: Fields that stored proofs, and their seals, know by an older word: proofs of earlier versions stay valid.
STORED = {"base_cells": "atoms", "already_published": "forced"}
#: Fields that proofs of earlier versions do not have: empty, they are as if they were not there.
ADDED = {"recounted": np.zeros((0, 2), dtype=np.int64)}


class CertificateError(Exception):
    """The certificate does not prove the protection. The message says what is wrong."""


@dataclass(frozen=True, eq=False)
class Certificate:
    """Everything the proof needs.

    ``starts`` and ``base_cells`` are the instance's columns over ``height`` base cells; ``names`` and
    ``decision`` its cells; ``listed`` (cells,) whether each may be published at all, ``shown`` (cells,)
    whether its value is public; ``witnesses`` (data sets, base cells) with ``onlooker`` (data sets,), the
    view each belongs to; ``own`` (views, base cells) what the onlooker put in; ``needs`` (n, 4): view, set, a
    value to reach downwards, one upwards; ``contributions`` (contributors, base cells) are what each put in,
    ``incidents`` (sets,) the separate incidents behind each set; ``alone`` (base cells,), ``raid_starts``,
    ``raid_numbers`` and ``raid_people`` say who came from which (``Incidents``). All are empty where the base
    cells do not tell. ``sole`` (sets,) are those that one contributor alone can be in. ``excused`` (sets,)
    which public cells alone give away, so that less is promised of them. ``rules`` is one line of JSON.
    ``recounted`` (n, 2) has pairs of sets: a cell as counted later, and as counted before.
    """

    names: Any
    decision: Ints
    height: int
    starts: Ints
    base_cells: Ints
    already_published: Flags
    listed: Flags
    shown: Flags
    witnesses: Ints
    onlooker: Ints
    own: Ints
    needs: Ints
    contributions: Ints
    incidents: Ints
    alone: Ints
    raid_starts: Ints
    raid_numbers: Ints
    raid_people: Ints
    sole: Flags
    excused: Flags
    rules: str
    recounted: Ints
    seal: str = ""

    @property
    def columns(self) -> Columns:
        """The instance's columns."""
        return Columns(self.height, self.starts, self.base_cells)

    @property
    def raids(self) -> Incidents | None:
        """Who came from which incident; None where that is not told."""
        if not len(self.alone):
            return None
        return Incidents(self.alone, self.raid_starts, self.raid_numbers, self.raid_people)

    @property
    def implied(self) -> Flags:
        """The sets that are never published, and need not move unless they are sensitive."""
        known = np.ones(len(self.starts) - 1, dtype=np.bool_)
        known[self.decision[self.listed]] = False
        return known


def published_hash(cells: Iterable[tuple[str, str, str]]) -> str:
    """The hash of published cells given as (name, value or blank, status), in their order."""
    digest = hashlib.sha256()
    for name, value, status in cells:
        digest.update(f"{name}\x1f{value}\x1f{status}\x1e".encode())
    return digest.hexdigest()


def seal_of(certificate: Certificate, published: str) -> str:
    """The hash over the certificate's contents and the published cells' hash."""
    return seal_over(certificate, published)


def seal_over(proof: Any, published: str) -> str:
    """The hash over all fields of a proof but its seal, and over the published cells' hash."""
    digest = hashlib.sha256(published.encode())
    for field in fields(proof):
        value = np.asarray(getattr(proof, field.name))
        if field.name != "seal" and (field.name not in ADDED or len(value)):
            digest.update(f"{stored_name(field.name)}|{value.dtype.kind}|{value.shape}".encode())
            digest.update("\x1f".join(value.ravel()).encode() if value.dtype.kind == "U" else value.tobytes())
    return digest.hexdigest()


def stored_name(field: str) -> str:
    """What a field of a proof is called in its file."""
    return STORED.get(field, field)


def save(certificate: Certificate, path: Path) -> None:
    """Write the certificate to ``path`` (.npz), readable by its owner alone."""
    write_stored(certificate, path)


def write_stored(proof: Any, path: Path) -> None:
    """Write a proof's fields to ``path`` (.npz), readable by its owner alone."""
    path.touch(mode=0o600)
    stored: dict[str, Any] = {
        stored_name(field.name): np.asarray(getattr(proof, field.name)) for field in fields(proof)
    }
    with path.open("wb") as stream:
        np.savez_compressed(stream, **stored)


def load(path: Path) -> Certificate:
    """Read a certificate. Raises CertificateError where ``path`` is not a whole one."""
    stored = read_stored(Certificate, path)
    plain = {name: stored.pop(name).item() for name in ("height", "rules", "seal")}
    return Certificate(**stored, **plain)


def read_stored(kind: Any, path: Path) -> dict[str, Any]:
    """The fields of a proof of this ``kind``. Raises CertificateError where ``path`` has not all."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            held = {name: stored[name] for name in stored.files}
            return {field.name: (ADDED | held)[stored_name(field.name)] for field in fields(kind)}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as broken:
        raise CertificateError(
            f"{path.name} is missing, cut short or not a certificate: protect again"
        ) from broken
