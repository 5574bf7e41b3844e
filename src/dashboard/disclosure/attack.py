"""An intruder: what can be worked out from published cells and arithmetic alone.

Written apart from the auditor on purpose: it reads the files anew, makes its own matrix, and asks
another solver interface (scipy's ``milp``) for whole numbers, so that a fault in the one is not a
fault in the other. It shares no code with the audit but the reading of two csv files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

#: Seconds that the intruder gives one question.
PATIENCE = 60.0


class AttackGaveUp(Exception):
    """The intruder's solver did not finish, so its silence proves nothing."""


@dataclass(frozen=True)
class Finding:
    """What the intruder knows of one hidden cell. ``high`` is infinite where nothing limits it."""

    cell: str
    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether the count itself is known."""
        return self.low == self.high


class Intruder:
    """An outsider who holds the published values and knows which cells add up to which.

    ``shown`` gives the values of published cells, ``members`` the atoms of every cell, ``least``
    what a hidden cell cannot be below (1 where zeros are shown), ``floor`` what the intruder itself
    put into an atom.
    """

    def __init__(
        self,
        shown: Mapping[str, int],
        members: Mapping[str, Sequence[str]],
        *,
        least: int = 0,
        floor: Mapping[str, int] | None = None,
        whole: bool = True,
    ) -> None:
        self.hidden = [cell for cell in members if cell not in shown]
        kinds: dict[str, list[int]] = {}
        for number, cell in enumerate(members):
            for atom in members[cell]:
                kinds.setdefault(atom, []).append(number)
        groups: dict[tuple[int, ...], int] = {}
        place = {atom: groups.setdefault(tuple(lie), len(groups)) for atom, lie in kinds.items()}
        self._own = np.zeros(len(groups))
        for atom, count in (floor or {}).items():
            if atom in place:
                self._own[place[atom]] += count
        self._rows = {cell: sorted({place[atom] for atom in atoms}) for cell, atoms in members.items()}
        told = [cell for cell in members if cell in shown]
        equal = [float(shown[cell]) for cell in told]
        bound = [*told, *(self.hidden if least else [])]
        low = np.asarray(equal + [float(least)] * (len(bound) - len(told)))
        high = np.asarray(equal + [np.inf] * (len(bound) - len(told)))
        self._limits = LinearConstraint(self._matrix(bound, len(groups)), low, high) if bound else ()
        self._free = np.ones(len(groups), dtype=bool)
        for cell in told:
            self._free[self._rows[cell]] = False
        self._whole = np.full(len(groups), 1 if whole else 0)
        self._seen: list[np.ndarray[tuple[int], np.dtype[np.float64]]] = []

    def _matrix(self, cells: Sequence[str], width: int) -> csr_array:
        rows = np.concatenate([np.full(len(self._rows[cell]), n) for n, cell in enumerate(cells)])
        at = np.concatenate([self._rows[cell] for cell in cells])
        return csr_array((np.ones(len(at)), (rows, at)), shape=(len(cells), width))

    def range_of(self, cell: str, low: float = -np.inf, high: float = np.inf) -> Finding:
        """The smallest and largest count that fit ``cell``.

        With ``low`` and ``high``, the search ends as soon as the range is known to reach them.
        """
        found = [float(point[self._rows[cell]].sum()) for point in self._seen]
        least = min(found) if found and min(found) <= low else self._solve(cell, 1.0)
        if self._free[self._rows[cell]].any():
            return Finding(cell, least, np.inf)
        most = max(found) if found and max(found) >= high else self._solve(cell, -1.0)
        return Finding(cell, least, most)

    def _solve(self, cell: str, sign: float) -> float:
        cost = np.zeros(len(self._whole))
        cost[self._rows[cell]] = sign
        answer = milp(
            cost,
            constraints=self._limits,
            bounds=Bounds(self._own, np.inf),
            integrality=self._whole,
            options={"time_limit": PATIENCE},
        )
        if answer.status != 0:
            raise AttackGaveUp(f"the intruder's solver did not finish: {answer.message}")
        self._seen.append(np.asarray(answer.x))
        return float(np.rint(sign * answer.fun)) if self._whole.any() else float(sign * answer.fun)

    def narrowed(self, least: int, most: int) -> list[Finding]:
        """Hidden cells that could be small (``least`` to ``most``) for all that is published but are
        known more closely than that, or whose count is known."""
        findings = [self.range_of(cell, least, most) for cell in self.hidden]
        return [
            one for one in findings if one.exact or (one.low <= most and (one.low > least or one.high < most))
        ]
