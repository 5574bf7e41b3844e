"""What has become of each expected return: the one place that says what is sent, nil, late or missing.

* Sent is a period of which a file of the agency is held that came after the period was over, and whose
  months meet it: from the first to the last of its rows, or those that its TOML names. So a log that goes on
  is sent for a period of which it has no row, where its rows lie on both sides. A newer version that took the
  file's place, rows that were erased or have expired, change nothing: it was sent. A file that was withdrawn
  was not.
* Nil is a period of which only nil returns are held, that together say so of each of its months. Rows go
  before them, whichever came first.
* Late is what first came after it was due. What was due before the first file of all was taken in is not
  late: nobody knows when it was sent.
* Missing is what is due and neither sent nor nil; before that it is awaited.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.reference import periods
from dashboard.reference.periods import Months
from dashboard.store.returns.expected import Expected
from dashboard.store.versions import HeldReturn


class State(StrEnum):
    """What has become of a return."""

    SENT = "sent"
    NIL = "nil"
    AWAITED = "not due yet"
    MISSING = "missing"


@dataclass(frozen=True)
class Standing:
    """One period of an expected return. ``came`` is when it first came, None where it has not."""

    expected: Expected
    period: str
    months: Months
    due: datetime.date
    state: State
    came: datetime.datetime | None = None
    late: bool = False

    @property
    def unsent(self) -> bool:
        """Whether nothing of it is held, due or not."""
        return self.state in (State.AWAITED, State.MISSING)


def standings(
    expected: Sequence[Expected], held: Sequence[HeldReturn], today: datetime.date
) -> tuple[Standing, ...]:
    """Every period that is expected and over on ``today``, by return and then in order."""
    began = min((received.came for received in held), default=None)
    return tuple(
        _standing(due, period, months, [each for each in held if _is_for(each, due, months)], began, today)
        for due in expected
        for period, months in due.periods(today)
    )


def unsent(
    expected: Sequence[Expected], held: Sequence[HeldReturn], today: datetime.date
) -> tuple[Standing, ...]:
    """Those of which nothing is held, due or not."""
    return tuple(standing for standing in standings(expected, held, today) if standing.unsent)


def _is_for(held: HeldReturn, expected: Expected, months: Months) -> bool:
    return (
        (held.source, held.agency) == (expected.source, expected.agency)
        and held.first <= months[1]
        and held.last >= months[0]
        and held.came.date() > periods.last_day(months[1])
    )


def _standing(
    expected: Expected,
    period: str,
    months: Months,
    sent: Sequence[HeldReturn],
    began: datetime.datetime | None,
    today: datetime.date,
) -> Standing:
    due = expected.due_on(months)
    nil = all(received.nil for received in sent)
    if not sent or (nil and not _every_month(sent, months)):
        return Standing(expected, period, months, due, State.MISSING if today > due else State.AWAITED)
    came = min(received.came for received in sent)
    late = came.date() > due and began is not None and due >= began.date()
    return Standing(expected, period, months, due, State.NIL if nil else State.SENT, came, late)


def _every_month(nil: Sequence[HeldReturn], months: Months) -> bool:
    """Whether nil returns say of every one of ``months`` that there was nothing: of one they say nothing of
    the others."""
    return all(
        any(received.first <= month <= received.last for received in nil) for month in periods.each(months)
    )
