"""A problem's independent parts, each in one form, so that what is decided of one is kept for later releases.

Base cells of two years lie in no cell together: no count of one tells of the other, and whatever fits what
is public of the one fits beside whatever fits that of the other. So each is decided and proved by itself, and
exactly. A month that is added changes the part that it lies in, and none of the years before.

The form of a part depends on nothing outside it: cells are in the order of their names, base cells in that of
the cells that they lie in. What is public under a name of its own only counts as public.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import numpy as np

from dashboard.disclosure.columns import Flags, Ints, columns
from dashboard.disclosure.incidents import Incidents
from dashboard.disclosure.instance import Instance
from dashboard.release.proving import PUBLIC

#: In place of a part's number: cells that share theirs with no other, and what is settled already.
ALONE, SETTLED = -1, -2


def parts_of(instance: Instance, settled: AbstractSet[str] = frozenset()) -> Iterator[Instance]:
    """The parts of ``instance`` that share no base cell; cells that share theirs with no other are one.

    Left out are parts of which all that may be shown is ``settled`` already, by these names.
    """
    names = _names(instance)
    group = _groups(instance)[instance.decision]
    for number in np.unique(group[names]).tolist():
        own = [name for name in names if group[name] == number]
        shown = {instance.names[name] for name in own if _is_asked(instance, name)}
        if shown and shown <= settled:
            group[own] = SETTLED
    # A set alone in its part: only its own names have the part's number.
    sets = {
        (number, decided) for number, decided in zip(group.tolist(), instance.decision.tolist(), strict=True)
    }
    held = Counter(number for number, _ in sets)
    alone = [number for number, many in held.items() if many == 1 and number != SETTLED]
    group[np.isin(group, alone)] = ALONE
    for number in np.unique(group[names]).tolist():
        if number != SETTLED:
            yield _part(instance, [name for name in names if group[name] == number])


def asked(instance: Instance) -> Flags:
    """The sets (sets,) that this release may show: those with a name that is not of what is public."""
    own = [number for number in range(len(instance.names)) if _is_asked(instance, number)]
    sets = np.zeros(instance.columns.width, dtype=np.bool_)
    sets[instance.decision[own]] = True
    return sets


def _is_asked(instance: Instance, name: int) -> bool:
    return bool(instance.listed[name]) and not instance.names[name].startswith(PUBLIC)


def _groups(instance: Instance) -> Ints:
    """The number of each set's part (sets,)."""
    cells = instance.columns
    part = np.arange(cells.height)
    for number in range(cells.width):
        own = np.unique(part[cells.of(number)])
        if len(own) > 1:
            part[np.isin(part, own)] = own[0]
    return part[cells.base_cells[cells.starts[:-1]]]


def _names(instance: Instance) -> list[int]:
    """The numbers of the names that matter, in the order of the names.

    A set that may be shown needs no other name by which it is public: that it is, is told of the set.
    """
    needless = asked(instance)
    numbers = [
        number
        for number, name in enumerate(instance.names)
        if not (name.startswith(PUBLIC) and needless[instance.decision[number]])
    ]
    return sorted(numbers, key=lambda number: instance.names[number])


def _part(instance: Instance, chosen: list[int]) -> Instance:
    """The part with the names ``chosen``, by their numbers in order."""
    sets = np.asarray(list(dict.fromkeys(instance.decision[chosen].tolist())), dtype=np.int64)
    place = np.full(instance.columns.width, -1, dtype=np.int64)
    place[sets] = np.arange(len(sets))
    held = _in_order(instance, sets)
    number = np.full(instance.columns.height, -1, dtype=np.int64)
    number[held] = np.arange(len(held))
    order = place[instance.order]
    own = {name: counts[held] for name, counts in (instance.contributions or {}).items()}
    return Instance(
        names=tuple(instance.names[name] for name in chosen),
        decision=place[instance.decision[chosen]],
        counts=instance.counts[held],
        columns=columns(len(held), [number[instance.columns.of(each)] for each in sets.tolist()]),
        already_published=instance.already_published[sets],
        order=order[order >= 0],
        listed=instance.listed[chosen],
        implied=instance.implied[sets],
        sole=instance.sole[sets],
        recounted=_pairs(place[instance.recounted]),
        contributions={name: counts for name, counts in own.items() if counts.any()} or None,
        incidents=None if instance.incidents is None else instance.incidents[sets],
        raids=None if instance.raids is None else _raids(instance.raids, held),
    )


def _pairs(recounted: Ints) -> Ints:
    """The pairs of sets (n, 2) that are of one part, in order; -1 stands for a set of another."""
    pairs: Ints = np.unique(recounted[(recounted >= 0).all(axis=1)], axis=0)
    return pairs


def _in_order(instance: Instance, sets: Ints) -> Ints:
    """The base cells of ``sets``, in the order of the sets that each lies in: no two lie in the same."""
    starts, members = instance.columns.chosen(sets).by_base_cell()
    held = np.flatnonzero(np.diff(starts)).tolist()
    return np.asarray(
        sorted(held, key=lambda base_cell: members[starts[base_cell] : starts[base_cell + 1]].tolist()),
        dtype=np.int64,
    )


def _raids(raids: Incidents, held: Ints) -> Incidents:
    """Those of the base cells ``held``, the incidents numbered by who came from them, whatever else came."""
    people: dict[int, list[tuple[int, int]]] = {}
    for at, base_cell in enumerate(held.tolist()):
        span = slice(int(raids.starts[base_cell]), int(raids.starts[base_cell + 1]))
        for incident, many in zip(raids.numbers[span].tolist(), raids.people[span].tolist(), strict=True):
            people.setdefault(incident, []).append((at, many))
    rows = sorted(
        (at, number, many) for number, came in enumerate(sorted(people.values())) for at, many in came
    )
    flat = np.asarray(rows, dtype=np.int64).reshape(-1, 3)
    starts = np.concatenate([[0], np.cumsum(np.bincount(flat[:, 0], minlength=len(held)))])
    return Incidents(raids.alone[held], starts.astype(np.int64), flat[:, 1].copy(), flat[:, 2].copy())
