"""One family's published cells, assembled into problems for the engine and decided together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dashboard.disclosure.instance import Instance, Record, build
from dashboard.reference.policies import Policy
from dashboard.release import linear
from dashboard.release.base_cells import Domain, Ints
from dashboard.release.closed import ClosedTable, by_cell
from dashboard.release.indicators.headers import TIME_LEVELS
from dashboard.release.people import People
from dashboard.release.restated import NOTHING_AGAIN, Again, restated
from dashboard.release.vintages import Vintages


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

    ``base_cells`` are those of each cell that may be shown. ``undecidable`` are cells that this domain
    cannot hold to any published total, so that they stay hidden, and the count of each.
    ``contradicting`` are public cells that the store disagrees with.
    """

    domain: Domain
    instance: Instance | None
    listed: list[str]
    base_cells: Mapping[str, Ints]
    undecidable: Mapping[str, int] = field(default_factory=dict)
    contradicting: list[Public] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Listed:
    """A cell that a table asks for: its table's place in the order, and the group it splits."""

    name: str
    base_cells: Ints
    rank: tuple[int, int]
    split: str


def listed_in(tables: Sequence[ClosedTable], domain: Domain) -> list[Listed]:
    """Every cell of ``tables`` that ``domain`` holds."""
    listed = []
    for table in tables:
        splits = [name for name in table.grain.dimensions if name not in domain.family.where]
        rank = len(splits) + (table.grain.geography_level != "county")
        level = TIME_LEVELS[::-1].index(table.grain.time_level)
        for part in table.parts:
            for members in (members for members in part.members if members.domain is domain):
                for cell, base_cells in by_cell(members.cell, members.base_cell):
                    split = f"{table.header.id}|{table.grain.text}|{part.name}"
                    listed.append(Listed(table.name_of(part, cell), base_cells, (rank, level), split))
    return listed


def denominators(tables: Sequence[ClosedTable]) -> dict[str, str]:
    """The name of the denominator of each share's numerator."""
    denominator_names = {}
    for table in tables:
        parts = {part.name: part for part in table.parts}
        if {"numerator", "denominator"} <= set(parts):
            numerator, denominator = parts["numerator"], parts["denominator"]
            for cell, whole in zip(numerator.cell_of.tolist(), denominator.cell_of.tolist(), strict=True):
                denominator_names[table.name_of(numerator, cell)] = table.name_of(denominator, whole)
    return denominator_names


def problem(
    domain: Domain,
    tables: Sequence[ClosedTable],
    people: Sequence[People],
    public: Sequence[Public],
    known: Sequence[Public],
    decided: Mapping[str, Decision],
    policy: Policy,
    again: Again = NOTHING_AGAIN,
) -> Problem:
    """The problem of one domain.

    ``public`` are earlier cells of ours, ``known`` others' tables, ``decided`` what an earlier domain
    of the family has settled: shown cells are public here, hidden ones and those that no shown
    total holds together with the earlier domain stay out. ``again`` are the figures that are restated.
    """
    vintages = again.vintages
    by_state = vintages.counts(people, domain.size)
    counts = by_state.reshape(domain.size, -1)[:, vintages.at(0)].sum(axis=1)
    listed = {cell.name: cell for cell in listed_in(tables, domain)}
    shared = {name: cell for name, cell in listed.items() if name in decided}
    undecidable = [name for name in shared if not decided[name].shown]
    shown = [cell.base_cells for name, cell in shared.items() if decided[name].shown]
    windows = linear.whole_windows(shown, domain)
    cells = {name: cell for name, cell in listed.items() if name not in undecidable}
    if decided:
        for name in [name for name in cells if name not in shared]:
            if not _held_by(cells[name].base_cells, windows, domain):
                undecidable.append(name)
                del cells[name]
    fixed = {f"public|{cell.name}": cell for cell in (*public, *known)}
    wrong = {
        name: cell
        for name, cell in fixed.items()
        if vintages.count(by_state, cell.base_cells, cell.restated) != cell.value
    }
    fixed, known, differing = _agreeing(fixed, known, wrong)
    base_cells = {name: cell.base_cells for name, cell in cells.items()} | {
        name: cell.base_cells for name, cell in fixed.items() if not cell.restated
    }
    shares = denominators(tables)
    implied = _implied(list(cells.values()), base_cells, [cell.base_cells for cell in known], shares, domain)
    implied |= differing
    already_published = [*fixed, *(name for name in cells if name in shared)]
    order = _order(list(cells.values()), usual(counts, domain), policy)
    asked = {name: cell.base_cells for name, cell in cells.items()}

    def derived(names: Sequence[str]) -> dict[str, Ints]:
        chosen = {name: asked[name] for name in names}
        return _implied([cells[name] for name in names], chosen, [], shares, domain)

    more = restated(again, asked, derived)
    states = more.states | {name: vintages.at(cell.restated) for name, cell in fixed.items() if cell.restated}
    whole = (
        base_cells
        | implied
        | more.base_cells
        | {name: fixed[name].base_cells for name in fixed if name in states}
    )
    # First figures come before restated ones: without them these say little.
    order += _restated_order(order, more.listed)
    instance = (
        _instance(
            domain, people, whole, already_published, order, [*implied, *more.implied], states, vintages
        )
        if cells
        else None
    )
    own = [*(name for name in cells if name not in shared), *more.listed]
    kept = {name: int(counts[listed[name].base_cells].sum()) for name in undecidable if name not in shared}
    return Problem(domain, instance, own, asked, kept, list(wrong.values()))


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


