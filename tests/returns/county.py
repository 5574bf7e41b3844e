"""A county of three agencies, each with its own monthly files, and releases of it that lack one of them.

Only open subjects, so that a release takes seconds; the agencies are unlike, so that the absence of one is a
small, a middling or a large part of every count.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from dashboard.reference.code_lists import code_list
from dashboard.release import make_release
from dashboard.release.indicators import FOLDER
from dashboard.settings import Installation
from tests.release.small_store import MADE, add_rows, empty_store, months

AGENCIES = {
    "acute_hospital_a": "health",
    "secondary_schools": "education",
    "childrens_trust": "childrens_social_care",
}
DISTRICTS = ("E07000150", "E07000153", "E07000154")
#: The months of the file that is removed: the last quarter that the store holds.
REMOVED = (datetime.date(2024, 4, 1), datetime.date(2024, 6, 1))
#: How many people each books in a month, at least.
BOOKED = {"acute_hospital_a": 20, "secondary_schools": 9, "childrens_trust": 40}
#: Few enough to be quick: each is on a page, and between them they are of every kind of open figure.
INDICATORS = ("people_trained", "attendances", "coverage", "attendance_rate", "sector_mix", "reach_rate")
EXPECTED = """
[[returns]]
agency = "{agency}"
source = "training_register"
every = "month"
due = 1
from = "2022-04"
"""


def _bookings(agency: str, sector: str) -> Iterator[dict[str, Any]]:
    """As many people a month as it books and up to 8 more, a new course each month, in three districts."""
    for position, month in enumerate(months()):
        for number in range(BOOKED[agency] + position % 3 * 4):
            yield {
                "person": f"person-{agency}-{(position * 7 + number) % 150:04d}",
                "agency": agency,
                "sector": sector,
                "role": "other",
                "work_district": DISTRICTS[number % 3],
                "course": "spot_the_signs",
                "tier": code_list("course").facts["spot_the_signs"]["tier"],
                "month": month,
                "venue": "online",
                "delivery_district": DISTRICTS[position % 3],
                "places": 60,
                "status": "no_show" if number % 9 == 8 else "attended",
                "packs": None,
                "pocket_guides": None,
                "session": f"session-{agency}-{month:%Y%m}",
            }


def whole(root: Path) -> Installation:
    """The store with every file; each agency's rows are the return of each of its months."""
    where = Installation(root, root / "unused.key")
    empty_store(where.store)
    rows = [row for agency, sector in AGENCIES.items() for row in _bookings(agency, sector)]
    add_rows(where.store, "training_register", rows)
    staff = [
        {"agency": agency, "sector": sector, "work_district": district, "month": day, "eligible_staff": 120}
        for agency, sector in AGENCIES.items()
        for district in DISTRICTS
        for day in (datetime.date(2022, 3, 1), datetime.date(2023, 3, 1), datetime.date(2024, 3, 1))
    ]
    add_rows(where.store, "workforce", staff)
    with duckdb.connect(str(where.store)) as con:
        con.execute(
            "INSERT INTO covered SELECT file, agency, month, month, TIMESTAMP '2024-07-01 09:00:00', false "
            "FROM (SELECT DISTINCT file, agency, month FROM bookings_rows)"
        )
    return where


def remove_file(where: Installation, agency: str) -> None:
    """As if ``agency`` had not sent its file of the last quarter."""
    with duckdb.connect(str(where.store)) as con:
        for table, month in (("bookings_rows", "month"), ("covered", "first_month")):
            con.execute(
                f"DELETE FROM {table} WHERE agency = ? AND {month} BETWEEN ? AND ?", [agency, *REMOVED]
            )


def expect(where: Installation, agencies: Iterable[str] = tuple(AGENCIES)) -> None:
    """Expect a training register of every agency, every month."""
    text = "".join(EXPECTED.format(agency=agency) for agency in agencies)
    where.expected_returns.write_text(text, encoding="utf-8")


def few_indicators(folder: Path) -> Path:
    """A folder of open indicators, few enough to be quick."""
    few = folder / "indicators"
    few.mkdir()
    for name in INDICATORS:
        shutil.copy(FOLDER / f"{name}.sql", few)
    return few


def county(folder: Path) -> None:
    """Releases by name: ``without-<agency>`` lacks its last file; ``unlisted`` too, and expects none."""
    few = few_indicators(folder)
    every = whole(folder / "whole")
    for agency in AGENCIES:
        one = Installation(folder / f"without-{agency}", every.key_file)
        shutil.copytree(every.root, one.root)
        remove_file(one, agency)
        if agency == next(iter(AGENCIES)):
            unlisted = Installation(folder / "unlisted", every.key_file)
            shutil.copytree(one.root, unlisted.root)
            make_release(unlisted, made_at=MADE, folder=few)
        expect(one)
        make_release(one, made_at=MADE, folder=few)
