"""About the data: breaks and events, from the list that the charts mark them from."""

from __future__ import annotations

from dashboard.display.exports import Table
from dashboard.display.ui.html import notice, put, section, table_html
from dashboard.methods import wording
from dashboard.publication import Publication
from dashboard.publication.events import events


def show(release: Publication) -> None:
    """Every event that a time line marks, and every break across which figures are not of one kind."""
    section(
        "Breaks and events",
        "Where figures before and after a day are not of one kind, no page judges the change between them.",
    )
    rows = tuple(
        (
            event.label,
            _when(event.starts, event.ends),
            event.about,
            wording.listed([word.replace("_", " ") for word in event.applies_to]),
            event.source,
        )
        for event in events(release)
    )
    if not rows:
        notice("This release holds no list of breaks and events, so no chart marks any.")
        return
    head = ("What", "When", "What changed", "Bears on", "Source")
    put(table_html(Table("Breaks and events", head, rows), numbers=False))


def _when(starts: str, ends: str) -> str:
    return f"{wording.date(starts)} to {wording.date(ends)}" if ends else wording.date(starts)
