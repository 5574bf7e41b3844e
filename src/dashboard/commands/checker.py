"""Build the checker for a sender's desk: one web page that checks files before they are sent.

It opens in a browser from a memory stick, holds this installation's formats and code lists (and, with
--mapping, a partner's TOML), and can connect to nothing. Python for the browser is fetched from the npm and
PyPI registries the first time, by npm and pip with their own settings, and kept.
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
from pathlib import Path

from dashboard import settings
from dashboard.commands._outcome import FINE, CannotGoOn
from dashboard.commands._progress import progress
from dashboard.settings import Installation

SUMMARY = "build a web page that checks files at a sender's desk"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("--out", type=Path, metavar="FILE", required=True, help="the page to write (.html)")
    parser.add_argument("--mapping", type=Path, metavar="TOML", help="a partner's TOML to build in")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """0 where the page was written."""
    size = build(chosen.out, chosen.mapping, where)
    print(f"The checker is {chosen.out} ({size / 1e6:.1f} MB). Give it to senders; it opens in a browser.")
    return FINE


def build(out: Path, mapping: Path | None, where: Installation) -> int:
    """Write the page; gives its bytes. Raises CannotGoOn."""
    from dashboard.intake.checker.fetching import NotFetched, fetched
    from dashboard.intake.checker.page import MOST_BYTES, page

    if mapping:
        _refuse_unsound(mapping)
    today = datetime.date.today()
    try:
        with progress("Building the checker") as tell:
            parts = fetched(settings.cache() / "checker", tell)
            tell("Packing", 2, 3)
            text = page(where, mapping, parts, f"{today.day} {today:%B %Y}")
    except NotFetched as missing:
        raise CannotGoOn(str(missing)) from missing
    size = len(text.encode())
    if size > MOST_BYTES:
        raise CannotGoOn(
            f"The page would have {size / 1e6:.1f} MB, more than {MOST_BYTES // 1_000_000}. Shorten the "
            f"installation's code lists in {where.codes}."
        )
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as broken:
        raise CannotGoOn(f"{out} cannot be written ({broken.strerror}). Name another file.") from broken
    return size


def _refuse_unsound(mapping: Path) -> None:
    """Refuse a TOML that would refuse every file at the sender's desk."""
    from dashboard.intake.validation import ExtractRefused
    from dashboard.intake.validation.mapping_files import PARTNER, partner_toml

    with tempfile.TemporaryDirectory() as folder:
        try:
            (Path(folder) / PARTNER).write_bytes(mapping.read_bytes())
            partner_toml(Path(folder) / "extract.csv")
        except OSError as broken:
            raise CannotGoOn(f"{mapping} cannot be read ({broken.strerror}).") from broken
        except ExtractRefused as refused:
            raise CannotGoOn(f"{mapping}: {refused}") from refused
