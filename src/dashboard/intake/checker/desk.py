"""What runs in the page: files that somebody chose are checked as ``dashboard check`` checks them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from dashboard.intake.sources import sources
from dashboard.intake.validation import Check, ExtractRefused, check
from dashboard.intake.validation.report_page import html_of_all, parts_of_all
from dashboard.intake.validation.reports import csv_of_all
from dashboard.intake.validation.summary import named

__all__ = ["Report", "check_files", "check_pairs", "sources"]

#: Where files are put that are checked; above it may stand a partner's TOML.
FILES = Path("/desk/files")
CODES = Path("/installation/codes")
_TOML = ".toml"


class Report(NamedTuple):
    """What is shown, and what may be saved: a page of its own and a CSV of all findings."""

    parts: str
    page: str
    csv: str


def check_files(
    chosen: Sequence[tuple[str, bytes]],
    tell: Callable[[str, int, int], object],
    files: Path = FILES,
    own_codes: Path = CODES,
) -> Report:
    """The report of the files ``chosen``, by name or path in a chosen folder; TOML files stand beside them.

    ``files`` is emptied before and after: nothing stays of what was checked.
    """
    names = _kept_apart([name for name, _ in chosen])
    try:
        for name, (_, data) in zip(names, chosen, strict=True):
            path = files / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        extracts = [name for name in names if not name.casefold().endswith(_TOML)]
        outcomes: list[Check | ExtractRefused] = []
        for done, name in enumerate(extracts):
            tell(name, done, len(extracts))
            outcomes.append(_outcome(files / name, own_codes))
    finally:
        shutil.rmtree(files, ignore_errors=True)
    checked = named([PurePosixPath(name) for name in extracts], outcomes)
    return Report(parts_of_all(checked, level=2), html_of_all(checked), csv_of_all(checked))


def check_pairs(chosen: Any, tell: Any) -> list[str]:
    """``check_files`` for the page's script, whose values are wrapped."""
    report = check_files([(name, data.to_bytes()) for name, data in chosen], tell)
    return [str(text) for text in report]


def _outcome(path: Path, own_codes: Path) -> Check | ExtractRefused:
    try:
        return check(path, own_codes=own_codes)
    except ExtractRefused as refused:
        return refused


def _kept_apart(names: Sequence[str]) -> list[str]:
    """Where each file is put: two of one name, chosen from different folders, in folders of their own."""
    taken: set[str] = set()
    apart: list[str] = []
    for name in names:
        safe = "/".join(part for part in PurePosixPath(name).parts if part not in {"/", ".."})
        place, number = safe, 1
        while place in taken:
            number += 1
            place = f"{number}/{safe}"
        taken.add(place)
        apart.append(place)
    return apart
