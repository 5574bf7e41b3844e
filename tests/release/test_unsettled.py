"""A problem is posed again of the months of what is not settled, and is there what it is as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.release import linear
from dashboard.release.base_cells import Domain, Ints
from dashboard.release.restated import NOTHING_AGAIN, Again
from dashboard.release.unsettled import unsettled
from dashboard.release.vintages import Vintages, named

MONTHS, REST = 12, 2
DOMAIN = cast(Domain, SimpleNamespace(rest=REST, months=MONTHS))


@dataclass(frozen=True)
class Cell:
    """Both combinations, or one, in each month of a window (first, one after the last)."""

    window: tuple[int, int]
    rest: tuple[int, ...] = (0, 1)

    @property
    def base_cells(self) -> Ints:
        return linear.over(self.window, np.asarray(self.rest), DOMAIN)

    def touches(self, other: Cell) -> bool:
        return self.window[0] < other.window[1] and other.window[0] < self.window[1]


WINDOWS = st.tuples(st.integers(0, MONTHS - 1), st.integers(1, 4)).map(
    lambda drawn: (drawn[0], min(drawn[0] + drawn[1], MONTHS))
)
CELLS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.builds(Cell, WINDOWS, st.sampled_from([(0, 1), (0,), (1,)])), min_size=1
)


def around(cells: list[Cell], start: list[Cell]) -> list[Cell]:
    """Step by step, all that shares a month with what is reached."""
    reached = list(start)
    while more := [cell for cell in cells if cell not in reached and any(map(cell.touches, reached))]:
        reached += more
    return reached


def gaps(cells: dict[str, Cell]) -> dict[str, Any]:
    drawn = {name: cell.base_cells for name, cell in cells.items()}
    return {name: held.tolist() for name, held in linear.between_windows(drawn, DOMAIN)}


@settings(max_examples=60)
@given(CELLS, CELLS, st.sets(st.sampled_from("abcdefgh")))
def test_it_is_posed_of_all_that_may_bear_on_what_is_open(
    listed: dict[str, Cell], public: dict[str, Cell], settled: set[str]
) -> None:
    within = unsettled(listed, public.values(), NOTHING_AGAIN, settled, DOMAIN)
    together = [*listed.values(), *public.values()]
    reached = around(together, [cell for name, cell in listed.items() if name not in settled])
    assert [within(cell.base_cells) for cell in together] == [cell in reached for cell in together]
    everything = listed | {f"public|{name}": cell for name, cell in public.items()}
    inside = {name: cell for name, cell in everything.items() if within(cell.base_cells)}
    whole = {name: held for name, held in gaps(everything).items() if within(np.asarray(held))}
    assert gaps(inside) == whole, "what follows by subtraction is called the same"


def test_a_cell_is_open_until_each_counting_of_it_is_settled() -> None:
    listed = {"a": Cell((0, 3)), "b": Cell((3, 6))}
    again = Again(Vintages((1,)), {1: frozenset("ab")}, {1: frozenset("a")})
    within = unsettled(listed, [], again, {"a", "b"}, DOMAIN)
    assert within(listed["a"].base_cells) and not within(listed["b"].base_cells)
    within = unsettled(listed, [], again, {"a", "b", named("a", 1)}, DOMAIN)
    assert not within(listed["a"].base_cells)
