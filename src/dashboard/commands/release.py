"""Count the store's rows, decide which figures may be shown, and publish them as a new release."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dashboard.commands._outcome import FINE, REFUSED, CannotGoOn, as_json
from dashboard.commands._progress import Tell, progress
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.release import ReleaseReport

SUMMARY = "count, protect and publish what the store holds"


class NotReleased(Exception):
    """A guard stopped the release; the earlier one stays. The message says which and why."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("--to", type=month, metavar="YYYY-MM", help="last month to count (last complete one)")
    parser.add_argument(
        "--accept-loss", action="store_true", help="release although figures shown before would be gone"
    )
    parser.add_argument(
        "--restate",
        action="store_true",
        help="take in late, corrected and withdrawn records of published months now",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """1 where a guard stops the release, 2 where there is nothing to release, 0 otherwise."""
    try:
        with progress("Releasing", quiet=chosen.json) as tell:
            report = make_release(
                where, tell, last=chosen.to, accept_loss=chosen.accept_loss, restate=chosen.restate
            )
    except NotReleased as stopped:
        print(f"No release was made; the earlier one stays. {stopped}", file=sys.stderr)
        return REFUSED
    print(as_json(report.to_dict()) if chosen.json else words(report))
    return FINE


def month(text: str) -> datetime.date:
    """The first day of a month given as 2026-09. Raises ArgumentTypeError."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        raise argparse.ArgumentTypeError("write the month as 2026-09") from None


def make_release(
    where: Installation,
    tell: Tell,
    last: datetime.date | None = None,
    accept_loss: bool = False,
    restate: bool = False,
) -> ReleaseReport:
    """The report of the release. Raises NotReleased, or CannotGoOn where it could not begin."""
    from dashboard import release, store
    from dashboard.intake.sources import sources

    try:
        with _refusals_in_words():
            if where.store.exists():
                with store.only_writer(where.store, "release"):
                    store.bring_up_to_date(where.store, sources().values())
            return release.make_release(
                where, progress=tell, last=last, accept_loss=accept_loss, restate=restate
            )
    except release.Unproved as stopped:
        raise NotReleased(str(stopped)) from stopped


def forget_made_up(where: Installation) -> None:
    """Begin the register of made-up releases anew. Raises CannotGoOn where that may not be."""
    from dashboard import release

    with _refusals_in_words():
        release.forget_made_up(where)


@contextmanager
def _refusals_in_words() -> Iterator[None]:
    from dashboard import release, store

    try:
        yield
    except (
        release.ReleaseError,
        release.HeaderError,
        release.PolicyError,
        store.StoreBusy,
        store.StoreUnusable,
    ) as unusable:
        raise CannotGoOn(str(unusable)) from unusable


def _costs(report: ReleaseReport) -> list[str]:
    """For each table in which something is hidden, and for all: hidden cells and the people in them (for the
    analyst alone), and how many can still be read, beside what the primary rules alone would show."""
    closed = [table for table in report.tables if table["hidden_people"] is not None]
    costs = [
        f"  {table['indicator']} by {table['grain']}: {table['hidden']} of {table['cells']} cells hidden, "
        f"{table['primary']} for their own sake, {table['hidden_people']} people in them; {_shown([table])}"
        for table in closed
        if table["hidden"]
    ]
    if costs:
        costs.append(f"  All {len(closed)} tables: {_shown(closed)}")
    return ["What hiding costs (not for publication):", *costs] if costs else []


def _shown(tables: Sequence[Mapping[str, Any]]) -> str:
    people = sum(table["people"] for table in tables)
    if not people:
        return "nobody is counted in it"
    kept, alone = (
        (people - sum(table[name] for table in tables)) / people for name in ("hidden_people", "hidden_alone")
    )
    return f"{kept:.0%} of its people are shown, {alone:.0%} by the primary rules alone"


#: What to do once a release is there.
NEXT = "Next: run 'dashboard serve' to look at it."


def words(report: ReleaseReport) -> str:
    """What was released, what it holds, and what to look at."""
    cells = sum(int(table["cells"]) for table in report.tables)
    hidden = sum(int(table["hidden"]) for table in report.tables)
    if not report.tables:
        # Nothing was counted: the release that is there stands, and a warning says why.
        lines = [f"Release {report.id}, with figures to {report.as_of}."]
        return "\n".join([*lines, *(f"Note: {warning}." for warning in report.warnings), NEXT])
    lines = [
        f"Release {report.id}: {cells:,} cells in {len(report.tables)} tables, figures to {report.as_of}, "
        f"in {report.seconds:.0f} s.",
        f"{hidden:,} cells are hidden." if hidden else "No cell had to be hidden.",
        *_costs(report),
    ]
    if report.made_up:
        lines.append("It holds made-up records, and every page says so.")
    lines += [f"Note: {warning}." for warning in report.warnings]
    return "\n".join([*lines, NEXT])
