"""The files of the stand-alone tool: what it reads, and what it writes.

``atoms.csv`` has ``atom,count`` and, where known, ``contributor`` and ``incident`` (then a base cell may
have several rows); ``cells.csv`` has ``cell,atom``, one row a member; ``forced.csv`` and
``order.csv`` have ``cell``. A heading that is not among these is refused: a misspelt ``contributor``
would otherwise protect nobody.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.disclosure.certificate import published_hash
from dashboard.disclosure.instance import Record

PUBLISHED = "published.csv"
CELLS = "cells.csv"
REPORT = "report.json"
CERTIFICATE = "certificate.npz"
HEADINGS = ("cell", "value", "status", "low", "high")
#: More people than there are; sums of such counts still fit the arithmetic.
MOST = 10**10

Row = tuple[str, str, str, str, str]


class FileError(Exception):
    """A file cannot be used. The message says which, where and what to do, never a count."""


def read_records(path: Path) -> list[Record]:
    """The records of ``atoms.csv``. Raises FileError naming file and line, never the count."""
    rows = []
    seen: set[str] = set()
    for line, row in _rows(path, ("atom", "count"), ("contributor", "incident")):
        base_cell = _name(path, line, row, "atom")
        if base_cell in seen and len(row) == 2:
            raise FileError(
                f"{path.name}, line {line}: atom {base_cell!r} is there twice. Add its "
                f"counts up, or say in a column "
                "contributor or incident what sets the rows apart."
            )
        seen.add(base_cell)
        count = _count(path, line, row["count"])
        rows.append(Record(base_cell, count, row.get("contributor", ""), row.get("incident", "")))
    return rows


def _count(path: Path, line: int, text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise FileError(f"{path.name}, line {line}: the count is not a whole number. Write digits alone.")
    if text != digits:
        raise FileError(
            f"{path.name}, line {line}: the count is below 0. Nobody can be counted less than 0 times."
        )
    if len(digits) > len(str(MOST)) or int(digits) > MOST:
        raise FileError(f"{path.name}, line {line}: the count is larger than {MOST:,}. Check it.")
    return int(digits)


def read_cells(path: Path) -> dict[str, list[str]]:
    """The base cells of each cell of ``cells.csv``, in the file's order. Raises FileError."""
    members: dict[str, dict[str, None]] = {}
    for line, row in _rows(path, ("cell", "atom")):
        cell, base_cell = _name(path, line, row, "cell"), _name(path, line, row, "atom")
        if base_cell in members.setdefault(cell, {}):
            raise FileError(
                f"{path.name}, line {line}: cell {cell!r} has atom {base_cell!r} twice. Two cells of one "
                "name are not told apart: give each its own, and each atom once."
            )
        members[cell][base_cell] = None
    return {cell: list(base_cells) for cell, base_cells in members.items()}


def read_names(path: Path | None) -> list[str]:
    """The cells of ``forced.csv`` or ``order.csv``; none where there is no file. Raises FileError."""
    names: dict[str, None] = {}
    for line, row in _rows(path, ("cell",)) if path else ():
        cell = _name(path, line, row, "cell") if path else ""
        if cell in names and path:
            raise FileError(f"{path.name}, line {line}: cell {cell!r} is there twice. Take one out.")
        names[cell] = None
    return list(names)


def _name(path: Path, line: int, row: Mapping[str, str], column: str) -> str:
    if not row[column]:
        raise FileError(
            f"{path.name}, line {line}: the {column} has no name. Give it one, or take the row out."
        )
    return row[column]


def _rows(
    path: Path, needed: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields of each row; spaces around them are dropped."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from _of(path, csv.reader(stream, strict=True), needed, optional)
    except OSError as broken:
        raise FileError(
            f"{path} cannot be read ({broken.strerror}). Check its name and who may read it."
        ) from broken
    except UnicodeDecodeError as broken:
        raise FileError(f"{path.name} is not in UTF-8. Save it as 'CSV UTF-8'.") from broken
    except csv.Error as broken:
        raise FileError(f"{path.name} is not a whole CSV file ({broken}). Save it again as CSV.") from broken


def _of(
    path: Path, lines: Any, needed: Sequence[str], optional: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    headings = [name.strip() for name in next(lines, [])]
    if not headings:
        raise FileError(f"{path.name} is empty. Its first line should be {','.join(needed)}.")
    if missing := [name for name in needed if name not in headings]:
        raise FileError(f"{path.name} has no column {', '.join(missing)}. Its first line names its columns.")
    if wrong := [name for name in headings if name not in (*needed, *optional) or headings.count(name) > 1]:
        known = ", ".join((*needed, *optional))
        raise FileError(
            f"{path.name} has a column {wrong[0]!r} too many. Its columns may be {known}, each once."
        )
    some = False
    for fields in lines:
        if fields and len(fields) != len(headings):
            raise FileError(
                f"{path.name}, line {lines.line_num}: there are not {len(headings)} fields. Mend the row."
            )
        if fields:
            some = True
            yield lines.line_num, dict(zip(headings, map(str.strip, fields), strict=True))
    if not some:
        raise FileError(f"{path.name} has headings and no rows. There is nothing to use.")


def write_cells(path: Path, cells: Mapping[str, Sequence[str]]) -> None:
    """Write which base cells each cell adds up. It holds no counts."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("cell", "atom"))
        writer.writerows((cell, base_cell) for cell, base_cells in cells.items() for base_cell in base_cells)


def write_published(path: Path, rows: Sequence[Row]) -> None:
    """Write the published cells."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        writer.writerows(rows)


def read_published(path: Path) -> list[Row]:
    """Read published cells back. Raises FileError where ``path`` is not such a file."""
    rows = [tuple(row[name] for name in HEADINGS) for _, row in _rows(path, HEADINGS)]
    return [(cell, value, status, low, high) for cell, value, status, low, high in rows]


def hash_of(rows: Sequence[Row]) -> str:
    """The hash that binds a certificate to published cells."""
    return published_hash((cell, value, status) for cell, value, status, _, _ in rows)


def number(value: float) -> str:
    """A bound as text: blank where there is none."""
    return "" if np.isinf(value) else str(int(value))


def write_report(path: Path, report: Mapping[str, Any]) -> None:
    """Write what was done."""
    path.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_report(path: Path) -> dict[str, Any]:
    """Read what was done. Raises FileError where ``path`` is not such a file."""
    try:
        report: dict[str, Any] = json.loads(path.read_text("utf-8"))
        report["rules"] = json.loads(report["rules"])
    except OSError as broken:
        raise FileError(
            f"{path} cannot be read ({broken.strerror}). Run 'dashboard protect' first."
        ) from broken
    except (ValueError, KeyError, TypeError) as broken:
        raise FileError(f"{path} is not a report of 'dashboard protect'. Protect again.") from broken
    return report
