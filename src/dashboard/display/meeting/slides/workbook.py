"""The workbook inside a chart, and files whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from xlsxwriter import Workbook  # type: ignore[import-untyped]

#: How each measure is printed in a chart, as wording.measured prints it. Excel rounds half away from 0.
FORMATS = {
    "percent": '0"%";\N{MINUS SIGN}0"%"',
    "mean": "0.00;\N{MINUS SIGN}0.00",
    "rate": "#,##0.0;\N{MINUS SIGN}#,##0.0",
}
COUNT = "#,##0;\N{MINUS SIGN}#,##0"
#: The oldest day that a ZIP file can name.
_OLD = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Sheet:
    """What a chart is drawn from: row names, and columns of published values; None is an empty cell."""

    heading: str
    names: tuple[str, ...]
    columns: tuple[tuple[str, tuple[float | None, ...]], ...]
    measure: str

    @property
    def format(self) -> str:
        """The number format of the values."""
        return FORMATS.get(self.measure, COUNT)

    def data(self) -> CategoryChartData:
        """The same as the library wants it."""
        chart_data = CategoryChartData(number_format=self.format)
        chart_data.categories = list(self.names)
        for name, values in self.columns:
            chart_data.add_series(name, values)
        return chart_data


def embed(chart: Any, sheet: Sheet, title: str, author: str, day: datetime.datetime) -> None:
    """Put the workbook of ``sheet`` into ``chart``, in place of the one that the library wrote."""
    chart.part.chart_workbook.update_from_xlsx_blob(_written(sheet, title, author, day))


def sealed(file: bytes) -> bytes:
    """The same ZIP file with every entry on one fixed day."""
    sealed_file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as old,
        zipfile.ZipFile(sealed_file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _OLD)
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(fixed, old.read(entry))
    return sealed_file.getvalue()


def _written(sheet: Sheet, title: str, author: str, day: datetime.datetime) -> bytes:
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": title, "author": author, "created": day})
    page = book.add_worksheet("Sheet1")
    page.set_column(0, 0, max(10, *(len(name) for name in sheet.names)) if sheet.names else 10)
    page.write_string(0, 0, sheet.heading)
    look = book.add_format({"num_format": sheet.format})
    for row, name in enumerate(sheet.names, 1):
        page.write_string(row, 0, name)
    for at, (name, values) in enumerate(sheet.columns, 1):
        page.write_string(0, at, name)
        _column(page, at, values, look)
    book.close()
    return sealed(buffer.getvalue())


def _column(page: Any, at: int, values: Sequence[float | None], look: Any) -> None:
    for row, value in enumerate(values, 1):
        if value is not None:
            page.write_number(row, at, value, look)
