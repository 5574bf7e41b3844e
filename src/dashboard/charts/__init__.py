"""Charts: from series of published cells to plain Plotly dictionaries, each with a text alternative."""

from dashboard.charts.bars import bars, dots
from dashboard.charts.beside import beside
from dashboard.charts.line import Mark, line, panels
from dashboard.charts.small import small_trends
from dashboard.charts.spark import spark
from dashboard.charts.style import Picture

__all__ = ["Mark", "Picture", "bars", "beside", "dots", "line", "panels", "small_trends", "spark"]
