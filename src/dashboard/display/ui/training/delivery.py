"""How training was held: in which format, and for how long."""

from __future__ import annotations

from dashboard.display.ui.blocks import breakdown, lines
from dashboard.display.ui.blocks.lines import Line
from dashboard.display.ui.choices import Chosen
from dashboard.publication import Publication

FORMATS, LENGTHS = "format_mix", "length_mix"
#: The formats whose course over the years is drawn.
OVER_TIME = ("in_person", "live_online", "e_learning", "blended")


def show(release: Publication, chosen: Chosen) -> None:
    """The formats of a year and of all years, and the lengths of its sessions."""
    breakdown.show(release, FORMATS, "held_as", "year", chosen)
    over_time = [Line(FORMATS, release.label("held_as", code), (("held_as", code),)) for code in OVER_TIME]
    lines.show(release, "formats", "Delivery format", over_time, "year", chosen)
    breakdown.show(release, LENGTHS, "session_length", "year", chosen)
