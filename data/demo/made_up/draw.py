"""Drawing counts, shares and places so that the stated totals hold for every seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.object_]
Whole = npt.NDArray[np.int64]
Means = npt.NDArray[np.float64]


def shares(weights: Mapping[Any, float]) -> npt.NDArray[np.float64]:
    """The weights as shares of 1."""
    values = np.array(list(weights.values()), dtype=np.float64)
    whole: npt.NDArray[np.float64] = values / values.sum()
    return whole


def pick(rng: np.random.Generator, weights: Mapping[str, float], size: int) -> Codes:
    """``size`` codes, each drawn by its weight."""
    return rng.choice(np.array(list(weights), dtype=object), size=size, p=shares(weights))


def deal(
    rng: np.random.Generator, weights: Mapping[str, float], size: int, floors: Mapping[str, int] | int = 0
) -> Codes:
    """``size`` codes in random order, none rarer than its floor.

    Raises ValueError where the floors need more than ``size``.
    """
    names = np.array(list(weights), dtype=object)
    floor = np.array([floors if isinstance(floors, int) else floors[name] for name in names], dtype=np.int64)
    if floor.sum() > size:
        raise ValueError(f"truth.toml: floors of {list(names)} need {floor.sum()} rows, there are {size}.")
    counts = floor + rng.multinomial(size - int(floor.sum()), shares(weights))
    return rng.permutation(np.repeat(names, counts))


def exact(rng: np.random.Generator, counts: Mapping[str, int]) -> Codes:
    """Each code as often as stated, in random order."""
    return rng.permutation(np.repeat(np.array(list(counts), dtype=object), list(counts.values())))


def spread(
    rng: np.random.Generator,
    bodies: Codes,
    tables: Sequence[Codes],
    pool: Mapping[str, float],
    frozen: npt.NDArray[np.bool_] | None = None,
    rest: int = 3,
) -> Codes:
    """``bodies`` changed where a cell of a table would hold under ``rest`` rows without its largest body.

    Each table names the cell of every row. Rows that are ``frozen`` keep their body. Raises ValueError
    where it cannot be done, which means that the truth states too few rows.
    """
    spread_out = bodies.copy()
    free = np.ones(len(bodies), dtype=bool) if frozen is None else ~frozen
    for _ in range(40):
        settled = True
        for table in tables:
            counts = pd.crosstab(table, spread_out)
            short = rest - (counts.sum(axis=1) - counts.max(axis=1))
            leading = counts.idxmax(axis=1)
            for cell, missing in short[short > 0].items():
                settled = False
                largest = leading.at[cell]
                rows = np.flatnonzero((table == cell) & (spread_out == largest) & free)
                others = {body: weight for body, weight in pool.items() if body != largest}
                chosen = rng.choice(rows, size=min(int(missing), len(rows)), replace=False)
                spread_out[chosen] = pick(rng, others, len(chosen))
        if settled:
            return spread_out
    raise ValueError("truth.toml: too few rows to spread over several referring bodies.")


def varied(rng: np.random.Generator, mean: Means, dispersion: float, floor: int = 0) -> Whole:
    """Counts about ``mean``, each with a variance of ``dispersion`` times its mean, none under ``floor``.

    What is beyond the floor is negative binomial, so that a floor takes nothing from the variance. Raises
    ValueError where the floor is not under the mean, or the dispersion not above what chance alone brings.
    """
    beyond = mean - floor
    if beyond.min() <= 0 or dispersion <= 1:
        raise ValueError(
            f"truth.toml: a floor of {floor} needs a mean above it, and {dispersion} must be above 1."
        )
    factor = dispersion * mean / beyond
    return floor + rng.negative_binomial(beyond / (factor - 1), 1 / factor)


def incidents(rng: np.random.Generator, totals: Whole, sizes: Mapping[str, float]) -> Whole:
    """How many people each incident brings, and of which period it is: two rows, a column an incident.

    The people of a period come in incidents of the stated sizes; the last is cut where it brings too many.
    """
    found: list[tuple[int, int]] = []
    for period, total in enumerate(totals.tolist()):
        drawn = pick(rng, sizes, total).astype(np.int64)
        ends = np.minimum(np.cumsum(drawn), total)
        brought = np.diff(ends, prepend=0)
        found += [(size, period) for size in brought[brought > 0].tolist()]
    return np.array(found, dtype=np.int64).reshape(-1, 2).T


def together(rng: np.random.Generator, codes: Codes, sizes: Whole) -> Codes:
    """``codes`` in an order in which the people of an incident share theirs, as far as their numbers go.

    The people stand by incident, each of the given size. Every code is given as often as before.
    """
    names, counts = np.unique(codes.astype(str), return_counts=True)
    given = np.empty(len(codes), dtype=object)
    starts = np.cumsum(sizes) - sizes
    # The largest first: as long as there is enough of a code to give all of them the same.
    for incident in np.argsort(-sizes + rng.random(len(sizes)) / 2, kind="stable"):
        place, left = starts[incident], sizes[incident]
        while left:
            enough = counts * (counts >= left)
            course = np.cumsum(enough if enough.any() else counts)
            code = np.searchsorted(course, rng.integers(course[-1]), side="right")
            several = min(left, counts[code])
            given[place : place + several] = names[code]
            counts[code] -= several
            place, left = place + several, left - several
    return given


def days_within(
    rng: np.random.Generator, starts: pd.DatetimeIndex, ends: pd.DatetimeIndex
) -> pd.DatetimeIndex:
    """A day for each pair of first and last day, both included."""
    width = (ends - starts).days.to_numpy() + 1
    days: pd.DatetimeIndex = starts + pd.to_timedelta(
        (rng.random(len(starts)) * width).astype(np.int64), unit="D"
    )
    return days


def quarters_of(truth: Mapping[str, Any]) -> pd.PeriodIndex:
    """The calendar quarters from the first to the last day of the stated truth."""
    return pd.period_range(truth["first_day"], truth["last_day"], freq="Q")
