"""Try to work out what 'dashboard protect' hid, as an outsider with a solver would: from the published
cells, which cells add up to which, and the published rules. The certificate is not opened."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.commands._outcome import FINE, REFUSED, CannotGoOn
from dashboard.commands._progress import progress
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.disclosure.attack import Finding

SUMMARY = "try to work out what a protected set of counts hides"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder written by 'dashboard protect'")
    parser.add_argument(
        "--linear", action="store_true", help="faster, and a little less sharp: parts of a person may count"
    )


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """1 where a secret is narrowed, 2 where there is nothing to attack, 0 otherwise."""
    from dashboard.disclosure.command import NotProtected, attack_folder
    from dashboard.disclosure.files import FileError

    try:
        with progress("Attacking") as tell:
            found = attack_folder(chosen.folder, linear=chosen.linear, tell=lambda words: tell(words, 0, 0))
    except FileError as unusable:
        raise CannotGoOn(str(unusable)) from unusable
    except NotProtected as lost:
        print(lost, file=sys.stderr)
        return REFUSED
    for one in found.broken:
        print(f"{_range(one)} ({'known' if one.exact else 'narrowed'})")
    for one in found.limited:
        print(f"{_range(one)} (limited, but it may be large)")
    print(
        f"{found.tried:,} cells attacked in {found.seconds:.1f} s of the processor: "
        f"{len(found.broken):,} broken, {len(found.limited):,} limited."
    )
    return REFUSED if found.broken else FINE


def _range(one: Finding) -> str:
    upper = "any number" if one.high == float("inf") else int(one.high)
    return f"{one.cell}: {int(one.low)} to {upper}"
