"""A text file as spreadsheets save it, read a piece at a time: which letters, which lines.

UTF-8 with or without a mark, UTF-16 (Excel's "Unicode text"), Windows-1252, and Mac Roman where lines end as
only Excel's "CSV (Macintosh)" ends them. The file is looked through once for its encoding, so that a letter
that stands wrong at its end is known before a row is read.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

#: Opens the file's bytes anew.
Opens = Callable[[], BinaryIO]

#: Bytes that are looked at in one go.
_PIECE = 1 << 20
#: Bytes that show the kind of UTF-16.
_FIRST = 200
#: Letters; no row of ours has a hundredth of it, and a file without line ends must not be read whole.
MOST_IN_LINE = 4_000_000

#: How files of other kinds begin, and what to say of them.
_BEGINNINGS = (
    (b"PK\x03\x04", "an Excel workbook or a zip file renamed to .csv", "Give it back its ending, .xlsx."),
    (b"\xd0\xcf\x11\xe0", "an old Office file renamed to .csv", "Open it in Excel and save it as .xlsx."),
    (b"%PDF", "a PDF renamed to .csv", "Ask for the table as a CSV file or an Excel workbook."),
    (b"\x1f\x8b", "a compressed file renamed to .csv", "Unpack it first."),
    (b"\x89PNG", "a picture renamed to .csv", "Ask for the table as a CSV file or an Excel workbook."),
    (b"<", "a web page or XML renamed to .csv", "Open it in Excel and save it as .xlsx."),
)
CUT_SHORT = "Export it again, wait until it has finished, and send the new file."


class Unreadable(Exception):
    """The bytes are no table. ``what`` follows the file's name in a sentence; ``advice`` is what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice


def decode(data: bytes) -> str:
    """The text of a small file, whole. Raises Unreadable where it is none."""
    return data.decode(encoding_of(lambda: io.BytesIO(data)))


def lines_of(opens: Opens, encoding: str) -> Iterator[str]:
    """The lines with their ends, as they stand. Raises Unreadable for one that is far too long."""
    with io.TextIOWrapper(opens(), encoding=encoding, newline="") as stream:
        number = 0
        while line := stream.readline(MOST_IN_LINE + 1):
            number += 1
            if len(line) > MOST_IN_LINE:
                raise Unreadable(
                    f"has more than {MOST_IN_LINE // 1_000_000} million letters in line {number}",
                    "Export it again with one row in each line.",
                )
            yield line


def encoding_of(opens: Opens) -> str:
    """The encoding of a text file. Raises Unreadable where it is none, or not whole."""
    seen = _look(opens)
    if seen.first.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _sound(opens, "utf-16")
    if seen.nothing and (without_mark := _utf_16(seen)):
        return _sound(opens, without_mark)
    if seen.nothing:
        raise Unreadable(
            "is not a text file, whatever its ending says",
            "Export the table as a CSV file or an Excel workbook.",
        )
    if seen.cut:
        raise Unreadable("is cut short in the middle of a letter", CUT_SHORT)
    if seen.utf_8:
        return "utf-8-sig"
    return _sound(opens, "mac_roman" if seen.returns and not seen.feeds else "cp1252")


@dataclass
class _Seen:
    """What the bytes of a file show: its first ones, how many, whether any is nought, and so on.

    ``cut`` says that all is UTF-8 but the last letter, of which the end is missing.
    """

    first: bytes = b""
    size: int = 0
    nothing: bool = False
    returns: bool = False
    feeds: bool = False
    utf_8: bool = True
    cut: bool = False


def _look(opens: Opens) -> _Seen:
    seen = _Seen()
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opens() as stream:
        while piece := stream.read(_PIECE):
            if not seen.size:
                _refuse_other_kinds(piece)
                seen.first = piece[:_FIRST]
            seen.size += len(piece)
            seen.nothing = seen.nothing or b"\x00" in piece
            seen.returns = seen.returns or b"\r" in piece
            seen.feeds = seen.feeds or b"\n" in piece
            seen.utf_8 = seen.utf_8 and _decodes(decoder, piece)
    pending = decoder.getstate()[0]
    if seen.utf_8 and pending:
        # A letter begins that the file does not end: cut short, unless it would be the only one beyond ASCII.
        seen.utf_8 = False
        seen.cut = not _is_ascii(opens, seen.size - len(pending))
    return seen


def _refuse_other_kinds(first: bytes) -> None:
    for beginning, what, advice in _BEGINNINGS:
        if first.lstrip().startswith(beginning):
            raise Unreadable(f"is {what}", advice)


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes) -> bool:
    try:
        decoder.decode(piece)
    except UnicodeDecodeError:
        return False
    return True


def _is_ascii(opens: Opens, size: int) -> bool:
    """Whether the first ``size`` bytes are all ASCII."""
    with opens() as stream:
        while size > 0 and (piece := stream.read(min(_PIECE, size))):
            if not piece.isascii():
                return False
            size -= len(piece)
    return True


def _utf_16(seen: _Seen) -> str:
    """The kind of UTF-16 without a mark that the first letters show; empty where they show none."""
    first = seen.first
    if len(first) < 4 or seen.size % 2:
        return ""
    for name, letters, nothing in (
        ("utf-16-le", first[::2], first[1::2]),
        ("utf-16-be", first[1::2], first[::2]),
    ):
        if 0 not in letters and not any(nothing):
            return name
    return ""


def _sound(opens: Opens, encoding: str) -> str:
    """``encoding``, once every letter has been read in it. Raises Unreadable where one cannot be."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with opens() as stream:
            while piece := stream.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeError:
        raise Unreadable(
            "is in an encoding that is neither UTF-8 nor Windows-1252", "Save it as 'CSV UTF-8' in Excel."
        ) from None
    return encoding