def _implied(
    cells: Sequence[Listed],
    base_cells: Mapping[str, Ints],
    known: Sequence[Ints],
    shares: Mapping[str, str],
    domain: Domain,
) -> dict[str, Ints]:
    implied: dict[str, Ints] = {}
    splits: dict[str, list[tuple[str, Ints]]] = {}
    for cell in cells:
        splits.setdefault(cell.split, []).append((cell.name, cell.base_cells))
    for split in splits.values():
        implied |= dict(linear.remainder(split, domain))
    implied |= dict(linear.other_part({cell.name: cell.base_cells for cell in cells}, shares))
    implied |= dict(linear.between_windows(base_cells, domain))
    implied |= dict(linear.beside_known({cell.name: cell.base_cells for cell in cells}, known, domain))
    return implied


def _restated_order(order: Sequence[str], names: Sequence[str]) -> list[str]:
    """Restated figures in the order of the first ones, whose names they bear; later restatements first."""
    place = {name: rank for rank, name in enumerate(order)}
    return sorted(names, key=lambda name: (place[name.rpartition("@")[0]], -int(name.rpartition("@")[2])))


def usual(counts: Ints, domain: Domain) -> NDArray[np.float64]:
    """For each base cell (base cells,) its share of all records, were every month alike and codes of several
    columns independent of one another: nothing in it is a count of the base cell itself."""
    table = counts.reshape(domain.months, *domain.sizes).sum(axis=0)
    usual_counts = np.full(domain.sizes, 1.0 / domain.months)
    for axis, size in enumerate(domain.sizes):
        totals = table.sum(axis=tuple(other for other in range(table.ndim) if other != axis))
        shape = [size if other == axis else 1 for other in range(table.ndim)]
        usual_counts = usual_counts * (totals / max(int(totals.sum()), 1)).reshape(shape)
    return np.tile(usual_counts.ravel(), domain.months)


def _order(cells: Sequence[Listed], shares: NDArray[np.float64], policy: Policy) -> list[str]:
    """Names by the policy's order of usefulness; what it leaves open, by name.

    ``shares`` (base cells,) says how large a group is. A true count may not: which cells are hidden to
    protect others would tell of it.
    """
    marks: dict[str, Callable[[Listed], float]] = {
        "totals": lambda cell: cell.rank[0],
        "longer periods": lambda cell: cell.rank[1],
        # Sums of parts of one may differ in their last places.
        "larger groups": lambda cell: -round(float(shares[cell.base_cells].sum()), 9),
    }
    chosen = [marks[name] for name in policy.order]
    return [
        cell.name for cell in sorted(cells, key=lambda cell: (*(mark(cell) for mark in chosen), cell.name))
    ]


def _instance(
    domain: Domain,
    people: Sequence[People],
    base_cells: Mapping[str, Ints],
    already_published: Sequence[str],
    order: Sequence[str],
    implied: Sequence[str],
    states: Mapping[str, Ints],
    vintages: Vintages,
) -> Instance:
    """Base cells in exactly the same cells become one before the engine sees them.

    ``states`` are those that each cell takes of its base cells, where that is not what was counted first.
    """
    sole, many, first = _sole(base_cells, domain), len(vintages.states), vintages.at(0)
    base_cells = {name: vintages.spread(held, states.get(name, first)) for name, held in base_cells.items()}
    names = list(base_cells)
    cell = np.repeat(np.arange(len(names)), [len(base_cells[name]) for name in names])
    base_cell = np.concatenate([base_cells[name] for name in names])
    # Two random marks a cell, summed: equal sums mean the same cells, but for a chance of 2**-120.
    dice = np.random.default_rng(1)
    marks = dice.integers(0, 2**62, (len(names), 2), dtype=np.uint64)
    sums = np.zeros((domain.size * many, 2), dtype=np.uint64)
    for column in range(2):
        np.add.at(sums[:, column], base_cell, marks[cell, column])
    held = np.flatnonzero(sums.any(axis=1))
    classes = _classes(sums[held])
    class_of = np.full(len(sums), -1, dtype=np.int64)
    class_of[held] = classes
    merged_to = int(classes.max()) + 1
    pairs = np.unique(cell * merged_to + class_of[base_cell])
    words = [str(number) for number in range(merged_to)]
    members = {
        names[number]: [words[word] for word in base_cells_of.tolist()]
        for number, base_cells_of in by_cell(pairs // merged_to, pairs % merged_to)
    }
    records = [Record(word, 0) for word in words]
    merged: dict[tuple[int, str, str], int] = {}
    for person in people:
        key = int(class_of[person.base_cell * many + person.state]), person.contributor, person.incident
        if key[0] >= 0:
            merged[key] = merged.get(key, 0) + person.count
    records += [Record(words[at], count, body, incident) for (at, body, incident), count in merged.items()]
    return build(records, members, already_published, order, implied, sole)


def _sole(base_cells: Mapping[str, Ints], domain: Domain) -> list[str]:
    """The cells that one contributor alone can be in."""
    sole = []
    for name, held in base_cells.items():
        whose = np.unique(domain.contributor_of[held % domain.rest])
        if len(whose) == 1 and whose[0] >= 0:
            sole.append(name)
    return sole


def _classes(marks: NDArray[np.uint64]) -> Ints:
    """The number of each row's mark (rows, 2) among the marks in order; equal rows have one number."""
    order = np.lexsort((marks[:, 1], marks[:, 0]))
    inside = marks[order]
    fresh = np.r_[False, (inside[1:] != inside[:-1]).any(axis=1)]
    classes = np.zeros(len(marks), dtype=np.int64)
    classes[order] = np.cumsum(fresh)
    return classes
