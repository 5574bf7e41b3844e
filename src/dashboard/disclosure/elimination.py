"""Which cells to hide so that no equation gives a sensitive cell back.

Walk the candidates, the most useful first, and publish each one unless a sensitive cell would then be a
linear combination of published cells. Columns are reduced by Gauss elimination modulo a prime, so
that there is no rounding; a candidate that reduces to nothing follows from what is published.

The method is that of GaussSuppression (Langsrud, Statistics Norway; R package GaussSuppression and
Langsrud, "Secondary cell suppression by Gaussian elimination: an algorithm suitable for handling
issues with zeros and singletons", Privacy in Statistical Databases 2024). This is a fresh
implementation; with singleton handling off its answers are compared with theirs in the tests.

It blocks equations only. Counts cannot be negative, and that gives more away: see ``audit``.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from dashboard.disclosure.columns import Columns, Flags, Ints

#: A prime below 2**20: products of two residues fit in 64 bits with room to spare.
PRIME = 1_048_573

Column = dict[int, int]


@dataclass(eq=False)
class Elimination:
    """The outcome: ``published`` (sets,), the independent ones in ``basis``, and the sensitive cells that
    already published cells alone give away."""

    published: Flags
    basis: list[int]
    exposed: list[int]


@dataclass(eq=False)
class Span:
    """The span of the published columns, and the sensitive columns reduced by it (see ``span_of``)."""

    popularity: Ints
    pivots: dict[int, int] = field(default_factory=dict)
    reducers: list[list[tuple[int, int]]] = field(default_factory=list)
    sensitive: dict[int, Column] = field(default_factory=dict)
    holders: dict[int, set[int]] = field(default_factory=dict)

    def reduce(self, column: Column) -> Column:
        """Subtract from ``column`` its part in the span, in place; the column that is left."""
        waiting = [self.pivots[row] for row in column if row in self.pivots]
        heapq.heapify(waiting)
        while waiting:
            step = heapq.heappop(waiting)
            reducer = self.reducers[step]
            factor = column.get(reducer[0][0], 0)
            if not factor:
                continue
            for row, coefficient in reducer:
                before = column.get(row)
                if before is None:
                    column[row] = -factor * coefficient % PRIME
                    if row in self.pivots:
                        heapq.heappush(waiting, self.pivots[row])
                elif after := (before - factor * coefficient) % PRIME:
                    column[row] = after
                else:
                    del column[row]
        return column

    def add_sensitive(self, cell: int, column: Column) -> bool:
        """Take in a sensitive set by number, with its column; False where the span already gives it away."""
        reduced = self.reduce(column)
        if reduced:
            self.sensitive[cell] = reduced
            for row in reduced:
                self.holders.setdefault(row, set()).add(cell)
        return bool(reduced)

    def gives_away(self, column: Column) -> list[int]:
        """The sensitive cells that a reduced ``column`` would determine: those proportional to it."""
        rarest = min(column, key=lambda row: len(self.holders.get(row, ())))
        return [
            cell
            for cell in self.holders.get(rarest, ())
            if len(self.sensitive[cell]) == len(column)
            and _proportional(self.sensitive[cell], column, rarest)
        ]

    def nearest(self, column: Column, most: int) -> list[int]:
        """The sensitive cells whose reduced columns differ least from a reduced ``column``, at most so
        many."""
        met: set[int] = set().union(*(self.holders.get(row, set()) for row in column))
        return sorted(met, key=lambda cell: (len(self.sensitive[cell].keys() ^ column.keys()), cell))[:most]

    def publish(self, column: Column) -> None:
        """Add a reduced, non-empty ``column`` to the span and take its pivot out of the sensitive cells."""
        held = self.holders
        pivot = min(column, key=lambda row: (len(held.get(row, ())), self.popularity[row], row))
        inverse = pow(column[pivot], -1, PRIME)
        reducer = [(pivot, 1)]
        reducer += [(row, value * inverse % PRIME) for row, value in column.items() if row != pivot]
        self.pivots[pivot] = len(self.reducers)
        self.reducers.append(reducer)
        for cell in self.holders.pop(pivot, set()):
            self._clear(cell, pivot, reducer)

    def _clear(self, cell: int, pivot: int, reducer: list[tuple[int, int]]) -> None:
        sensitive = self.sensitive[cell]
        factor = sensitive.pop(pivot)
        for row, coefficient in reducer[1:]:
            before = sensitive.get(row)
            if before is None:
                sensitive[row] = -factor * coefficient % PRIME
                self.holders.setdefault(row, set()).add(cell)
            elif after := (before - factor * coefficient) % PRIME:
                sensitive[row] = after
            else:
                del sensitive[row]
                self.holders[row].discard(cell)


def eliminate(
    cells: Columns,
    candidates: Ints,
    sensitive: Flags,
    already_published: Ints | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Elimination:
    """Publish as many ``candidates`` (set numbers) as equations allow, in their order.

    ``sensitive`` (sets,) marks what must not follow from the published columns; ``already_published`` sets
    are published whatever they give away, and the sensitive cells that they alone determine are reported.
    """
    starts, _ = cells.by_base_cell()
    span = Span(popularity=np.diff(starts))
    published = np.zeros(cells.width, dtype=np.bool_)
    basis: list[int] = []
    for cell in (already_published if already_published is not None else np.zeros(0, np.int64)).tolist():
        published[cell] = True
        if column := span.reduce(column_of(cells, cell)):
            span.publish(column)
            basis.append(cell)
    exposed = [
        cell
        for cell in np.flatnonzero(sensitive & ~published).tolist()
        if not span.add_sensitive(cell, column_of(cells, cell))
    ]
    todo = [cell for cell in candidates.tolist() if not published[cell] and not sensitive[cell]]
    for done, cell in enumerate(todo):
        column = span.reduce(column_of(cells, cell))
        if not column:
            published[cell] = True
        elif not span.gives_away(column):
            published[cell] = True
            span.publish(column)
            basis.append(cell)
        if progress and done % 500 == 0:
            progress(done, len(todo))
    return Elimination(published, basis, exposed)


def span_of(cells: Columns, basis: Iterable[int], sensitive: Flags) -> Span:
    """The span of the ``basis`` sets, with the ``sensitive`` sets (sets,) that it does not give away."""
    starts, _ = cells.by_base_cell()
    span = Span(popularity=np.diff(starts))
    for cell in basis:
        if column := span.reduce(column_of(cells, cell)):
            span.publish(column)
    for cell in np.flatnonzero(sensitive).tolist():
        span.add_sensitive(cell, column_of(cells, cell))
    return span


def column_of(cells: Columns, cell: int) -> Column:
    """One set as a sparse column: its base cells, each once."""
    return dict.fromkeys(cells.of(cell).tolist(), 1)


def _proportional(first: Column, other: Column, row: int) -> bool:
    """Whether two columns of equal length are multiples; both hold ``row``."""
    if first.keys() != other.keys():
        return False
    left, right = first[row], other[row]
    return all(value * right % PRIME == other[at] * left % PRIME for at, value in first.items())
