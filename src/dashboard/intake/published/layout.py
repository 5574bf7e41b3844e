"""What the layouts of published tables share: their headings found, marks and numbers read, rows unfolded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from dashboard.intake.validation.recognising import plain
from dashboard.intake.validation.sheet import Sheet, Unfolded
from dashboard.intake.validation.table import Cell, Furniture, as_text, blank

#: Rows in which the headings of a published table are looked for.
FIRST_ROWS = 20
#: Rows below the headings that show whether their columns hold figures.
_LOOKED_AT = 200
#: "[x]", "[note 3]", "[r]": what stands for a figure that is not there, or beside one that is.
_MARKS = re.compile(r"\[[^\]]*\]")
_WHOLE = re.compile(r"-?\d{1,3}(?:,\d{3})*|-?\d+", re.ASCII)

Rows = Sequence[tuple[int, Sequence[Cell]]]
#: Gives a table where a sheet has the layout, else nothing.
Layout = Callable[[Sheet], "Unfolding | None"]
#: One long row: its number in the sheet, its cells, and where in the sheet each came from (-1: nowhere).
Long = tuple[int, tuple[Cell, ...], tuple[int, ...]]


@dataclass
class Unfolding:
    """One table of a sheet, to be unfolded into one row for each figure.

    ``headings`` are those of the long form, of the format ``name``; ``heading_place`` is the place of the
    (last) heading row among the sheet's rows. ``unfold`` is given the quarter of the
    edition, where the table ``needs_quarter``; ``last_period`` is the last that a table by quarter gives.
    """

    name: str
    source: Sheet = field(repr=False)
    headings: tuple[str, ...]
    heading_place: int
    unfold: Callable[[Unfolding, str], Iterator[Long]] = field(repr=False)
    needs_quarter: bool = False
    last_period: str = ""
    furniture: dict[int, Furniture] = field(default_factory=dict)
    differing: set[int] = field(default_factory=set)
    merged: int = 0

    @property
    def above(self) -> Rows:
        """The rows above the heading row."""
        return self.source.rows[: self.heading_place]

    @property
    def below(self) -> Rows:
        """The rows below the headings."""
        return self.source.rows[self.heading_place + 1 :]

    def sheet(self, quarter: str) -> Sheet:
        """The sheet with a row for each figure. To be asked once."""
        long = list(self.unfold(self, quarter))
        number = self.source.rows[self.heading_place][0]
        unfolded = Unfolded(
            above=self.above,
            furniture=self.furniture,
            places=tuple(places for _, _, places in long),
            differing=frozenset(self.differing),
            merged=self.merged,
        )
        rows = [(number, self.headings), *((row, cells) for row, cells, _ in long)]
        return Sheet(
            self.source.name,
            self.source.place,
            rows,
            far=self.source.far,
            unfolded=unfolded,
            hidden=self.source.hidden,
        )


def words_of(cells: Sequence[Cell]) -> list[str]:
    """The cells of a heading row for comparing: lower case, without marks of notes."""
    return [plain(as_text(cell)) for cell in cells]


def heading_rows(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """The rows that may hold the headings of a table, by place, with their words.

    Headings again are none: what stands above them are records, and no titles of the table.
    """
    seen: set[tuple[str, ...]] = set()
    for place, (_, cells) in enumerate(sheet.rows[:FIRST_ROWS]):
        words = words_of(cells)
        if tuple(words) not in seen:
            yield place, words
        seen.add(tuple(words))


def unmarked(cell: Cell) -> str:
    """A label without marks: "Kent Police [note 3]" is Kent Police."""
    return " ".join(_MARKS.sub(" ", as_text(cell)).split())


def cell_at(cells: Sequence[Cell], place: int | None) -> Cell:
    """One cell of a row; blank where the row is short or there is no such column."""
    return cells[place] if place is not None and place < len(cells) else ""


def figure(cell: Cell) -> Cell | None:
    """A figure without marks beside it; None where a mark or a dash stands for a figure that is not there.

    What is neither is given as it stands, for the checks to name its row: blank is never nought.
    """
    if not isinstance(cell, str):
        return cell
    text = unmarked(cell)
    if (not text and not blank(cell)) or text in {"-", "\u2013", "\u2014", "..", ":"}:
        return None
    return text.replace(",", "") if _WHOLE.fullmatch(text) else cell


def whole(cell: Cell | None) -> int | None:
    """A figure as a number, where it is a whole one."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else None
    text = str(cell)
    return int(text) if _WHOLE.fullmatch(text) and "," not in text else None


def are_figures(rows: Rows, places: Sequence[int]) -> bool:
    """Whether most of what is filled under the headings of figures is a figure or a mark for one.

    A log has the same labels before other columns: its answers and dates are none.
    """
    cells = [cell_at(cells, place) for _, cells in rows[:_LOOKED_AT] for place in places]
    filled = [cell for cell in cells if not blank(cell)]
    return 2 * sum(_is_figure(cell) for cell in filled) >= len(filled)


def holds_figures(cells: Sequence[Cell], places: Sequence[int]) -> bool:
    """Whether a row has a figure, or a mark for one, in any of the columns of figures."""
    return any(not blank(cell) and _is_figure(cell) for cell in (cell_at(cells, place) for place in places))


def _is_figure(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return isinstance(cell, int | float) and not isinstance(cell, bool)
    return figure(cell) is None or whole(figure(cell)) is not None
