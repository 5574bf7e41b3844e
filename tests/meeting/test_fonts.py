"""Pictures have the letters of the font that comes with vl-convert, whatever else is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.fonts import make_font, only_fonts_in

#: Draws a chart as SVG and as PNG in a process of its own, and prints a hash of each.
DRAW = """
import hashlib
from dashboard.display import charts
from dashboard.display.meeting.pictures import converter, drawing
from dashboard.display.meeting.pictures.painting import painted
from tests.charts.samples import point, split
bars = charts.bars(split([point("a", 12.0, "Handgloves"), point("b", None, "Hidden")]))
svg = drawing.held(drawing.whole(300, 80, painted(bars, 300)))
for made in (svg.encode(), converter.to_png(svg)):
    print(hashlib.sha256(made).hexdigest())
"""
#: The same with the fonts that vl-convert finds by itself.
DRAW_BARE = DRAW.replace("svg =", "converter._without_system_fonts = lambda: None\nsvg =")


def drawn(folder: Path, code: str) -> list[str]:
    """What ``code`` prints where the fonts in ``folder`` are installed and no other."""
    result = subprocess.run(
        [sys.executable, "-c", code],
        env=only_fonts_in(folder),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return result.stdout.split()


def test_pictures_are_the_same_with_no_font_and_with_another_of_the_same_name(tmp_path: Path) -> None:
    none, other = tmp_path / "none", tmp_path / "other"
    none.mkdir()
    other.mkdir()
    make_font(other / "wide.ttf", "Liberation Sans", lambda letter: 2.0)
    expected = drawn(none, DRAW)
    assert len(expected) == 2
    assert drawn(other, DRAW) == expected
    # Left to itself, vl-convert takes the other.
    assert drawn(other, DRAW_BARE) != expected
