"""Pictures of slides as SVG and PNG, from published figures, without a browser and without a network.

Lines and bars are drawn by Vega-Lite (vl-convert-python, which brings its own copy of Liberation Sans, so
that a picture is the same on every machine); maps are drawn from the outlines that the release carries.
"""

from dashboard.display.meeting.pictures.making import Size, pictured, png, svg

__all__ = ["Size", "pictured", "png", "svg"]
