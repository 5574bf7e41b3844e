"""Erase a person: every row of theirs, in every version of every file. The key is never an argument."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.commands._outcome import FINE, REFUSED, CannotGoOn, as_json, rows
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.intake.keeping import Erased

SUMMARY = "erase a person from the store"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes: a key on the command line would stay in the shell's history."""
    parser.add_argument(
        "--person",
        action="store_true",
        required=True,
        help="erase the person whose key (staff number, e-mail, reference) is typed when asked for",
    )
    parser.add_argument(
        "--from",
        dest="key_file",
        type=Path,
        metavar="FILE",
        help="read the keys by which the person is known from a file instead, one a line",
    )
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where nobody is held under the key, 1 where the person may be in a file yet, 0 otherwise."""
    from dashboard import store
    from dashboard.intake import keeping
    from dashboard.intake.anonymise.keys import KeyRefused

    refusals = (keeping.NothingHeld, KeyRefused, store.StoreBusy, store.StoreUnusable)
    try:
        done = keeping.erase(where, _keys(chosen.key_file))
    except refusals as refused:
        raise CannotGoOn(str(refused)) from refused
    print(as_json(done) if chosen.json else "\n".join(_words(done)))
    if chosen.key_file:
        print(f"Delete {chosen.key_file} now: it names the person.", file=sys.stderr)
    return REFUSED if done.still_in or done.in_inbox else FINE


def _keys(path: Path | None) -> list[str]:
    """The keys, typed without being shown or read from ``path``. Raises CannotGoOn."""
    if path is None:
        if not sys.stdin.isatty():
            raise CannotGoOn(
                "Nobody can type the key here. Put it into a file, and name it with --from FILE."
            )
        return [getpass("Key of the person (it is not shown): ")]
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise CannotGoOn(f"{path} cannot be read as text in UTF-8. Name another file with --from.") from None


def _words(done: Erased) -> list[str]:
    sentences = [f"{rows(done.rows)} deleted, those of old versions of files among them."]
    sentences += [f"  {name.replace('_', ' ')}: {count:,}" for name, count in done.rows_by_source.items()]
    if done.ties_cleared:
        sentences.append(
            f"In {done.ties_cleared:,} rows of others the key named an incident; it was cleared there."
        )
    if done.still_in:
        sentences.append(
            f"The key can still be read in: {', '.join(done.still_in)}. Delete what is not needed."
        )
    if done.in_inbox:
        sentences.append(
            f"The inbox still holds what agencies sent ({', '.join(done.in_inbox)}), the person perhaps "
            "among it: delete it there."
        )
    return [
        *sentences,
        *done.stays,
        "Copies of the store that were made elsewhere (backups) hold the person until they are made anew.",
        "A mark is kept under which nobody can find the person, so that a file that names them again does "
        "not bring them back.",
    ]
