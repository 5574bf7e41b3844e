"""What has become of the returns that an installation expects."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from dashboard import store
from dashboard.intake.keeping.opening import only_user
from dashboard.settings import Installation
from dashboard.store import returns, versions
from dashboard.store.returns import Standing, State


class NoneExpected(Exception):
    """The installation expects no returns, or its list cannot be used. The message says what to write."""


@dataclass(frozen=True)
class Returned:
    """Every period of every expected return that is over, by return and then in order."""

    standings: tuple[Standing, ...]

    @property
    def missing(self) -> tuple[Standing, ...]:
        """What to chase: due, and neither sent nor nil."""
        return tuple(standing for standing in self.standings if standing.state is State.MISSING)


def returned(where: Installation, today: datetime.date, month: datetime.date | None = None) -> Returned:
    """What has become of each expected return by ``today``; only of periods that hold ``month``, if given.

    Raises NoneExpected, NothingHeld, StoreBusy, StoreUnusable or CodesRefused.
    """
    with only_user(where), store.open_for_reading(where.store) as con:
        held = versions.held_returns(con)
        made_up = any(holding.made_up for holding in versions.held_files(con))
    expected = expected_of(where, made_up)
    every = returns.standings(expected, held, today)
    return Returned(
        tuple(
            standing
            for standing in every
            if month is None or standing.months[0] <= month <= standing.months[1]
        )
    )


def expected_of(where: Installation, made_up: bool, needed: bool = True) -> tuple[returns.Expected, ...]:
    """The expected returns, of made-up records or not.

    Raises NoneExpected where the list cannot be used, or is ``needed`` and not there, and CodesRefused.
    """
    try:
        expected = returns.read_expected(where, made_up)
    except returns.ExpectedWrong as wrong:
        raise NoneExpected(str(wrong)) from wrong
    if needed and not expected:
        raise NoneExpected(f"No return is expected. {how_to_list(where)}")
    return expected


def how_to_list(where: Installation) -> str:
    """What to write so that returns are expected."""
    return (
        f"Write into {where.expected_returns} who sends what: [[returns]] and below it "
        'agency = "acute_hospital_a", source = "training_register", every = "quarter", due = 30 '
        '(days after the period), from = "2024-01".'
    )
