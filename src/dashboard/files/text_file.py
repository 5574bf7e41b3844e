"""A text file as spreadsheets save it, read a piece at a time: which letters, which lines.

UTF-8 with or without a mark, UTF-16 (Excel's "Unicode text") and UTF-32 likewise, Windows-1252, and Mac
Roman where lines end as only Excel's "CSV (Macintosh)" ends them. The file is looked through once for its
encoding, so that a letter that stands wrong at its end is known before a row is read.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

#: Opens the file's bytes anew.
Opens = Callable[[], BinaryIO]

#: Bytes that are looked at in one go.
_PIECE = 1 << 20
#: Bytes that show in how many bytes each letter is written.
_FIRST = 4000
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
#: Encodings of several bytes a letter, told without a mark: how many, and which are nought in Western text.
_WIDE = (
    ("utf-32-le", 4, (1, 2, 3)),
    ("utf-32-be", 4, (0, 1, 2)),
    ("utf-16-le", 2, (1,)),
    ("utf-16-be", 2, (0,)),
)
#: Letters beyond Latin are few in what we are sent: curly marks, dashes, a name.
_LATIN = 0.7
#: The marks at the beginning of a file; that of UTF-32 begins as that of UTF-16 does.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Letters and signs of Western Europe as UTF-8 writes them; in other encodings pairs that no word has.
_AS_UTF_8 = re.compile(rb"\xe2\x80[\x90-\xbf]|\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xef\xbb\xbf")
#: How DOS, and programs that remember it, end a text file.
_END_OF_FILE = "\x1a"
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
            if _END_OF_FILE in line:
                line = line.replace(_END_OF_FILE, "")
            if line:
                yield line


def encoding_of(opens: Opens) -> str:
    """The encoding of a text file. Raises Unreadable where it is none, or not whole."""
    seen = _look(opens)
    wide = next((name for mark, name in _MARKS if seen.first.startswith(mark)), "")
    wide = wide or (_wide(seen.first) if seen.nothing else "")
    if wide:
        return _sound(opens, wide)
    if seen.nothing and not seen.within:
        raise Unreadable(
            "ends in bytes that are no text, as a file does that was not written whole", CUT_SHORT
        )
    if seen.nothing:
        raise Unreadable(
            "is not a text file, whatever its ending says",
            "Export the table as a CSV file or an Excel workbook.",
        )
    if seen.cut:
        raise Unreadable("is cut short in the middle of a letter", CUT_SHORT)
    if seen.utf_8:
        return "utf-8-sig"
    if seen.mixed:
        raise Unreadable(
            "holds letters in two encodings, UTF-8 and another, so that one word of it would be two",
            "Save each part as 'CSV UTF-8' before parts are put together, and send the new file.",
        )
    return _sound(opens, "mac_roman" if seen.returns and not seen.feeds else "cp1252")


@dataclass
class _Seen:
    """What the bytes of a file show: its first ones, how many, whether any is nought, and so on.

    ``within`` says that text follows such a byte, ``mixed`` that some letters are written as UTF-8 writes
    them, ``cut`` that all is UTF-8 but the last letter, of which the end is missing.
    """

    first: bytes = b""
    size: int = 0
    nothing: bool = False
    within: bool = False
    mixed: bool = False
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
            seen.within = seen.within or (seen.nothing and bool(piece.strip(b"\x00")))
            seen.within = seen.within or b"\x00" in piece.rstrip(b"\x00")
            seen.nothing = seen.nothing or b"\x00" in piece
            seen.mixed = seen.mixed or _AS_UTF_8.search(piece) is not None
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
    text = first.removeprefix(codecs.BOM_UTF8).lstrip()
    for beginning, what, advice in _BEGINNINGS:
        if text.startswith(beginning):
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


def _wide(first: bytes) -> str:
    """The encoding of several bytes a letter, without a mark, that the first bytes show; empty where none."""
    for name, size, noughts in _WIDE:
        whole = first[: len(first) - len(first) % size]
        letters = len(whole) // size
        empty = [whole[place::size].count(0) for place in range(size)]
        filled = [place for place in range(size) if place not in noughts]
        if (
            letters > 1
            and all(empty[place] >= _LATIN * letters for place in noughts)
            and not any(empty[place] for place in filled)
        ):
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
