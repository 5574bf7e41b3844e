"""Which forces are like which, and why: a list that an installation writes or replaces.

``similar_forces.csv``: force, other (codes of the list of forces), why, source. Ours is empty, since the
groups of most similar forces are in no file that could be cited: a page then takes those with the nearest
numbers of residents.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from dashboard.reference.code_lists import code_list
from dashboard.reference.reading import ReferenceRefused, read_table, rows_of

_FILE = "similar_forces.csv"
COLUMNS = ("force", "other", "why", "source")


def similar_forces(own: Path | None = None) -> pd.DataFrame:
    """Pairs of forces with the reason: force, other, why, source.

    ``own`` is an installation's folder of facts. Raises ReferenceRefused, naming file and row, where the file
    is not as it must be.
    """
    table = read_table(_FILE, COLUMNS, (), own)
    known = code_list("force").labels
    seen: set[tuple[str, str]] = set()
    for place, row in rows_of(table, _FILE, own):
        for column in ("force", "other"):
            if row[column] not in known:
                raise ReferenceRefused(f"{place}: {column} must be a code of the list of forces.")
        if row["force"] == row["other"] or (row["force"], row["other"]) in seen:
            raise ReferenceRefused(f"{place}: the pair is a force and itself, or stands twice.")
        seen.add((row["force"], row["other"]))
        for column in ("why", "source"):
            if not row[column].strip():
                raise ReferenceRefused(f"{place}: {column} is empty.")
    return table
