"""List every indicator of the current release: what it counts, its source, and its caveat."""

from __future__ import annotations

import argparse
from typing import Any

from dashboard.commands._outcome import FINE, as_json
from dashboard.commands._publication import current
from dashboard.settings import Installation

SUMMARY = "list the indicators of the current release"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("--json", action="store_true", help="print the catalogue as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where there is no release, 0 otherwise."""
    from dashboard.publication.lineage import catalogue

    listed = catalogue(current(where))
    print(as_json(listed) if chosen.json else "\n\n".join(map(_words, listed)))
    return FINE


def _words(entry: dict[str, Any]) -> str:
    if not entry["fed"]:
        return (
            f"{entry['code']}  {entry['title']}\n    Not published yet. It needs: {entry.get('needs') or '-'}"
        )
    out_of = f", out of: {entry['out_of']}" if entry["out_of"] else ""
    return "\n    ".join(
        (
            f"{entry['code']}  {entry['title']} ({entry['id']})",
            f"Counts: {entry['counted']}{out_of} ({entry['unit']})",
            f"From {entry['first_period']} to {entry['last_period']}; source: {entry['source']}",
            f"Bear in mind: {entry['caveat']}",
        )
    )
