"""The figures of a deck as a workbook, XLSX or ODS: cover, contents, notes, marks, then one table a sheet.

The layout is that of the government Analysis Function ("Releasing statistics in spreadsheets"): tables that
are marked as such, no merged and no empty cell, notes and marks on sheets of their own.
"""

from dashboard.display.meeting.spreadsheet.open_document import ods
from dashboard.display.meeting.spreadsheet.workbook import xlsx

__all__ = ["ods", "xlsx"]
