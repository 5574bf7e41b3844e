"""List the files that are held: name, agency, months, rows, and what replaced them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dashboard.commands._outcome import FINE, CannotGoOn, as_json
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.intake.keeping import Held

SUMMARY = "list the files that are held"
#: How many agencies of a file are named; --json gives all.
MOST_AGENCIES = 2
HEADINGS = ("File", "Name", "Kind", "Agencies", "Months", "Rows", "Count now", "Taken in", "Replaced by")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("--json", action="store_true", help="print the list as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where there is no store, 0 otherwise."""
    from dashboard import store
    from dashboard.intake import keeping

    try:
        held = keeping.held(where)
    except (keeping.NothingHeld, store.StoreBusy, store.StoreUnusable) as nothing:
        raise CannotGoOn(str(nothing)) from nothing
    print(as_json([_plain(holding) for holding in held]) if chosen.json else _table(held))
    return FINE


def _plain(held: Held) -> dict[str, object]:
    fields = {name: getattr(held, name) for name in held.__dataclass_fields__}
    months = {
        name: f"{fields[name]:%Y-%m}" if fields[name] else None for name in ("first_month", "last_month")
    }
    return fields | months


def _table(held: list[Held]) -> str:
    if not held:
        return "No file is held."
    rows = [HEADINGS, *(_cells(holding) for holding in held)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    if any(not holding.name for holding in held):
        lines += ["", "A file whose report of intake is gone has no name here: the store keeps none."]
    return "\n".join(lines)


def _cells(held: Held) -> tuple[str, ...]:
    agencies = ", ".join(held.agencies[:MOST_AGENCIES])
    if len(held.agencies) > MOST_AGENCIES:
        agencies += f" and {len(held.agencies) - MOST_AGENCIES} more"
    edition = f"published {held.published_on:%Y-%m-%d}" if held.published_on else ""
    return (
        held.file,
        held.name or "-",
        held.source_title + (" (made up)" if held.made_up else "") + (" (nil)" if held.nil else ""),
        agencies or "-",
        held.months or edition or "-",
        f"{held.rows:,}",
        f"{held.rows_that_count:,}",
        f"{held.loaded:%Y-%m-%d}",
        held.replaced_by or "-",
    )
