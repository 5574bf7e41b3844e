"""Maps: from published values and open outlines to a deck.gl picture that needs no network."""

from dashboard.maps.areas import AreaMap, AreaValue, LegendRow, area_map

__all__ = ["AreaMap", "AreaValue", "LegendRow", "area_map"]
