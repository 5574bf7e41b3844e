"""About the data: breaks and events, from the list that the charts mark them from."""

from __future__ import annotations

import streamlit as st

from dashboard import reference
from dashboard.display.exports import Table
from dashboard.display.ui.words import section, table_html
from dashboard.methods import wording
from dashboard.publication import Publication


def show(release: Publication) -> None:
    """Every event that a time line marks, and every break across which figures are not of one kind."""
    section(
        "Breaks and events",
        "Where figures before and after a day are not of one kind, no page judges the change between them.",
    )
    rows = tuple(
        (
            str(event["label"]),
            _when(str(event["starts"]), str(event["ends"])),
            str(event["about"]),
            wording.listed([word.replace("_", " ") for word in str(event["applies_to"]).split("|")]),
            str(event["source"]),
        )
        for event in reference.events(release.made_up).to_dict("records")
    )
    head = ("What", "When", "What changed", "Bears on", "Source")
    st.html(table_html(Table("Breaks and events", head, rows), numbers=False))


def _when(starts: str, ends: str) -> str:
    return f"{wording.date(starts)} to {wording.date(ends)}" if ends else wording.date(starts)
