"""Pictures of slides as SVG and PNG, from published figures, without a browser and without a network.

Charts are painted from the figure that a page's chart is drawn from, maps from the outlines that the release
carries. vl-convert-python makes PNG of them; it brings its own copy of Liberation Sans, so that a picture is
the same on every machine.
"""

from dashboard.display.meeting.pictures.making import Size, pictured, png, svg

__all__ = ["Size", "pictured", "png", "svg"]
