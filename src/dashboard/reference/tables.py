"""Open facts as tables: areas, populations, published figures, events.

None of it is about a person. data/reference/SOURCES.md names each file's source and licence. Every
function takes an installation's own folder of facts (``own``), gives a copy, and raises ReferenceRefused,
naming file and row, where a file is not as it must be.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from dashboard.reference.places import file_of
from dashboard.reference.reading import ReferenceRefused, is_day, named, read_table, rows_of
from dashboard.settings import COUNTY

LEVELS = ("county", "unitary", "district")

_COLUMNS = {
    "areas.csv": ("code", "name", "level", "parent", "valid_from", "valid_to", "colour"),
    "populations.csv": ("area", "year", "age_band", "people", "source"),
    "comparators.csv": (
        "series", "reporter", "period", "exploitation_type", "age", "gender", "location", "decision",
        "value", "source", "published_on",
    ),
    "events.csv": ("code", "starts", "ends", "label", "about", "applies_to", "source", "made_up"),
}  # fmt: skip
_WHOLE_NUMBERS = {"populations.csv": ("year", "people"), "comparators.csv": ("value",)}


def areas(own: Path | None = None) -> pd.DataFrame:
    """Areas by code: code, name, level (county, unitary, district), parent, valid_from, valid_to, colour.

    Dates are ISO text; an open end or no parent is empty text.
    """
    table = _table("areas.csv", own)
    codes: set[str] = set()
    for place, row in rows_of(table, "areas.csv", own):
        if not row["code"] or row["code"] in codes:
            raise ReferenceRefused(f"{place}: code is empty, or that of an earlier row.")
        if row["level"] not in LEVELS:
            raise ReferenceRefused(
                f"{place}: level must be one of {', '.join(LEVELS)}, not {row['level']!r}."
            )
        if not row["name"]:
            raise ReferenceRefused(f"{place}: name is empty.")
        # What holds an area comes before it.
        if (row["parent"] not in codes) is (row["level"] != "county"):
            raise ReferenceRefused(
                f"{place}: parent must be the code of an earlier row, not {row['parent']!r}."
            )
        codes.add(row["code"])
    if list(table.loc[table["level"] == "county", "code"]) != [COUNTY]:
        file = named(file_of("areas.csv", own))
        raise ReferenceRefused(f"{file} must hold one county, {COUNTY}.")
    return table


def populations(own: Path | None = None) -> pd.DataFrame:
    """Residents: area, year, age_band (all, 0-17, 18+), people, source."""
    return _table("populations.csv", own)


def comparators(own: Path | None = None) -> pd.DataFrame:
    """Single figures that others have published, in the store's shape plus source and published_on."""
    return _table("comparators.csv", own)


def events(made_up: bool = False, own: Path | None = None) -> pd.DataFrame:
    """What to mark on a time line: code, starts, ends, label, about, applies_to (a|b), source, made_up.

    Made-up events are given for made-up figures only (``made_up``).
    """
    table = _table("events.csv", own)
    codes: set[str] = set()
    for place, row in rows_of(table, "events.csv", own):
        if row["made_up"] not in ("yes", "no"):
            raise ReferenceRefused(f"{place}: made_up must be yes or no, not {row['made_up']!r}.")
        for column in ("code", "label", "applies_to", "source"):
            if not row[column].strip():
                raise ReferenceRefused(f"{place}: {column} is empty.")
        if row["code"] in codes:
            raise ReferenceRefused(f"{place}: code is that of an earlier row.")
        for column in ("starts", "ends"):
            if not is_day(row[column]) and (column == "starts" or row[column]):
                raise ReferenceRefused(
                    f"{place}: {column} must be a day like 2024-04-01, not {row[column]!r}."
                )
        codes.add(row["code"])
    return table[(table["made_up"] == "no") | made_up].reset_index(drop=True)


def area_names(own: Path | None = None) -> dict[str, str]:
    """Names by code: the county, its unitaries, its districts."""
    table = areas(own)
    return dict(zip(table["code"], table["name"], strict=True))


def _table(name: str, own: Path | None) -> pd.DataFrame:
    return read_table(name, _COLUMNS[name], _WHOLE_NUMBERS.get(name, ()), own)
