"""The figures of one space as they are restated: what may be shown, and what subtraction would give away.

Only the first domain of a family is restated. Its other domains share published totals with it and nothing
else, so that each can be proved by itself; what came late and what left would have to agree between them
as well, and is not published.

A restatement is decided on once, by the release that makes it; after that what is public of it stands, and
what it hides keeps its range. No later release can change that range: each version of a record may be there
at one counting alone, so that whatever fits the public figures of one counting fits beside whatever fits
those of any other. What ties two countings together is what came late and what left between them. Between
two restatements nothing becomes public any more; between the first counting and a restatement figures of
new periods do, so that this stays a part of every problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.release.base_cells import Ints
from dashboard.release.closed import ClosedTable
from dashboard.release.dimensions import window
from dashboard.release.restating import Restatement
from dashboard.release.span import Span
from dashboard.release.vintages import FIRST_ONLY, Vintages, differences, named
from dashboard.settings import ALL

BaseCells = Mapping[str, Ints]


@dataclass(frozen=True, eq=False)
class Again:
    """Which cells of a space are restated: by the number of a restatement, the names of those whose period
    lies ``within`` it, and of those of them that are ``listed``: public, or to be decided on ``now``, the
    number of the restatement that this release makes (0 for none).
    """

    vintages: Vintages = FIRST_ONLY
    within: Mapping[int, frozenset[str]] = field(default_factory=dict)
    listed: Mapping[int, frozenset[str]] = field(default_factory=dict)
    now: int = 0


NOTHING_AGAIN = Again()


@dataclass(frozen=True, eq=False)
class Restated:
    """What restatements add to a problem, by name: base cells, the states that are taken of them, and which
    of the names may be published (``listed``) and which never (``implied``)."""

    base_cells: dict[str, Ints]
    states: dict[str, Ints]
    listed: list[str]
    implied: list[str]


def again_of(
    tables: Sequence[ClosedTable],
    restatements: Sequence[Restatement],
    public: Mapping[int, frozenset[str]],
    span: Span,
    now: int = 0,
) -> Again:
    """What of ``tables`` is restated. ``public`` has by number the names of figures that are published,
    ``now`` is the number of the restatement that is made (0 for none): of all others what is public stands.
    """
    periods = {
        table.name_of(part, cell): window(table.grain.time_level, time, span)
        for table in tables
        if table.grain.time_level != ALL
        for part in table.parts
        for cell, time in enumerate(part.keys["time"])
    }
    within = {
        again.number: frozenset(
            name for name, (first, last) in periods.items() if again.first <= first and last <= again.last
        )
        for again in restatements
    }
    listed = {
        number: names if number == now else names & public.get(number, frozenset())
        for number, names in within.items()
    }
    kept = [number for number in sorted(within) if listed[number]]
    return Again(Vintages(tuple(kept)), within, listed, now) if kept else NOTHING_AGAIN


def restated(again: Again, cells: BaseCells, derived: Callable[[Sequence[str]], BaseCells]) -> Restated:
    """What is restated of ``cells``; ``derived`` gives the cells that subtraction of others gives away."""
    added = Restated({}, {}, [], [])

    def add(name: str, base_cells: Ints, states: Ints, names: list[str]) -> None:
        added.base_cells[name], added.states[name] = base_cells, states
        names.append(name)

    for number in again.vintages.numbers:
        shown = [name for name in cells if name in again.listed[number]]
        for name in shown:
            add(named(name, number), cells[name], again.vintages.at(number), added.listed)
        own = {name: base_cells for name, base_cells in cells.items() if name in again.within[number]}
        # Of all of them, whatever is public: every release asks the same that the restating one has asked.
        hidden = dict(derived(list(own)))
        for name, base_cells in hidden.items() if number == again.now else ():
            add(named(name, number), base_cells, again.vintages.at(number), added.implied)
        for name, (base_cells, states) in _against(again, number, own, hidden).items():
            add(name, base_cells, states, added.implied)
    return added


def _against(again: Again, number: int, own: BaseCells, hidden: BaseCells) -> dict[str, tuple[Ints, Ints]]:
    """What came late and what left between a restatement and the first counting; and, while it is decided on,
    each restatement before it."""
    apart = differences({**own, **hidden}, again.vintages, [(0, number)])
    for before in _decided_with(again, number):
        both = {name: base_cells for name, base_cells in own.items() if name in again.listed[before]}
        apart |= differences(both, again.vintages, [(before, number)])
    return apart


def recounted(again: Again, cells: Iterable[tuple[str, Ints, int]]) -> list[tuple[str, str]]:
    """Which of ``cells`` (name, base cells, number of the restatement that counted them, 0 for the first
    counting) are one cell at two countings: the later name with the earlier one.

    What the two leave without others inside them came late or has left: see ``disclosure.differences``.
    """
    names: dict[int, dict[bytes, str]] = {}
    for name, base_cells, number in cells:
        names.setdefault(number, {}).setdefault(base_cells.tobytes(), name)
    return [
        (name, names[before][held])
        for number in again.vintages.numbers
        for before in (0, *_decided_with(again, number))
        for held, name in names.get(number, {}).items()
        if held in names.get(before, {})
    ]


def _decided_with(again: Again, number: int) -> list[int]:
    """The restatements before the one that is decided on; none where ``number`` is that of another."""
    return [before for before in again.vintages.numbers if before < number == again.now]
