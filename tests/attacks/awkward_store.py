"""A made-up store full of what gives people away: small counts, one raid, one busy body, a 100 % year.

Each fact stands in a sentence of its own below, so that a test can name it. All else is drawn with a
fixed seed: 27 months of referrals by six routes, intelligence, a little training, and Home Office
tables that agree with the referrals.
"""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.settings import Installation
from tests.release.small_store import DISTRICTS, FIRST, LAST, add_rows, empty_store, months

Row = dict[str, Any]

BODIES = ("northamptonshire_police", "childrens_trust", "acute_hospital_a", "secondary_schools")
#: In South Northamptonshire in 2023 nobody was referred but the twelve found in one raid.
RAIDED, RAID_YEAR, RAID_SIZE = "E07000155", 2023, 12
#: All but two police reports of 2023 were made by one body.
BUSY_BODY, BUSY_YEAR, OTHERS = "northamptonshire_police", 2023, 2
#: Everybody referred to the NRM in 2022 was an adult.
ADULT_YEAR = 2022
#: In 2023 four people were exploited in a home, and nobody in more than one way; none was the police's.
SWAP_YEAR, FOUR, NOBODY = 2023, "domestic", "sexual_labour"
#: Concerns a month, by route.
VOLUMES = {
    "nrm": 9, "childrens_safeguarding": 17, "adult_safeguarding": 3, "duty_to_notify": 2, "helpline": 0.3,
    "police_report": 2,
}  # fmt: skip
_TYPES = {"criminal": 52, "labour": 24, "sexual": 17, "not_recorded": 7}
_PLACES = dict(
    zip([*DISTRICTS, "out_of_county", "not_recorded"], (22, 6, 12, 20, 30, 0, 7, 3, 6), strict=True)
)
_SECTORS = {
    "childrens_trust": "childrens_social_care", "acute_hospital_a": "health", "acute_hospital_b": "health",
    "north_council_housing": "housing", "west_council_housing": "housing", "probation": "probation",
    "youth_charity": "voluntary", "secondary_schools": "education",
}  # fmt: skip


def awkward_installation(root: Path, rows: Sequence[Row] | None = None) -> Installation:
    """An installation whose store holds the facts above; ``rows`` replaces the referrals."""
    where = Installation(root=root, key_file=root / "unused.key")
    empty_store(where.store)
    held = list(referrals()) if rows is None else list(rows)
    add_rows(where.store, "referral_log", held)
    add_rows(where.store, "intelligence", intelligence())
    add_rows(where.store, "orders", _orders())
    add_rows(where.store, "reviewed_cases", _reviews())
    add_rows(where.store, "training_register", _bookings())
    add_rows(where.store, "home_office_police_referrals", police_table(held), made_up=False)
    return where


def intelligence_alone(root: Path) -> Installation:
    """An installation whose store holds the intelligence and nothing else."""
    where = Installation(root=root, key_file=root / "unused.key")
    empty_store(where.store)
    add_rows(where.store, "intelligence", intelligence())
    return where


def referrals() -> Iterator[Row]:
    """The referral log, one row each."""
    dice = random.Random(711)  # noqa: S311
    number = 0
    for month in months():
        for route, mean in VOLUMES.items():
            for _ in range(int(mean) + (dice.random() < mean % 1) + dice.randint(-1, 1) * (mean > 5)):
                number += 1
                yield _bent(_referral(dice, number, month, route))
    for n in range(RAID_SIZE):
        row = _referral(dice, 90000 + n, datetime.date(RAID_YEAR, 5, 1), "childrens_safeguarding")
        yield row | {"district": RAIDED, "incident": "incident-the-raid", "referring_body": BODIES[n % 4]}
    for n in range(4):
        row = _referral(dice, 80000 + n, datetime.date(SWAP_YEAR, 2 + 3 * n, 1), "nrm")
        yield row | {"exploitation_type": FOUR, "first_responder": "ngo", "age": "adult", "incident": None}


