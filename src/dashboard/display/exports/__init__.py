"""Exports: the figures of a chart as a table and as a file."""

from dashboard.exports.comma_separated import comma_separated
from dashboard.exports.table import Table, table, worked_out

__all__ = ["Table", "comma_separated", "table", "worked_out"]
