"""Cells that hold words of a code list: one word, several, or an age."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pydantic_core import PydanticCustomError

from dashboard.intake.validation.table import Cell, as_text
from dashboard.reference.code_lists import OTHER, CodeList
from dashboard.reference.spelling import normalise
from dashboard.store.contract import Column

#: Told the column and the rule where a cell is kept with a warning.
Note = Callable[[str, str], None]

#: Nobody in a case system is older: what is above is a year, a code or a slip.
OLDEST = 110
ADULT = 18
_YEARS = re.compile(
    r"(?:aged? )?(\d{1,3})(?:\.0+)?(?: ?(?:years?|yrs?|y)(?:[ /.-]?o(?:ld|\.)?| of age)?)?",
    re.ASCII | re.IGNORECASE,
)
#: A program that knows no whole numbers in a column with blanks wrote them so.
_WHOLE = re.compile(r"(\d+)\.0+", re.ASCII)
_MONTHS = re.compile(r"(?:aged? )?\d{1,2} ?(?:months?|mths?|weeks?|wks?)(?: old)?", re.ASCII | re.IGNORECASE)
#: A child whatever the number is up to the limit; an adult from it on.
_BELOW = re.compile(r"(?:<|u|under|below|less than) ?(\d{1,3})", re.ASCII | re.IGNORECASE)
_FROM = re.compile(r"(\d{1,3}) ?(?:\+|and (?:over|above)|or (?:over|above|older))", re.ASCII | re.IGNORECASE)


class Codes:
    """The words of one column: its code list, and a partner's own words, which come first."""

    def __init__(self, column: Column, codes: CodeList, words: Mapping[str, str], note: Note) -> None:
        self._column = column
        self._spellings = {spelled: code for spelled, code in {**codes.spellings, **words}.items() if spelled}
        self._note = note

    def find(self, text: str) -> str | None:
        """The code that ``text`` spells, or None."""
        code = self._spellings.get(normalise(text))
        if code is None and (whole := _WHOLE.fullmatch(text)):
            code = self._spellings.get(whole[1])
        return code

    def code_of(self, cell: Cell) -> str:
        """The code of a cell; raises ``unknown_code`` unless the column keeps others as ``other``."""
        code = self.find(as_text(cell))
        if code is None and self._column.other_allowed:
            self._note(self._column.name, "kept_as_other")
            return OTHER
        if code is None:
            raise PydanticCustomError("unknown_code", "not a word of the list")
        return code

    def several(self, cell: Cell) -> tuple[str, ...]:
        """The codes of a cell that separates them by semicolons, each once, in the cell's order."""
        words = (word for word in as_text(cell).split(";") if word.strip())
        return tuple(dict.fromkeys(self.code_of(word) for word in words))

    def age(self, cell: Cell) -> str:
        """``child`` under 18, else ``adult``; or the code that the cell spells."""
        text = as_text(cell)
        code = self.find(text)
        if code is not None:
            return code
        if _MONTHS.fullmatch(text):
            return "child"
        below, above = _BELOW.fullmatch(text), _FROM.fullmatch(text)
        if below and 0 < int(below[1]) <= ADULT:
            return "child"
        if above and ADULT <= int(above[1]) <= OLDEST:
            return "adult"
        years = _YEARS.fullmatch(text)
        if years is None or int(years[1]) > OLDEST:
            raise PydanticCustomError("not_an_age", "not an age")
        return "child" if int(years[1]) < ADULT else "adult"
