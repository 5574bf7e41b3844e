"""Extracts written for the tests: example rows of a format as CSV or XLSX."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from dashboard.intake.sources import sources
from dashboard.store.contract import Source

TODAY = datetime.date(2026, 9, 30)
REFERRAL = dict(sources()["referral_log"].examples[0])
BOOKING = dict(sources()["training_register"].examples[0])
MEETING = dict(sources()["meeting_attendance"].examples[0])


def bookings(count: int, **changed: str) -> list[dict[str, str]]:
    """``count`` good bookings by as many people; ``changed`` replaces cells of every row."""
    return [BOOKING | {"person_key": f"SN-{number}"} | changed for number in range(count)]


def write_csv(
    path: Path, rows: Sequence[Mapping[str, str]], delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    """Headings from the first row, then the rows; row n of the list is row n + 2 of the file."""
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(rows[0])
        writer.writerows(row.values() for row in rows)
    return path


def write_xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with the given cells on each sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for cells in rows:
            sheet.append(list(cells))
    book.save(path)
    return path


def cells(rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Headings and rows as lists of cells."""
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def full(source: Source) -> dict[str, str]:
    """An example row with every column of the format, under the headings that its examples use."""
    example = source.examples[0]
    written = [
        next((word for word in column.also if word in example), column.name) for column in source.columns
    ]
    return {heading: example.get(heading, "") for heading in written}
