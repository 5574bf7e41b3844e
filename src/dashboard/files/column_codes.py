"""One column as its distinct cells and a small number a row that says which of them is the row's own."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Sequence
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


def compact(cells: Sequence[Cell], codes: Sequence[int]) -> Coded[Cell]:
    """A column in which only those of ``cells`` are left that a row has, in the order of the rows."""
    kept = list(dict.fromkeys(codes))
    moved = dict(zip(kept, range(len(kept)), strict=True))
    return Coded([cells[code] for code in kept], codes_for(len(kept), map(moved.__getitem__, codes)))


def room_of(codes: Codes) -> int:
    """How many distinct cells the numbers of ``codes`` can tell apart."""
    return dict(_ROOM).get(codes.typecode, 1 << 32)


def key_of(cell: Hashable) -> Hashable:
    """What tells a cell from all others: 1, 1.0 and True are different cells."""
    return cell if type(cell) is str else (type(cell), cell)


def cell_of(key: Any) -> Any:
    """The cell of a key."""
    return key[1] if type(key) is tuple else key
