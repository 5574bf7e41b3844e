"""Maps: from published values and open outlines to a deck.gl picture that needs no network."""

from dashboard.maps.areas import AreaMap, AreaValue, LegendRow, area_map
from dashboard.maps.deck import Camera

__all__ = ["AreaMap", "AreaValue", "Camera", "LegendRow", "area_map"]
