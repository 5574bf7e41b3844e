"""Pseudonyms of which no two are the same, held in half the room of their bytes as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

#: Bytes of a pseudonym, of which its text shows each as two hexadecimal characters.
BYTES = 16


class PackedKeys(Sequence[str]):
    """The pseudonyms of rows, one after another in ``data``."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __len__(self) -> int:
        """How many there are."""
        return len(self.data) // BYTES

    @overload
    def __getitem__(self, position: int) -> str: ...
    @overload
    def __getitem__(self, position: slice) -> list[str]: ...

    def __getitem__(self, position: int | slice) -> str | list[str]:
        """The pseudonym or pseudonyms at ``position``."""
        if isinstance(position, slice):
            return [self[where] for where in range(*position.indices(len(self)))]
        where = range(len(self))[position]
        return self.data[BYTES * where : BYTES * (where + 1)].hex()

    def __repr__(self) -> str:
        """How many there are, and none of them."""
        return f"<{len(self)} pseudonyms>"

    def only(self, positions: Iterable[int]) -> PackedKeys:
        """Those at ``positions``."""
        return PackedKeys(b"".join(self.data[BYTES * at : BYTES * (at + 1)] for at in positions))
