"""A small line as the address of an image that is its own SVG."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence

from dashboard.display.charts import crosses, style
from dashboard.files.templates import Template

_PARTS = Template(__file__, "small_lines.svg")


def address(
    size: tuple[int, int],
    ground: tuple[object, str],
    runs: Iterable[Sequence[str]],
    dots: Iterable[tuple[str, str, float]],
    lacking: Iterable[tuple[float, float]],
    colour: str,
    bands: Iterable[tuple[str, str, str]] = (),
) -> str:
    """The address (``data:``) of a line in ``colour`` on a picture of ``size`` (pixels across, down).

    ``ground`` is the height and the colour of the line that the figures stand on; ``runs`` are places "x,y"
    to be joined, ``dots`` places with a radius, ``lacking`` the middles of crosses, ``bands`` left, width and
    colour.
    """
    width, height = size
    drawn = _PARTS.line(
        width=width,
        height=height,
        bands=bands,
        ground=ground[0],
        ground_colour=ground[1],
        runs=runs,
        dots=dots,
        crosses=[crosses.arms(x, y) for x, y in lacking],
        colour=colour,
        ink=style.INK,
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"
