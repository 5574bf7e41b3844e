"""Rows of a table held column by column: each distinct cell once, and for each row a small number.

A register of a million bookings holds a few thousand different words. As lists of cells it takes more than
two gigabytes; so it takes a few dozen megabytes, and whoever judges a column looks at each of its distinct
cells once. To everybody else the rows are a sequence of pairs of number and cells, as they were read.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter, ne
from typing import Generic, overload

from dashboard.files.column_codes import Cell, Coded, Codes, Places, cell_of, codes_for, key_of, room_of

#: Rows that are taken up at a time.
PIECE = 4096
#: Rows beyond this width are rare, in a table of ours; what they hold beyond it is kept row by row.
_WIDEST = 256
#: Of the first rows, those whose width says how many columns there are.
_FIRST = 40


class CodedRows(Sequence[tuple[int, list[Cell]]], Generic[Cell]):
    """Rows by number, in their order; a list of a row's cells is made only when somebody asks for it.

    A part of the rows (``rows[5:]``) shares the columns with the whole.
    """

    def __init__(self, whole: _Whole[Cell], start: int = 0, stop: int | None = None) -> None:
        self._whole = whole
        self._start = start
        self._stop = len(whole.numbers) if stop is None else stop

    @classmethod
    def of(cls, rows: Sequence[tuple[int, Sequence[Cell]]], blank: Cell) -> CodedRows[Cell]:
        """``rows`` coded, unless they are; ``blank`` stands where a row has no cell."""
        if isinstance(rows, CodedRows):
            return rows
        coding = Coding(blank)
        for number, cells in rows:
            coding.add(number, cells)
        return coding.rows()

    def __len__(self) -> int:
        """How many rows there are."""
        return self._stop - self._start

    @overload
    def __getitem__(self, position: int) -> tuple[int, list[Cell]]: ...
    @overload
    def __getitem__(self, position: slice) -> CodedRows[Cell]: ...

    def __getitem__(self, position: int | slice) -> tuple[int, list[Cell]] | CodedRows[Cell]:
        """The row or rows at ``position``."""
        if isinstance(position, slice):
            chosen = range(self._start, self._stop)[position]
            if chosen.step == 1:
                return CodedRows(self._whole, chosen.start, max(chosen.start, chosen.stop))
            return CodedRows(self._whole.only(chosen))
        return self._whole.row(range(self._start, self._stop)[position])

    def __iter__(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each row, made as it is asked for."""
        return map(self._whole.row, range(self._start, self._stop))

    def __repr__(self) -> str:
        """How many rows there are, and none of them: no log or traceback can show a person's."""
        return f"<{len(self)} rows>"

    @property
    def numbers(self) -> Codes:
        """The number of each row."""
        return self._whole.numbers[self._start : self._stop]

    @property
    def width(self) -> int:
        """No row has a cell beyond so many columns but those of ``longer``."""
        return len(self._whole.columns)

    def longer(self) -> Iterator[tuple[int, list[Cell]]]:
        """The positions of the rows that have more cells than there are columns, and those cells."""
        for position, cells in self._whole.beyond.items():
            if self._start <= position < self._stop:
                yield position - self._start, cells

    def column(self, place: int) -> Coded[Cell]:
        """The column at ``place``, its distinct cells in the order in which they appear."""
        whole = self._whole
        if place >= len(whole.columns):
            return self._beyond(place)
        column = whole.columns[place]
        if len(self) == len(whole.numbers):
            return column
        return Coded(column.cells, column.codes[self._start : self._stop]).compact()

    def _beyond(self, place: int) -> Coded[Cell]:
        """A column that few rows have."""
        tails = dict(self.longer())
        at = place - self.width
        places = Places()
        codes = [
            places[key_of(tails[row][at] if row in tails and at < len(tails[row]) else self._whole.blank)]
            for row in range(len(self))
        ]
        return Coded([cell_of(key) for key in places], codes_for(len(places), codes))

    def positions(self, place: int, wanted: Callable[[Cell], bool]) -> list[int]:
        """The positions of the rows whose cell at ``place`` is ``wanted``; equal ones are asked of once."""
        if place >= self.width:
            column = self._beyond(place)
            start, stop = 0, len(self)
        else:
            column, start, stop = self._whole.columns[place], self._start, self._stop
        flags = bytes(map(wanted, column.cells))
        if 1 not in flags:
            return []
        codes = islice(column.codes, start, stop)
        return [position for position, code in enumerate(codes) if flags[code]]

    def holds(self, place: int, wanted: Callable[[Cell], bool]) -> bool:
        """Whether the cell at ``place`` of any row is ``wanted``."""
        if place >= self.width:
            at = place - self.width
            return any(at < len(cells) and wanted(cells[at]) for _, cells in self.longer())
        column = self._whole.columns[place]
        flags = bytes(map(wanted, column.cells))
        return 1 in flags and any(map(flags.__getitem__, islice(column.codes, self._start, self._stop)))

    def without(self, numbers: Iterable[int]) -> CodedRows[Cell]:
        """The rows but those that have one of ``numbers``."""
        left_out = set(numbers)
        if not left_out:
            return self
        whole = self._whole.numbers
        return CodedRows(
            self._whole.only(
                [place for place in range(self._start, self._stop) if whole[place] not in left_out]
            )
        )

    @property
    def records(self) -> int:
        """How many different numbers the rows have: rows of one stand together."""
        numbers = self.numbers
        return len(numbers) and 1 + sum(map(ne, numbers, numbers[1:]))

    def cells_of(self, number: int) -> list[Cell] | None:
        """The cells of the last row of a number; None where there is none. Numbers must not fall."""
        place = bisect_right(self._whole.numbers, number, self._start, self._stop) - 1
        if place < self._start or self._whole.numbers[place] != number:
            return None
        return self._whole.row(place)[1]


