"""Write an empty extract as a workbook: headings, drop-downs from the code lists, notes and an example."""

from __future__ import annotations

import argparse
from pathlib import Path

from dashboard.commands._outcome import FINE, CannotGoOn
from dashboard.settings import Installation

SUMMARY = "write an empty workbook for a partner to fill in"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("source", metavar="SOURCE", help="the extract format, such as training_register")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the workbook: .xlsx")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """0; raises CannotGoOn where there is no such format or the file cannot be written."""
    from dashboard.intake.sources import sources
    from dashboard.intake.templates import template

    out: Path = chosen.out
    source = sources().get(chosen.source)
    if source is None:
        raise CannotGoOn(f"There is no format '{chosen.source}'. The formats are: {', '.join(sources())}.")
    if out.suffix.casefold() != ".xlsx":
        raise CannotGoOn(f"{out} would be a workbook. Give it the ending .xlsx.")
    try:
        with out.open("xb") as stream:
            stream.write(template(source, where.codes))
    except FileExistsError:
        raise CannotGoOn(f"{out} exists. Name another file, or delete it.") from None
    except OSError as broken:
        raise CannotGoOn(f"{out} cannot be written ({broken.strerror}). Name another file.") from broken
    print(f"{source.title}: {out}. Its sheet 'Notes' says what each column is.")
    return FINE
