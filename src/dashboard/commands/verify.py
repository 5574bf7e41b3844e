"""Check what 'dashboard protect' wrote, by adding up whole numbers: no solver is needed, and none
is loaded."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dashboard.commands._outcome import FINE, REFUSED, CannotGoOn
from dashboard.settings import Installation

SUMMARY = "check the proof that a protected set of counts is safe"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder written by 'dashboard protect'")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """1 where the certificate does not prove it, 2 where there is nothing to check, 0 otherwise."""
    from dashboard.disclosure.command import NotProved, verify_folder
    from dashboard.disclosure.files import FileError

    try:
        print(verify_folder(chosen.folder))
    except FileError as unusable:
        raise CannotGoOn(str(unusable)) from unusable
    except NotProved as wrong:
        print(f"Not proved: {wrong}. Do not publish it; protect again.", file=sys.stderr)
        return REFUSED
    return FINE