@dataclass(frozen=True, slots=True)
class _Whole(Generic[Cell]):
    """All rows of a table; ``widths`` say how many cells each had, ``beyond`` has what the columns lack."""

    numbers: Codes
    columns: Sequence[Coded[Cell]]
    widths: Codes
    beyond: dict[int, list[Cell]]
    blank: Cell

    def row(self, position: int) -> tuple[int, list[Cell]]:
        """The row at ``position``, as it was read."""
        width = self.widths[position]
        cells = [column.cells[column.codes[position]] for column in self.columns[:width]]
        return self.numbers[position], cells + self.beyond.get(position, [])

    def only(self, positions: Sequence[int]) -> _Whole[Cell]:
        """The rows at ``positions``."""
        if not positions:
            return _Whole(array("I"), (), array("I"), {}, self.blank)
        pick = itemgetter(*positions) if len(positions) > 1 else lambda codes: (codes[positions[0]],)
        return _Whole(
            array("I", pick(self.numbers)),
            [column.only(positions) for column in self.columns],
            array("I", pick(self.widths)),
            {at: self.beyond[place] for at, place in enumerate(positions) if place in self.beyond}
            if self.beyond
            else {},
            self.blank,
        )


class Coding(Generic[Cell]):
    """Takes rows up one by one and codes them, a piece at a time.

    Cells that are equal and no text are told apart by their kind as well: 1, 1.0 and true are equal.
    """

    def __init__(self, blank: Cell, *, texts: bool = False) -> None:
        """``blank`` stands where a row has no cell; ``texts`` says that every cell is text."""
        self._blank = blank
        self._texts = texts
        self._piece: list[Sequence[Cell]] = []
        self._numbers = array("I")
        self._widths = array("I")
        self._places: list[Places] | None = None
        self._codes: list[Codes] = []
        self._beyond: dict[int, list[Cell]] = {}
        self._more = 0

    def add(self, number: int, cells: Sequence[Cell]) -> None:
        """Take up a row; its cells must not change until ``rows`` has been asked for."""
        self._numbers.append(number)
        self._piece.append(cells)
        if len(self._piece) == PIECE:
            self._take_up()

    @property
    def held(self) -> int:
        """How many places for cells are held: one for each column in every row."""
        return len(self._numbers) * len(self._codes)

    @property
    def distinct(self) -> int:
        """How many different cells are held, column by column, and all cells beyond the columns."""
        return sum(map(len, self._places or ())) + self._more

    def rows(self) -> CodedRows[Cell]:
        """All rows that were added."""
        self._take_up()
        columns = [
            Coded([cell_of(key) for key in places], codes)
            for places, codes in zip(self._places or (), self._codes, strict=True)
        ]
        return CodedRows(_Whole(self._numbers, columns, self._widths, self._beyond, self._blank))

    def _take_up(self) -> None:
        piece, self._piece = self._piece, []
        if not piece:
            return
        if self._places is None:
            width = min(max(map(len, piece[:_FIRST])), _WIDEST)
            self._places = [Places() for _ in range(width)]
            self._codes = [codes_for(0) for _ in range(width)]
        width, first = len(self._places), len(self._widths)
        self._widths.extend(map(len, piece))
        widths = set(self._widths[first:])
        if max(widths) > width:
            for at, cells in enumerate(piece):
                if len(cells) > width:
                    self._beyond[first + at] = list(cells[width:])
                    self._more += len(cells) - width
        for place, places in enumerate(self._places):
            if min(widths) > place:
                column: Iterable[Cell] = map(itemgetter(place), piece)
            else:
                column = [cells[place] if place < len(cells) else self._blank for cells in piece]
            keys = column if self._texts else map(key_of, column)
            self._extend(place, list(map(places.__getitem__, keys)))

    def _extend(self, place: int, codes: list[int]) -> None:
        held, distinct = self._codes[place], len(self._places[place] if self._places else ())
        if distinct > room_of(held):
            held = self._codes[place] = codes_for(distinct, held)
        held.fromlist(codes)
