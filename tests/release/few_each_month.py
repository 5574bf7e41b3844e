"""Rows of the small store of which there are a few each month: audits, reviewed cases, orders."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from typing import Any

Months = Sequence[datetime.date]
BODIES = ("northamptonshire_police", "childrens_trust", "west_council_adults")


def audits(months: Months, dice: random.Random) -> Iterator[dict[str, Any]]:
    """The rows of audited referrals; one point is looked at in too few to be shown."""
    points = ["consent", "signs", "safety"]
    for number, month in enumerate(month for month in months for _ in range(2)):
        checked = [*points, *(["contact"] if number % 8 == 0 else [])]
        yield {
            "audit": f"audit-{number:08d}",
            "month": month,
            "agency": "childrens_trust",
            "points_checked": checked,
            "points_met": dice.sample(checked, dice.randint(0, len(checked))),
        }


def reviews(months: Months) -> Iterator[dict[str, Any]]:
    """The rows of reviewed cases, of three bodies; of one in seven it is not known what came before."""
    for number, month in enumerate(month for month in months for _ in range(3)):
        known = "yes" if number % 2 else "no"
        yield {
            "review": f"review-{number:08d}",
            "month": month,
            "agency": BODIES[number % len(BODIES)],
            "earlier_contact": known if number % 7 else "not_recorded",
        }


def orders(months: Months) -> Iterator[dict[str, Any]]:
    """The rows of orders and disruptions: one type is the police's alone, and one comes once a year."""
    types = ("risk_order", "closure_order", "disruption", "disruption", "prevention_order")
    for number, month in enumerate(month for month in months for _ in range(5)):
        kind = types[number % len(types)]
        rare = kind == "prevention_order" and month.month == 6
        yield {
            "order_reference": f"order-{number:08d}",
            "month": month,
            "agency": BODIES[0] if kind == "risk_order" else BODIES[(number // 5) % len(BODIES)],
            "order_type": "warning_notice" if rare else kind,
            "incident": f"operation-{number // 4:08d}" if number % 3 == 0 else None,
        }
