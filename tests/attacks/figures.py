"""The published figures of some indicators: as they are, as printed, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import product
from math import hypot, log
from typing import Any

import pandas as pd
from scipy import special  # type: ignore[import-untyped]

from dashboard import methods
from dashboard.display.exports.comma_separated import VERDICT
from dashboard.publication import CELL_KEY
from tests.attacks.printed_figures import numbers_of, prints, prints_to
from tests.attacks.worked_out import of_series, steadied

#: An axis ends this much beyond the largest thing drawn; more where figures stand beside the bars.
_ROOM = (1.02, 1.02 * 1.8)
#: The axis of a control chart ends this much beyond the figures and limits.
_BESIDE_LIMITS = 1.08
_VALUES = ("value", "low", "high")
#: What names a series beside the codes that it is confined to.
KEY = ("indicator", "time_level", "geography_level", "area")
#: A figure with its lower and its upper limit, and how many times wider its differences are than by chance.
_Limited = tuple[float, float, float, float]
#: So many times where nothing is known of a past: a variance 1.6 times that of chance, known from 6 figures.
_UNKNOWN = 1.6**0.5 * 2.446912 / 1.959964


class Figures:
    """The figures of ``cells`` that are published, and the ranges of those that are not.

    ``public`` are figures that everybody knows beside them: targets from the file of targets. ``verdicts``
    is the release's own table of them, which follows from its cells (tests/publication/test_verdicts.py).
    """

    def __init__(
        self,
        cells: pd.DataFrame,
        public: Sequence[float] = (),
        days: Sequence[str] = (),
        verdicts: pd.DataFrame | None = None,
    ) -> None:
        self._cells, self._days, self._verdicts = cells, days, verdicts
        self._told = cells[cells["status"] == "published"]
        self._raw = numbers_of(self._told[["value"]]) | {round(value, 4) for value in public}
        self._intervals = numbers_of(self._told[["low", "high"]])
        self._ranges = numbers_of(cells.loc[cells["status"] == "c", ["low", "high"]])
        wide = self._told[["value", "low", "high"]].dropna()
        self._whiskers = numbers_of(
            pd.DataFrame({name: (wide[name] - wide["value"]).abs() for name in ("low", "high")})
        )
        self._next, of_next = self._foreseen()
        self._whiskers |= of_next
        self._tops = {limit * room for limit in self._raw | self._intervals | {1.0} for room in _ROOM} | {1.0}
        self._printed = {text for value in self._raw | self._intervals for text in prints(value)}
        self._printed |= {text for value in self._judged() for p in (0, 1, 2) for text in prints_to(value, p)}

    @cached_property
    def limits(self) -> set[str]:
        """The limits of the published counts' own intervals, as printed."""
        counts = sorted(numbers_of(self._told.loc[self._told["measure"] == "count", ["value"]]))
        return {f"{limit + 1e-9:,.0f}" for side in methods.count_interval(counts) for limit in side}

    @cached_property
    def widths(self) -> set[int]:
        """Shares of a figure in a larger one of its table, in whole percent."""
        return {int(f"{100 * one / other:.0f}") for one, other in self._pairs if other}

    @cached_property
    def apart(self) -> set[str]:
        """Differences between two published figures of one measure, as printed."""
        return {
            f"{abs(round(one, p) - round(other, p)):,.{p}f}" for one, other in self._pairs for p in (0, 1, 2)
        }

    @cached_property
    def compared(self) -> set[str]:
        """What follows from two published figures that differ in area or in period alone.

        Limits of a count, the difference, and the limits of that, each as printed; worked out here
        pair by pair from the published figures and intervals.
        """
        others = [name for name in self._told.columns if name not in (*_VALUES, "time", "area")]
        limited = self._limited
        found = {f"{end:,.1f}" for _, low, high, _ in limited for end in (low, high)}
        pairs: set[tuple[_Limited, _Limited]] = set()
        for keyed in ("time", "area"):
            keys = self._told[[*others, keyed]].itertuples(index=False, name=None)
            apart: dict[tuple[object, ...], set[_Limited]] = {}
            for key, row in zip(keys, limited, strict=True):
                apart.setdefault(key, set()).add(row)
            pairs |= {pair for same in apart.values() for pair in product(same, same)}
        for (one, low, high, wide), (other, least, most, wider) in pairs:
            found |= {f"{abs(round(one, p) - round(other, p)):,.{p}f}" for p in (0, 1, 2)}
            times = max(wide, wider)
            ends = (one - other - times * hypot(one - low, most - other),
                    one - other + times * hypot(high - one, other - least))  # fmt: skip
            found |= {f"{abs(end):,.{p}f}" for end in ends for p in (1, 2)}
        return {sign + text for text in found for sign in ("", "\N{MINUS SIGN}")}

    @cached_property
    def beside_county(self) -> set[str]:
        """What follows from a published figure of an area and that of the county in the same period.

        The difference, and what part of a count of the county the area's is, as printed; worked out here
        pair by pair.
        """
        others = [name for name in self._told.columns if name not in (*_VALUES, "area", "geography_level")]
        county = self._told[self._told["geography_level"] == "county"]
        pairs = self._told[self._told["geography_level"].isin(["unitary", "district"])].merge(
            county, on=others, suffixes=("", "_county")
        )
        found: set[str] = set()
        for kind, one, other in zip(pairs["measure"], pairs["value"], pairs["value_county"], strict=True):
            if kind == "count" and other:
                found.add(f"{100 * one / other + 1e-9:.0f}")
            else:
                found |= {f"{abs(round(one, p) - round(other, p)):,.{p}f}" for p in (0, 1, 2)}
        return {sign + text for text in found for sign in ("", "\N{MINUS SIGN}")}

    @cached_property
    def _limited(self) -> list[_Limited]:
        """Each published figure and its limits: those published, those of a count where there are none."""
        told = self._told
        of_count = (told["measure"] == "count").to_numpy()
        limits = (told[name].where(told["low"].notna(), told["value"]) for name in ("low", "high"))
        low, high = (limit.to_numpy(dtype=float, copy=True) for limit in limits)
        value = told["value"].to_numpy(dtype=float)
        low[of_count], high[of_count] = methods.count_interval(value[of_count])
        return list(zip(value.tolist(), low.tolist(), high.tolist(), self._wider(), strict=True))

    def _judged(self) -> set[float]:
        """The ends of the ranges that the release says of newest figures."""
        if self._verdicts is None:
            return set()
        parts = ("_low", "_high", "_middle", "_change", "_value", "_before")
        ends = [name for name in self._verdicts.columns if str(name).endswith(parts)]
        return numbers_of(self._verdicts[ends])

    def _foreseen(self) -> tuple[set[float], set[float]]:
        """The middles of the ranges that the release expects next, and how far their ends lie from them."""
        if self._verdicts is None:
            return set(), set()
        low, middle, high = (self._verdicts[f"following_{end}"] for end in ("low", "middle", "high"))
        return numbers_of(middle.to_frame()), numbers_of(
            pd.DataFrame({"down": middle - low, "up": high - middle})
        )

    def _wider(self) -> list[float]:
        """How many times wider than by chance the differences of each published figure are."""
        if self._verdicts is None:
            return [1.0] * len(self._told)
        known = self._verdicts.dropna(subset=["dispersion"])
        reach = special.stdtrit(known["freedom"].to_numpy(dtype=float), 0.975) / 1.959964
        times = known["dispersion"].to_numpy(dtype=float) ** 0.5 * reach
        keys = known[["indicator", "time_level", "geography_level", "area", "split"]]
        by_key = dict(zip(keys.itertuples(index=False, name=None), times.tolist(), strict=True))
        splits = [name for name in self._told.columns if name not in (*_VALUES, *CELL_KEY, "status")]
        return [
            by_key.get((*(row[name] for name in KEY), _split(row, splits)), _UNKNOWN)
            for row in self._told.to_dict("records")
        ]

    @cached_property
    def worked(self) -> set[float]:
        """Averages, process limits and steps of the published series, worked out here anew."""
        return of_series(self._cells, self._days)

    @cached_property
    def worked_printed(self) -> set[str]:
        """The same as they are printed."""
        return {text for value in self.worked for p in (0, 1, 2) for text in prints_to(value, p)}

    @cached_property
    def steadied(self) -> set[float]:
        """Figures of districts drawn towards that of all, worked out here anew."""
        return steadied(self._cells)

    def drawn_steadied(self, place: str, figure: float) -> bool:
        """Whether a number of a map or a picture is such a figure, or an end of the scale around some.

        The scale ends at whole numbers, a fiftieth of it before the least.
        """
        if any(abs(figure - value) < 1e-4 for value in self.steadied):
            return True
        ends = {int(value) for value in self._raw | self.steadied}
        if place.endswith((".x[]", "range[]")) and figure - 1 in ends:
            return True
        return "range[]" in place and any(
            abs(figure - low + (high + 1 - low) * 0.02) < 1e-6 for low in ends for high in ends
        )

    def printed_steadied(self, number: str) -> bool:
        """Whether a number of a text or a file is such a figure, to one decimal or in full."""
        value = float(number.replace(",", "").replace("\N{MINUS SIGN}", "-"))
        places = len(number.partition(".")[2])
        near = 1e-6 if places > 2 else 0.51 * 10**-places
        return places > 0 and any(abs(value - each) < near for each in self.steadied)

    @cached_property
    def bases(self) -> set[float]:
        """Every published count."""
        return numbers_of(self._told.loc[self._told["measure"] == "count", ["value"]])

    @cached_property
    def percents(self) -> set[float]:
        """Every published share."""
        return numbers_of(self._told.loc[self._told["measure"] == "percent", ["value"]])

    @cached_property
    def without_leavers(self) -> set[tuple[str, str]]:
        """Each published share as three years of leaving at 16 and at 7 in 100 a year make it."""
        return {
            tuple(f"{value * (1 - kept**3) / (-3 * log(kept)) + 1e-9:.0f}" for kept in (0.84, 0.93))
            for value in self.percents
        }  # type: ignore[misc]

    @cached_property
    def _pairs(self) -> list[tuple[float, float]]:
        found = []
        for _, same in self._told.groupby(["indicator", "measure", "time_level", "geography_level"]):
            values = sorted(numbers_of(same[["value"]]))
            found += [(one, other) for one in values for other in values]
        return found

    def drawn_by_method(self, place: str, figure: float) -> bool:
        """Whether a number of a control chart or a step is worked out from a published series."""
        if "range[]" in place:
            ends = self.worked | self._raw | self._judged() | {0.0}
            return any(abs(figure - _BESIDE_LIMITS * end) < 0.01 for end in ends)
        # Names of limits are moved apart, so where they stand is near one of them and no figure.
        return round(figure, 4) in self.worked or place.endswith(".annotations[].y")

    def bare(self, place: str, figure: float) -> bool:
        """Whether a number of a picture is a published figure, or follows from one where it stands."""
        if "range[]" in place:
            return not figure or any(abs(figure - top) < 0.01 for top in self._tops)
        if ".annotations[]." in place and 0 <= figure <= 1:
            return True  # a place on the paper
        if ".error_" in place:
            return round(figure, 4) in self._whiskers
        if place.endswith((".x[]", ".annotations[].x")) and round(figure, 4) in self._intervals | {1.0}:
            # The hatched bar of a hidden figure is as long as the longest thing drawn, and a figure stands
            # behind the end of its published interval.
            return True
        return round(figure, 4) in self._raw or (place.endswith(".y[]") and round(figure, 4) in self._next)

    def printed_so(self, number: str, place: str) -> bool:
        """Whether a number of a text, or of the column ``place`` of a file, is a published figure."""
        if place in ("value", "numerator", "denominator"):
            return round(float(number), 4) in self._raw
        if place in ("interval_low", "interval_high"):
            return round(float(number), 4) in self._intervals
        if place in ("range_low", "range_high"):
            return round(float(number), 4) in self._ranges
        if place in VERDICT[1:]:
            # A number is read without its sign.
            return not {round(float(number), 4), -round(float(number), 4)}.isdisjoint(self._judged())
        return number in self._printed

    def fits(self, number: str) -> bool:
        """Whether a number is an end of a hidden figure's range."""
        return float(number.replace(",", "")) in self._ranges


def _split(row: Mapping[Any, Any], splits: Sequence[str]) -> str:
    return "|".join(f"{name}={row[name]}" for name in sorted(splits) if row[name] != "all")
