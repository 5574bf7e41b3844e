"""Propose the TOML of an extract: its headings and coded words beside ours, and what is still open.

For the person who takes files in, at the terminal. Nothing is stored, and no value of a key, a date or free
text is shown. With --out the TOML is written; what is open stands in it behind a #.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.commands._outcome import FINE, REFUSED, CannotGoOn
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.intake.validation.content import Content
    from dashboard.intake.validation.mapping import PartnerMapping
    from dashboard.intake.validation.sheet import Sheet

SUMMARY = "propose the TOML that says how an extract is read"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="an extract: CSV or XLSX")
    parser.add_argument("--out", type=Path, metavar="TOML", help="write the TOML there")
    parser.add_argument("--source", default="", metavar="SOURCE", help="its format, where it is in doubt")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """1 where something is still open, 0 otherwise."""
    from dashboard.intake.proposing import propose
    from dashboard.intake.proposing.shown import shown
    from dashboard.intake.proposing.tables import likeliest
    from dashboard.intake.proposing.toml import written
    from dashboard.intake.sources import sources
    from dashboard.intake.validation import ExtractRefused
    from dashboard.intake.validation.mapping import beside
    from dashboard.intake.validation.reading import load

    path: Path = chosen.file
    try:
        mapping = beside(path)
        content = load(path)
        sheets, unsure = _sheets(path.name, content, mapping)
        name = chosen.source or mapping.extract.source
        if name and name not in sources():
            raise CannotGoOn(f"There is no format '{name}'. The formats are: {', '.join(sources())}.")
        formats = {name: sources()[name]} if name else sources()
        table = likeliest(path.name, sheets, mapping, formats)
        proposals = replace(propose(path.name, table, mapping, formats, where.codes), order_unsure=unsure)
    except ExtractRefused as refused:
        raise CannotGoOn(str(refused)) from refused
    print(shown(path.name, proposals))
    if chosen.out:
        _write(chosen.out, written(path.name, proposals, mapping))
        print(f"\nThe TOML is {chosen.out}. Next: dashboard check {path}")
    else:
        print("\nTo have it written: --out", path.with_suffix(".toml"))
    return REFUSED if proposals.open else FINE


def _sheets(file: str, content: Content, mapping: PartnerMapping) -> tuple[list[Sheet], bool]:
    """The sheets of a file, and whether they are read with an order of dates that nobody has confirmed."""
    from dashboard.intake.systems import OrderUnsure, sheets_of
    from dashboard.intake.validation.reading import read

    def read_with(how: PartnerMapping) -> list[Sheet]:
        return list(sheets_of(file, content, how, lambda: read(file, content)))

    try:
        return read_with(mapping), False
    except OrderUnsure:
        ordered = mapping.renamed.model_copy(update={"date_order": "day first"})
        return read_with(replace(mapping, renamed=ordered)), True


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise CannotGoOn(f"{path} exists, and may hold what somebody decided. Name another file.") from None
    except OSError as broken:
        raise CannotGoOn(f"{path} cannot be written ({broken.strerror}). Name another file.") from broken
