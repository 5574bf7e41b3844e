"""One cell of an OpenDocument workbook: its attributes, what it shows, and what that means."""

from __future__ import annotations

import datetime

from dashboard.intake.validation import used_cells
from dashboard.intake.validation.sheet import ERROR_IN_CELL, NO_RESULT
from dashboard.intake.validation.table import Cell


class OpenCell:
    """The cell that is being read: its attributes, and its text so far."""

    def __init__(self, attributes: dict[str, str], covered: bool) -> None:
        self.attributes = attributes
        self.covered = covered
        self.paragraphs: list[list[str]] = []

    @property
    def text(self) -> str:
        """What the cell shows."""
        shown = "\n".join("".join(parts) for parts in self.paragraphs)
        return shown or self.attributes.get("string-value", "")

    def value(self) -> Cell:
        """The value as calamine would give it: numbers as floats, dates as dates."""
        if self.covered:
            return ""
        kind = self.attributes.get("value-type", "")
        if kind in {"float", "currency", "percentage"}:
            return float(self.attributes.get("value", ""))
        if kind == "date":
            return _date(self.attributes.get("date-value", "")) or self.text
        if kind == "boolean":
            return self.attributes.get("boolean-value") == "true"
        if kind == "string" and "string-value" in self.attributes and not self.paragraphs:
            return self.attributes["string-value"]
        return self.text

    @property
    def fault(self) -> str:
        """The rule that the cell breaks before its value is looked at; empty where none."""
        if self.attributes.get("calcext-type") == "error":
            return ERROR_IN_CELL
        if "formula" in self.attributes and "value-type" not in self.attributes and not self.text:
            return NO_RESULT
        return ""


def _date(words: str) -> datetime.date | None:
    try:
        moment = datetime.datetime.fromisoformat(words)
    except ValueError:
        return None
    return moment if "T" in words else moment.date()


def plain(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes without prefixes; LibreOffice's own kind of value under a name of its own."""
    plain = {
        used_cells.local(key): value for key, value in attributes.items() if not key.startswith("calcext")
    }
    if "calcext:value-type" in attributes:
        plain["calcext-type"] = attributes["calcext:value-type"]
    return plain
