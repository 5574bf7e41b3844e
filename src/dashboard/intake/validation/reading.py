"""From a file to its sheets: the file's content, and the right reader for its ending.

What cannot be read is refused in one sentence with what to do; no sentence holds text of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dashboard.intake.validation import delimited, old_excel, opendocument, workbook
from dashboard.intake.validation.content import Content, Tell, silent
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.sheet import Sheet

#: Bytes of a workbook, which is read whole; the training register of a whole county is under 5 MB a year.
MOST_BYTES = 100_000_000
#: Bytes of a text file, which is read in pieces.
MOST_TEXT = 1_000_000_000

DELIMITED = (".csv", ".txt", ".tsv", ".tab", ".psv")
WORKBOOKS = (".xlsx", ".xlsm")
OPEN_DOCUMENT = ".ods"
OLD_EXCEL = ".xls"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def load(path: Path, tell: Tell = silent) -> Content:
    """The file's content; ``tell`` is told how far reading it is.

    Raises ExtractRefused where there is none, or too much.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ExtractRefused(name, f"{name} is a folder.", "Name one file in it.")
        most = MOST_TEXT if path.suffix.lower() in DELIMITED else MOST_BYTES
        if size > most:
            raise ExtractRefused(
                name,
                f"{name} is larger than {most // 1_000_000:,} MB.",
                "Send a shorter period in each file.",
            )
        content = Content.of_path(path, tell)
        nothing = content.nothing
    except FileNotFoundError:
        raise ExtractRefused(name, f"{name} was not found.", "Check the name and the folder.") from None
    except OSError as broken:
        raise ExtractRefused(
            name,
            f"{name} could not be opened ({broken.strerror or 'read error'}).",
            "Close it in other programs and check that you may read it.",
        ) from None
    if nothing:
        raise ExtractRefused(name, f"{name} is empty.", "Export it again and send the new file.")
    return content


def read(name: str, content: Content) -> Iterator[Sheet]:
    """The sheets of ``content``, a file called ``name``, hidden ones too; a CSV file is one sheet of place 0.

    Raises ExtractRefused for anything that is not a whole file in a format we read, here or when a sheet is
    asked for.
    """
    suffix = Path(name).suffix.lower()
    content.tell("reading")
    first = content.first(len(OLD_OFFICE))
    if suffix in WORKBOOKS:
        yield from workbook.read(name, content.whole())
    elif suffix == OPEN_DOCUMENT:
        yield from opendocument.read(name, content.whole())
    elif suffix in DELIMITED:
        yield delimited.read(name, content)
    elif suffix == OLD_EXCEL and first == OLD_OFFICE:
        yield from old_excel.read(name, content.whole())
    elif suffix == OLD_EXCEL and first.startswith(b"PK"):
        yield from workbook.read(name, content.whole())
    elif suffix == OLD_EXCEL:
        # Many systems give the ending to a web page or to text, which Excel opens with a warning.
        raise ExtractRefused(
            name,
            f"{name} is not an Excel workbook, whatever its ending says.",
            "Open it in Excel and save it as an Excel workbook (.xlsx).",
        )
    else:
        raise ExtractRefused(
            name,
            f"{name} is neither a CSV file nor a workbook (.xlsx, .xlsm, .xls, .ods).",
            "Save it as one of these.",
        )
