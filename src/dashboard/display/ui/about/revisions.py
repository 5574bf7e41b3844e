"""About the data: numbers changed, between the release shown and the one before it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard.display.analysis import published_series
from dashboard.display.analysis.point import value_of
from dashboard.display.exports import Table
from dashboard.display.ui.blocks import notes
from dashboard.display.ui.html import details, paragraphs, put, section, table_html
from dashboard.files.templates import joined
from dashboard.methods import wording
from dashboard.publication import COUNTY, MEASURES, Indicator, Publication
from dashboard.publication.memo import per_release

#: So many changes of an indicator are listed; the release file has them all.
MOST = 200
_PARTS = {"numerator": ", counted", "denominator": ", out of"}

Row = Mapping[Hashable, Any]


def show(release: Publication) -> None:
    """Which published figures are others than in the release before, old beside new."""
    section(
        "Numbers changed",
        "Figures that differ from those in the release before, for the same period and place. A period that "
        "was not over then has grown since, and is not among them.",
    )
    put(_listed(release))


@per_release(size=4)
def _listed(release: Publication) -> Markup:
    held = release.table("revisions")
    if held.empty:
        return paragraphs(
            ["No number has changed since the release before, or there was none before this one."]
        )
    parts = []
    for name, changed in held.groupby("indicator", sort=True):
        about = release.indicators.get(str(name))
        parts.append(_of_indicator(release, str(name), about, changed))
    since = paragraphs([f"Compared with release {held['earlier'].iloc[0]}."])
    return since + joined(parts) + notes.shorthand(_marks(held))


def _of_indicator(release: Publication, name: str, about: Indicator | None, changed: pd.DataFrame) -> Markup:
    """The changes of one indicator: of the figure itself where that changed, else of what it is made of."""
    measure = MEASURES.get(about.kind, "count") if about else "count"
    revised = changed[changed["measure"] == measure]
    revised = changed if revised.empty else revised
    title = about.title if about else name.replace("_", " ").capitalize()
    rows = [_row(release, about, row) for row in revised.head(MOST).to_dict("records")]
    caption = f"{title}: {len(revised):,} figure{'s' if len(revised) != 1 else ''} changed"
    head = ("Period", "Place", "Part", "Before", "Now")
    more = [f"The first {MOST} are listed; the release file has them all."] if len(revised) > MOST else []
    return details(caption, table_html(Table(caption, head, tuple(rows)), words_first=3) + paragraphs(more))


def _row(release: Publication, about: Indicator | None, row: Row) -> tuple[str, ...]:
    first, last = published_series.extent(release, about) if about else ("", "")
    codes = [part.partition("=") for part in str(row["split"]).split("; ") if part]
    part = wording.listed([release.label(name, code) for name, _, code in codes]) if codes else "All"
    part += _PARTS.get(str(row["measure"]), "")
    place = release.label("area", str(row["area"])) if row["area"] != COUNTY else "Northamptonshire"
    before, now = (
        wording.figure(value_of(row[f"{when}_value"]), str(row[f"{when}_status"]), str(row["measure"]))
        for when in ("old", "new")
    )
    if row.get("counting"):
        now = f"{now} [{row['counting']}]"
    return wording.period(str(row["time"]), first, last), place, part, before, now


def _marks(held: pd.DataFrame) -> tuple[str, ...]:
    statuses = {f"[{status}]" for name in ("old_status", "new_status") for status in held[name]}
    return tuple(statuses | {f"[{mark}]" for mark in held.get("counting", ()) if mark})
