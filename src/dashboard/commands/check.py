"""Check extracts without storing anything: which rows are wrong, and what to do about each."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.commands._outcome import FINE, REFUSED, UNUSABLE, CannotGoOn, as_json
from dashboard.commands._progress import progress
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.intake.validation import Check, ExtractRefused

SUMMARY = "check extracts without storing anything"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="an extract: CSV, XLSX or ODS")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="also write the report as .txt, .csv and .html"
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where every file is refused whole, 1 where some are or rows are set aside, 0 otherwise."""
    from dashboard.intake.validation import ExtractRefused, check, reports

    outcomes: list[Check | ExtractRefused] = []
    with progress("Checking", quiet=chosen.json) as tell:
        for done, path in enumerate(chosen.files):
            tell(path.name, done, len(chosen.files))
            try:
                outcomes.append(check(path, own_codes=where.codes))
            except ExtractRefused as refused:
                outcomes.append(refused)
    if chosen.out:
        _write(chosen.out, chosen.files, outcomes)
    if chosen.json:
        print(as_json([reports.as_dict(outcome) for outcome in outcomes]))
    else:
        print("\n".join(reports.text(outcome) for outcome in outcomes), end="")
        if chosen.out:
            print(f"\nReports are in {chosen.out}.")
    codes = {_code(outcome) for outcome in outcomes}
    return codes.pop() if len(codes) == 1 else REFUSED


def _code(outcome: Check | ExtractRefused) -> int:
    if isinstance(outcome, Exception) or outcome.refusal:
        return UNUSABLE
    return REFUSED if outcome.rows_set_aside else FINE


def _write(folder: Path, files: list[Path], outcomes: list[Check | ExtractRefused]) -> None:
    """One report of each kind for each file; two files of one name get a number."""
    from dashboard.intake.validation import reports

    kinds = {".txt": reports.text, ".csv": reports.as_csv, ".html": reports.html}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        seen: dict[str, int] = {}
        for path, outcome in zip(files, outcomes, strict=True):
            number = seen[path.name] = seen.get(path.name, 0) + 1
            name = path.name if number == 1 else f"{path.name}-{number}"
            for ending, told in kinds.items():
                # A spreadsheet reads a CSV as UTF-8 only where it begins with a byte order mark.
                coding = "utf-8-sig" if ending == ".csv" else "utf-8"
                (folder / f"{name}.report{ending}").write_text(told(outcome), encoding=coding, newline="")
    except OSError as broken:
        raise CannotGoOn(
            f"The reports cannot be written to {folder} ({broken.strerror}). Name another folder with --out."
        ) from broken
