"""The contract with the agencies: what an extract may hold, and what becomes of each column.

A source format (``sources/*.py``) is one ``Source`` made of ``Column``s. Reading, checking,
anonymising and storing all follow from it, so a new format is one new file.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

#: A value after parsing: what a cell of an extract or of the store may be.
Value = str | int | float | bool | datetime.date | tuple[str, ...] | None
#: A row after parsing, by canonical column name.
Row = Mapping[str, Value]


class Kind(StrEnum):
    """How the text of a cell is read."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes separated by ;"
    INTEGER = "whole number"
    FLAG = "yes or no"
    DATE = "date"
    AGE = "age in years, or adult / child"
    POSTCODE = "postcode"


class Treatment(StrEnum):
    """What becomes of a column at the door to the store."""

    KEEP = "kept"
    DROP = "dropped"
    PSEUDONYM = "replaced by a keyed pseudonym"
    MONTH = "coarsened to its month"
    DISTRICT = "coarsened to its district"


class Blank(StrEnum):
    """What a blank cell means."""

    REFUSED = "refused"
    NOT_RECORDED = "kept as not recorded"
    ALLOWED = "allowed"


@dataclass(frozen=True)
class Column:
    """One column of an extract.

    ``name`` is the canonical heading; headings are compared without case, spaces and signs.
    ``stored_as`` is the column of the store's table it fills (``name`` where empty); where two
    columns fill the same one (a postcode and a district), the first that is known wins.
    """

    name: str
    kind: Kind
    about: str
    treatment: Treatment = Treatment.KEEP
    #: Name of the code list (data/reference/codes/<name>.csv) for CODE and CODES.
    codes: str = ""
    blank: Blank = Blank.REFUSED
    #: The column itself may be missing from the file.
    optional: bool = False
    low: int | None = None
    high: int | None = None
    #: Regular expression that a kept TEXT value must match whole: no free text is ever kept.
    pattern: str = ""
    unit: str = ""
    stored_as: str = ""
    #: Takes part in the count of how many rows share a combination (k-anonymity).
    quasi_identifier: bool = False
    #: Other headings for the same column.
    also: tuple[str, ...] = ()
    #: A code outside the list is kept as ``other`` with a warning, instead of refused.
    other_allowed: bool = False
    #: Another column and a fact that its code list holds (``("agency", "sector")``): where the file lacks
    #: this column, the fact about the other's code fills it.
    from_fact: tuple[str, str] | None = None
    #: A blank cell repeats the one above it, as published tables print groups.
    as_above: bool = False

    @property
    def target(self) -> str:
        """The store column this one fills."""
        return self.stored_as or self.name

    @property
    def identifies(self) -> bool:
        """Whether the column, as sent, can point at a person."""
        return self.treatment is not Treatment.KEEP


class Facts(dict[str, Value]):
    """The columns of a row that a rule reads; it is an error to ask for another, which would be blank."""

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a column that was named. Raises KeyError for any other."""
        return self[name]


@dataclass(frozen=True)
class RowRule:
    """A check across the columns of one row. ``broken`` is given those that it ``reads``, parsed.

    It is asked once for all rows that hold the same there, and may read nothing else.
    """

    name: str
    column: str
    advice: str
    reads: tuple[str, ...]
    broken: Callable[[Row], bool]


@dataclass(frozen=True)
class Derived:
    """A store column worked out from the columns that it ``reads``, parsed, before identities are dropped.

    It is worked out once for all rows that hold the same there, and may read nothing else.
    """

    name: str
    sql_type: str
    about: str
    reads: tuple[str, ...]
    work_out: Callable[[Row], Value]
    quasi_identifier: bool = False


@dataclass(frozen=True)
class Source:
    """One extract format and the store table that it fills.

    ``record_key`` names the columns that make a row the same record when it is sent again;
    ``keys`` are pseudonyms made of several columns (a session is a date, a course and a venue).
    ``expand`` turns one parsed row into several stored ones (wide published tables).
    """

    name: str
    title: str
    about: str
    table: str
    columns: tuple[Column, ...]
    record_key: tuple[str, ...]
    examples: tuple[Mapping[str, str], ...]
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    derived: tuple[Derived, ...] = ()
    rules: tuple[RowRule, ...] = ()
    expand: Callable[[Row], list[dict[str, Value]]] | None = None
    #: By column, whether a word says that the row of a published table is about something not counted here.
    left_out: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)
    #: A column of areas, the fact of its code list that says within which other each is, and the number of
    #: people: a row of a wider area that holds the sum of its parts counts them twice.
    parts: tuple[str, str, str] | None = None
    #: Rows are states on a day, not events: of an agency and a month only one may be held.
    snapshot: bool = False

    @property
    def agency(self) -> str | None:
        """The store column that names the agency of a row; None where rows have none."""
        return next((column.target for column in self.columns if column.codes == "agency"), None)

    @property
    def pseudonyms(self) -> tuple[str, ...]:
        """The store columns that hold pseudonyms of what was sent: people, references, incidents."""
        targets = (column.target for column in self.columns if column.treatment is Treatment.PSEUDONYM)
        return tuple(dict.fromkeys(targets))

    def column(self, name: str) -> Column:
        """The column called ``name``; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
