"""Writing extracts the way partners send them: encodings, separators, workbooks, and the TOML beside."""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from openpyxl import Workbook  # type: ignore[import-untyped]

from made_up.draw import Codes

#: The time stamp in every workbook, so that the same seed gives the same bytes.
STAMP = (2026, 10, 1, 9, 0, 0)


@dataclass(frozen=True)
class Layout:
    """How one file is sent. A workbook has ``suffix`` .xlsx, and its dates are real date cells.

    ``headings`` are a partner's own headings by canonical column, ``words`` its own words by column and
    code; both go into the TOML beside the file.
    """

    suffix: str = ".csv"
    encoding: str = "utf-8"
    separator: str = ","
    dates: str = "%d/%m/%Y"
    headings: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def heading(self, column: str) -> str:
        """The heading of a column: the partner's own, or the canonical one in plain words."""
        return self.headings.get(column, column.replace("_", " ").capitalize())


@dataclass(frozen=True)
class Marks:
    """What the TOML beside a file says of it, besides that it is made up."""

    name: str
    source: str
    published_on: datetime.date | None = None


def write(folder: Path, stem: str, marks: Marks, rows: pd.DataFrame, layout: Layout) -> Path:
    """Write the rows and the TOML that marks them as made up; the path of the extract."""
    path = folder / f"{stem}{layout.suffix}"
    headed = rows.rename(columns=layout.heading)
    if layout.suffix == ".xlsx":
        path.write_bytes(_workbook(headed))
    else:
        text = headed.to_csv(index=False, sep=layout.separator, lineterminator="\r\n")
        path.write_bytes(text.encode(layout.encoding))
    path.with_suffix(".toml").write_text(_toml(marks, layout), encoding="utf-8")
    return path


def _toml(marks: Marks, layout: Layout) -> str:
    quoted = json.dumps
    lines = [
        "# Demonstration data: every row of the file beside this one is made up.",
        "[extract]",
        f"name = {quoted(marks.name)}",
        f"source = {quoted(marks.source)}",
        "made_up = true",
    ]
    if marks.published_on:
        lines.append(f"published_on = {marks.published_on}")
    if layout.headings:
        lines += [
            "",
            "# The dashboard's columns, and this partner's own headings for them.",
            "[mapping.columns]",
        ]
        lines += [f"{column} = {quoted(own)}" for column, own in layout.headings.items()]
    for column, words in layout.words.items():
        lines += ["", f"[mapping.values.{column}]"]
        lines += [f"{quoted(own)} = {quoted(code)}" for code, own in words.items()]
    return "\n".join(lines) + "\n"


def _workbook(rows: pd.DataFrame) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    sheet.append(list(rows.columns))
    columns: list[Codes] = [rows[column].to_numpy(dtype=object) for column in rows.columns]
    for row in zip(*columns, strict=True):
        sheet.append([None if value == "" else value for value in row])
    raw = io.BytesIO()
    book.save(raw)
    return _without_clock(raw.getvalue())


def _without_clock(raw: bytes) -> bytes:
    """The same workbook with every time stamp set to ``STAMP``."""
    moment = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*STAMP).encode()
    still = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment, content)
            entry = zipfile.ZipInfo(name, date_time=STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return still.getvalue()
