"""Parse the cells of a column, each distinct cell once: our own reader, then a pydantic type.

Why pydantic, rather than pandera or pointblank: an extract arrives as text, so reading a cell and
checking it are one act, and pydantic does both in compiled code with one error per cell, each with
its place and rule, and with the value withheld (``include_input=False``). Pandera and pointblank judge
frames whose columns are typed already: parsing would stay home-made, and their reports quote values.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from dashboard.intake.validation.cells import EARLIEST, if_blank, reader
from dashboard.intake.validation.dates import year_as_day
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.rules import MESSAGES
from dashboard.intake.validation.table import Cell
from dashboard.reference.code_lists import CodeList, code_list
from dashboard.store.contract import Blank, Column, Kind, Source, Value

#: Rules by pydantic's own error types; the limits of a date read differently from those of a number.
_RULES = {
    "int_parsing": "not_a_whole_number",
    "int_parsing_size": "not_a_whole_number",
    "int_from_float": "not_a_whole_number",
    "int_type": "not_a_whole_number",
    "finite_number": "not_a_whole_number",
    "bool_parsing": "not_yes_or_no",
    "bool_type": "not_yes_or_no",
    "string_pattern_mismatch": "wrong_pattern",
}
_LIMITS = {
    ("greater_than_equal", True): "date_too_early",
    ("less_than_equal", True): "date_in_future",
    ("greater_than_equal", False): "too_small",
    ("less_than_equal", False): "too_large",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one distinct cell of a column is read as: its value, or the rule it breaks; and the rules under
    which it is kept with a warning."""

    value: Value = field(default=None, repr=False)
    error: str = ""
    warnings: tuple[str, ...] = ()


class ColumnReader:
    """Reads the cells of one column. Not for sharing between threads."""

    def __init__(
        self, column: Column, codes: CodeList | None, words: Mapping[str, str], today: datetime.date
    ) -> None:
        self.column = column
        self._labels = list(codes.labels.values()) if codes else []
        self._notes: list[str] = []
        self._reader = reader(column, codes, words, self._note)
        self._adapter = _adapter(column.kind, column.low, column.high, column.pattern, today)

    def read(self, cell: Cell) -> Reading:
        """What ``cell`` is read as."""
        self._notes.clear()
        try:
            value = self._adapter.validate_python(self._reader(cell))
        except PydanticCustomError as wrong:
            return Reading(error=self._rule(wrong.type, cell), warnings=tuple(self._notes))
        except ValidationError as wrong:
            first = wrong.errors(include_input=False, include_url=False, include_context=False)[0]
            return Reading(error=self._rule(first["type"], cell), warnings=tuple(self._notes))
        # The cell's own text where it is the same: the other copy need not be kept.
        return Reading(cell if type(cell) is str and cell == value else value, "", tuple(self._notes))

    @property
    def if_missing(self) -> Value:
        """What a file that lacks the column has in every row."""
        return if_blank(self.column)

    def read_nothing(self, rule: str) -> Reading:
        """What a cell is read as that stands for nothing known, by ``rule``."""
        if self.column.blank is Blank.REFUSED:
            return Reading(error=rule)
        return Reading(if_blank(self.column), "", (rule,))

    def message(self, rule: str) -> str:
        """What to say of a cell of this column that breaks ``rule``."""
        return MESSAGES[rule](self.column, self._labels)

    def _rule(self, kind: str, cell: Cell) -> str:
        dated = self.column.kind is Kind.DATE
        rule = kind if kind in MESSAGES else _LIMITS.get((kind, dated)) or _RULES[kind]
        if rule == "date_too_early" and isinstance(cell, datetime.date) and year_as_day(cell):
            return "year_as_day"
        return rule

    def _note(self, _column: str, rule: str) -> None:
        self._notes.append(rule)


def readers(
    source: Source, mapping: PartnerMapping, own_codes: Path | None, today: datetime.date
) -> dict[str, ColumnReader]:
    """A reader for each column of ``source``, by name."""
    return {
        column.name: ColumnReader(
            column,
            code_list(column.codes, own_codes) if column.codes else None,
            mapping.words(column.name),
            today,
        )
        for column in source.columns
    }


@functools.lru_cache(maxsize=256)
def _adapter(
    kind: Kind, low: int | None, high: int | None, pattern: str, today: datetime.date
) -> TypeAdapter[Any]:
    """What judges the values of a kind of column. Kept, as making one takes longer than a short column."""
    types: dict[Kind, Any] = {
        Kind.DATE: Annotated[datetime.date, Field(ge=EARLIEST, le=today)],
        Kind.INTEGER: Annotated[int, Field(ge=low, le=high)],
        Kind.FLAG: bool,
        Kind.CODES: tuple[str, ...],
    }
    judged = types.get(kind, str)
    if kind is Kind.TEXT and pattern:
        judged = Annotated[str, Field(pattern=f"^(?:{pattern})$")]
    return TypeAdapter(judged | None, config=ConfigDict(hide_input_in_errors=True))
