"""A planned roll-out of training over agencies: a list that an installation writes.

``rollout.csv``: agency (a code of the list of agencies, or of the list of sectors for every agency of one),
planned and actual (months such as 2024-03; actual is empty as long as nobody was trained), source (where the
plan was decided), made_up (yes or no). Ours is made up, and read with made-up records alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from dashboard import settings
from dashboard.reference.code_lists import code_list
from dashboard.reference.places import file_of
from dashboard.reference.reading import ReferenceRefused, read_table, rows_of

_FILE = "rollout.csv"
_COLUMNS = ("agency", "planned", "actual", "source", "made_up")
_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])", re.ASCII)
#: Codes of the list that stand for whoever it may be: nobody plans to train them.
_NOBODY = ("public", "not_recorded")


def rollout(made_up: bool, own: Path | None = None, codes: Path | None = None) -> pd.DataFrame:
    """The plan: agency, planned, actual, source; a row for each agency, in the order of the file.

    Made-up rows with ``made_up`` alone. ``own`` is an installation's folder of facts, ``codes`` that of its
    code lists. Raises ReferenceRefused, naming file and row, where the file is not as it must be.
    """
    table = read_table(_FILE, _COLUMNS, (), own)
    listed = code_list("agency", own=codes)
    sectors = {code: known.get("sector", "") for code, known in listed.facts.items() if code not in _NOBODY}
    # An installation's own list of agencies need not have those of our made-up plan.
    ours = file_of(_FILE, own).is_relative_to(settings.REFERENCE)
    planned: dict[str, dict[str, str]] = {}
    for place, row in rows_of(table, _FILE, own):
        _check(place, row)
        if row["made_up"] == "yes" and not made_up:
            continue
        several = [agency for agency, sector in sectors.items() if sector == row["agency"]]
        named = [row["agency"]] if row["agency"] in sectors else several
        if not named and ours:
            continue
        if not named:
            raise ReferenceRefused(f"{place}: agency must be a code of the list of agencies or of sectors.")
        for agency in named:
            if agency in planned:
                raise ReferenceRefused(f"{place}: {agency} stands twice, by itself or by its sector.")
            planned[agency] = {**row, "agency": agency}
    return pd.DataFrame(list(planned.values()), columns=list(_COLUMNS)).drop(columns="made_up")


def _check(place: str, row: Mapping[str, str]) -> None:
    """Raise ReferenceRefused where a cell of a row is not what its column holds."""
    if not _MONTH.fullmatch(row["planned"]):
        raise ReferenceRefused(f"{place}: planned must be a month like 2024-03.")
    if row["actual"] and not _MONTH.fullmatch(row["actual"]):
        raise ReferenceRefused(f"{place}: actual must be a month like 2024-03, or empty.")
    if not row["source"].strip():
        raise ReferenceRefused(f"{place}: source is empty.")
    if row["made_up"] not in ("yes", "no"):
        raise ReferenceRefused(f"{place}: made_up must be yes or no.")
