"""Charts: from series of published cells to plain Plotly dictionaries, each with a text alternative."""

from dashboard.charts.alt import lacking
from dashboard.charts.bars import bars, dots
from dashboard.charts.bearing import bearing
from dashboard.charts.beside import beside, side_by_side
from dashboard.charts.bullet import bullet
from dashboard.charts.control import control
from dashboard.charts.funnel import funnel
from dashboard.charts.heat import heat
from dashboard.charts.line import line, panels
from dashboard.charts.marking import Mark
from dashboard.charts.paired import by_stage, paired
from dashboard.charts.scatter import scatter
from dashboard.charts.small import small_trends
from dashboard.charts.spark import spark
from dashboard.charts.step import step
from dashboard.charts.style import Picture

__all__ = [
    "Mark",
    "Picture",
    "bars",
    "bearing",
    "beside",
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
