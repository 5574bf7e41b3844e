"""Exports: the figures of a chart as a table and as a file."""

from dashboard.display.exports.comma_separated import comma_separated
from dashboard.display.exports.table import Table, table, worked_out

__all__ = ["Table", "comma_separated", "table", "worked_out"]
