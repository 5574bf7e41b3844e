"""The verdicts of a release, from what it is about to publish and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.publication import Indicator
from dashboard.publication.events import listed
from dashboard.publication.verdicts import Source, judged


def verdict_table(
    cells: pd.DataFrame, tables: Mapping[str, pd.DataFrame], dimensions: Sequence[str]
) -> pd.DataFrame:
    """The table ``verdicts`` of a release with these ``cells``, which are protected, and other ``tables``."""
    facts = dict(zip(tables["release"]["key"], tables["release"]["value"], strict=True))
    rows = tables["indicators"].astype("object").where(tables["indicators"].notna(), None)
    indicators = {
        str(row["id"]): Indicator(**{str(name): held for name, held in row.items()})
        for row in rows.to_dict("records")
    }
    return judged(
        Source(
            cells,
            tuple(dimensions),
            indicators,
            listed(tables["events"].to_dict("records")),
            tables.get("incomplete", pd.DataFrame()),
            (facts["first_month"], facts["last_month"]),
            tables.get("restated", pd.DataFrame()),
        )
    )
