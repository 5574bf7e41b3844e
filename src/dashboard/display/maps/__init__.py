"""Maps: from published values and open outlines to a deck.gl picture that needs no network."""

from dashboard.display.maps.areas import AreaMap, AreaValue, LegendRow, area_map
from dashboard.display.maps.deck import Camera

__all__ = ["AreaMap", "AreaValue", "Camera", "LegendRow", "area_map"]
