"""Rates of events for a population, crude and directly standardised, with 95 % intervals.

As in UKHSA's PHEindicatormethods and the technical guide of the Office for Health Improvement and
Disparities.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from numpy.typing import ArrayLike

from dashboard.methods import inputs
from dashboard.methods.intervals import count_interval

#: A directly standardised rate of fewer events is not calculated.
FEWEST = 10


@dataclass(frozen=True)
class Rate:
    """A rate and its limits per so many people; ``None`` with a ``reason`` where not calculated."""

    value: float | None
    low: float | None
    high: float | None
    events: float
    reason: str = ""


def crude_rate(events: float, population: float, per: float, confidence: float = 0.95) -> Rate:
    """``per`` x events / population, with the limits of the count (exact under 10, Byar from 10).

    Not calculated for a population of 0. Raises ValueError for events or a population that are
    negative or no number, and for ``per`` that is not above 0.
    """
    inputs.counts([events, population], "events and population")
    inputs.scale(per)
    if population == 0:
        return Rate(None, None, None, events, "The population is not known.")
    low, high = count_interval(events, confidence)
    scale = per / population
    return Rate(events * scale, float(low) * scale, float(high) * scale, events)


def directly_standardised_rate(
    events: ArrayLike, population: ArrayLike, standard: ArrayLike, per: float, confidence: float = 0.95
) -> Rate:
    """The rate that the ``standard`` population would have at the area's own rates by age group.

    Three one-dimensional arrays of the same length, one entry an age group: events and population
    of the area, people of the standard. Limits: Dobson, Kuulasmaa, Eberle and Scherer (1991),
    Statistics in Medicine 10, with the Byar limits of the total count. Not calculated under 10
    events, where a group has no population, or where all events are in groups of which the standard
    has nobody; ``reason`` says so. Raises ValueError for arrays of differing lengths, a count that
    is negative or no number, or a standard population that adds up to nothing.
    """
    seen = inputs.counts(events, "events")
    people, weight = (
        inputs.counts(population, "a population"),
        inputs.counts(standard, "a standard population"),
    )
    inputs.scale(per)
    if seen.ndim != 1 or not seen.shape == people.shape == weight.shape:
        raise ValueError("events, population and standard need one entry for each age group")
    if not weight.sum() > 0:
        raise ValueError("a standard population with nobody in any age group is none")
    total = float(seen.sum())
    if total < FEWEST:
        return Rate(None, None, None, total, f"Not calculated under {FEWEST} events.")
    if not (people > 0).all():
        return Rate(None, None, None, total, "The population of an age group is not known.")
    if not (weight * seen).any():
        return Rate(None, None, None, total, "The standard has nobody in the age groups of the events.")
    value = float((weight * seen / people).sum() / weight.sum())
    variance = float((weight**2 * seen / people**2).sum() / weight.sum() ** 2)
    low, high = (float(limit) for limit in count_interval(total, confidence))
    spread = math.sqrt(variance / total)
    return Rate(
        per * value, per * (value + spread * (low - total)), per * (value + spread * (high - total)), total
    )
