"""The map that was chosen, and beside it what says the same in bars, words and a table."""

from __future__ import annotations

from dashboard.display.ui.geography import map_figure, map_flows, map_gap, map_venues
from dashboard.display.ui.geography.area_choices import View
from dashboard.publication import Publication

_SHOW = {
    "figure": map_figure.show,
    "gap": map_gap.show,
    "venues": map_venues.show,
    "flows": map_flows.show,
}


def show(release: Publication, view: View) -> None:
    """Draw the map that ``view`` asks for."""
    _SHOW[view.map](release, view)
