"""Charts: from series of published cells to plain Plotly dictionaries, each with a text alternative."""

from dashboard.display.charts.alt import lacking
from dashboard.display.charts.bars import bars, dots
from dashboard.display.charts.bearing import bearing
from dashboard.display.charts.beside import beside, side_by_side
from dashboard.display.charts.bullet import bullet
from dashboard.display.charts.control import control
from dashboard.display.charts.funnel import funnel
from dashboard.display.charts.heat import heat
from dashboard.display.charts.line import line, panels
from dashboard.display.charts.marking import Mark, breaks
from dashboard.display.charts.paired import by_stage, paired
from dashboard.display.charts.scatter import scatter
from dashboard.display.charts.small import small_trends
from dashboard.display.charts.spark import spark
from dashboard.display.charts.step import step
from dashboard.display.charts.style import Picture

__all__ = [
    "Mark",
    "Picture",
    "bars",
    "bearing",
    "beside",
    "breaks",
    "bullet",
    "by_stage",
    "control",
    "dots",
    "funnel",
    "heat",
    "lacking",
    "line",
    "paired",
    "panels",
    "scatter",
    "side_by_side",
    "small_trends",
    "spark",
    "step",
]
