"""One published cell with all that is said of it, and how it is read from the rows of a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from dashboard.display.analysis.incomplete import Lack
from dashboard.methods import wording
from dashboard.publication import Counting, Status


class As(NamedTuple):
    """Which counting a figure is of, where its period was restated, and what it was first counted as."""

    counting: Counting | None = None
    first: float | None = None


#: A share of fewer than so many is told by its parts.
FEW = 10
#: Of a figure whose period was never restated.
ONLY = As()


@dataclass(frozen=True)
class Point:
    """One published cell: a value, or None and the status that says why there is none.

    ``numerator`` and ``denominator`` are those of a share, mean or rate. ``low`` and ``high`` are the
    interval of a value, or the whole numbers that a hidden count must lie between (those of
    its hidden numerator are ``numerator_low`` and ``numerator_high``); None is no limit. ``cut`` is set where
    the data begins or ends inside the period, and ``lacks`` are returns that a period of a series over
    time lacks.

    Where the period was restated, ``counting`` says which counting the value is of: ``first`` is what stood
    there before it was revised (``numerator_as`` and ``denominator_as`` say so of its parts), ``again_low``
    and ``again_high`` what the revised figure may be where the first one stands.
    """

    code: str
    label: str
    value: float | None
    status: Status
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    numerator_low: float | None = None
    numerator_high: float | None = None
    cut: bool = False
    lacks: tuple[Lack, ...] = ()
    counting: Counting | None = None
    first: float | None = None
    again_low: float | None = None
    again_high: float | None = None
    numerator_as: As = ONLY
    denominator_as: As = ONLY

    @property
    def hidden(self) -> bool:
        """Whether the figure is confidential."""
        return self.status is Status.CONFIDENTIAL

    @property
    def feasible(self) -> str:
        """What anybody could work out about a hidden figure: "between 3 and 11"; else empty.

        A hidden share is told by its parts: "at most 9 of 65".
        """
        if not self.hidden:
            return ""
        if (self.low, self.high) != (None, None):
            return wording.within(self.low, self.high)
        if (self.numerator_low, self.numerator_high) == (None, None):
            return ""
        of = "" if self.denominator is None else f" of {wording.number(self.denominator)}"
        return wording.within(self.numerator_low, self.numerator_high) + of

    def figure(self, measure: str) -> str:
        """The figure as it is printed, 82%, or the mark of why there is none, [c]."""
        return wording.figure(self.value, self.status.value, measure)

    def few(self, measure: str) -> str:
        """ "1 of 2", for a share of so few that percent would promise more than they hold; else empty."""
        part, whole = self.numerator, self.denominator
        if measure != "percent" or self.value is None or part is None or whole is None:
            return ""
        if not 0 < whole < FEW or wording.exceeds(part, whole):
            return ""
        return f"{wording.number(part)} of {wording.number(whole)}"

    def marked(self, measure: str) -> str:
        """As ``figure``, with the mark of its counting where its period was restated: 170 [r]."""
        return f"{self.figure(measure)} {self.mark}".rstrip()

    @property
    def mark(self) -> str:
        """Which counting a shown figure is of, "[r]" or "[f]"; empty where its period has only one."""
        return "" if self.counting is None or self.value is None else f"[{self.counting.value}]"

    def revision(self, measure: str) -> str:
        """What a table says of the two countings of a figure: "[r] first counted 170"; empty for only one."""
        mark = self.mark
        if not mark:
            return ""
        if self.counting is Counting.FIRST:
            known = (self.again_low, self.again_high) != (None, None)
            places = wording.PLACES.get(measure, 0)
            return (
                f"{mark} revised: {wording.within(self.again_low, self.again_high, places)}"
                if known
                else mark
            )
        before = "hidden" if self.first is None else wording.measured(self.first, measure)
        return f"{mark} unchanged" if before == self.figure(measure) else f"{mark} first counted {before}"

    def printed(self, measure: str) -> str:
        """The figure and which counting it is of, "170 [r] first counted 165", or [c]."""
        return f"{self.figure(measure)} {self.revision(measure)}".rstrip()


def points_of(cells: pd.DataFrame, over: str, measure: str) -> list[Point]:
    """The points of ``cells`` along the column ``over``, each with the parts of its ``measure``."""
    figures: dict[str, dict[str, Any]] = {}
    for row in cells.to_dict("records"):
        figures.setdefault(str(row[over]), {})[str(row["measure"])] = row
    return [_point(code, rows, measure) for code, rows in figures.items() if measure in rows]


def _point(code: str, rows: Mapping[str, Mapping[str, Any]], measure: str) -> Point:
    main = rows[measure]
    numerator, denominator = rows.get("numerator", {}), rows.get("denominator", {})
    secret = numerator.get("status") == Status.CONFIDENTIAL
    return Point(
        code=code,
        label=code,
        value=value_of(main["value"]),
        status=Status(main["status"]),
        low=value_of(main["low"]),
        high=value_of(main["high"]),
        numerator=value_of(numerator.get("value")),
        denominator=value_of(denominator.get("value")),
        numerator_low=value_of(numerator.get("low")) if secret else None,
        numerator_high=value_of(numerator.get("high")) if secret else None,
        numerator_as=_as(numerator),
        denominator_as=_as(denominator),
        **_revision(main),
    )


def _as(row: Mapping[str, Any]) -> As:
    counting = row.get("counting")
    if counting is None or pd.isna(counting):
        return ONLY
    return As(Counting(counting), value_of(row["first"]))


def _revision(row: Mapping[str, Any]) -> dict[str, Any]:
    counting, first = _as(row)
    limits = ("again_low", "again_high") if counting is Counting.FIRST else ()
    return {"counting": counting, "first": first} | {name: value_of(row[name]) for name in limits}


def value_of(value: Any) -> float | None:
    """A number of a release's row; None where there is none."""
    return None if pd.isna(value) else float(value)