def _referral(dice: random.Random, number: int, month: datetime.date, route: str) -> Row:
    responder = dice.choices(("northamptonshire_police", "ngo", "home_office"), (80, 15, 5))[0]
    return {
        "referral": f"referral-{number:08d}",
        "month": month,
        "route": route,
        "referring_body": dice.choices(BODIES, (30, 30, 20, 20))[0],
        "first_responder": responder if route == "nrm" else None,
        "age": dice.choices(("child", "adult", "not_recorded"), (40, 53, 7))[0],
        "gender": "male",
        "exploitation_type": dice.choices(list(_TYPES), list(_TYPES.values()))[0],
        "county_lines": dice.random() < 0.3,
        "district": dice.choices(list(_PLACES), list(_PLACES.values()))[0],
        "incident": None if dice.random() < 0.8 else f"incident-{number // 3:08d}",
        **_later(number, month, route),
    }


def _later(number: int, month: datetime.date, route: str) -> Row:
    """How long a referral took, and its decisions: of the first year nearly all are soon positive."""
    dice = random.Random(number)  # noqa: S311
    told: Row = {"days_to_referral": None if dice.random() < 0.3 else min(int(dice.expovariate(0.12)), 60)}
    if route != "nrm" or dice.random() < 0.15:
        return told | dict.fromkeys(("rg_decision", "rg_month", "cg_decision", "cg_month"))
    first = _months_on(month, dice.choice((0, 0, 1, 3)))
    share = 0.93 if first.year == FIRST.year else 0.6
    told |= {"rg_decision": "positive" if dice.random() < share else "negative", "rg_month": first}
    if told["rg_decision"] == "positive" and dice.random() < 0.6:
        told |= {"cg_decision": dice.choices(("positive", "negative"), (88, 12))[0]}
        told |= {"cg_month": _months_on(first, dice.choice((4, 9, 14)))}
        if told["cg_month"] > LAST:
            told |= {"cg_decision": None, "cg_month": None}
    return told | ({} if first <= LAST else {"rg_decision": None, "rg_month": None})


