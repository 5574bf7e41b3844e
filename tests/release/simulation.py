"""Months of releases in which files grow, are replaced, split, renamed, withdrawn, erased and expire.

    python -m tests.release.simulation [MONTHS] [SEED]

A made-up county keeps true records; what reaches the store each month is whatever the events of that month
leave of them. After each release every figure that was ever published must stand, and the register must hold
just the records that were held when their month was first released.
"""

from __future__ import annotations

import datetime
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.intake.sources import sources
from dashboard.publication import Publication
from dashboard.release import make_release
from dashboard.release.indicators import FOLDER
from dashboard.release.register import Register
from dashboard.settings import Installation
from dashboard.store import counted
from tests.release.small_store import empty_store

Row = dict[str, Any]
FIRST = 2022 * 12
BODIES = ["northamptonshire_police", "childrens_trust", "acute_hospital_a", "secondary_schools"]
TYPES = ["criminal", "labour", "sexual", "domestic", "labour_criminal", "not_recorded"]
#: Months of records that are there when the first release is made.
BEFORE = 15


def month_of(number: int) -> datetime.date:
    """The first day of a month given as whole months since year 0."""
    return datetime.date(number // 12, number % 12 + 1, 1)


@dataclass
class County:
    """What the agencies' logs hold now, by record key; ``kept`` names the files that the store holds."""

    dice: random.Random
    rows: dict[str, Row] = field(default_factory=dict)
    number: int = 0

    def record(self, month: int, file: str) -> Row:
        """A new referral that is received in ``month`` and sent in ``file``."""
        self.number += 1
        dice, route = (
            self.dice,
            self.dice.choices(["nrm", "childrens_safeguarding", "helpline"], [6, 4, 1])[0],
        )
        nrm = route == "nrm"
        row = {
            "record_key": f"key-{self.number:06d}", "file": file, "referral": f"referral-{self.number:06d}",
            "month": month_of(month), "route": route, "referring_body": dice.choice(BODIES),
            "first_responder": dice.choice(["northamptonshire_police", "ngo"]) if nrm else None,
            "age": dice.choice(["child", "adult"]), "gender": "not_recorded",
            "exploitation_type": dice.choice(TYPES), "county_lines": dice.choice([True, False, None]),
            "district": dice.choice(["E07000150", "E07000154", "not_recorded"]),
            "incident": f"incident-{self.number // 3:06d}" if dice.random() < 0.2 else None,
            "days_to_referral": dice.choice([1, 8, 40, None]),
        }  # fmt: skip
        self.rows[row["record_key"]] = row
        return row

    def some(self, share: float) -> list[Row]:
        """Some of the records that are held, at random."""
        return [row for row in self.rows.values() if self.dice.random() < share]


def decide(county: County, until: int) -> None:
    """Decisions come in later months; some are changed afterwards, and some come too late."""
    for row in county.some(0.15):
        referred = row["month"].year * 12 + row["month"].month - 1
        if row["route"] == "nrm" and (row.get("rg_decision") is None or county.dice.random() < 0.1):
            row["rg_decision"] = county.dice.choice(["positive", "negative"])
            row["rg_month"] = month_of(county.dice.randint(max(referred, until - 2), max(until, referred)))
        elif row.get("rg_decision") == "positive" and row.get("cg_decision") is None:
            row["cg_decision"], row["cg_month"] = "positive", month_of(max(until, referred))


Event = Callable[[County, int], None]


def grows(county: County, until: int) -> None:
    """The log comes again under its name, longer: its old rows are another file's now."""
    for row in county.rows.values():
        row["file"] = f"log-{until}"


def only_new_months(county: County, until: int) -> None:
    """A file of the same name that holds the new months alone took the place of the one before it."""
    for key in [key for key, row in county.rows.items() if row["month"] < month_of(until)]:
        del county.rows[key]


def splits(county: County, until: int) -> None:
    """The log comes as two files, by age."""
    for row in county.rows.values():
        row["file"] = f"{row['age']}-{until}"


def withdraws(county: County, until: int) -> None:
    """Some records are no longer in the log."""
    for row in county.some(0.05):
        del county.rows[row["record_key"]]


def corrects(county: County, until: int) -> None:
    """Some records turn out to be of another type, or another month."""
    for row in county.some(0.05):
        row["exploitation_type"] = county.dice.choice(TYPES)
        if county.dice.random() < 0.2:
            row["month"] = month_of(county.dice.randint(FIRST, until))


def comes_late(county: County, until: int) -> None:
    """Some records of months that are long published."""
    for _ in range(6):
        county.record(county.dice.randint(FIRST, until - 1), f"late-{until}")


#: Two of them come each month, in an order drawn anew whenever all have come: three months have every one.
EVENTS: tuple[Event, ...] = (grows, only_new_months, splits, withdraws, corrects, comes_late)


def erases(county: County, register: Register) -> None:
    """Two people are erased, rows and what the register knows of them."""
    for row in county.dice.sample(sorted(county.rows.values(), key=lambda row: row["record_key"]), 2):
        key = row["record_key"]
        del county.rows[key]
        counted.forget_records(register.folder, "referrals", {key})


def expires(county: County, register: Register, until: int) -> None:
    """Rows older than a year are gone, here and in what the register knows of records."""
    before = month_of(until - 12)
    for key in [key for key, row in county.rows.items() if row["month"] < before]:
        del county.rows[key]
    counted.forget_before(register.folder, "referrals", before)


def store_rows(where: Installation, county: County) -> None:
    """The store as it is after this month's intake."""
    where.store.unlink(missing_ok=True)
    empty_store(where.store)
    frame = pd.DataFrame(sorted(county.rows.values(), key=lambda row: row["record_key"]))
    for column in ("rg_month", "cg_month", "month"):
        if column in frame:
            frame[column] = pd.to_datetime(frame[column])
    frame = frame.assign(run="2024-01-01T0900", row=range(2, len(frame) + 2))
    if "loaded" not in frame:
        frame["loaded"] = datetime.date(2024, 1, 1)
    table = sources()["referral_log"].table
    with duckdb.connect(str(where.store)) as con:
        con.register("frame", frame)
        con.execute(f"INSERT INTO {table}_rows BY NAME SELECT * EXCLUDE (loaded) FROM frame")
        con.execute(
            "INSERT INTO files (file, extract, source, run, made_up, rows_read, rows_stored, rows_set_aside, "
            "loaded) SELECT file, file, 'referral_log', run, false, count(*), count(*), 0, "
            "any_value(loaded)::TIMESTAMP FROM frame GROUP BY ALL"
        )


def shown(path: Path) -> dict[tuple[Any, ...], float]:
    """Every count that is published as it was counted first, by its whole key."""
    release = Publication(path)
    try:
        cells = release.frame(f"SELECT * FROM {release.first_figures} WHERE status = 'published'")
    finally:
        release.close()
    key = [name for name in cells.columns if name not in ("value", "status", "low", "high")]
    return {tuple(row[:-1]): row[-1] for row in cells[[*key, "value"]].itertuples(index=False, name=None)}


def first_counted(
    county: County, until: int, first: dict[str, tuple[Any, ...]], before: list[tuple[Any, ...]], again: bool
) -> None:
    """A slow model of the register: what each record was when its month was first released.

    A restatement (``again``) lets go of a record that now lies in a month that is not released yet: it counts
    there for the first time, and what was counted of it ``before`` stands.
    """
    released = {row[0] for row in first.values()} and max(row[0] for row in first.values())
    for key, row in county.rows.items():
        fresh = not released or row["month"] > released
        if key in first and fresh and again:
            before.append(first.pop(key))
        if key not in first and fresh and row["month"] <= month_of(until):
            first[key] = (
                row["month"],
                row["route"],
                row["exploitation_type"],
                row["age"],
                row["referring_body"],
            )


@dataclass(frozen=True)
class Month:
    """One simulated release: its month, the events before it, figures shown, and processor seconds."""

    until: datetime.date
    events: tuple[str, ...]
    shown: int
    seconds: float


def simulate(
    root: Path, months: int, seed: int, indicators: Path, restate: Collection[int] = ()
) -> Iterator[Month]:
    """Release after release, each checked against all before it. Raises AssertionError where one moved.

    ``restate`` are the releases, from 1 on, that take in what waits.
    """
    where = Installation(root, root / "unused.key")
    register, dice = Register(where.register), random.Random(seed)  # noqa: S311
    county = County(dice)
    ever: dict[tuple[Any, ...], float] = {}
    first, before = dict[str, tuple[Any, ...]](), list[tuple[Any, ...]]()
    waiting = list[Event]()
    for until in range(FIRST + BEFORE, FIRST + BEFORE + months):
        for month in range(FIRST if not ever else until, until + 1):
            for _ in range(22):
                county.record(month, f"log-{month}")
        happened = list[str]()
        if ever:
            waiting = waiting or dice.sample(EVENTS, len(EVENTS))
            for event in (waiting.pop(), waiting.pop()):
                event(county, until)
                happened.append(event.__name__)
        decide(county, until)
        if ever and dice.random() < 0.5:
            erases(county, register)
            happened.append("erases")
        if ever and dice.random() < 0.3:
            expires(county, register, until)
            happened.append("expires")
        store_rows(where, county)
        again = until - FIRST - BEFORE + 1 in restate
        first_counted(county, until, first, before, again)
        clock = time.process_time()
        made = datetime.datetime.combine(month_of(until + 1), datetime.time(9))
        report = make_release(
            where, made_at=made, last=month_of(until), folder=indicators, restate=again, accept_loss=again
        )
        now = shown(report.path)
        moved = {key: (ever[key], now.get(key)) for key in ever if now.get(key) != ever[key]}
        assert not moved, (
            f"{month_of(until)}: {len(moved)} published figures moved: {next(iter(moved.items()))}"
        )
        ever = now
        held = base_cells(register)
        assert held == Counter([*first.values(), *before]), (
            f"{month_of(until)}: the base cells are not what was counted"
        )
        yield Month(month_of(until), tuple(happened), len(now), time.process_time() - clock)


def base_cells(register: Register) -> Counter[tuple[Any, ...]]:
    """The register's base cells of referrals by month, route, type, age and body, as counted first."""
    held: Counter[tuple[Any, ...]] = Counter()
    for _, path in register.tables("base", "referrals"):
        for row in pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records"):
            month = datetime.date.fromisoformat(str(row["month"]))
            if row.get("entered", "0") != "0":
                continue
            key = (month, row["route"], row["exploitation_type"], row["age"], row["referring_body"])
            held[key] += int(str(row["count"]))
    return held


def main(months: int = 24, seed: int = 1) -> None:
    """Simulate with every indicator of closed subjects and print a line for each release."""
    with tempfile.TemporaryDirectory() as beside:
        folder = Path(beside) / "indicators"
        folder.mkdir()
        for path in FOLDER.glob("*.sql"):
            if 'policy = "referrals"' in path.read_text(encoding="utf-8"):
                shutil.copy(path, folder)
        yearly = range(12, months + 1, 12)
        for month in simulate(Path(beside) / "installation", months, seed, folder, yearly):
            print(
                f"{month.until:%Y-%m}: {month.shown:,} figures stand, {month.seconds:.1f} s of processor; "
                f"{', '.join(month.events) or 'first release'}",
                flush=True,
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
