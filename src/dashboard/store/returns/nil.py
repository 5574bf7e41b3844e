"""Whose nil return a file without rows is, and of which period."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.reference.periods import Months
from dashboard.store.returns.standing import Standing

#: How many of the returns that it could be are named.
_NAMED = 3


class NilUnclear(Exception):
    """Nobody can tell whose nil return it is. The message says what is open."""


def whose_nil(
    unsent: Sequence[Standing], source: str, agency: str = "", months: Months | None = None
) -> tuple[str, Months]:
    """The agency and the months of a nil return: those that are said, else the only one that is open.

    Raises NilUnclear where none is open, or more than one.
    """
    if agency and months:
        return agency, months
    open_ = [
        standing
        for standing in unsent
        if standing.expected.source == source
        and agency in ("", standing.expected.agency)
        and months in (None, standing.months)
    ]
    if len(open_) == 1:
        return open_[0].expected.agency, open_[0].months
    if not open_:
        raise NilUnclear("Every return that is expected is in, so nobody can tell whose it is.")
    named = ", ".join(f"{standing.expected.agency} {standing.period}" for standing in open_[:_NAMED])
    more = f" and {len(open_) - _NAMED} more" if len(open_) > _NAMED else ""
    raise NilUnclear(f"It could be the nil return of {named}{more}.")