def _months_on(month: datetime.date, count: int) -> datetime.date:
    number = month.year * 12 + month.month - 1 + count
    return datetime.date(number // 12, number % 12 + 1, 1)


def _bent(row: Row) -> Row:
    """``row`` as the facts at the head of this file have it."""
    year, route = row["month"].year, row["route"]
    if route == "police_report" and year == BUSY_YEAR:
        late = row["month"].month > 12 - OTHERS and int(row["referral"][-8:]) % 2
        row |= {"referring_body": BODIES[2] if late else BUSY_BODY, "incident": None}
    if route == "nrm" and year == ADULT_YEAR:
        row |= {"age": "adult"}
    return row


def intelligence() -> Iterator[Row]:
    """Submissions by partner agencies; one sector has a single agency, one place is rare."""
    dice = random.Random(712)  # noqa: S311
    number = 0
    for month in months():
        for _ in range(dice.randint(6, 14)):
            number += 1
            agency = dice.choices(list(_SECTORS), (30, 20, 15, 10, 8, 5, 2, 10))[0]
            yield {
                "submission": f"submission-{number:08d}",
                "month": month,
                "agency": agency,
                "sector": _SECTORS[agency],
                "subject": "county_lines",
                "district": dice.choices(list(_PLACES), list(_PLACES.values()))[0],
                "grade": dice.choices(("actionable", "not_actionable"), (30, 70))[0],
            }


def _orders() -> Iterator[Row]:
    """Orders and disruptions: one type is rare, one the police's alone, most of a year of one operation."""
    dice = random.Random(714)  # noqa: S311
    kinds = {"prevention_order": 4, "risk_order": 15, "closure_order": 30, "disruption": 51}
    for number, month in enumerate(month for month in months() for _ in range(dice.randint(1, 4))):
        kind = dice.choices(list(kinds), list(kinds.values()))[0]
        raided = month.year == RAID_YEAR and kind == "closure_order" and dice.random() < 0.8
        yield {
            "order_reference": f"order-{number:08d}",
            "month": month,
            "order_type": kind,
            "agency": BUSY_BODY if kind == "risk_order" else dice.choices(BODIES, (50, 20, 20, 10))[0],
            "incident": "operation-the-raid" if raided else None,
        }


def _reviews() -> Iterator[Row]:
    """Reviewed cases; in nearly all of one year an agency had been in contact before."""
    dice = random.Random(715)  # noqa: S311
    for number, month in enumerate(month for month in months() for _ in range(dice.randint(0, 3))):
        known = dice.random() < (0.97 if month.year == RAID_YEAR else 0.4)
        yield {
            "review": f"review-{number:08d}",
            "month": month,
            "agency": dice.choices(BODIES, (30, 40, 20, 10))[0],
            "earlier_contact": "not_recorded" if dice.random() < 0.05 else "yes" if known else "no",
        }


def police_table(rows: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """What the Home Office would have published of ``rows`` to the end of 2023, and of another force."""
    quarters: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        month = row["month"]
        if row["first_responder"] == "northamptonshire_police" and month.year < 2024:
            quarter = f"{month.year}-Q{(month.month + 2) // 3}"
            quarters[quarter, row["exploitation_type"], row["age"]] += 1
    for (quarter, kind, age), value in sorted(quarters.items()):
        for force, factor in (("northamptonshire_police", 1), ("kent_police", 3)):
            yield {
                "series": "nrm_police_referrals", "reporter": force, "period": quarter,
                "exploitation_type": kind, "age": age, "gender": "male", "location": "all", "decision": "all",
                "value": value * factor,
            }  # fmt: skip


def _bookings() -> Iterator[Row]:
    for number, month in enumerate(months()):
        for one in range(3 + number % 4):
            yield {
                "person": f"person-health-{one:04d}", "agency": "acute_hospital_a", "sector": "health",
                "role": "other", "work_district": DISTRICTS[one], "course": "spot_the_signs", "tier": "1",
                "month": month, "venue": "online", "delivery_district": "online", "places": 24,
                "status": "attended", "packs": 1, "pocket_guides": 1, "session": f"session-{number}",
            }  # fmt: skip


def add_referrals(where: Installation, rows: Iterable[Row], file: str) -> None:
    """Put further referrals into the store, as a later extract called ``file``.

    A row that has the ``record_key`` of an earlier one corrects it.
    """
    frame = pd.DataFrame(list(rows)).assign(file=file, run="2024-08-01T0900")
    frame["row"] = range(2, len(frame) + 2)
    own = pd.Series([f"{file}-record-{n}" for n in range(len(frame))])
    frame["record_key"] = frame["record_key"].fillna(own) if "record_key" in frame else own
    with duckdb.connect(str(where.store)) as con:
        con.register("frame", frame)
        con.execute("INSERT INTO referrals_rows BY NAME SELECT * FROM frame")
        con.execute(
            "INSERT INTO files (file, extract, source, run, made_up, rows_read, rows_stored, rows_set_aside, "
            "loaded) VALUES (?, ?, 'referral_log', '2024-08-01T0900', true, ?, ?, 0, "
            "TIMESTAMP '2024-08-01 09:00:00')",
            [file, f"extract-{file}", len(frame), len(frame)],
        )


def late_and_corrected() -> list[Row]:
    """Three people whose referral of 2023 reaches us late, and one who turns out to be a child."""
    dice = random.Random(713)  # noqa: S311
    late = [
        _referral(dice, 70000 + n, datetime.date(2023, month, 1), route)
        for n, (month, route) in enumerate(
            ((3, "nrm"), (7, "childrens_safeguarding"), (7, "childrens_safeguarding"))
        )
    ]
    number, first = next(
        (n, row) for n, row in enumerate(referrals()) if row["route"] == "nrm" and row["age"] == "adult"
    )
    return [*late, first | {"age": "child", "record_key": f"referral_log-record-{number:08d}"}]


def swapped() -> list[Row]:
    """The same referrals, but that the four of ``FOUR`` are ``NOBODY``'s: 0 and 4 trade places."""
    return [
        row | {"exploitation_type": NOBODY} if row["exploitation_type"] == FOUR else row
        for row in referrals()
    ]
