"""What subtraction of published cells would give away, as cells that are never published themselves.

The engine protects these like any other: the rest of a split, the other part of a share, a window
between two published windows, and what is left when a table that others published is taken away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from dashboard.release.base_cells import Domain, Ints

Cells = Mapping[str, Ints]
Window = tuple[int, int]


def window_of(base_cells: Ints, domain: Domain) -> tuple[Window, Ints] | None:
    """The months (first, one after the last) and combinations that a cell's base cells, in order, span.

    None where it is not every combination in every month of one window.
    """
    first, after = int(base_cells[0]) // domain.rest, int(base_cells[-1]) // domain.rest + 1
    each, left = divmod(len(base_cells), after - first)
    if left or not each:
        return None
    rest = base_cells[:each] - first * domain.rest
    if int(rest[-1]) >= domain.rest or not np.array_equal(base_cells, over((first, after), rest, domain)):
        return None
    return (first, after), rest


def over(window: Window, rest: Ints, domain: Domain) -> Ints:
    """The base cells of ``rest`` (combinations) in every month of ``window``, in order."""
    months = np.arange(window[0], window[1])
    base_cells: Ints = (months[:, None] * domain.rest + rest[None, :]).ravel()
    return base_cells


def whole_windows(cells: Iterable[Ints], domain: Domain) -> list[Window]:
    """The windows of those of ``cells`` that hold everything in their months."""
    windows = (window_of(base_cells, domain) for base_cells in cells)
    return [window[0] for window in windows if window and len(window[1]) == domain.rest]


def between_windows(cells: Cells, domain: Domain) -> Iterator[tuple[str, Ints]]:
    """The windows between the ends of published ones that nobody published.

    A count over a window is the difference of two running totals, so windows that share their ends
    link them (a financial year less a calendar year is a quarter).
    """
    series: dict[bytes, tuple[Ints, dict[Window, str]]] = {}
    for name, base_cells in cells.items():
        if place := window_of(base_cells, domain):
            window, rest = place
            series.setdefault(rest.tobytes(), (rest, {}))[1].setdefault(window, name)
    for rest, names in series.values():
        for first, last in gaps(set(names)):
            # By a cell that holds it: what a gap is called depends on nothing outside its part.
            around = min(window for window in names if window[0] <= first and last <= window[1])
            yield f"{names[around]}: months {first} to {last - 1}", over((first, last), rest, domain)


def gaps(windows: set[Window]) -> list[Window]:
    """The windows between neighbouring linked ends that are not among ``windows``."""
    linked: dict[int, int] = {}

    def root(end: int) -> int:
        while linked.setdefault(end, end) != end:
            end = linked[end]
        return end

    for start, after in windows:
        linked[root(start)] = root(after)
    groups: dict[int, list[int]] = defaultdict(list)
    for end in sorted(linked):
        groups[root(end)].append(end)
    pairs = [pair for ends in groups.values() for pair in pairwise(ends)]
    return [pair for pair in pairs if pair not in windows]


def remainder(split: Sequence[tuple[str, Ints]], domain: Domain) -> Iterator[tuple[str, Ints]]:
    """What the cells of one split, which do not overlap, leave of all records in their window."""
    by_window: dict[Window, list[tuple[str, Ints]]] = defaultdict(list)
    for name, base_cells in split:
        by_window[int(base_cells[0]) // domain.rest, int(base_cells[-1]) // domain.rest + 1].append(
            (name, base_cells)
        )
    for window, held in by_window.items():
        first, after = (month * domain.rest for month in window)
        times = np.bincount(
            np.concatenate([base_cells for _, base_cells in held]) - first, minlength=after - first
        )
        left = first + np.flatnonzero(times == 0)
        if times.max() == 1 and len(left):
            yield f"{held[0][0]}: the rest of its split", left


def beside_known(cells: Cells, known: Iterable[Ints], domain: Domain) -> Iterator[tuple[str, Ints]]:
    """What is left of a cell when the tables that others published about a part of it are taken away."""
    size = domain.rest * domain.months
    known_base_cells = np.zeros(size, dtype=np.bool_)
    parts = list(known)
    for name, base_cells in cells.items():
        inside = np.zeros(size, dtype=np.bool_)
        inside[base_cells] = True
        known_base_cells[:] = False
        for part in parts:
            if inside[part].all():
                known_base_cells[part] = True
        if known_base_cells.any() and (inside & ~known_base_cells).any():
            yield f"{name}: less what others published", np.flatnonzero(inside & ~known_base_cells)


def other_part(cells: Cells, denominators: Mapping[str, str]) -> Iterator[tuple[str, Ints]]:
    """For each share what its denominator holds beside the numerator.

    ``denominators`` has the name of each numerator's denominator."""
    for name, denominator in denominators.items():
        if name in cells and denominator in cells:
            left = np.setdiff1d(cells[denominator], cells[name], assume_unique=True)
            if len(left):
                yield f"{name}: the other part of its base", left
