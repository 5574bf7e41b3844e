"""How long a month of a closed source is kept back, so that its late records are in its first figures.

How complete months usually were at each age is read off the store's arrivals: for each record its month, and
the day on which a file first brought its key. Nobody saw months from before intake began arrive, so they say
nothing; that is judged for each body, for one that joins later brings its past with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

from dashboard.reference.policies import Policy

#: A month is kept back no longer than this, and what comes later than this is not asked for.
HORIZON = 12
#: So many records must have been seen to arrive before their arrivals say anything.
ENOUGH = 100


@dataclass(frozen=True)
class Arrivals:
    """How complete months usually are: ``shares`` (HORIZON + 1,) by whole months since a month's end.

    A share is of the records that come within a year; that of 0 counts what has come by the end of the month
    after. Empty where fewer than ENOUGH ``records`` were seen to arrive.
    """

    records: int
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Reach:
    """How far one source is counted: ``until`` is the last month, as whole months since year 0.

    ``lag`` is how many months after its end a month is counted, ``kept_back`` whether later months that are
    over wait for that, ``arrivals`` what is known of them.
    """

    until: int
    lag: int
    kept_back: bool
    arrivals: Arrivals


def reach(policy: Policy, arrived: Arrivals, month_made: int, last: int, counted: Sequence[int]) -> Reach:
    """How far a source goes in a release that is made in ``month_made`` and covers months to ``last``.

    ``counted`` are the last months that earlier releases have counted: what is published stays, also where
    the lag has become longer.
    """
    lag = wait(policy, arrived)
    over = month_made - 1 - lag if lag else last
    until = min(last, max([over, *counted]))
    return Reach(until, lag, until < last and over < last, arrived)


def wait(policy: Policy, arrived: Arrivals) -> int:
    """How many months after its end a month is counted."""
    shares = dict(enumerate(arrived.shares))
    lag = policy.publication_lag
    while lag < HORIZON and shares.get(lag, 1.0) < policy.completeness:
        lag += 1
    return lag


def arrivals(con: duckdb.DuckDBPyConnection, table: str, contributor: str, month_made: int) -> Arrivals:
    """What the ``store`` in ``con`` knows of the arrivals in ``table``, up to the month ``month_made``."""
    month, came = "(year(r.month) * 12 + month(r.month) - 1)", "(year(f.loaded) * 12 + month(f.loaded) - 1)"
    rows = con.execute(
        f"""WITH sent AS (
            SELECT record_key, min({came}) AS came, arg_min({month}, f.loaded) AS month,
                   arg_min(coalesce(r."{contributor}", ''), f.loaded) AS body
            FROM store."{table}_rows" r JOIN store.files f USING (file) GROUP BY record_key
        ), begun AS (SELECT body, min(came) AS first FROM sent GROUP BY body)
        SELECT month, greatest(came - month - 1, 0) AS late, count(*) AS many
        FROM sent JOIN begun USING (body)
        WHERE month >= first AND month < {month_made} GROUP BY ALL"""
    ).fetchnumpy()
    held = {name: np.asarray(rows[name], dtype=np.int64) for name in ("month", "late", "many")}
    seen = month_made - 1 - held["month"]
    records = int(held["many"][seen > 0].sum())
    shares = _shares(seen, held["late"], held["many"]) if records >= ENOUGH else ()
    return Arrivals(records, shares)


def _shares(seen: NDArray[np.int64], late: NDArray[np.int64], many: NDArray[np.int64]) -> tuple[float, ...]:
    """The share of a month's records that is there so many months after its end.

    How much each further month adds is taken from all months that have been seen so long (chain ladder:
    Mack, *ASTIN Bulletin* 23, 1993), so that young months count as far as they go. ``seen`` is how long each
    month has been seen, ``late`` when ``many`` of its records came.
    """
    shares = [1.0]
    for age in range(HORIZON, 0, -1):
        old = seen >= age
        before, by_then = many[old & (late < age)].sum(), many[old & (late <= age)].sum()
        shares.append(shares[-1] * (float(before / by_then) if by_then else 1.0))
    return tuple(shares[::-1])
