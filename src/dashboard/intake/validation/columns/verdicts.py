"""What judging a column can come to: it is refused, or some of its cells are read in another way."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.intake.validation.columns.column_cells import ColumnCells
from dashboard.intake.validation.dates import Order
from dashboard.intake.validation.table import Cell
from dashboard.store.contract import Value


@dataclass(frozen=True)
class Refused:
    """The column cannot be used, and so neither can the file.

    ``proof`` follows the name of the column in a sentence and names rows; ``advice`` says what to do.
    ``places`` are the distinct cells that prove it.
    """

    rule: str
    proof: str
    advice: str
    places: frozenset[int] = field(default_factory=frozenset, repr=False)


@dataclass(frozen=True)
class ReadAs:
    """Distinct cells, by place, that are read as if another cell stood there."""

    cells: Mapping[int, Cell] = field(repr=False)


@dataclass(frozen=True)
class NotRecorded:
    """Distinct cells, by place, that stand for nothing known; ``rule`` is the finding of their rows."""

    rule: str
    places: frozenset[int] = field(repr=False)


@dataclass(frozen=True)
class Doubted:
    """Distinct cells, by place, that are read as they stand although they may mean something else.

    ``rule`` is the warning in their rows.
    """

    rule: str
    places: frozenset[int] = field(repr=False)


Verdict = Refused | ReadAs | NotRecorded | Doubted


@dataclass(frozen=True)
class Conventions:
    """What the TOML says of how columns are written: which number of a date is the month, and the year from
    which days are counted. None, 0: nothing."""

    date_order: Order | None = None
    days_since: int = 0


@dataclass(frozen=True)
class Surroundings:
    """What a judgement may know besides its column: the others, by name, and what the TOML says."""

    columns: Mapping[str, ColumnCells] = field(repr=False)
    record_key: tuple[str, ...]
    today: datetime.date
    conventions: Conventions
    #: What the distinct cells of another column, by name, are read as.
    meaning: Callable[[str], Sequence[Value]] = field(repr=False)


Judgement = Callable[[ColumnCells, Surroundings], Verdict | None]
