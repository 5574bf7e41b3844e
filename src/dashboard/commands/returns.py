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
        returns = keeping.returned(where, today, chosen.period)
    except refusals as refused:
        raise CannotGoOn(str(refused)) from refused
    texts = _reminders(returns.missing, where)
    if chosen.out:
        _write(texts, chosen.out)
    if chosen.json:
        print(as_json([_plain(standing) for standing in returns.standings]))
    else:
        print("\n".join(_words(returns, texts, chosen.out)))
    return FINE


def _reminders(missing: Sequence[Standing], where: Installation) -> dict[str, str]:
    from dashboard.reference.code_lists import code_list
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


def _words(returns: Returned, texts: Mapping[str, str], out: Path | None) -> list[str]:
    counted = Counter("late" if standing.late else standing.state.value for standing in returns.standings)
    listed = ", ".join(f"{count:,} {state}" for state, count in counted.most_common())
    sentences = [
        f"Expected returns of periods that are over: {len(returns.standings):,} ({listed or 'none'})."
    ]
    if not returns.missing:
        return [*sentences, "Nobody has to be reminded."]
    sentences += ["", "Missing:"]
    sentences += [
        f"  {standing.expected.agency}  {standing.expected.source}  {standing.period}, "
        f"due {standing.due:%Y-%m-%d}"
        for standing in returns.missing
    ]
    if out:
        return [*sentences, "", f"A reminder for each agency is in {out}."]
    return [*sentences, "", *(f"{'-' * 60}\n{text}" for text in texts.values())]


def _plain(standing: Standing) -> dict[str, object]:
    return {
        "agency": standing.expected.agency,
        "source": standing.expected.source,
        "period": standing.period,
        "due": standing.due,
        "state": standing.state.value,
        "late": standing.late,
        "came": standing.came,
    }
