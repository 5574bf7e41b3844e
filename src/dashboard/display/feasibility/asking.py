"""A question about any count of a release, and the feasibility interval that answers it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.display.feasibility import marginals
from dashboard.display.feasibility.marginals import Codes, Marginal, Marginals, NotAdditive
from dashboard.display.feasibility.solving import answer
from dashboard.methods import wording
from dashboard.publication import ALL, COUNTY, Publication
from dashboard.publication.memo import per_release, shared

#: Stands for all codes of a side beside those that are asked about.
_OTHERS = "(others)"


@dataclass(frozen=True)
class Asked:
    """One count: these periods together, these areas together, these codes of each split together.

    ``level`` is the geography of ``areas``. ``splits`` names dimensions and their codes; one that is
    not named is not split. A period named twice, or a month inside a named year, counts once.
    """

    times: tuple[str, ...]
    areas: tuple[str, ...] = (COUNTY,)
    level: str = "county"
    splits: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class FeasibilityInterval:
    """What a count can be: whole numbers from ``low`` to ``high``; ``high`` None where nothing limits it.

    ``exact`` says that published cells answer, alone or added up. ``why`` is set, and ``low`` None,
    where no interval could be worked out.
    """

    low: int | None
    high: int | None
    exact: bool = False
    why: str = ""

    @property
    def words(self) -> str:
        """The interval in plain words: "between 3 and 11"."""
        if self.low is None:
            return "could not be worked out"
        return wording.within(self.low, self.high)


@per_release(size=4096)
def interval_of(
    release: Publication, indicator: str, asked: Asked, measure: str = "count"
) -> FeasibilityInterval:
    """The whole numbers that the count can be, given all that the release publishes of its records.

    ``measure`` is ``count``, or ``numerator`` for the part of a share. Never raises for what cannot
    be answered: ``why`` then says so. Raises KeyError for an indicator or split that a release lacks.
    """
    unknown = {name for name, _ in asked.splits} - set(release.dimensions)
    if unknown or indicator not in release.indicators:
        raise KeyError(f"release {release.id} has no {indicator!r} by {sorted(unknown)}")
    try:
        held = marginals.read(release, indicator, measure, asked.level)
        held, marginal = _as_marginal(release, held, asked)
    except NotAdditive as refused:
        return FeasibilityInterval(None, None, why=str(refused))
    limits = answer(held, marginal)
    if limits is None:
        return FeasibilityInterval(None, None, why="the published figures allow no answer in time")
    low, high = limits
    return FeasibilityInterval(low, high, exact=low == high)


def _as_marginal(release: Publication, held: Marginals, asked: Asked) -> tuple[Marginals, Marginal]:
    """The question as a marginal, and the marginals with every code in it told apart.

    Raises NotAdditive where it adds codes that the release itself never adds.
    """
    wanted = dict(asked.splits)
    sides = list(held.sides)
    chosen: list[frozenset[str]] = []
    if asked.level == "county":
        codes = [sides[0]]
    else:
        split = len(sides[0]) > 1 or COUNTY not in sides[0]
        sides[0] = sides[0] if split else frozenset({*asked.areas, _OTHERS})
        codes = [marginals.area_side(release, asked.level, area, sides[0]) for area in asked.areas]
    chosen.append(frozenset().union(*codes) & sides[0])
    for at, name in enumerate(release.dimensions, start=1):
        given = frozenset(wanted.get(name, (ALL,)))
        if sides[at] == {ALL} and ALL not in given:
            sides[at] = given | {_OTHERS}
        chosen.append(sides[at] if ALL in given else given & sides[at])
    alone = [at for at, total in enumerate(held.totalled) if not total and len(sides[at]) > 1]
    if any(len(chosen[at]) != 1 for at in alone):
        raise NotAdditive("these parts overlap or are never added up in this release")
    if not all(chosen):
        raise NotAdditive("this release has no such part")
    programme = _told_apart(held, tuple(sides), tuple((at, chosen[at]) for at in alone))
    months = frozenset().union(*(marginals.months_of(time, held.months) for time in asked.times))
    if not months <= programme.months:
        programme = replace(programme, months=programme.months | months)
    return programme, Marginal(months, tuple(chosen), 0.0, None)


@shared(size=64)
def _told_apart(held: Marginals, sides: tuple[Codes, ...], alone: tuple[tuple[int, Codes], ...]) -> Marginals:
    """The marginals with these codes on each side; of a side that stands ``alone``, only one code."""
    confined = dict(alone)
    known = (_spread(marginal, held.sides, sides) for marginal in held.known)
    return replace(
        held,
        known=tuple(marginal for marginal in known if all(marginal.sides[at] == only for at, only in alone)),
        sides=tuple(confined.get(at, codes) for at, codes in enumerate(sides)),
    )


def _spread(marginal: Marginal, before: tuple[Codes, ...], after: tuple[Codes, ...]) -> Marginal:
    """A marginal over all of a side stays over all of it when the side gets codes to tell apart."""
    if before == after:
        return marginal
    sides = zip(marginal.sides, before, after, strict=True)
    return replace(marginal, sides=tuple(new if own == old else own for own, old, new in sides))
