"""Delete rows about people whose months are past the retention, old versions of files too.

Meant to be run by a schedule: without --before the retention in the installation's settings.toml decides.
"""

from __future__ import annotations

import argparse
import datetime

from dashboard.commands._outcome import FINE, CannotGoOn, as_json, rows
from dashboard.commands.release import month
from dashboard.settings import Installation

SUMMARY = "delete rows about people that are past the retention"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument(
        "--before",
        type=month,
        metavar="YYYY-MM",
        help="the first month to keep (default: by [retention] months in settings.toml)",
    )
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where there is no store, or no retention, or nothing would be left; 0 otherwise."""
    from dashboard import store
    from dashboard.intake import keeping

    today = datetime.datetime.now(datetime.UTC).date()
    refusals = (keeping.SettingsWrong, keeping.NothingHeld, store.StoreBusy, store.StoreUnusable)
    try:
        done = keeping.expire(where, _first_kept(chosen.before, where, today))
    except refusals as refused:
        raise CannotGoOn(str(refused)) from refused
    if chosen.json:
        print(as_json(done))
        return FINE
    if not done.rows:
        print(f"No row about people is of a month before {done.before:%Y-%m}.")
        return FINE
    print(f"{rows(done.rows)} deleted, of months before {done.before:%Y-%m}, old versions among them.")
    for name, count in done.rows_by_source.items():
        print(f"  {name.replace('_', ' ')}: {count:,}")
    print("\n".join(done.stays))
    print("Rows of those months are left out from now on, whoever sends them.")
    return FINE


def _first_kept(before: datetime.date | None, where: Installation, today: datetime.date) -> datetime.date:
    from dashboard.intake import keeping

    first = before or keeping.first_kept(where, today)
    if first is None:
        raise CannotGoOn(
            f"No retention is set. Write [retention] and below it months = 84 into {where.settings_file}, or "
            "name the first month to keep with --before YYYY-MM."
        )
    if first > today:
        raise CannotGoOn(f"{first:%Y-%m} has not come yet: every row would be deleted. Nothing was changed.")
    return first
