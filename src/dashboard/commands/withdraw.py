"""Take a file out again: its rows are deleted, and the version that it had replaced counts again."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dashboard.commands._outcome import FINE, REFUSED, CannotGoOn, as_json, rows
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.intake.keeping import Withdrawn

SUMMARY = "take a file out of the store again"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file by its id or name (see 'files')")
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where no such file is held or several are meant, 1 where it still lies in the inbox, 0 otherwise."""
    from dashboard import store
    from dashboard.intake import keeping

    refusals = (keeping.Unclear, keeping.NothingHeld, store.StoreBusy, store.StoreUnusable)
    try:
        done = keeping.withdraw(where, chosen.files)
    except refusals as refused:
        raise CannotGoOn(str(refused)) from refused
    print(as_json(done) if chosen.json else "\n".join(_words(done)))
    return REFUSED if done.in_inbox else FINE


def _words(done: Withdrawn) -> list[str]:
    files = "1 file is" if len(done.files) == 1 else f"{len(done.files)} files are"
    sentences = [f"{files} taken out ({', '.join(done.files)}); {rows(done.rows_deleted)} deleted."]
    if done.rows_that_count_again:
        sentences.append(
            f"Rows of earlier versions that count again: {done.rows_that_count_again:,}. To take those out "
            "too, withdraw their files: 'dashboard files' lists them."
        )
    if done.in_inbox:
        sentences.append(
            f"Still in the inbox: {', '.join(done.in_inbox)}. Delete it there, or the next intake takes it "
            "in again."
        )
    return [*sentences, *done.stays, "Next: run 'dashboard release' to count and publish without them."]
