"""The figures of a deck as CSV files, one a table, with a description that a machine can read (CSVW).

CSV on the Web and not Frictionless, because it is what the government asks for: "Using metadata to describe
CSV data" (Recommended open standards for government, 28 September 2023, gov.uk). It is a recommendation of
the W3C (Metadata Vocabulary for Tabular Data, 17 December 2015), it can say what a status and a unit mean
beside each column, and a reader finds the file by its name alone.
"""

from __future__ import annotations

import json

from dashboard.display.exports import comma_separated
from dashboard.display.meeting.deck import Deck
from dashboard.display.meeting.tables.description import described, figures

#: Where a reader of CSV on the Web looks for the description of the files of a folder.
DESCRIPTION = "csv-metadata.json"

__all__ = ["DESCRIPTION", "figures", "files"]


def files(deck: Deck) -> dict[str, bytes]:
    """File names and contents: a CSV for each slide with figures, and their description.

    The figures are those of the release in full, not rounded; a hidden one is empty, its status ``[c]``.
    """
    written = {
        f"{slide.key}.csv": comma_separated(figures(slide), deck.release_id, slide.made_up)
        for slide in deck.slides
        if slide.lines
    }
    about = json.dumps(described(deck), ensure_ascii=False, indent=2)
    return {**written, DESCRIPTION: f"{about}\n".encode()}
