"""One family's published cells, assembled into problems for the engine and decided together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np

from dashboard.disclosure.instance import Instance
from dashboard.reference.policies import Policy
from dashboard.release import linear
from dashboard.release.base_cells import Domain, Ints
from dashboard.release.closed import ClosedTable
from dashboard.release.listing import Listed, denominators, in_order, listed_in, restated_order, usual
from dashboard.release.merging import merged_instance
from dashboard.release.people import People
from dashboard.release.restated import NOTHING_AGAIN, Again, Restated, recounted, restated
from dashboard.release.unsettled import unsettled


@dataclass(frozen=True, eq=False)
class Public:
    """A count that is public already: its base cells in one domain, and its value.

    ``figure`` is the indicator of ours that it was published of, or the name of others' table. ``restated``
    is the number of the restatement that counted it, 0 for the first counting.
    """

    name: str
    base_cells: Ints
    value: int
    figure: str
    ours: bool
    restated: int = 0


@dataclass(frozen=True)
class Decision:
    """What becomes of one cell: shown or hidden, and its feasibility interval."""

    shown: bool
    primary: bool
    value: int
    low: float
    high: float


@dataclass(eq=False)
class Problem:
    """One domain's problem, ready for the engine.

    ``undecidable`` are cells that this domain cannot hold to any published total, so that they stay hidden,
    and the count of each.
    ``contradicting`` are public cells that the store disagrees with.
    """

    domain: Domain
    instance: Instance | None
    listed: list[str]
    undecidable: Mapping[str, int] = field(default_factory=dict)
    contradicting: list[Public] = field(default_factory=list)


def problem(
    domain: Domain,
    tables: Sequence[ClosedTable],
    people: Sequence[People],
    public: Sequence[Public],
    known: Sequence[Public],
    decided: Mapping[str, Decision],
    policy: Policy,
    again: Again = NOTHING_AGAIN,
    settled: AbstractSet[str] = frozenset(),
) -> Problem:
    """The problem of one domain; ``again`` are the figures that are restated, ``settled`` those decided.

    ``public`` are earlier cells of ours, ``known`` others' tables, ``decided`` what an earlier domain of the
    family has settled: shown cells are public here, hidden ones and those that no shown total holds stay out.
    """
    vintages = again.vintages
    by_state = vintages.counts(people, domain.size)
    counts = by_state.reshape(domain.size, -1)[:, vintages.at(0)].sum(axis=1)
    listed = {cell.name: cell for cell in listed_in(tables, domain)}
    listed, public, known = _open(listed, public, known, again, settled, domain)
    undecidable = _kept_out(listed, decided, domain)
    cells = {name: cell for name, cell in listed.items() if name not in undecidable}
    fixed = {f"public|{cell.name}": cell for cell in (*public, *known)}
    count = vintages.count
    wrong = {n: c for n, c in fixed.items() if count(by_state, c.base_cells, c.restated) != c.value}
    fixed, known, differing = _agreeing(fixed, known, wrong)
    derive = _Implied(cells, denominators(tables), domain)
    asked = {name: cell.base_cells for name, cell in cells.items()}
    first = asked | {name: cell.base_cells for name, cell in fixed.items() if not cell.restated}
    implied = derive.of(list(cells), first, [cell.base_cells for cell in known]) | differing
    more = restated(again, asked, lambda names: derive.of(names, {name: asked[name] for name in names}, []))
    states = more.states | {name: vintages.at(cell.restated) for name, cell in fixed.items() if cell.restated}
    later = {name: fixed[name].base_cells for name in fixed if name in states}
    order = in_order(list(cells.values()), usual(counts, domain), policy)
    # First figures come before restated ones: without them these say little.
    order += restated_order(order, more.listed)
    already_published = [*fixed, *(name for name in cells if name in decided)]
    whole = first | implied | more.base_cells | later
    unlisted = [*implied, *more.implied]
    pairs = recounted(again, _counted(fixed, asked, more))
    instance = (
        merged_instance(domain, people, whole, already_published, order, unlisted, states, vintages, pairs)
        if cells
        else None
    )
    own = [*(name for name in cells if name not in decided), *more.listed]
    kept = {name: int(counts[listed[name].base_cells].sum()) for name in undecidable if name not in decided}
    return Problem(domain, instance, own, kept, list(wrong.values()))


def _open(
    listed: dict[str, Listed],
    public: Sequence[Public],
    known: Sequence[Public],
    again: Again,
    settled: AbstractSet[str],
    domain: Domain,
) -> tuple[dict[str, Listed], Sequence[Public], Sequence[Public]]:
    """What is in the months of cells that are not ``settled`` (names), of all that the problem is made of."""
    if not settled:
        return listed, public, known
    within = unsettled(listed, [*public, *known], again, settled, domain)
    return (
        {name: cell for name, cell in listed.items() if within(cell.base_cells)},
        [cell for cell in public if within(cell.base_cells)],
        [cell for cell in known if within(cell.base_cells)],
    )


def _counted(
    fixed: Mapping[str, Public], asked: Mapping[str, Ints], more: Restated
) -> Iterator[tuple[str, Ints, int]]:
    """Every figure with its base cells and the restatement that counts it, 0 for the first counting."""
    yield from ((name, base_cells, 0) for name, base_cells in asked.items())
    yield from ((name, more.base_cells[name], int(name.rpartition("@")[2])) for name in more.listed)
    yield from ((name, cell.base_cells, cell.restated) for name, cell in fixed.items())


def _kept_out(listed: Mapping[str, Listed], decided: Mapping[str, Decision], domain: Domain) -> list[str]:
    """Cells that an earlier domain has hidden, and those that no shown total holds with it."""
    if not decided:
        return []
    hidden = [name for name in listed if name in decided and not decided[name].shown]
    shown = [cell.base_cells for name, cell in listed.items() if name in decided and decided[name].shown]
    windows = linear.whole_windows(shown, domain)
    new = [name for name in listed if name not in decided]
    return hidden + [name for name in new if not _held_by(listed[name].base_cells, windows, domain)]


def _agreeing(
    fixed: Mapping[str, Public], known: Sequence[Public], wrong: Collection[str]
) -> tuple[dict[str, Public], list[Public], dict[str, Ints]]:
    """What is public, what others published, and further cells to protect, where some cells are ``wrong``.

    Somebody who holds the table of others takes it for ours. Where a cell is what we count, that is
    knowledge, whatever stands beside it in the table: it is held to. Where a cell differs, it is no knowledge
    about our records but a mistake: what is worked out with it is wrong by as much. What is left to learn is
    our own count of that cell (from shown totals less the cells that agree): it is protected like a cell of
    ours, and never shown. To hold to the figure of others too would prove nothing, for no counts fit both.
    """
    return (
        {name: cell for name, cell in fixed.items() if name not in wrong},
        [cell for cell in known if f"public|{cell.name}" not in wrong],
        {f"{name}: as we count it": cell.base_cells for name, cell in fixed.items() if name in wrong},
    )


def _held_by(base_cells: Ints, shown: Sequence[linear.Window], domain: Domain) -> bool:
    """Whether everything in the months of a cell is a shown total, or several in a row.

    A cell that spans several of them must not split the months of any of them but by its columns.
    """
    months = base_cells // domain.rest
    reached, after = {int(months.min())}, int(months.max()) + 1
    for first, end in sorted(shown):
        if first in reached and end <= after and _whole_in(base_cells, (first, end), domain):
            reached.add(end)
    return after in reached


def _whole_in(base_cells: Ints, window: linear.Window, domain: Domain) -> bool:
    """Whether a cell holds the same combinations in every month of ``window``."""
    months = base_cells // domain.rest
    inside = base_cells[(months >= window[0]) & (months < window[1])]
    rest = np.unique(inside % domain.rest)
    return len(inside) == len(rest) * (window[1] - window[0])


@dataclass(frozen=True, eq=False)
class _Implied:
    """What follows by subtraction from cells of one domain; ``shares`` has each share's denominator."""

    cells: Mapping[str, Listed]
    shares: Mapping[str, str]
    domain: Domain

    def of(
        self, names: Sequence[str], base_cells: Mapping[str, Ints], known: Sequence[Ints]
    ) -> dict[str, Ints]:
        """What follows from the cells of ``names`` with all of ``base_cells`` and what others published."""
        cells = {name: self.cells[name] for name in names}
        asked = {name: cell.base_cells for name, cell in cells.items()}
        splits: dict[str, list[tuple[str, Ints]]] = {}
        for cell in cells.values():
            splits.setdefault(cell.split, []).append((cell.name, cell.base_cells))
        implied: dict[str, Ints] = {}
        for split in splits.values():
            implied |= dict(linear.remainder(split, self.domain))
        implied |= dict(linear.other_part(asked, self.shares))
        implied |= dict(linear.between_windows(base_cells, self.domain))
        implied |= dict(linear.beside_known(asked, known, self.domain))
        return implied
