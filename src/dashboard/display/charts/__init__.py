"""Charts: from series of published cells to plain Plotly dictionaries, each with a text alternative."""

from dashboard.display.charts.alt import lacking
from dashboard.display.charts.applicable_events import applicable_events
from dashboard.display.charts.bars import bars, dots
from dashboard.display.charts.bullet import bullet
from dashboard.display.charts.control import control
from dashboard.display.charts.dumbbell import by_stage, dumbbell
from dashboard.display.charts.event_annotations import Mark, breaks
from dashboard.display.charts.funnel import funnel
from dashboard.display.charts.heat_map import heat_map
from dashboard.display.charts.line import line, panels
from dashboard.display.charts.next_range import with_next
from dashboard.display.charts.painted import paint
from dashboard.display.charts.scatter import scatter
from dashboard.display.charts.side_by_side_bars import side_by_side, side_by_side_bars
from dashboard.display.charts.small import small_trends
from dashboard.display.charts.sparkline import sparkline
from dashboard.display.charts.step import step
from dashboard.display.charts.style import Picture

__all__ = [
    "Mark",
    "Picture",
    "applicable_events",
    "bars",
    "breaks",
    "bullet",
    "by_stage",
    "control",
    "dots",
    "dumbbell",
    "funnel",
    "heat_map",
    "lacking",
    "line",
    "paint",
    "panels",
    "scatter",
    "side_by_side",
    "side_by_side_bars",
    "small_trends",
    "sparkline",
    "step",
    "with_next",
]
