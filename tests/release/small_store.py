"""A small made-up store, written with SQL from the contract, and a release made from it.

Deterministic and quick: for tests of the release and of the display, where intake plays no part.
Volumes are small but every table that the indicators publish is safe to show.
"""

from __future__ import annotations

import datetime
import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard import store
from dashboard.intake.sources import sources
from dashboard.reference.code_lists import code_list
from dashboard.reference.families import read_families
from dashboard.release import make_release
from dashboard.release.history import Past, shapes
from dashboard.release.register import Register
from dashboard.settings import Installation
from tests.release import few_each_month

MADE = datetime.datetime(2024, 7, 3, 9, 0)
FIRST, LAST = datetime.date(2022, 4, 1), datetime.date(2024, 6, 1)
DISTRICTS = [f"E0700015{n}" for n in range(7)]


def empty_store(path: Path) -> None:
    """Every table and view of a store, without a row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as con:
        store.create_tables(con, sources().values())


def add_rows(
    path: Path, source_name: str, rows: Iterable[Mapping[str, Any]], made_up: bool = True, set_aside: int = 0
) -> None:
    """Put ``rows`` into a source's table as one file, with their bookkeeping."""
    source = sources()[source_name]
    frame = pd.DataFrame([dict(row) for row in rows])
    file = hashlib.sha256(source_name.encode()).hexdigest()[:12]
    frame.insert(0, "file", file)
    frame.insert(1, "row", range(2, len(frame) + 2))
    frame.insert(2, "run", "2024-07-01T0900")
    frame.insert(3, "record_key", [f"{source_name}-record-{n:08d}" for n in range(len(frame))])
    with duckdb.connect(str(path)) as con:
        con.register("frame", frame)
        con.execute(f"INSERT INTO {source.table}_rows BY NAME SELECT * FROM frame")
        con.execute(
            "INSERT INTO files (file, extract, source, run, made_up, rows_read, rows_stored, rows_set_aside, "
            "loaded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, TIMESTAMP '2024-07-01 09:00:00')",
            [file, f"extract-of-{source_name}", source_name, "2024-07-01T0900", made_up,
             len(frame) + set_aside, len(frame), set_aside],
        )  # fmt: skip
        for row in range(set_aside):
            con.execute(
                "INSERT INTO quarantine VALUES (?, ?, 'session_date', 'date_unreadable', ?, ?)",
                [file, 9000 + row, "Write the date as 23/07/2019.", "2024-07-01T0900"],
            )


