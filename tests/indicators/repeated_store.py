"""A store in which the same people come, answer, refer and meet again and again.

Seven people come to a course as often as ``VISITS`` says, most of them several times in one month, and
give a form at every stage; agencies refer, send intelligence, are invited and send headcounts repeatedly.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from dashboard.settings import Installation
from tests.release.small_store import DISTRICTS, add_rows, empty_store

Row = dict[str, Any]

AGENCIES = {"acute_hospital_a": "health", "northamptonshire_police": "police"}
COURSE = "spot_the_signs"
FIRST, AGAIN, LAST = (datetime.date(*day, 1) for day in ((2021, 1), (2023, 6), (2024, 12)))
#: The days in June 2023 on which each person came to the same course; those who came on none came before.
VISITS = {"once": (1,), "twice": (1, 2), "thrice": (1, 2, 3), "also thrice": (1, 2, 3), "before": ()}
STAGES = ("before", "after", "follow_up")


def repeated_installation(root: Path) -> Installation:
    """An installation whose store holds the rows told above."""
    where = Installation(root=root, key_file=root / "unused.key")
    empty_store(where.store)
    for source, rows in {
        "training_register": bookings(),
        "evaluation_forms": evaluations(),
        "workforce": _workforce(),
        "referral_log": _referrals(),
        "intelligence": _intelligence(),
        "partnership_register": _partners(),
        "meeting_attendance": _meetings(),
        "referral_audits": _audits(),
        "reviewed_cases": _reviews(),
        "orders": _orders(),
    }.items():
        add_rows(where.store, source, rows)
    return where


def _sessions() -> Iterator[tuple[str, datetime.date, int]]:
    """Person, month and day of every time that somebody came; all came on the first and last day."""
    for person, days in VISITS.items():
        yield person, FIRST, 1
        yield from ((person, AGAIN, day) for day in days)
        yield person, LAST, 1


def bookings() -> Iterator[Row]:
    """A booking for each visit, all attended."""
    for person, month, day in _sessions():
        yield {
            "person": person,
            "agency": "acute_hospital_a",
            "sector": "health",
            "role": "other",
            "work_district": DISTRICTS[0],
            "course": COURSE,
            "tier": "1",
            "month": month,
            "venue": "online",
            "delivery_district": "online",
            "places": 20,
            "status": "attended",
            "packs": 1,
            "pocket_guides": 1,
            "delivery_format": "live_online",
            "duration_minutes": 20,
            "session": f"{month} {day}",
        }


def evaluations() -> Iterator[Row]:
    """A form at each stage of each visit; scores differ from visit to visit, so that a swap shows.

    The last form after a session of the one who came thrice is missing.
    """
    for at, ((person, month, day), stage) in enumerate(product(_sessions(), STAGES)):
        if (person, month, day, stage) == ("also thrice", AGAIN, 3, "after"):
            continue
        yield {
            "person": person,
            "month": month,
            "course": COURSE,
            "course_day": f"{month} {day}",
            "agency": "acute_hospital_a",
            "sector": "health",
            "stage": stage,
            "confidence": 1 + (at * 7) % 5,
            "knowledge": 1 + at % 5,
            "relevance": 3 + at % 3 if stage == "after" else None,
            "recommend": 3 + at % 3 if stage == "after" else None,
            "applied": at % 2 == 0 if stage == "follow_up" else None,
        }


def _workforce() -> Iterator[Row]:
    for agency, sector in AGENCIES.items():
        for month, district in product((FIRST, AGAIN), DISTRICTS[:2]):
            yield {
                "agency": agency,
                "sector": sector,
                "work_district": district,
                "month": month,
                "eligible_staff": 30,
            }


def _referrals() -> Iterator[Row]:
    for at, (route, month) in enumerate(
        product(("nrm", "childrens_safeguarding", "duty_to_notify"), (FIRST, AGAIN, AGAIN, LAST))
    ):
        yield {
            "referral": f"referral {at}",
            "month": month,
            "route": route,
            "referring_body": "northamptonshire_police",
            "first_responder": "northamptonshire_police" if route == "nrm" else None,
            "age": "adult",
            "gender": "female",
            "exploitation_type": "criminal",
            "county_lines": True,
            "district": DISTRICTS[0],
            "incident": "the same one",
            "rg_decision": "positive" if route == "nrm" else None,
            "rg_month": month if route == "nrm" else None,
            "cg_decision": "positive" if route == "nrm" else None,
            "cg_month": month if route == "nrm" else None,
            "days_to_referral": 3,
        }


def _intelligence() -> Iterator[Row]:
    for at, month in enumerate((FIRST, AGAIN, AGAIN, AGAIN, LAST)):
        yield {
            "submission": f"submission {at}",
            "month": month,
            "agency": "acute_hospital_a",
            "sector": "health",
            "subject": "county_lines",
            "district": DISTRICTS[0],
            "grade": "actionable",
        }


def _partners() -> Iterator[Row]:
    for agency, sector in AGENCIES.items():
        yield {
            "agency": agency,
            "sector": sector,
            "since": datetime.date(2019, 4, 1),
            "until": None,
            "has_contact": True,
        }


def _meetings() -> Iterator[Row]:
    for at, (month, agency) in enumerate(product((AGAIN, AGAIN, LAST), AGENCIES)):
        yield {
            "meeting": "board",
            "month": month,
            "agency": agency,
            "attendance": "present",
            "meeting_key": f"meeting {at // 2}",
        }


def _audits() -> Iterator[Row]:
    for at, month in enumerate((FIRST, AGAIN, AGAIN, LAST)):
        yield {
            "audit": f"audit {at}",
            "month": month,
            "agency": "northamptonshire_police",
            "points_checked": ["signs", "signs", "consent"],
            "points_met": ["signs", "signs"],
        }


def _reviews() -> Iterator[Row]:
    for at, month in enumerate((FIRST, AGAIN, AGAIN, LAST)):
        yield {
            "review": f"review {at}",
            "month": month,
            "agency": "childrens_trust",
            "earlier_contact": "yes",
        }


def _orders() -> Iterator[Row]:
    for at, month in enumerate((FIRST, AGAIN, AGAIN, LAST)):
        yield {
            "order_reference": f"order {at}",
            "month": month,
            "agency": "northamptonshire_police",
            "order_type": "risk_order",
            "incident": "one operation",
        }
