"""The second edition: no gaps, every count a multiple of a base, and all totals add up.

Additive controlled rounding (Cox, "A constructive procedure for unbiased controlled rounding", JASA
1987; Salazar-Gonzalez, "A unified mathematical programming framework for different statistical
disclosure limitation methods", Operations Research 2005): the finest counts are replaced by
multiples of the base, chosen so that every cell's sum stays near its true count.

A count is shown as one of the two multiples beside it. One that is a multiple already may move by
one step too, and nothing does so by chance: were it always shown as 0, a 5 would say that somebody
is there. ``rounded`` says why no more can be worked out than that.
"""

from __future__ import annotations

import hashlib

import numpy as np

from dashboard.disclosure.columns import Floats, Ints
from dashboard.disclosure.diving import Diver
from dashboard.disclosure.instance import Instance
from dashboard.disclosure.mending import TRIES, Wanted, mended
from dashboard.disclosure.repair import Progress
from dashboard.disclosure.rounded import Rounded
from dashboard.disclosure.rules import Rules
from dashboard.disclosure.sensitive import lone_incidents, seen_through

#: How far above nothing is aimed at most, in parts of the base: beyond a half it is shown as the base.
BLUR = 1.0


class CannotRound(Exception):
    """Rounding does not keep this instance's sensitive cells. The message says which, never a count."""


def controlled(instance: Instance, rules: Rules, tell: Progress) -> Rounded:
    """Round every cell of ``instance`` to multiples of the threshold, so that all sums hold.

    The same counts are always rounded in the same way: two editions of the same counts would narrow
    each other. Raises CannotRound where a count is sensitive for another reason than its size, and
    AuditAborted where the solver does not finish.
    """
    _only_small(instance, rules)
    base, values = rules.threshold, instance.values
    tell(f"rounding {len(values)} counts to multiples of {base}")
    seed = hashlib.sha256(instance.counts.tobytes() + instance.columns.base_cells.tobytes()).digest()
    rng = np.random.default_rng(list(seed))
    low, high, price = _choices(values, base, rng)
    costs = instance.columns.spread(price * _use(instance))
    limit = float(instance.counts.sum() + base)
    diver = Diver(instance.columns.height, [(instance.columns, low, high)], limit)
    best = diver.dive(costs)
    if best is None:
        tell("no dive ended in whole numbers: mending one that misses some, which takes longer")
        best = _mended(instance, base, low, high, costs, rng)
    return Rounded(
        names=np.asarray(instance.names),
        decision=instance.decision,
        height=instance.columns.height,
        starts=instance.columns.starts,
        base_cells=instance.columns.base_cells,
        counts=instance.counts,
        shown=best * base,
        base=base,
    )


def _only_small(instance: Instance, rules: Rules) -> None:
    """Rounding blurs a count by its base, which hides that few are there, and nothing else."""
    lone = lone_incidents(instance, rules) & (instance.values >= rules.threshold)
    for wrong, why in [
        (lone, "from too few incidents"),
        *((flags, f"seen through by {name!r}") for name, flags in seen_through(instance, rules).items()),
    ]:
        if wrong.any():
            raise CannotRound(
                f"{int(wrong.sum())} counts are {why}, "
                f"for instance {instance.name_of(int(np.argmax(wrong)))!r}; "
                "rounding cannot hide that. Use the first edition"
            )


def _choices(values: Ints, base: int, rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """For each set two multiples in turn (in steps), and what a step more costs.

    The multiple nearer to the count is the cheaper. A count of nothing is aimed at above it by chance, so
    that the base is its multiple now and then; another multiple moves only where sums ask for it.
    """
    aim = values + (values == 0) * base * rng.random(len(values)) * BLUR
    down = np.floor(values / base)
    down -= (values % base == 0) & (values > 0) & (rng.random(len(values)) < 0.5)
    return down, down + 1, 2 * (down * base - aim) + base


def _use(instance: Instance) -> Floats:
    """How dear it is to be far off: twice as dear for the most useful set as for the least."""
    dear = np.zeros(len(instance.order))
    dear[instance.order] = np.linspace(2.0, 1.0, len(instance.order))
    return dear


def _mended(
    instance: Instance, base: int, low: Floats, high: Floats, costs: Floats, rng: np.random.Generator
) -> Ints:
    """What a search from a broken rounding finds, where no dive ended: every multiple within the base
    will do now, at a price."""
    values = instance.values
    wanted = Wanted(
        instance.columns,
        low,
        high,
        least=np.maximum(np.ceil((values - base) / base), 0.0),
        most=np.floor((values + base) / base),
    )
    rounded = mended(wanted, costs, float(instance.counts.sum() + base), rng)
    if rounded is None:
        raise CannotRound(
            f"in {TRIES} tries no multiples were found that lie near enough to all counts at once. Use the "
            "first edition"
        )
    return rounded
