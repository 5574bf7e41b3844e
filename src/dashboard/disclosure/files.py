"""The files of the stand-alone tool: what it reads, and what it writes.

``atoms.csv`` has ``atom,count`` and, where known, ``contributor`` and ``incident`` (then an atom may
have several rows); ``cells.csv`` has ``cell,atom``, one row a member; ``forced.csv`` and
``order.csv`` have ``cell``.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.disclosure.certificate import published_hash
from dashboard.disclosure.instance import InstanceError, Record

PUBLISHED = "published.csv"
CELLS = "cells.csv"
REPORT = "report.json"
CERTIFICATE = "certificate.npz"
HEADINGS = ("cell", "value", "status", "low", "high")

Row = tuple[str, str, str, str, str]


def read_records(path: Path) -> list[Record]:
    """The records of ``atoms.csv``. Raises InstanceError naming file and line, never the value."""
    found = []
    for line, row in _rows(path, ("atom", "count")):
        try:
            count = int(row["count"])
        except ValueError:
            raise InstanceError(f"{path.name}, line {line}: the count is not a whole number") from None
        found.append(Record(row["atom"], count, row.get("contributor") or "", row.get("incident") or ""))
    return found


def read_cells(path: Path) -> dict[str, list[str]]:
    """The atoms of each cell of ``cells.csv``, in the file's order."""
    found: dict[str, list[str]] = {}
    for _, row in _rows(path, ("cell", "atom")):
        found.setdefault(row["cell"], []).append(row["atom"])
    return found


def read_names(path: Path | None) -> list[str]:
    """The cells of ``forced.csv`` or ``order.csv``; none where there is no file."""
    return [row["cell"] for _, row in _rows(path, ("cell",))] if path else []


def _rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if missing := [name for name in needed if name not in (reader.fieldnames or ())]:
            raise InstanceError(f"{path.name} has no column {', '.join(missing)}")
        for row in reader:
            yield reader.line_num, row


def write_cells(path: Path, cells: Mapping[str, Sequence[str]]) -> None:
    """Write which atoms each cell adds up. It holds no counts."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("cell", "atom"))
        writer.writerows((cell, atom) for cell, atoms in cells.items() for atom in atoms)


def write_published(path: Path, rows: Sequence[Row]) -> None:
    """Write the published cells."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        writer.writerows(rows)


def read_published(path: Path) -> list[Row]:
    """Read published cells back. Raises InstanceError where ``path`` is not such a file."""
    found = [tuple(row.get(name) or "" for name in HEADINGS) for _, row in _rows(path, HEADINGS)]
    return [(cell, value, status, low, high) for cell, value, status, low, high in found]


def hash_of(rows: Sequence[Row]) -> str:
    """The hash that binds a certificate to published cells."""
    return published_hash((cell, value, status) for cell, value, status, _, _ in rows)


def number(value: float) -> str:
    """A bound as text: blank where there is none."""
    return "" if np.isinf(value) else str(int(value))


def write_report(path: Path, report: Mapping[str, Any]) -> None:
    """Write what was done."""
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
