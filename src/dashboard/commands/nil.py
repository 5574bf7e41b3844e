"""Note that an agency had nothing to report: a nil return, where it sent no file that says so."""

from __future__ import annotations

import argparse
import datetime
from typing import TYPE_CHECKING

from dashboard.commands._outcome import FINE, CannotGoOn, as_json
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.intake.keeping import NilSaid

SUMMARY = "note that an agency had nothing to report"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("agency", metavar="AGENCY", help="the agency's code in the list of agencies")
    parser.add_argument("source", metavar="SOURCE", help="the extract format, as training_register")
    parser.add_argument("period", metavar="PERIOD", help="2024-05, 2024-Q2 or 2024")
    parser.add_argument("--withdraw", action="store_true", help="take it back: it was not nil after all")
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where nobody can send such a return, others alone are expected or a file of it is held; else 0."""
    from dashboard import store
    from dashboard.intake import keeping

    refusals = (
        keeping.NilRefused,
        keeping.NoneExpected,
        keeping.NothingHeld,
        store.StoreBusy,
        store.StoreUnusable,
    )
    whose = (where, chosen.agency, chosen.source, chosen.period)
    try:
        if chosen.withdraw:
            change = keeping.take_back_nil(*whose)
        else:
            change = keeping.say_nil(*whose, datetime.datetime.now(datetime.UTC).date())
    except refusals as refused:
        raise CannotGoOn(str(refused)) from refused
    print(as_json(change) if chosen.json else _words(change, chosen.withdraw, where))
    return FINE


def _words(change: NilSaid, withdrawn: bool, where: Installation) -> str:
    from dashboard.intake import keeping

    whose = f"{change.source} of {change.agency} for {', '.join(change.periods)}"
    if not change.changed:
        return f"{whose} was noted as nil before; nothing was done."
    done = "is no longer noted as nil" if withdrawn else "is noted as nil"
    if change.expected:
        return f"{whose} {done}. Next: run 'dashboard release' to publish it."
    return (
        f"{whose} {done}. No release says so before a list says that it is expected. "
        f"{keeping.how_to_list(where)}"
    )
