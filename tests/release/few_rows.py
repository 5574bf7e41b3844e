"""Installations of a few rows, for tests of the release that are not about breadth."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import duckdb

from dashboard.release import make_release
from dashboard.release.indicators import FOLDER
from dashboard.settings import Installation
from tests.release.small_store import LAST, MADE, add_rows, bookings, empty_store, meetings, referrals

#: The route whose referrals the Home Office has too, and figures of it.
NRM, NRM_FIGURES = "nrm", ("nrm_referrals", "positive_reasonable_grounds")
#: Every group of types of exploitation, as the heading of an indicator lists them.
GROUPS = "exploitation_group=criminal|labour|sexual|more_than_one|other|not_recorded"


def some(folder: Path, *names: str) -> Path:
    """A folder with a few of the indicators: a release of these is quick."""
    folder.mkdir(exist_ok=True, parents=True)
    for name in names:
        shutil.copy(FOLDER / f"{name}.sql", folder)
    return folder


def concerns(folder: Path, *tables: str) -> Path:
    """A folder with the indicator of concerns, in these tables alone."""
    folder.mkdir()
    text = (FOLDER / "concerns.sql").read_text(encoding="utf-8")
    listed = ", ".join(f'"{table}"' for table in tables)
    text, found = re.subn(r"^tables = \[.*?^\]$", f"tables = [{listed}]", text, flags=re.M | re.S)
    assert found == 1
    (folder / "concerns.sql").write_text(text, encoding="utf-8")
    return folder


def few_rows(root: Path, *, booked: bool = False, routes: tuple[str, ...] = ()) -> Installation:
    """Of the small store every eighth booking beside the meetings, and all referrals of these routes.

    Both logs of what is open go up to the last month, as it takes two to say which month that is.
    """
    where = Installation(root, root / "unused.key")
    empty_store(where.store)
    dice = random.Random(20190722)  # noqa: S311
    if booked:
        add_rows(where.store, "training_register", list(bookings(dice))[::8], set_aside=4)
        held = list(meetings(dice))
        last = {**held[-1], "month": LAST, "meeting_key": "meeting-last"}
        add_rows(where.store, "meeting_attendance", [*held, last])
    if routes:
        add_rows(where.store, "referral_log", [row for row in referrals(dice) if row["route"] in routes])
    return where


def training_release(root: Path) -> Installation:
    """A few bookings and meetings alone, with a release of figures of them."""
    where = few_rows(root, booked=True)
    few = some(root / "few", "attendances", "people_trained", "no_show_rate", "meeting_attendance")
    make_release(where, made_at=MADE, folder=few)
    return where


def nrm_release(root: Path) -> Installation:
    """Referrals of one route alone, with a release of figures of them."""
    where = few_rows(root, routes=(NRM,))
    make_release(where, made_at=MADE, folder=some(root / "few", *NRM_FIGURES))
    return where


def run_sql(where: Installation, sql: str) -> None:
    """Change a store."""
    with duckdb.connect(str(where.store)) as con:
        con.execute(sql)
