"""A column of a table: each distinct cell once, and for each row a small number, its cell's place."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

Cell = TypeVar("Cell", bound=Hashable)
#: Any column: the place of each row's cell among the distinct ones, in the smallest numbers that hold it.
Codes: TypeAlias = "array[int]"

#: How many distinct cells codes of a kind can tell apart; ``I`` is enough for all that is read.
_ROOM = (("B", 1 << 8), ("H", 1 << 16))


def codes_for(distinct: int, codes: Iterable[int] = ()) -> Codes:
    """``codes`` of a column with so many ``distinct`` cells."""
    return array(next((kind for kind, room in _ROOM if distinct <= room), "I"), codes)


class Places(dict[Hashable, int]):
    """The place of each distinct thing, in the order in which they are first asked for."""

    def __missing__(self, thing: Hashable) -> int:
        """A new thing stands behind all others."""
        self[thing] = place = len(self)
        return place


@dataclass(frozen=True, slots=True)
class Coded(Generic[Cell]):
    """One column: its distinct ``cells``, and for each row the place of its own among them."""

    cells: Sequence[Cell] = field(repr=False)
    codes: Codes = field(repr=False)

    def __getitem__(self, position: int) -> Cell:
        """The cell of the row at ``position``."""
        return self.cells[self.codes[position]]

    def positions(self, wanted: Callable[[Cell], bool]) -> list[int]:
        """The positions of the rows whose cell is ``wanted``; equal ones are asked of once."""
        flags = bytes(map(wanted, self.cells))
        if 1 not in flags:
            return []
        return [position for position, code in enumerate(self.codes) if flags[code]]

    def only(self, positions: Iterable[int]) -> Coded[Cell]:
        """The column of the rows at ``positions``, with no cell that none of them has."""
        return Coded(self.cells, array(self.codes.typecode, map(self.codes.__getitem__, positions))).compact()

    def compact(self) -> Coded[Cell]:
        """The column with those cells only that a row has, in the order of the rows."""
        kept = list(dict.fromkeys(self.codes))
        if kept == list(range(len(self.cells))):
            return self
        moved = dict(zip(kept, range(len(kept)), strict=True))
        codes = codes_for(len(kept), map(moved.__getitem__, self.codes))
        return Coded([self.cells[code] for code in kept], codes)


def room_of(codes: Codes) -> int:
    """How many distinct cells ``codes`` can tell apart."""
    return dict(_ROOM).get(codes.typecode, 1 << 32)


def key_of(cell: Hashable) -> Hashable:
    """What tells a cell apart: cells that are no text by their kind as well, since 1 and true are equal."""
    return cell if type(cell) is str else (type(cell), cell)


def cell_of(key: Any) -> Any:
    """The cell that ``key_of`` made a key of."""
    return key[1] if type(key) is tuple else key
