"""The content of a file that was sent: opened as often as it is read, held whole only where it must be."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

#: Bytes that are looked at in one go.
_PIECE = 1 << 20


@dataclass(frozen=True)
class Content:
    """The bytes of one file; ``opens`` opens them anew."""

    opens: Callable[[], BinaryIO] = field(repr=False)

    @classmethod
    def of_path(cls, path: Path) -> Content:
        """What lies at ``path``."""
        return cls(lambda: path.open("rb"))

    @classmethod
    def of_bytes(cls, data: bytes) -> Content:
        """What is in memory already."""
        return cls(lambda: io.BytesIO(data))

    def whole(self) -> bytes:
        """All bytes, for readers that go back and forth in them."""
        with self.opens() as stream:
            return stream.read()

    def first(self, size: int) -> bytes:
        """The first bytes, at most ``size``."""
        with self.opens() as stream:
            return stream.read(size)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing but white space."""
        with self.opens() as stream:
            while piece := stream.read(_PIECE):
                if piece.strip():
                    return False
        return True

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        digest = hashlib.sha256()
        with self.opens() as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
        return digest.hexdigest()
