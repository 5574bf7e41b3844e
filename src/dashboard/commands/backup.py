"""Copy an installation, without its key, to another disk, so that it can be proved whole and restored."""

from __future__ import annotations

import argparse
from pathlib import Path

from dashboard.commands._outcome import FINE, CannotGoOn, as_json
from dashboard.commands._progress import progress
from dashboard.settings import Installation

SUMMARY = "copy the installation (not its key) to another disk"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("to", type=Path, metavar="TO", help="folder in which the copy's folder is made")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where nothing could be copied, 0 otherwise."""
    from dashboard.store import backups
    from dashboard.store.writer import StoreBusy

    try:
        with progress("Copying", quiet=chosen.json) as tell:
            copy = backups.back_up(where, chosen.to, tell)
    except (backups.BackupRefused, StoreBusy) as refused:
        raise CannotGoOn(str(refused)) from refused
    if chosen.json:
        print(as_json(copy))
        return FINE
    print(f"{copy.files:,} files ({copy.size / 1e6:,.1f} MB) of {copy.of} are in {copy.folder}.")
    print(
        f"The key is not among them: keep a copy of {where.key_file} in a safe place of its own, apart from "
        "this backup. Rows that are erased or expire from now on stay in this copy: delete it when it is due."
    )
    return FINE
