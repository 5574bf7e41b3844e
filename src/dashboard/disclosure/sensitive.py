"""Which cells are sensitive, from whom, and how wide the feasibility interval of each must stay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.columns import Flags, Ints
from dashboard.disclosure.instance import Instance
from dashboard.disclosure.rules import Rules, Zeros

OUTSIDER = ""


@dataclass(frozen=True, eq=False)
class View:
    """An onlooker, what it knows beside the published cells, and what it must not find out.

    ``own`` (base cells,) is what the onlooker itself put in: nothing for the outsider. For each of
    ``cells`` every whole number from ``low`` to ``high`` must be left open, at least these two.
    """

    name: str
    own: Ints
    cells: Ints
    low: Ints
    high: Ints


def sensitive_cells(instance: Instance, rules: Rules) -> Flags:
    """Which sets are sensitive (sets,): small, small without the largest contributor, or of few incidents."""
    sensitive = small(instance, rules) | lone_incidents(instance, rules)
    for dominated in seen_through(instance, rules).values():
        sensitive = sensitive | dominated
    return sensitive


def small(instance: Instance, rules: Rules) -> Flags:
    """Which sets have a count that is small by itself (sets,)."""
    values = instance.values
    sensitive: Flags = (values >= rules.smallest_hidden) & (values < rules.threshold)
    return sensitive


def lone_incidents(instance: Instance, rules: Rules) -> Flags:
    """Which sets rest on fewer separate incidents than ``rules.incidents`` (sets,)."""
    if instance.incidents is None:
        return np.zeros(instance.columns.width, dtype=np.bool_)
    return (instance.incidents < rules.incidents) & (instance.values > 0)


def seen_through(instance: Instance, rules: Rules) -> dict[str, Flags]:
    """For each contributor, by name, the sets (sets,) of which too little is left without its own part.

    Small counts are left out: they are sensitive already, from everybody. So are sets that one contributor
    alone can be in: what is left without its part is nothing by construction, and protects nobody.
    """
    if not instance.contributions or not rules.minimum_without_largest:
        return {}
    values = instance.values
    sensitive = {}
    for name, own in instance.contributions.items():
        part = np.asarray(instance.columns.sums(own), dtype=np.int64)
        flags: Flags = (
            (values >= rules.threshold)
            & (part > 0)
            & (values - part < rules.minimum_without_largest)
            & ~instance.sole
        )
        if flags.any():
            sensitive[name] = flags
    return sensitive


def views(instance: Instance, rules: Rules, protected: Flags) -> list[View]:
    """The outsider first, then each contributor without whom too little is left of a protected set (sets,).

    The outsider must not narrow a small count, or one from a lone incident. A contributor knows
    its own part of every cell, so what must stay open to it is the rest: from nothing to one below
    the threshold.
    """
    nothing = np.zeros(instance.columns.height, dtype=np.int64)
    cells = np.flatnonzero(protected & (small(instance, rules) | lone_incidents(instance, rules)))
    low = np.full(len(cells), rules.smallest_hidden, dtype=np.int64)
    seen = [View(OUTSIDER, nothing, cells, low, np.full_like(low, rules.largest_hidden))]
    for name, dominated in seen_through(instance, rules).items():
        cells = np.flatnonzero(protected & dominated)
        if len(cells):
            own = (instance.contributions or {})[name]
            part = np.asarray(instance.columns.sums(own), dtype=np.int64)[cells]
            seen.append(View(name, own, cells, part, part + rules.largest_hidden))
    return seen


def known_zeros(instance: Instance, rules: Rules) -> Flags:
    """The listed sets (sets,) that are shown because nothing is in them, where zeros are shown."""
    if rules.zeros is Zeros.SHOWN:
        empty: Flags = (instance.values == 0) & ~instance.implied
        return empty
    return np.zeros(instance.columns.width, dtype=np.bool_)


def known_floor(instance: Instance, rules: Rules) -> Ints:
    """What everybody knows a hidden set not to be below (sets,): 1 where a 0 would be shown."""
    floor: Ints = np.where(instance.implied, 0, np.minimum(instance.values, rules.smallest_hidden))
    return floor
