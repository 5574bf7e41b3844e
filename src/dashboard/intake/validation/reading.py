"""From a file to its table: the file's bytes, and the right reader for its ending.

What cannot be read is refused in one sentence with what to do; no sentence holds text of the file.
"""

from __future__ import annotations

from pathlib import Path

from dashboard.intake.validation import delimited, workbook
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.table import Table

#: A larger file is not an extract of ours; the training register of a whole county is under 5 MB a year.
MOST_BYTES = 100_000_000

DELIMITED = (".csv", ".txt", ".tsv")
WORKBOOKS = (".xlsx", ".xlsm")


def load(path: Path) -> bytes:
    """The file's bytes. Raises ExtractRefused where there are none, or too many."""
    name = path.name
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ExtractRefused(name, f"{name} is a folder.", "Name one file in it.")
        if size > MOST_BYTES:
            raise ExtractRefused(
                name,
                f"{name} is larger than {MOST_BYTES // 1_000_000} MB.",
                "Send a shorter period in each file.",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise ExtractRefused(name, f"{name} was not found.", "Check the name and the folder.") from None
    except OSError as broken:
        raise ExtractRefused(
            name,
            f"{name} could not be opened ({broken.strerror or 'read error'}).",
            "Close it in other programs and check that you may read it.",
        ) from None
    if not data.strip():
        raise ExtractRefused(name, f"{name} is empty.", "Export it again and send the new file.")
    return data


def read(name: str, data: bytes, sheet: str = "") -> Table:
    """The table in ``data``, a file called ``name``; ``sheet`` names a workbook's sheet, else the first.

    Raises ExtractRefused for anything that is not a whole table in a format we read.
    """
    suffix = Path(name).suffix.lower()
    if suffix in WORKBOOKS:
        return workbook.read(name, data, sheet)
    if suffix == ".xls":
        raise ExtractRefused(
            name,
            f"{name} is in the old Excel format (.xls), which cannot be read safely.",
            "Open it in Excel and save it as an Excel workbook (.xlsx).",
        )
    if suffix not in DELIMITED:
        raise ExtractRefused(
            name, f"{name} is neither a CSV file nor an Excel workbook (.xlsx).", "Save it as one of the two."
        )
    if sheet:
        raise ExtractRefused(
            name,
            f"The TOML beside {name} names a sheet, but a CSV file has none.",
            "Remove 'sheet' from the TOML.",
        )
    return delimited.read(name, data)
