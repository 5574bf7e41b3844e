"""Take extracts in: check them, set bad rows aside, take away who people are, and store the rest."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.commands._outcome import FINE, REFUSED, UNUSABLE, CannotGoOn, as_json
from dashboard.commands._progress import Tell, progress
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.intake import RunReport

SUMMARY = "check extracts and take them into the store"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="an extract, or a folder of extracts (default: the installation's inbox)",
    )
    parser.add_argument("--json", action="store_true", help="print the run report as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where every file is refused, 1 where some are or rows are set aside, 0 otherwise.

    The same files give the same answer again: what they hold has not changed.
    """
    from dashboard.files.disk import make_folder

    if not chosen.files:
        make_folder(where.inbox, 0o700)
    with progress("Taking in", quiet=chosen.json) as tell:
        report = take_in(chosen.files or [where.inbox], where, tell)
    if chosen.json:
        print(as_json(report.to_dict()))
    else:
        print(report.text)
        print(_next(report))
    if report.all_refused:
        return UNUSABLE
    whole = report.kept and not (report.any_refused or report.any_set_aside)
    return FINE if whole else REFUSED


def take_in(files: list[Path], where: Installation, tell: Tell, *, made_up: bool = False) -> RunReport:
    """The run report. Raises CannotGoOn where nothing could be taken in at all."""
    from dashboard import intake, store
    from dashboard.intake.anonymise.keys import KeyRefused
    from dashboard.intake.anonymise.treatments import NotFitToStore

    refusals = (intake.NothingToTakeIn, KeyRefused, NotFitToStore, store.StoreBusy, store.StoreUnusable)
    try:
        return intake.take_in(files, where, made_up=made_up, progress=tell)
    except refusals as refused:
        raise CannotGoOn(str(refused)) from refused


def _next(report: RunReport) -> str:
    if report.changed:
        return "Next: run 'dashboard release' to count and publish."
    return "The store is as it was; there is nothing new to release."
