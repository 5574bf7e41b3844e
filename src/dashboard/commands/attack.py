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
    from dashboard.disclosure.attack import FeasibilityInterval

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
            attack = attack_folder(chosen.folder, linear=chosen.linear, tell=lambda words: tell(words, 0, 0))
    except FileError as unusable:
        raise CannotGoOn(str(unusable)) from unusable
    except NotProtected as lost:
        print(lost, file=sys.stderr)
        return REFUSED
    for interval in attack.broken:
        print(f"{_in_words(interval)} ({'known' if interval.exact else 'narrowed'})")
    for interval in attack.limited:
        print(f"{_in_words(interval)} (limited, but it may be large)")
    print(
        f"{attack.tried:,} cells attacked in {attack.seconds:.1f} s of the processor: "
        f"{len(attack.broken):,} broken, {len(attack.limited):,} limited."
    )
    return REFUSED if attack.broken else FINE


def _in_words(interval: FeasibilityInterval) -> str:
    upper = "any number" if interval.high == float("inf") else int(interval.high)
    return f"{interval.cell}: {int(interval.low)} to {upper}"
