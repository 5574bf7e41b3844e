"""Show which expected returns are missing, and a reminder for each agency, ready to be sent."""

from __future__ import annotations

import argparse
import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.commands._outcome import FINE, CannotGoOn, as_json
from dashboard.commands.release import month
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.intake.keeping import Returned
    from dashboard.store.returns import Standing

SUMMARY = "list the returns that are missing, with a reminder for each agency"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument(
        "--period", type=month, metavar="YYYY-MM", help="only periods that hold this month (default: all)"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="write each reminder into a file in DIR")
    parser.add_argument("--json", action="store_true", help="print every expected return as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where nothing is expected or held, or the reminders cannot be written; 0 otherwise."""
    from dashboard import store
    from dashboard.intake import keeping

    today = datetime.datetime.now(datetime.UTC).date()
    refusals = (keeping.NoneExpected, keeping.NothingHeld, store.StoreBusy, store.StoreUnusable)
    try:
        found = keeping.returned(where, today, chosen.period)
    except refusals as refused:
        raise CannotGoOn(str(refused)) from refused
    texts = _reminders(found.missing, where)
    if chosen.out:
        _write(texts, chosen.out)
    if chosen.json:
        print(as_json([_plain(one) for one in found.standings]))
    else:
        print("\n".join(_words(found, texts, chosen.out)))
    return FINE


def _reminders(missing: Sequence[Standing], where: Installation) -> dict[str, str]:
    from dashboard.reference.codes import code_list
    from dashboard.reference.policies import read_policies
    from dashboard.store import returns

    agencies, policies = code_list("agency", where.codes).labels, read_policies()
    return returns.reminders(missing, lambda code: agencies.get(code, code), policies.title)


def _write(texts: Mapping[str, str], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for agency, text in texts.items():
            (folder / f"reminder-{agency}.txt").write_text(text, encoding="utf-8", newline="\n")
    except OSError as broken:
        raise CannotGoOn(
            f"The reminders cannot be written to {folder} ({broken.strerror}). Name another with --out."
        ) from broken


def _words(found: Returned, texts: Mapping[str, str], out: Path | None) -> list[str]:
    counted = Counter("late" if one.late else one.state.value for one in found.standings)
    listed = ", ".join(f"{count:,} {state}" for state, count in counted.most_common())
    said = [f"Expected returns of periods that are over: {len(found.standings):,} ({listed or 'none'})."]
    if not found.missing:
        return [*said, "Nobody has to be reminded."]
    said += ["", "Missing:"]
    said += [
        f"  {one.expected.agency}  {one.expected.source}  {one.period}, due {one.due:%Y-%m-%d}"
        for one in found.missing
    ]
    if out:
        return [*said, "", f"A reminder for each agency is in {out}."]
    return [*said, "", *(f"{'-' * 60}\n{text}" for text in texts.values())]


def _plain(one: Standing) -> dict[str, object]:
    return {
        "agency": one.expected.agency,
        "source": one.expected.source,
        "period": one.period,
        "due": one.due,
        "state": one.state.value,
        "late": one.late,
        "came": one.came,
    }
