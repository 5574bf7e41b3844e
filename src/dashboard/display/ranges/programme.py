"""Two linear programmes over the cross of what boxes tell apart: the least and the most that fit."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Sequence
from threading import Lock
from typing import Any, TypeVar

import highspy
import numpy as np
from numpy.typing import NDArray

from dashboard.display.ranges.boxes import Box

#: The primal simplex: the second programme starts from where the first ended, and fits already.
SETTINGS = {"output_flag": False, "threads": 1, "parallel": "off", "presolve": "off", "simplex_strategy": 4}
#: Seconds after which one programme is given up.
TIME_LIMIT = 1.0
#: How far from a whole number a solution may lie and still be that number.
TOLERANCE = 1e-6

Limits = tuple[int, int | None]
T = TypeVar("T", bound=Hashable)


class _Silent(highspy.Highs):
    """HiGHS without its banner, which the first method called prints unless output is off by then."""

    def enableCallbacks(self) -> None:  # noqa: N802 (the name is HiGHS's)
        """Called by the constructor before any setting can be made. We use no callbacks."""
        self.setOptionValue("output_flag", False)


class Programme:
    """The equations of ``boxes``, made once and asked about any box that its classes can tell.

    ``months`` and ``sides`` are all there are; those that no box tells apart, nor ``asked``, are one class.
    """

    def __init__(
        self,
        boxes: Sequence[Box],
        months: Collection[int],
        sides: Sequence[Collection[str]],
        asked: Box | None = None,
    ) -> None:
        self._classes = classes(boxes, months, sides, asked)
        self._shape = tuple(len(set(numbers.values())) for numbers in self._classes)
        self._lock = Lock()
        self._solver = self._set_up(boxes)

    def tells(self, asked: Box) -> bool:
        """Whether the box is made of whole classes."""
        for numbers, chosen in zip(self._classes, (asked.months, *asked.sides), strict=True):
            inside = {numbers[each] for each in chosen}
            if any(each not in chosen and number in inside for each, number in numbers.items()):
                return False
        return True

    def limits(self, asked: Box) -> Limits | None:
        """The least and the most whole number that fit; None where nothing fits, or time is up."""
        cost = np.zeros(math.prod(self._shape))
        cost[self._combinations(asked)] = 1.0
        with self._lock:
            low = self._least(cost)
            most = self._least(-cost) if low is not None else None
        if low is None or most is None:
            return None
        least = max(math.ceil(low - TOLERANCE), 0)
        return least, None if math.isinf(most) else max(math.floor(-most + TOLERANCE), least)

    def _least(self, cost: NDArray[np.float64]) -> float | None:
        index = np.arange(len(cost), dtype=np.int32)
        self._solver.changeColsCost(len(cost), index, cost)
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + TIME_LIMIT)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnbounded:
            return -math.inf
        return (
            float(self._solver.getObjectiveValue()) if status == highspy.HighsModelStatus.kOptimal else None
        )

    def _combinations(self, box: Box) -> NDArray[np.int32]:
        """The combinations of classes that lie in a box."""
        inside = [
            sorted({classes[each] for each in chosen if each in classes})
            for classes, chosen in zip(self._classes, (box.months, *box.sides), strict=True)
        ]
        return np.ravel_multi_index(np.ix_(*inside), self._shape).ravel().astype(np.int32)

    def _set_up(self, boxes: Sequence[Box]) -> Any:
        solver: Any = _Silent()  # type: ignore[no-untyped-call]
        # One setting of threads for the whole process: HiGHS fails in silence where two differ.
        for name, value in SETTINGS.items():
            solver.setOptionValue(name, value)
        width = math.prod(self._shape)
        free = np.full(width, highspy.kHighsInf)
        for box in boxes:
            if box.high == 0:
                free[self._combinations(box)] = 0.0
        none = np.zeros(0, dtype=np.int32)
        solver.addCols(width, np.zeros(width), np.zeros(width), free, 0, none, none, np.zeros(0))
        # Two tables can hold the same count; the tightest of what they say holds.
        rows: dict[bytes, tuple[NDArray[np.int32], float, float]] = {}
        for box in boxes:
            inside = self._combinations(box)
            high = highspy.kHighsInf if box.high is None else box.high
            _, low, top = rows.get(inside.tobytes(), (inside, 0.0, highspy.kHighsInf))
            rows[inside.tobytes()] = (inside, max(low, box.low), min(top, high))
        lengths = [len(inside) for inside, _, _ in rows.values()]
        solver.addRows(
            len(rows),
            np.array([low for _, low, _ in rows.values()]),
            np.array([high for _, _, high in rows.values()]),
            sum(lengths),
            np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int32) if rows else none,
            np.concatenate([inside for inside, _, _ in rows.values()]) if rows else none,
            np.ones(sum(lengths)),
        )
        return solver


def classes(
    boxes: Sequence[Box], months: Collection[int], sides: Sequence[Collection[str]], asked: Box | None
) -> list[dict[Any, int]]:
    """For the months and each side, which class each belongs to: one class where no box tells apart."""
    every = [*boxes, asked] if asked else boxes
    numberings: list[dict[Any, int]] = [_told_apart(sorted(months), {box.months for box in every})]
    for at, codes in enumerate(sides):
        numberings.append(_told_apart(sorted(codes), {box.sides[at] for box in every}))
    return numberings


def size(boxes: Sequence[Box], months: Collection[int], sides: Sequence[Collection[str]], asked: Box) -> int:
    """How many combinations a programme would have."""
    return math.prod(len(set(numbers.values())) for numbers in classes(boxes, months, sides, asked))


def _told_apart(every: Iterable[T], sets: Iterable[frozenset[T]]) -> dict[T, int]:
    numbers: dict[T, int] = dict.fromkeys(every, 0)
    for chosen in sets:
        seen: dict[tuple[int, bool], int] = {}
        numbers = {
            each: seen.setdefault((number, each in chosen), len(seen)) for each, number in numbers.items()
        }
    return numbers
