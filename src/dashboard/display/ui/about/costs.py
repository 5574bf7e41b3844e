"""About the data: what hiding costs, table by table."""

from __future__ import annotations

from typing import Any

from dashboard import methods
from dashboard.display.exports import Table
from dashboard.display.ui.html import details, paragraphs, put, section, table_html
from dashboard.methods import wording
from dashboard.publication import Publication

_SHARE = "The share is worked out from published figures alone; where those do not tell, none is given."


def costs(release: Publication) -> None:
    """What hiding costs: per table the cells, those hidden, and the share of people in those shown."""
    section(
        "What hiding costs",
        "Safety has a price. A table of many small cells hides more of them, but few people may be in those.",
    )
    rows = _costs(release)
    hiding = tuple(row for row in rows if row[3] != "0")
    head = ("Indicator", "Table", "Cells", "Hidden", "Share of people in cells shown")
    if hiding:
        put(table_html(Table("Tables that hide cells", head, hiding), words_first=2))
        put(paragraphs([_SHARE], "nd-unit"))
    else:
        put(paragraphs(["No table of this release hides a cell."]))
    open_tables = tuple(row for row in rows if row[3] == "0")
    if open_tables:
        put(
            details(
                "Tables that hide nothing",
                table_html(Table("Tables that hide nothing", head, open_tables), words_first=2),
            )
        )


def _costs(release: Publication) -> tuple[tuple[str, ...], ...]:
    """A row for each table, most hidden first; a share is never rounded up to all."""
    held = release.table("tables")
    held = held.assign(part=held["hidden"] / held["cells"].clip(lower=1))
    held = held.sort_values(["part", "indicator", "grain"], ascending=[False, True, True])
    return tuple(
        (
            release.indicators[str(row["indicator"])].title,
            grain_in_words(str(row["grain"])),
            f"{row['cells']:,}",
            f"{row['hidden']:,}",
            _share(row.get("shown_share"), int(row["hidden"])),
        )
        for row in held.to_dict("records")
        if str(row["indicator"]) in release.indicators
    )


def _share(share: Any, hidden: int) -> str:
    if share is None or share != share:
        return "not known"
    percent = methods.round_half_up(100 * float(share))
    if hidden and percent >= 100:
        return "over 99%"
    return f"{percent:.0f}%"


def grain_in_words(grain: str) -> str:
    """ "year x route=nrm|helpline x district" as "by year, route and district"."""
    names = [part.split("=")[0].strip().replace("_", " ") for part in grain.split(" x ")]
    return f"by {wording.listed(names)}"
