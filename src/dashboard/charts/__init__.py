"""Charts: from series of published cells to plain Plotly dictionaries, each with a text alternative."""

from dashboard.charts.bars import bars, dots
from dashboard.charts.beside import beside
from dashboard.charts.control import control
from dashboard.charts.funnel import funnel
from dashboard.charts.line import line, panels
from dashboard.charts.marking import Mark
from dashboard.charts.spark import spark
from dashboard.charts.step import step
from dashboard.charts.style import Picture

__all__ = [
    "Mark",
    "Picture",
    "bars",
    "beside",
    "control",
    "dots",
    "funnel",
    "line",
    "panels",
    "spark",
    "step",
]
