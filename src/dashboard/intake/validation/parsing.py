"""Parse the cells of a row: one pydantic model per source, built from its columns.

Why pydantic, rather than pandera or pointblank: an extract arrives as text, so reading a cell and
checking it are one act, and pydantic does both in compiled code with one error per cell, each with
its place and rule, and with the value withheld (``include_input=False``). Pandera and pointblank judge
frames whose columns are typed already: parsing would stay home-made, and their reports quote values.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model

from dashboard.intake.validation.cells import EARLIEST, Reader, if_blank, reader
from dashboard.intake.validation.findings import Finding, Severity
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.rules import MESSAGES, heading
from dashboard.intake.validation.table import Cell, letter
from dashboard.reference.codes import code_list
from dashboard.store.contract import Column, Kind, Source, Value

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


class RowParser:
    """Parses the rows of one file. Not for sharing between threads."""

    def __init__(
        self,
        source: Source,
        places: Mapping[str, int],
        mapping: PartnerMapping,
        own_codes: Path | None,
        today: datetime.date,
    ) -> None:
        self._columns = {column.name: column for column in source.columns}
        self._places = places
        self._lists = {
            column.name: code_list(column.codes, own_codes) for column in source.columns if column.codes
        }
        self._notes: list[tuple[str, str]] = []
        self._model = self._build(source, mapping, today)

    def parse(self, number: int, cells: Sequence[Cell]) -> tuple[dict[str, Value] | None, list[Finding]]:
        """The row's values by column, or None where a cell is wrong, and what there is to say of it."""
        width = len(cells)
        raw = {name: cells[place] if place < width else "" for name, place in self._places.items()}
        self._notes.clear()
        try:
            row = self._model.model_validate(raw)
        except ValidationError as wrong:
            errors = wrong.errors(include_input=False, include_url=False, include_context=False)
            return None, [
                *self._noted(number),
                *(
                    self._finding(number, str(error["loc"][0]), self._rule(error["type"], error["loc"][0]))
                    for error in errors
                ),
            ]
        return dict(zip(self._columns, row.__dict__.values(), strict=True)), self._noted(number)

    def _rule(self, kind: str, name: object) -> str:
        if kind in MESSAGES:
            return kind
        dated = self._columns[str(name)].kind is Kind.DATE
        return _LIMITS.get((kind, dated)) or _RULES[kind]

    def _noted(self, number: int) -> list[Finding]:
        return [self._finding(number, name, rule, Severity.WARNING) for name, rule in self._notes]

    def _finding(self, row: int, name: str, rule: str, severity: Severity = Severity.ERROR) -> Finding:
        column = self._columns[name]
        codes = self._lists.get(name)
        message = MESSAGES[rule](column, list(codes.labels.values()) if codes else [])
        return Finding(row, heading(name), rule, severity, message, letter(self._places[name] + 1))

    def _build(self, source: Source, mapping: PartnerMapping, today: datetime.date) -> type[BaseModel]:
        # The fields carry numbers and the columns' names are aliases, so that no column can clash
        # with a method of pydantic's.
        fields: dict[str, Any] = {}
        for place, column in enumerate(source.columns):
            codes = self._lists.get(column.name)
            read = reader(column, codes, mapping.words(column.name), self._note)
            fields[f"cell_{place}"] = (
                field_type(column, read, today),
                Field(default=if_blank(column), alias=column.name),
            )
        config = ConfigDict(extra="forbid", hide_input_in_errors=True)
        return create_model(source.name, __config__=config, **fields)

    def _note(self, column: str, rule: str) -> None:
        self._notes.append((column, rule))


def field_type(column: Column, read: Reader, today: datetime.date) -> Any:
    """The pydantic type of one column: its own reader first, then pydantic's type and limits."""
    types: dict[Kind, Any] = {
        Kind.DATE: Annotated[datetime.date, Field(ge=EARLIEST, le=today)],
        Kind.INTEGER: Annotated[int, Field(ge=column.low, le=column.high)],
        Kind.FLAG: bool,
        Kind.CODES: tuple[str, ...],
    }
    kind = types.get(column.kind, str)
    if column.kind is Kind.TEXT and column.pattern:
        kind = Annotated[str, Field(pattern=f"^(?:{column.pattern})$")]
    return Annotated[kind | None, BeforeValidator(read)]
