"""The content of a file that was sent: opened as often as it is read, held whole only where it must be."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

#: Bytes that are looked at in one go, and after which is told how far one is.
_PIECE = 1 << 20
#: Told in a few words what is being done with a file, again and again.
Tell = Callable[[str], None]


def silent(_words: str) -> None:
    """Nobody asked to be told."""


def of_file(tell: Callable[[str, int, int], None], what: str, done: int, of: int) -> Tell:
    """Tells ``tell`` how far one is with ``what``, the file after ``done`` ``of`` so many steps."""

    def words_of_file(words: str) -> None:
        tell(f"{what}, {words}" if words else what, done, of)

    return words_of_file


class _Watched(io.RawIOBase):
    """A stream that tells how much of it has been read."""

    def __init__(self, stream: BinaryIO, size: int, tell: Tell) -> None:
        self._stream, self._size, self._tell = stream, size, tell
        self._done = self._reported = 0

    def readable(self) -> bool:
        """It can be read, and nothing else."""
        return True

    def readinto(self, room: Any) -> int:
        """Fill ``room``; how many bytes there were."""
        piece = self._stream.read(len(room))
        room[: len(piece)] = piece
        self._done += len(piece)
        if self._done - self._reported >= _PIECE:
            self._reported = self._done
            self._tell(f"{self._done / self._size:.0%} read")
        return len(piece)

    def close(self) -> None:
        """Close what it reads from as well."""
        self._stream.close()
        super().close()


@dataclass(frozen=True)
class Content:
    """The bytes of one file; ``opens`` opens them anew. ``tell`` is told how far one is with them."""

    opens: Callable[[], BinaryIO] = field(repr=False)
    size: int = 0
    tell: Tell = silent

    @classmethod
    def of_path(cls, path: Path, tell: Tell = silent) -> Content:
        """What lies at ``path``."""
        return cls(lambda: path.open("rb"), path.stat().st_size, tell)

    def watched(self) -> BinaryIO:
        """The bytes, and whoever reads them tells how far that is."""
        return io.BufferedReader(_Watched(self.opens(), max(self.size, 1), self.tell), _PIECE)

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
