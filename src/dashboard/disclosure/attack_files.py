"""An intruder from the published files of a folder, read without anything that wrote them."""

from __future__ import annotations

import csv
from pathlib import Path

from dashboard.disclosure.attack import AttackGaveUp, Intruder, Policy


def read_published(folder: Path, policy: Policy, *, whole: bool = True) -> Intruder:
    """An intruder who holds ``published.csv`` and ``cells.csv`` of a folder.

    Raises AttackGaveUp where these do not fit each other.
    """
    members: dict[str, list[str]] = {}
    shown: dict[str, int] = {}
    try:
        for cell, base_cell in _lines(folder / "cells.csv", "cell", "atom"):
            members.setdefault(cell, []).append(base_cell)
        for cell, value in _lines(folder / "published.csv", "cell", "value"):
            if value:
                shown[cell] = int(value)
    except (OSError, ValueError, KeyError, csv.Error) as broken:
        raise AttackGaveUp(f"cells.csv or published.csv in {folder} cannot be read") from broken
    if not members or not shown.keys() <= members.keys():
        raise AttackGaveUp(f"cells.csv in {folder} does not say what every published cell adds up")
    return Intruder(shown, members, least=policy.least, whole=whole, base=policy.base)


def _lines(path: Path, *wanted: str) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first, second = wanted
        return [(row[first], row[second]) for row in csv.DictReader(stream)]
