"""Which counting published figures are of, and what is known of the other (table ``restated``)."""

from __future__ import annotations

import pandas as pd

from dashboard.publication import CELL_KEY, Counting, Publication
from dashboard.publication.memo import per_release


def with_countings(publication: Publication, indicator: str, cells: pd.DataFrame) -> pd.DataFrame:
    """``cells`` with ``counting``, the ``first`` figure, the day the other one was ``restated_on``, and from
    ``again_low`` to ``again_high`` what a revised figure may be that is not shown.

    Without such columns where nothing of the indicator was ever restated.
    """
    if not is_restated(publication, indicator):
        return cells
    held = publication.restated(indicator)
    key = [*CELL_KEY, *publication.dimensions]
    # The one that is shown, else the latest.
    held = held.sort_values(["used", "number"], kind="stable").drop_duplicates(key, keep="last")
    known = held.rename(columns={"low": "again_low", "high": "again_high", "made": "restated_on"})
    beside = ["first", "again_low", "again_high", "restated_on", "used"]
    merged = cells.merge(known[[*key, *beside]], "left", key)
    counting = {True: Counting.RESTATED, False: Counting.FIRST}
    return merged.assign(counting=merged["used"].map(counting).astype(object)).drop(columns="used")


def is_restated(publication: Publication, indicator: str) -> bool:
    """Whether any figure of the indicator was ever restated."""
    return indicator in _restated(publication)


@per_release(size=1)
def _restated(publication: Publication) -> frozenset[str]:
    """The indicators of which anything was restated. One question for all: a page asks it of dozens."""
    return frozenset(map(str, publication.restated()["indicator"]))
