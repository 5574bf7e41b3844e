"""Check extracts without storing anything: which rows are wrong, and what to do about each.

Of many files, or of folders, a summary comes first: how many rows are good, what is wrong most often, and
what to do first.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.commands._outcome import FINE, REFUSED, UNUSABLE, CannotGoOn, as_json
from dashboard.commands._progress import progress
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.intake.validation import Check, ExtractRefused
    from dashboard.intake.validation.summary import NamedOutcome

SUMMARY = "check extracts without storing anything"
#: What the report of many files is called.
ALL_FILES = "all-files"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="an extract (CSV, XLSX, ODS, ...) or a folder of them",
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="also write the report as .txt, .csv and .html"
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where every file is refused whole, 1 where some are or rows are set aside, 0 otherwise."""
    from dashboard.intake.extracts import extracts
    from dashboard.intake.validation import ExtractRefused, check, reports
    from dashboard.intake.validation.content import of_file
    from dashboard.intake.validation.summary import named

    paths = extracts(chosen.files)
    if not paths:
        raise CannotGoOn(f"There is no extract in {', '.join(map(str, chosen.files))}. Name a file.")
    outcomes: list[Check | ExtractRefused] = []
    with progress("Checking", quiet=chosen.json) as tell:
        for done, path in enumerate(paths):
            within = of_file(tell, path.name, done, len(paths))
            within("")
            try:
                outcomes.append(check(path, own_codes=where.codes, tell=within))
            except ExtractRefused as refused:
                outcomes.append(refused)
    files = named(paths, outcomes)
    if chosen.out:
        _write(chosen.out, files)
    if chosen.json:
        print(as_json(reports.dict_of_all(files)))
    else:
        print(reports.text(outcomes[0]) if len(files) == 1 else reports.text_of_all(files), end="")
        if chosen.out:
            print(f"\nReports are in {chosen.out}.")
    codes = {_code(outcome) for outcome in outcomes}
    return codes.pop() if len(codes) == 1 else REFUSED


def _code(outcome: Check | ExtractRefused) -> int:
    if isinstance(outcome, Exception) or outcome.refusal:
        return UNUSABLE
    return REFUSED if outcome.rows_set_aside else FINE


def _write(folder: Path, files: Sequence[NamedOutcome]) -> None:
    """One report of each kind for each file, to go back to its sender, and of many one of all."""
    from dashboard.intake.validation import reports

    kinds: dict[str, tuple[Callable[..., str], Callable[..., str]]] = {
        ".txt": (reports.text, reports.text_of_all),
        ".csv": (reports.as_csv, reports.csv_of_all),
        ".html": (reports.html, reports.html_of_all),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending, (of_one, of_all) in kinds.items():
            written = {file.name.replace("/", "-"): of_one(file.outcome) for file in files}
            if len(files) > 1:
                written[ALL_FILES] = of_all(files)
            for name, report in written.items():
                # A spreadsheet reads a CSV as UTF-8 only where it begins with a byte order mark.
                coding = "utf-8-sig" if ending == ".csv" else "utf-8"
                (folder / f"{name}.report{ending}").write_text(report, encoding=coding, newline="")
    except OSError as broken:
        raise CannotGoOn(
            f"The reports cannot be written to {folder} ({broken.strerror}). Name another folder with --out."
        ) from broken
