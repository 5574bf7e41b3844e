"""A rounded edition and its proof, which plain sums check. No solver is imported.

What is published about the method: each value is a multiple of the base, and the count lies within
the base of it. Let the finest counts be what the proof says is ``shown``: they give every value
exactly. One of them that is not 0 may be lowered by the base, and any may be raised by it, for that
moves every cell by no more than the base. So each cell can be anything from ``base`` below its value
(or nothing) to ``base`` above, whatever else is published; and what is shown of a small count is 0
or the base, which leaves all small counts open. The intruder of ``attack`` tries it nevertheless.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.disclosure.certificate import CertificateError, read_stored, seal_over, write_stored
from dashboard.disclosure.columns import Columns, Ints
from dashboard.disclosure.files import Row, hash_of

ROUNDED = "rounded"


@dataclass(frozen=True, eq=False)
class Rounded:
    """``names``, ``decision``, ``height``, ``starts``, ``base_cells``: the instance's cells and columns.

    ``counts`` (base cells,) are the true counts, ``shown`` (base cells,) the multiples of ``base`` in their
    place. It is as confidential as a certificate.
    """

    names: Any
    decision: Ints
    height: int
    starts: Ints
    base_cells: Ints
    counts: Ints
    shown: Ints
    base: int
    seal: str = ""

    def sums(self, values: Ints) -> Ints:
        """The sum of ``values`` (base cells,) in each cell (cells,), in the order of ``names``."""
        sets = Columns(self.height, self.starts, self.base_cells)
        return np.asarray(sets.sums(values), dtype=np.int64)[self.decision]

    def rows(self) -> list[Row]:
        """A row for each cell, as published: the value, and the feasibility interval that it leaves."""
        rows: list[Row] = []
        for name, value in zip(self.names.tolist(), self.sums(self.shown).tolist(), strict=True):
            low, high = max(value - self.base, 0), value + self.base
            rows.append((name, str(value), ROUNDED, str(low), str(high)))
        return rows


def verify_rounded(edition: Rounded, rows: list[Row]) -> None:
    """Raise CertificateError, naming cells, unless the edition proves ``rows``.

    Checked: the seal; that the finest values are multiples of the base, none below nothing; that they
    add up to every value; and that every value lies within the base of the true count.
    """
    if edition.seal != seal_over(edition, hash_of(rows)):
        raise CertificateError("the certificate was not made for these published cells, or was changed")
    if edition.base < 1 or (edition.shown < 0).any() or (edition.shown % edition.base).any():
        raise CertificateError("a rounded count is not a multiple of the base")
    if edition.rows() != rows:
        raise CertificateError("the rounded counts do not add up to what is published")
    far = np.abs(edition.sums(edition.shown) - edition.sums(edition.counts)) > edition.base
    if far.any():
        raise CertificateError(f"{edition.names[far][0]} is further from its count than the base")


def sealed_rounded(edition: Rounded) -> Rounded:
    """The edition, sealed to its rows and verified. Raises CertificateError where it fails."""
    rows = edition.rows()
    done = replace(edition, seal=seal_over(edition, hash_of(rows)))
    verify_rounded(done, rows)
    return done


def report_of(edition: Rounded, seconds: float) -> dict[str, Any]:
    """What was done, in numbers. ``mean_off`` is how far a value lies from its count on average."""
    counts = edition.sums(edition.counts)
    off = np.abs(edition.sums(edition.shown) - counts)
    return {
        "edition": ROUNDED,
        "base": edition.base,
        "cells": len(off),
        "primary": int((counts < edition.base).sum()),
        "secondary": 0,
        "published": len(off),
        "mean_off": round(float(off.mean()), 3),
        "most_off": int(off.max()),
        "certified": True,
        "unprotectable": [],
        "failures": 0,
        "seconds": round(seconds, 3),
    }


def save_rounded(edition: Rounded, path: Path) -> None:
    """Write the proof to ``path`` (.npz), readable by its owner alone."""
    write_stored(edition, path)


def load_rounded(path: Path) -> Rounded:
    """Read a proof. Raises CertificateError where ``path`` is not a whole one."""
    stored = read_stored(Rounded, path)
    plain = {name: stored.pop(name).item() for name in ("height", "base", "seal")}
    return Rounded(**stored, **plain)
