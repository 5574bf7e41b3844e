"""Two published figures of one indicator beside each other: their difference, and whether it is chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import methods
from dashboard.display import narrative
from dashboard.display.analysis import control_limits, verdict_words, verdicts
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.methods import wording
from dashboard.methods.judged import Verdict
from dashboard.publication import ALL

#: Decimal places of limits and of a difference's limits: one more than a whole number has, so that a limit
#: just beside 0 does not read as 0.
PLACES = {"count": 1, "percent": 1, "rate": 1, "mean": 2}
MISSING = {"c": "hidden", "x": "not available", "z": "not applicable: there is nothing to measure"}
#: Why two figures that grow with their period are not compared.
PART = "part of a period is not held to another period"


@dataclass(frozen=True)
class Side:
    """One of the two: what it is called (Corby, 2023), its figure, and its line up to the period.

    ``judged`` is the verdict on the newest figure of the whole line: how much more than chance it varies.
    """

    name: str
    point: Point
    trend: PublishedSeries
    judged: Verdict | None = None


@dataclass(frozen=True)
class Comparison:
    """``first`` less ``other``, figures of ``series`` told as of ``when`` (a period or an area).

    ``broken`` says why the two are not of one kind (a break in the series); then chance is not judged. A
    figure that lacks a return is not compared at all, nor is a figure of part of a period (``part``).
    """

    title: str
    when: str
    first: Side
    other: Side
    measure: str
    over_areas: bool
    counted_in_full: bool
    broken: str = ""

    @property
    def missing(self) -> tuple[Side, ...]:
        """The sides whose figure cannot be shown."""
        return tuple(side for side in (self.first, self.other) if side.point.value is None)

    @property
    def unjudged(self) -> str:
        """ "not judged, as data are missing (whose and when)"; empty where none is."""
        return narrative.unjudged(self.first.point, self.other.point)

    @property
    def part(self) -> str:
        """How a year that is not over stands beside the same months of the one before, or why it cannot; of
        another part of a period that it is not held to any. Empty where the two may be compared."""
        sides = [side for side in (self.first, self.other) if side.point.cut]
        if self.over_areas or not sides or not self.first.trend.indicator.grows_with_period:
            return ""
        names = wording.listed([side.name for side in sides])
        judged = (
            side.judged for side in sides if side.judged and side.judged.so_far.period == side.point.code
        )
        like = [verdict_words.so_far(verdict, self.measure) for verdict in judged]
        return " ".join(like) or f"The data covers {names} only, and {PART}."

    @property
    def apart(self) -> float | None:
        """The difference of the two figures as they are printed, so that all three agree."""
        first, other = self.first.point.value, self.other.point.value
        if first is None or other is None or self.unjudged or self.part:
            return None
        places = wording.PLACES.get(self.measure, 0)
        rounded = methods.round_half_up(first, places) - methods.round_half_up(other, places)
        return methods.round_half_up(rounded, places)

    @property
    def different_sizes(self) -> bool:
        """Whether two areas are told by counts: the larger has more of everything, so nothing is judged."""
        return self.over_areas and self.measure == "count"

    @property
    def limits(self) -> tuple[float, float] | None:
        """95 % limits of the difference; None where chance has no part or a figure cannot be shown."""
        if self.counted_in_full or self.broken or self.part or self.different_sizes:
            return None
        known = (self.first.judged, self.other.judged)
        wider = verdicts.widening(*(verdict for verdict in known if verdict is not None))
        return narrative.difference_interval(self.other.point, self.first.point, self.measure, wider)

    @property
    def beyond_chance(self) -> bool | None:
        """Whether the two differ by more than chance alone would bring; None where that is not judged."""
        return None if self.limits is None else control_limits.beyond(0.0, *self.limits)

    def interval(self, side: Side) -> tuple[float, float] | None:
        """95 % limits of one figure; a count's are Byar's, or exact under 10 events."""
        point = side.point
        if point.value is None or self.counted_in_full:
            return None
        if self.measure == "count":
            return control_limits.count_limits(point.value)
        return None if point.low is None or point.high is None else (point.low, point.high)


def headline(comparison: Comparison) -> str:
    """One sentence, without adjectives and causes: both figures, the difference, and whether it is chance;
    of part of a period, no difference but what it may be held to.

    A figure of a restated period has its mark.
    """
    return narrative.marked(_headline(comparison), comparison.first.point, comparison.other.point)


def _headline(comparison: Comparison) -> str:
    title = comparison.title.replace(") (", ", ")
    begins = f"{title}, {comparison.when}: "
    if comparison.missing:
        texts = [f"{_in(side)} is {MISSING[side.point.status.value]}" for side in comparison.missing]
        shown = [
            f"{_printed(side, comparison.measure)} in {side.name}"
            for side in (comparison.first, comparison.other)
            if side not in comparison.missing
        ]
        return f"{begins}{'; '.join([*shown, *texts])}; no difference can be given."
    first, other = (_printed(side, comparison.measure) for side in (comparison.first, comparison.other))
    if comparison.unjudged:
        both = f"{first} in {comparison.first.name}, {other} in {comparison.other.name}"
        return f"{begins}{both}; the difference is {comparison.unjudged}."
    if comparison.part:
        both = f"{first} in {comparison.first.name}, {other} in {comparison.other.name}"
        return f"{begins}{both}. {comparison.part}"
    if not comparison.apart:
        return f"{begins}{first} in {comparison.first.name}, the same as in {comparison.other.name}."
    if _few(comparison):
        both = f"{first} in {comparison.first.name}, {other} in {comparison.other.name}"
        return f"{begins}{both}{_chance(comparison)}."
    if not comparison.beyond_chance and narrative.about_the_same(
        comparison.first.point, comparison.other.point
    ):
        than = f"about the same as in {narrative.followed(comparison.other.name, other)}"
        return f"{begins}{first} in {comparison.first.name}, {than}{_chance(comparison)}."
    size = _size(abs(comparison.apart), comparison.measure)
    more = {"count": ("more", "fewer"), "mean": ("more", "less")}.get(comparison.measure, ("higher", "lower"))
    than = f"{more[comparison.apart < 0]} than in {narrative.followed(comparison.other.name, other)}"
    text = f"{first} in {comparison.first.name}, {size} {than}"
    return f"{begins}{text}{_chance(comparison)}."


def _printed(side: Side, measure: str) -> str:
    """A figure with the mark of its counting, a share of a few by its parts."""
    few = side.point.few(measure)
    return f"{few} {side.point.mark}".rstrip() if few else side.point.marked(measure)


def _few(comparison: Comparison) -> bool:
    """Whether one of two shares is of so few that points of percent say too much."""
    return any(side.point.few(comparison.measure) for side in (comparison.first, comparison.other))


def _in(side: Side) -> str:
    return f"the figure for {side.name}"


def _chance(comparison: Comparison) -> str:
    beyond = comparison.beyond_chance
    if beyond is None:
        return ""
    return f", {narrative.BEYOND if beyond else narrative.WITHIN}"


def verdict(comparison: Comparison) -> str:
    """What the difference may be taken for, in a sentence."""
    if comparison.missing:
        return "No difference can be given: one of the two figures is not shown."
    if comparison.unjudged:
        return f"{comparison.unjudged[:1].upper()}{comparison.unjudged[1:]}."
    if comparison.part:
        return f"No difference is given: {PART}."
    if comparison.broken:
        return "Not judged: the two figures are not of one kind."
    if comparison.counted_in_full:
        return "Counted in full, so chance has no part in it."
    if comparison.different_sizes:
        return "Not judged: the areas differ in size. Compare a rate."
    if comparison.beyond_chance is None:
        return f"Not judged: {_without_interval(comparison)}."
    if comparison.beyond_chance:
        return "More than chance alone would bring: the interval does not hold 0."
    return "Within what chance could bring: the interval holds 0."


def _without_interval(comparison: Comparison) -> str:
    """Why one of two figures that are shown has no interval."""
    points = [side.point for side in (comparison.first, comparison.other)]
    if any((point.value or 0.0) < 0 for point in points if comparison.measure == "count"):
        return "a count below 0 is a correction of earlier ones, to which no interval belongs"
    if any(
        wording.exceeds(point.numerator, point.denominator)
        for point in points
        if comparison.measure == "percent"
    ):
        return "a share of more than its whole has no interval"
    if comparison.measure == "percent":
        return "the whole list was counted, so chance has no part in it"
    return "a figure rests on too few answers, or on answers that are all alike"


def difference(comparison: Comparison) -> str:
    """The difference with its sign, +12 or +3 percentage points, or the mark of why there is none."""
    if comparison.missing:
        return f"[{comparison.missing[0].point.status.value}]"
    if comparison.apart is None:
        return "[z]"
    return ("+" if comparison.apart > 0 else "") + _size(comparison.apart, comparison.measure)


def limits(pair: tuple[float, float] | None, measure: str) -> str:
    """A 95 % interval in words: 4.2 to 11.9; empty where there is none."""
    if pair is None:
        return ""
    low, high = (wording.number(end, PLACES[measure]) for end in pair)
    return f"{low} to {high}"


def _size(size: float, measure: str) -> str:
    if measure == "percent":
        return f"{wording.number(size)} percentage point{'' if abs(size) == 1 else 's'}"
    return wording.measured(size, measure)


def between(day: str, times: Sequence[str]) -> bool:
    """Whether ``day`` lies between two periods, each taken at its middle as on a time line."""
    first, last = sorted(wording.middle_day(time) for time in times)
    return first < day <= last


def inside(day: str, time: str) -> bool:
    """Whether ``day`` lies within a period, after its first day."""
    return time != ALL and wording.first_day(time) < day < wording.first_day(wording.later(time, 1))
