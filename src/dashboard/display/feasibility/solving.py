"""Which equations a question needs, and its answer: part by part where nothing links the parts.

Leaving an equation out can only widen an interval. So a question too large for a reader's patience is
answered from fewer equations: first those of finer periods go, then those of far-off ones, then those
of splits that the question does not name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard.display.feasibility.marginals import Codes, Marginal, Marginals
from dashboard.display.feasibility.programme import Limits, Programme, size
from dashboard.publication.memo import shared

#: A programme over more combinations than this would keep a reader waiting for over 100 ms.
LARGEST = 2_500
#: Months of a quarter and of a year: tables of shorter periods may be left out.
_LENGTHS = (3, 12)

Months = frozenset[int]


def answer(held: Marginals, asked: Marginal) -> Limits | None:
    """The least and the most whole number that fit; None where nothing fits or time is up."""
    for known, longest in _choices(held, asked):
        parts = [
            (replaced, tuple(marginal for marginal in known if marginal.months & window))
            for replaced, window in _parts(known, asked, longest)
        ]
        if sum(size(near, held.months, held.sides, part) for part, near in parts) <= LARGEST:
            return _added([_part(near, held, part) for part, near in parts])
    return None


def _choices(held: Marginals, asked: Marginal) -> Iterator[tuple[tuple[Marginal, ...], int]]:
    """Marginals to use, and the longest period that may link months; all of them first, then ever fewer."""
    variants = [held.known]
    variants += [without_shorter(held, length) for length in _LENGTHS if _aligned(held, asked, length)]
    for left_out in _left_out(held, asked):
        for longest in (len(held.months), 12, 0):
            for known in variants:
                yield tuple(marginal for marginal in known if not _splits(marginal, held, left_out)), longest


def _left_out(held: Marginals, asked: Marginal) -> Iterator[tuple[int, ...]]:
    """Sides that need not be told apart: none, then ever more of those the question does not split."""
    whole = [at for at, codes in enumerate(asked.sides) if codes == held.sides[at] and len(codes) > 1]
    whole.sort(key=lambda at: -len(held.sides[at]))
    for count in range(len(whole) + 1):
        yield tuple(whole[:count])


def _splits(marginal: Marginal, held: Marginals, sides: tuple[int, ...]) -> bool:
    return any(marginal.sides[at] != held.sides[at] for at in sides)


def _parts(known: tuple[Marginal, ...], asked: Marginal, longest: int) -> list[tuple[Marginal, Months]]:
    """The question split into windows of months that no period up to ``longest`` links."""
    spans = {marginal.months for marginal in known if len(marginal.months) <= longest}
    parts: list[tuple[Marginal, Months]] = []
    left = asked.months
    while left:
        window = frozenset({min(left)}) if longest else left
        while (grown := window.union(*(span for span in spans if span & window))) != window:
            window = grown
        parts.append((Marginal(asked.months & window, asked.sides, 0.0, None), window))
        left -= window
    return parts


def _part(near: tuple[Marginal, ...], held: Marginals, asked: Marginal) -> Limits | None:
    published = _published(near, asked)
    if published is not None:
        return published, published
    programme = _programme(near, held.months, held.sides, None)
    if not programme.tells(asked):
        programme = _programme(near, held.months, held.sides, asked)
    return programme.limits(asked)


def _published(near: tuple[Marginal, ...], asked: Marginal) -> int | None:
    """The count where it is published, or is the sum of published counts of the codes of one side."""
    shown = {
        marginal.sides: int(marginal.low)
        for marginal in near
        if marginal.low == marginal.high and marginal.months == asked.months
    }
    if asked.sides in shown:
        return shown[asked.sides]
    for at, codes in enumerate(asked.sides):
        each = [shown.get((*asked.sides[:at], frozenset({code}), *asked.sides[at + 1 :])) for code in codes]
        if None not in each:
            return sum(value for value in each if value is not None)
    return None


@shared(size=64)
def _programme(
    near: tuple[Marginal, ...], months: Months, sides: tuple[Codes, ...], asked: Marginal | None
) -> Programme:
    return Programme(near, months, sides, asked)


def _added(parts: Iterable[Limits | None]) -> Limits | None:
    low, high = 0, 0
    unlimited = False
    for limits in parts:
        if limits is None:
            return None
        low += limits[0]
        unlimited = unlimited or limits[1] is None
        high += limits[1] or 0
    return low, None if unlimited else high


@shared(size=64)
def without_shorter(held: Marginals, length: int) -> tuple[Marginal, ...]:
    """The marginals of at least ``length`` months, with those that shorter ones add up to."""
    long = [marginal for marginal in held.known if len(marginal.months) >= length]
    short: dict[tuple[Codes, ...], dict[int, list[Marginal]]] = {}
    for marginal in held.known:
        if len(marginal.months) < length:
            short.setdefault(marginal.sides, {}).setdefault(len(marginal.months), []).append(marginal)
    periods = {marginal.months for marginal in held.known if len(marginal.months) == length}
    periods |= {_block(month, length) & held.months for month in held.months}
    for sides, by_length in short.items():
        for marginals in by_length.values():
            long += [sum_of_period for period in periods if (sum_of_period := _sum(marginals, period, sides))]
    return tuple(long)


def _sum(marginals: Iterable[Marginal], period: Months, sides: tuple[Codes, ...]) -> Marginal | None:
    inside = [marginal for marginal in marginals if marginal.months <= period]
    if frozenset().union(*(marginal.months for marginal in inside)) != period:
        return None
    highs = [marginal.high for marginal in inside]
    high = None if None in highs else sum(value for value in highs if value is not None)
    return Marginal(period, sides, sum(marginal.low for marginal in inside), high)


def _aligned(held: Marginals, asked: Marginal, length: int) -> bool:
    """Whether the question is about whole periods of ``length`` months (or the start or end of all)."""
    covered = [
        marginal.months
        for marginal in held.known
        if len(marginal.months) >= length and marginal.months <= asked.months
    ]
    whole = [_block(month, length) for month in asked.months]
    inside = [block for block in whole if block & held.months <= asked.months]
    return frozenset().union(*covered, *inside) >= asked.months


def _block(month: int, length: int) -> Months:
    first = month - month % length
    return frozenset(range(first, first + length))
