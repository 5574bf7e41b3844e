"""Bookings of one month each, and what a store holds of them."""

from __future__ import annotations

from dashboard import store
from dashboard.settings import Installation
from tests.validation.extracts import bookings


def month(number: int, people: int = 6, **changed: str) -> list[dict[str, str]]:
    return bookings(people, session_date=f"14/{number:02d}/2024", **changed)


def held(where: Installation, sql: str) -> list[tuple[object, ...]]:
    with store.open_for_reading(where.store) as con:
        return con.execute(sql).fetchall()