def months() -> list[datetime.date]:
    """Every month of the small store."""
    count = (LAST.year - FIRST.year) * 12 + LAST.month - FIRST.month + 1
    return [
        datetime.date(FIRST.year + (FIRST.month - 1 + n) // 12, (FIRST.month - 1 + n) % 12 + 1, 1)
        for n in range(count)
    ]


def small_installation(root: Path) -> Installation:
    """An installation whose store holds about 4,000 made-up rows of every source."""
    where = Installation(root=root, key_file=root / "unused.key")
    empty_store(where.store)
    dice = random.Random(20190722)  # noqa: S311
    booked = list(bookings(dice))
    add_rows(where.store, "training_register", booked, set_aside=4)
    add_rows(where.store, "evaluation_forms", _evaluations(dice, booked))
    add_rows(where.store, "workforce", _workforce())
    add_rows(where.store, "referral_log", referrals(dice), set_aside=2)
    add_rows(where.store, "intelligence", _intelligence(dice))
    add_rows(where.store, "partnership_register", _partners())
    add_rows(where.store, "meeting_attendance", meetings(dice))
    add_rows(where.store, "referral_audits", few_each_month.audits(months(), dice))
    add_rows(where.store, "reviewed_cases", few_each_month.reviews(months()))
    add_rows(where.store, "orders", few_each_month.orders(months()))
    return where


def small_release(root: Path) -> Installation:
    """The small installation with a release made from it."""
    where = small_installation(root)
    make_release(where, made_at=MADE)
    return where


def _agencies() -> dict[str, str]:
    listed = code_list("agency")
    return {
        code: listed.facts[code]["sector"] for code in listed.labels if code not in ("public", "not_recorded")
    }


def bookings(dice: random.Random) -> Iterable[dict[str, Any]]:
    """The training register's rows."""
    agencies, courses, venues = list(_agencies().items()), code_list("course"), code_list("venue")
    taught = [code for code in courses.labels if code != "exploitation_week_2019"]
    for month in months():
        for number in range(3):
            course, venue = dice.choice(taught), dice.choice(list(venues.labels)[:11])
            for _ in range(dice.randint(12, 24)):
                agency, sector = dice.choice(agencies)
                status = dice.choices(["attended", "no_show", "cancelled"], [85, 9, 6])[0]
                attended = status == "attended"
                yield {
                    "person": f"person-{agency}-{dice.randint(1, 30):04d}",
                    "agency": agency,
                    "sector": sector,
                    "role": "other",
                    "work_district": dice.choice([*DISTRICTS, "not_recorded"]),
                    "course": course,
                    "tier": courses.facts[course]["tier"],
                    "month": month,
                    "venue": venue,
                    "delivery_district": venues.facts[venue]["district"],
                    "places": 24,
                    "status": status,
                    "packs": 1 if attended else None,
                    "pocket_guides": 1 if attended else None,
                    "session": f"session-{month:%Y%m}-{number}",
                }


def _evaluations(dice: random.Random, booked: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for booking in booked:
        if booking["status"] != "attended" or dice.random() > 0.6:
            continue
        shared = {name: booking[name] for name in ("person", "month", "course", "agency", "sector")}
        shared |= {"course_day": f"{booking['course']} of {booking['session']}"}
        before = dice.randint(1, 4)
        for stage, chance in (("before", 1.0), ("after", 0.9), ("follow_up", 0.4)):
            if dice.random() > chance:
                continue
            later = stage != "before"
            yield shared | {
                "stage": stage,
                "confidence": min(5, before + dice.randint(0, 2)) if later else before,
                "knowledge": dice.randint(2, 6) if later else dice.randint(0, 4),
                "relevance": dice.randint(3, 5) if stage == "after" else None,
                "recommend": dice.randint(3, 5) if stage == "after" else None,
                "applied": dice.random() < 0.5 if stage == "follow_up" else None,
            }


def _workforce() -> Iterable[dict[str, Any]]:
    for agency, sector in _agencies().items():
        for place, district in enumerate(DISTRICTS):
            for snapshot in (datetime.date(2022, 3, 1), datetime.date(2023, 3, 1), datetime.date(2024, 3, 1)):
                yield {
                    "agency": agency,
                    "sector": sector,
                    "work_district": district,
                    "month": snapshot,
                    "eligible_staff": 20 + 5 * place,
                }


#: Made so that every published table about referrals is safe: each code comes up often enough.
_ROUTES = {
    "nrm": 12, "childrens_safeguarding": 16, "adult_safeguarding": 3, "duty_to_notify": 3, "helpline": 3,
    "police_report": 4,
}  # fmt: skip


def referrals(dice: random.Random) -> Iterable[dict[str, Any]]:
    """The referral log's rows."""
    bodies = ["northamptonshire_police", "childrens_trust", "acute_hospital_a", "secondary_schools"]
    places = [*DISTRICTS, "out_of_county", "not_recorded"]
    types = ["criminal", "labour", "sexual", "domestic", "labour_criminal", "not_recorded"]
    number = 0
    for position, month in enumerate(months()):
        for route, each in _ROUTES.items():
            for one in range(each):
                number += 1
                turn = position * each + one
                nrm = route == "nrm"
                yield {
                    "referral": f"referral-{number:08d}",
                    "month": month,
                    "route": route,
                    "referring_body": bodies[turn % len(bodies)],
                    "first_responder": "northamptonshire_police"
                    if nrm and one % 3
                    else ("ngo" if nrm else None),
                    "age": ["child", "adult", "child", "adult", "not_recorded"][turn % 5],
                    "gender": ["male", "female", "not_recorded"][turn % 3],
                    "exploitation_type": types[turn % len(types)],
                    "county_lines": None if turn % 6 == 5 else bool(turn % 2),
                    "district": places[turn % len(places)],
                    "incident": None if turn % 4 else f"incident-{number // 2:08d}",
                    **_decisions(turn, position, nrm and dice.random() < 0.7),
                    "days_to_referral": dice.randint(0, 30) if turn % 7 else None,
                }


def _decisions(turn: int, position: int, positive: bool) -> dict[str, Any]:
    """Decisions of a referral: the first up to three months on, the last nine months after it."""
    first, last = position + turn % 4, position + turn % 4 + 9
    held: dict[str, Any] = dict.fromkeys(("rg_decision", "rg_month", "cg_decision", "cg_month"))
    if positive and first < len(months()):
        held |= {"rg_decision": "negative" if turn % 3 == 0 else "positive", "rg_month": months()[first]}
    if held["rg_decision"] == "positive" and last < len(months()):
        held |= {"cg_decision": "negative" if turn % 5 == 0 else "positive", "cg_month": months()[last]}
    return held


def _intelligence(dice: random.Random) -> Iterable[dict[str, Any]]:
    # Sectors of two agencies or more: a sector of one is that agency's own count and is not shown.
    several = [sector for sector, held in Counter(_agencies().values()).items() if held > 1]
    agencies = [(agency, sector) for agency, sector in _agencies().items() if sector in several]
    places = [*DISTRICTS, "not_recorded", "out_of_county"]
    number = 0
    for month in months():
        for _ in range(72):
            agency, sector = agencies[number % len(agencies)]
            number += 1
            yield {
                "submission": f"submission-{number:08d}",
                "month": month,
                "agency": agency,
                "sector": "not_recorded" if number % 17 == 0 else sector,
                "subject": "county_lines",
                "district": places[number % len(places)],
                "grade": dice.choices(["actionable", "not_actionable", "not_recorded"], [35, 50, 15])[0],
            }


def _partners() -> Iterable[dict[str, Any]]:
    for number, (agency, sector) in enumerate(_agencies().items()):
        yield {
            "agency": agency,
            "sector": sector,
            "since": datetime.date(2019, 4, 1),
            "until": datetime.date(2023, 1, 1) if number == 3 else None,
            "has_contact": number % 4 != 0,
        }


def meetings(dice: random.Random) -> Iterable[dict[str, Any]]:
    """The rows of who came to the board."""
    for month in months()[::3]:
        for agency in _agencies():
            yield {
                "meeting": "board",
                "month": month,
                "agency": agency,
                "attendance": dice.choices(["present", "apologies", "absent"], [70, 20, 10])[0],
                "meeting_key": f"meeting-{month:%Y%m}",
            }


def no_past(where: Installation) -> Past:
    """The past of an installation that has released nothing."""
    return Past(Register(where.root / "no register"), shapes(read_families()))
