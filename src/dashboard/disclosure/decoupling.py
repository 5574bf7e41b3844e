"""Tables that cannot help each other leave the problem apart.

Take published cells that share no base cell and together cover all base cells (say, the county's quarters):
the separators. Where, inside every separator, two groups of cells cut the base cells in ways that cross
completely (each part of one meets each part of the other: months and areas), any counts of the one
group go with any counts of the other, as long as both add up to the separator. So the groups can be
solved one by one, exactly, for whole numbers too: the counts can always be dealt out over the
crossings (as in a transportation problem, by the north-west corner rule). It is the decomposable
case of Dobra and Fienberg, "Bounds for cell entries in contingency tables given marginal totals and
decomposable graphs", PNAS 2000.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dashboard.disclosure.columns import Columns, Flags, Ints, base_cell_classes, merged


@dataclass(frozen=True, eq=False)
class Block:
    """One group of cells as a problem of its own.

    ``cells`` are set numbers of the whole problem: the separators first (``separators`` of them),
    then the group. ``columns`` has these over the block's base cells; ``classes`` (base cells,) gives the
    block's base cell for each base cell of the whole.
    """

    cells: Ints
    separators: int
    columns: Columns
    classes: Ints


@dataclass(frozen=True, eq=False)
class Blocks:
    """Independent problems: ``parts``, and ``region`` (base cells,), the separator each base cell lies in."""

    parts: list[Block]
    region: Ints


def whole(cells: Columns, relevant: Flags) -> Blocks:
    """All ``relevant`` cells (sets,) as one problem, without separators."""
    every = np.flatnonzero(relevant)
    block = Block(every, 0, cells.chosen(every), np.arange(cells.height))
    return Blocks([block], np.zeros(cells.height, dtype=np.int64))


def decouple(every: Columns, published: Flags, relevant: Flags) -> Blocks:
    """The blocks with the fewest base cells in all that any cover by published cells allows.

    Cells that are not ``relevant`` (neither published ever nor sensitive) are in no block.
    """
    kept = np.flatnonzero(relevant)
    blocks = _decoupled(every.chosen(kept), published[kept])
    parts = [replace(block, cells=kept[block.cells]) for block in blocks.parts]
    return Blocks(parts, blocks.region)


def _decoupled(cells: Columns, published: Flags) -> Blocks:
    best: tuple[Ints, Ints] | None = None
    least = cells.height
    starts, members = cells.by_base_cell()
    for separators in _covers(cells, published, starts, members):
        split = _split(cells, separators, starts, members)
        if split and split[1] < least:
            best, least = (separators, split[0]), split[1]
    if best is None:
        return whole(cells, np.ones(cells.width, dtype=np.bool_))
    separators, groups = best
    region = np.zeros(cells.height, dtype=np.int64)
    for number, separator in enumerate(separators.tolist()):
        region[cells.of(separator)] = number
    kinds = [group for group in np.unique(groups).tolist() if group >= 0]
    return Blocks([_block(cells, separators, np.flatnonzero(groups == group)) for group in kinds], region)


def _covers(cells: Columns, published: Flags, starts: Ints, members: Ints) -> list[Ints]:
    """Sets of published cells without a common base cell that cover all base cells.

    Each kind of cell is tried as the one to begin with: its like first, then larger ones. Cells of
    one table are alike in size and in how many other cells they touch.
    """
    sizes = np.diff(cells.starts)
    known = np.flatnonzero(published & (sizes <= cells.height // 2))
    lists = (
        np.concatenate([members[starts[a] : starts[a + 1]] for a in cells.of(c)]) for c in known.tolist()
    )
    touched = np.asarray([len(np.unique(listed)) for listed in lists], dtype=np.int64)
    covers: dict[bytes, Ints] = {}
    for size, touch in sorted(set(zip(sizes[known].tolist(), touched.tolist(), strict=True))):
        alike = np.lexsort((np.abs(touched - touch), sizes[known]))
        cover = _cover(cells, known[alike][sizes[known][alike] >= size])
        if cover is not None:
            covers[cover.tobytes()] = cover
    return list(covers.values())


def _cover(cells: Columns, candidates: Ints) -> Ints | None:
    """The first candidates without a common base cell, if they cover everything."""
    open_base_cells = np.ones(cells.height, dtype=np.bool_)
    left = cells.height
    chosen = []
    for cell in candidates.tolist():
        base_cells = cells.of(cell)
        if len(base_cells) <= left and open_base_cells[base_cells].all():
            open_base_cells[base_cells] = False
            left -= len(base_cells)
            chosen.append(cell)
            if not left:
                return np.asarray(sorted(chosen), dtype=np.int64)
    return None


def _split(cells: Columns, separators: Ints, starts: Ints, members: Ints) -> tuple[Ints, int] | None:
    """A group number for each cell (-1: it cuts no separator), and the base cells of all blocks together.

    None where a separator holds one group only, or the crossings are not complete.
    """
    groups = np.arange(cells.width)
    cutting = np.zeros(cells.width, dtype=np.bool_)
    patterns = []
    for separator in separators.tolist():
        mine, inside = _patterns(cells.of(separator), starts, members)
        cutting[mine] = True
        patterns.append((mine, inside))
        _join(groups, mine, inside)
        if len(np.unique(groups[mine])) < 2:
            return None
    if len(np.unique(groups[cutting])) < 2:
        return None
    groups[~cutting] = -1
    base_cells = len(separators) * len(np.unique(groups[cutting]))
    for mine, inside in patterns:
        ways = [_distinct(inside[:, groups[mine] == group]) for group in np.unique(groups[mine])]
        if np.prod([float(way) for way in ways]) != len(inside):
            return None
        base_cells += sum(ways) - len(ways)
    return groups, base_cells


def _patterns(base_cells: Ints, starts: Ints, members: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """The cells that cut a region, and its base cells (in) or not in each: (base cells, cells)."""
    lists = [members[starts[base_cell] : starts[base_cell + 1]] for base_cell in base_cells.tolist()]
    touched, place = np.unique(np.concatenate(lists), return_inverse=True)
    inside = np.zeros((len(base_cells), len(touched)), dtype=np.bool_)
    inside[np.repeat(np.arange(len(base_cells)), [len(listed) for listed in lists]), place] = True
    cuts = ~inside.all(axis=0)
    return touched[cuts], inside[:, cuts]


def _join(groups: Ints, mine: Ints, inside: NDArray[np.bool_]) -> None:
    """Put into one group the cells that do not cross completely inside a region."""
    _, first, kind = np.unique(_marks(inside.T), return_index=True, return_inverse=True)
    table = inside[:, first].astype(np.float32)
    both = table.T @ table
    alone = both.diagonal()
    rest = len(inside) - alone[:, None] - alone[None, :] + both
    near = (both == 0) | (both == alone[:, None]) | (both == alone[None, :]) | (rest == 0)
    todo = set(range(len(first)))
    while todo:
        reached, frontier = set[int](), {todo.pop()}
        while frontier:
            reached |= frontier
            frontier = set(np.flatnonzero(near[sorted(frontier)].any(axis=0)).tolist()) - reached
        todo -= reached
        old = np.unique(groups[mine[np.isin(kind, sorted(reached))]])
        groups[np.isin(groups, old)] = old[0]


def _marks(table: NDArray[np.bool_]) -> Ints:
    """A random mark for each row, the same for equal rows. A chance hit is refused by the product test
    or, at the latest, by the certificate."""
    return table @ np.random.default_rng(1).integers(1, 2**62, table.shape[1])


def _distinct(table: NDArray[np.bool_]) -> int:
    return len(np.unique(_marks(table)))


def _block(cells: Columns, separators: Ints, group: Ints) -> Block:
    chosen = np.concatenate([separators, np.setdiff1d(group, separators)])
    part = cells.chosen(chosen)
    classes = base_cell_classes(part)
    return Block(chosen, len(separators), merged(part, classes), classes)


def lift(blocks: Blocks, parts: list[Ints]) -> Ints:
    """Counts of all base cells (base cells,) that give each block its ``parts`` (block base cells,).

    Unit by unit, in every region: the first person of each block's list is the same person, and so
    on; a complete crossing has a base cell for each such person.
    """
    if len(blocks.parts) == 1:
        return parts[0][blocks.parts[0].classes]
    keys = np.zeros(len(blocks.region), dtype=np.int64)
    people = np.zeros(int(parts[0].sum()), dtype=np.int64)
    for block, counts in zip(blocks.parts, parts, strict=True):
        height = block.columns.height
        regions = np.zeros(height, dtype=np.int64)
        regions[block.classes] = blocks.region
        listed = np.argsort(regions, kind="stable")
        people = people * height + np.repeat(listed, counts[listed])
        # Numbered anew after each block: the product over many blocks would not fit into a number.
        known, keys = np.unique(keys * height + block.classes, return_inverse=True)
        people = np.searchsorted(known, people)
    order = np.argsort(keys)
    matched = order[np.searchsorted(keys[order], people)]
    return np.bincount(matched, minlength=len(keys)).astype(np.int64)
