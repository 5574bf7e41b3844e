"""Make an installation anew from a backup, in a folder that is not there yet."""

from __future__ import annotations

import argparse
from pathlib import Path

from dashboard.commands._outcome import FINE, CannotGoOn, as_json
from dashboard.commands._progress import progress
from dashboard.settings import Installation

SUMMARY = "make an installation anew from a backup"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("folder", type=Path, metavar="FROM", help="the folder that 'dashboard backup' wrote")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where the backup or the folder cannot be used, 0 otherwise."""
    from dashboard.store import backups

    try:
        with progress("Copying", quiet=chosen.json) as tell:
            copy = backups.restore(chosen.folder, where, tell)
    except backups.BackupRefused as refused:
        raise CannotGoOn(str(refused)) from refused
    if chosen.json:
        print(as_json(copy))
        return FINE
    print(f"{copy.files:,} files ({copy.size / 1e6:,.1f} MB) of {copy.made_at} are in {where.root} again.")
    if not where.key_file.exists():
        print(
            f"Its key is not there yet. Copy the key file of {copy.of}, from where it is kept, to "
            f"{where.key_file} (for its owner alone: chmod 600). Until then no extract can be taken in."
        )
    print("Next: run 'dashboard release', which holds the register to the releases, then 'dashboard serve'.")
    return FINE
