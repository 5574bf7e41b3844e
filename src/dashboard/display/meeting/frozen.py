"""What makes a file the same every time: the day of its release, and nothing of the machine."""

from __future__ import annotations

import datetime
import io
import zipfile

from dashboard.display.meeting.deck import Deck
from dashboard.methods import wording

#: The earliest day that a zip archive can hold; spreadsheets write it themselves.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def day(deck: Deck) -> datetime.date:
    """The day on which the release of ``deck`` was made."""
    number, month, year = deck.made_on.split()
    return datetime.date(int(year), wording.MONTHS.index(month) + 1, int(number))


def archive(written: bytes) -> bytes:
    """A zip archive with the same files in the same order, without times, rights or remarks.

    Files that are stored as they are stay so: an OpenDocument file begins with its type, not compressed.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as given, zipfile.ZipFile(buffer, "w") as zipped:
        for item in given.infolist():
            entry = zipfile.ZipInfo(item.filename, _NO_DAY)
            entry.compress_type = item.compress_type
            entry.create_system = 0
            zipped.writestr(entry, given.read(item))
    return buffer.getvalue()
