"""A chart on a page: a picture of it at once, and the chart that answers the pointer for whoever asks for it.

A browser draws a picture in a hundredth of the time that Plotly takes for the chart, and prints it as it is.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import streamlit as st
from markupsafe import Markup

from dashboard.display.charts import Picture, paint

#: What the switch is called that turns a picture into the chart.
ASK = "Interactive chart"
#: How the key of such a switch ends.
LIVE = "-live"


class Drawn:
    """A picture and its chart, each made when it is first shown and then kept."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture

    @property
    def alt(self) -> str:
        """The words that say the same."""
        return self.picture.alt

    @cached_property
    def painted(self) -> Markup:
        """The picture."""
        return paint(self.picture)

    @cached_property
    def figure(self) -> Any:
        """The figure as Plotly checks it. Nobody changes it any more: its dictionary is copied once."""
        import plotly.graph_objects as go  # type: ignore[import-untyped]

        class Kept(go.Figure):  # type: ignore[misc]
            def to_dict(self) -> dict[str, Any]:
                return kept

        checked = go.Figure(self.picture.figure)
        kept: dict[str, Any] = checked.to_dict()
        return Kept(checked)


def show(key: str, drawn: Drawn) -> None:
    """The picture or, while the switch beneath it is on, the chart: as high, so that nothing jumps."""
    with st.container(key=f"drawn-{key}", gap=None):
        place = st.container()
        wanted = st.toggle(ASK, key=f"{key}{LIVE}", persist_state="page")
        with place:
            if not wanted:
                st.html(drawn.painted)
                return
            st.plotly_chart(
                drawn.figure,
                theme=None,
                # Its box is as high as the chart from the start: what stands below must not jump.
                height=int(drawn.figure.layout.height),
                key=f"{key}-picture",
                alt=drawn.alt,
                config={"displayModeBar": False, "responsive": True},
            )
