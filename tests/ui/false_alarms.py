"""How often a first page brings a figure forward where nothing has changed, and whether it finds what has.

    python -m tests.ui.false_alarms [RELEASES] [SEED]

Draws the series of a dozen tiles as they would be in releases in which nothing ever changes, and hands
them to the code that judges the Overview. Then the newest period of one figure is shifted, and the whole
last year of the small one, which is judged as each of its quarters comes. Beside what is found stands the
most that any test could find (``most``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy import stats  # type: ignore[import-untyped]

from dashboard.display.analysis import verdicts
from dashboard.display.analysis.published_series import Point, PublishedSeries
from dashboard.display.ui.overview import attention
from dashboard.methods import mean_interval, wilson, wording
from dashboard.publication import Indicator, Status
from tests.charts.samples import indicator

Draw = np.random.Generator
#: Sizes of incidents and how often each: one in five brings several people, one in a hundred a dozen.
SIZES, OFTEN = np.array([1, 2, 3, 12]), np.array([0.80, 0.14, 0.05, 0.01])


@dataclass(frozen=True)
class World:
    """A way in which figures vary: ``dispersion`` of counts and shares over chance, people who come with
    ``incidents``, and a ``season`` as a share of the level."""

    name: str
    dispersion: float = 1.0
    incidents: bool = False
    season: float = 0.0

    def counts(self, draw: Draw, means: np.ndarray) -> np.ndarray:
        """A count for each of ``means``."""
        if self.incidents:
            a_size = float((SIZES * OFTEN).sum())
            incidents = draw.poisson(means / a_size)
            return np.array([draw.choice(SIZES, many, p=OFTEN).sum() for many in incidents], dtype=float)
        if self.dispersion <= 1:
            return draw.poisson(means).astype(float)
        return draw.negative_binomial(means / (self.dispersion - 1), 1 / self.dispersion).astype(float)

    def share(self, draw: Draw, share: float, of: int) -> float:
        """How many of ``of``."""
        if self.dispersion <= 1:
            return float(draw.binomial(of, share))
        # Beta-binomial: its variance is that of a binomial times 1 + (of - 1) x rho.
        rho = (self.dispersion - 1) / (of - 1)
        a = share * (1 / rho - 1)
        return float(draw.binomial(of, draw.beta(a, (1 - share) * (1 / rho - 1))))


WORLDS = (
    World("dispersion 1"),
    World("dispersion 1.5", 1.5),
    World("dispersion 2", 2.0),
    World("dispersion 3", 3.0),
    World("incidents of several people", incidents=True),
    World("a season of 30 %", 1.5, season=0.3),
)


def _told(name: str, kind: str, policy: str, direction: str) -> Indicator:
    unit = {"share": "% of people", "mean": "points"}.get(kind, "people")
    return indicator(name, kind=kind, policy=policy, direction=direction, unit=unit)


REFERRALS = _told("referrals", "count", "referrals", "neutral")
TRAINING = _told("training", "count", "training", "up")
MIX = _told("mix", "share", "referrals", "neutral")
ANSWERS = _told("answers", "mean", "evaluation", "up")
ATTENDANCE = _told("attendance", "share", "training", "up")
QUARTERS = tuple(wording.between("2019-Q2", "2026-Q3"))
YEARS = tuple(str(year) for year in range(2019, 2026))


def release(world: World, draw: Draw) -> list[PublishedSeries]:
    """The lines of a dozen tiles in which nothing changes."""
    planned = World("planned", 2.0)
    return [
        _counts(world, draw, REFERRALS, QUARTERS, 25),
        _counts(world, draw, REFERRALS, QUARTERS, 250),
        _counts(world, draw, REFERRALS, YEARS, 60),
        _counts(world, draw, REFERRALS, YEARS, 160),
        _shares(world, draw, MIX, 0.45, 120),
        _shares(world, draw, MIX, 0.5, 300),
        _means(draw, ANSWERS, 1.2, 300),
        _counts(planned, draw, TRAINING, QUARTERS, 90),
        _counts(planned, draw, TRAINING, QUARTERS, 130),
        _counts(planned, draw, TRAINING, YEARS, 400),
        _shares(planned, draw, ATTENDANCE, 0.3, 500),
        _shares(planned, draw, ATTENDANCE, 0.9, 500),
    ]


def _counts(
    world: World, draw: Draw, about: Indicator, times: tuple[str, ...], mean: float
) -> PublishedSeries:
    season = world.season if "Q" in times[0] else 0.0
    means = mean * (1 + season * np.sin(np.pi / 2 * np.arange(len(times))))
    values = world.counts(draw, means)
    points = tuple(
        Point(time, time, float(v), Status.PUBLISHED) for time, v in zip(times, values, strict=True)
    )
    return PublishedSeries(about, "count", "time", about.title, points)


def _shares(world: World, draw: Draw, about: Indicator, share: float, of: int) -> PublishedSeries:
    points = tuple(share_point(time, world.share(draw, share, of), of) for time in YEARS)
    return PublishedSeries(about, "percent", "time", about.title, points)


def share_point(time: str, part: float, of: int) -> Point:
    """A published share with its interval."""
    low, high = (100 * float(limit) for limit in wilson(part, of))
    return Point(time, time, 100 * part / of, Status.PUBLISHED, low, high, part, of)


def _means(draw: Draw, about: Indicator, mean: float, answers: int) -> PublishedSeries:
    points = []
    for time in YEARS:
        given = draw.normal(mean, 1.0, answers)
        low, high = (float(limit) for limit in mean_interval(given.mean(), given.std(ddof=1), answers))
        points.append(Point(time, time, float(given.mean()), Status.PUBLISHED, low, high, None, answers))
    return PublishedSeries(about, "mean", "time", about.title, tuple(points))


def any_way(lines: list[PublishedSeries]) -> tuple[int, ...]:
    """The places of the lines that stand out as news, in whichever direction."""
    judged = [verdicts.of(line) for line in lines]
    return tuple(
        at
        for at, (verdict, news) in enumerate(zip(judged, attention.stand(judged), strict=True))
        if news and attention.moved(verdict)[0]
    )


def sentences(lines: list[PublishedSeries]) -> tuple[int, int]:
    """How many figures are told to differ from a year earlier by more than chance, and how many judged."""
    told = [verdicts.of(line).earlier.differs for line in lines]
    return told.count(True), len(told) - told.count(None)


def shifted(lines: list[PublishedSeries], at: int, change: Callable[[Point], Point]) -> list[PublishedSeries]:
    """``lines`` with the newest point of one changed."""
    line = lines[at]
    return [*lines[:at], replace(line, points=(*line.points[:-1], change(line.points[-1]))), *lines[at + 1 :]]


def half_more(point: Point) -> Point:
    """A count that is half more."""
    return replace(point, value=float(round((point.value or 0.0) * 1.5)))


def ten_points_more(point: Point) -> Point:
    """A share that is ten points more."""
    of = int(point.denominator or 0)
    return share_point(point.code, min((point.numerator or 0.0) + of / 10, of), of)


def lasting(line: PublishedSeries, change: Callable[[Point], Point]) -> bool:
    """Whether any quarter of the last year lies outside what was expected, judged as each of them comes,
    where ``change`` came at the beginning of that year and stays."""
    begun = len(line.points) - 4
    changed = (*line.points[:begun], *map(change, line.points[begun:]))
    so_far = (replace(line, points=changed[:until]) for until in range(begun + 1, len(changed) + 1))
    return any(attention.moved(verdicts.of(each))[0] > 0 for each in so_far)


def unchanged(point: Point) -> Point:
    """A figure as it is."""
    return point


#: What is shifted: its place among the lines, its words, and the shift.
SHIFTS: Mapping[str, tuple[int, Callable[[Point], Point]]] = {
    "count of 25 a quarter, half more": (0, half_more),
    "count of 250 a quarter, half more": (1, half_more),
    "count of 160 a year, half more": (3, half_more),
    "share of 300 a year, 10 points more": (5, ten_points_more),
}
#: What stays for a year: the count of 25 a quarter as it is, and half more of it.
LASTING = {"as it is": unchanged, "half more": half_more}


def measured(
    world: World,
    releases: int,
    seed: int,
    shifts: Mapping[str, tuple[int, Callable[[Point], Point]]] = SHIFTS,
    lasts: Mapping[str, Callable[[Point], Point]] = LASTING,
) -> Iterator[tuple[str, float]]:
    """What is measured in ``world``, each with its share of releases (of sentences, of figures)."""
    draw = np.random.default_rng(seed)
    alarms, told, judged = 0, 0, 0
    hits = dict.fromkeys(shifts, 0)
    stands = dict.fromkeys(shifts, 0)
    years = dict.fromkeys(lasts, 0)
    for _ in range(releases):
        lines = release(world, draw)
        alarms += bool(any_way(lines))
        told, judged = (sum(pair) for pair in zip((told, judged), sentences(lines), strict=True))
        for name, (at, change) in shifts.items():
            changed = shifted(lines, at, change)
            stands[name] += at in any_way(changed)
            hits[name] += attention.moved(verdicts.of(changed[at]))[0] > 0
        for name, change in lasts.items():
            years[name] += lasting(lines[0], change)
    yield "releases that bring any figure forward", alarms / releases
    yield "sentences of a year earlier that say more than chance", told / judged
    for name in shifts:
        yield f"{name}: outside what was expected", hits[name] / releases
        yield f"{name}: brought forward", stands[name] / releases
    for name in lasts:
        yield f"count of 25 a quarter, {name} for a year: outside in any quarter", years[name] / releases


def most(world: World) -> Iterator[tuple[str, float]]:
    """The most that any test could find of each shift with one false alarm in 20, half of them on either
    side: one that knew the level of the figure and how much it varies, which no series tells.

    Nothing for worlds whose figures follow no named distribution.
    """
    if world.incidents:
        return
    for name, mean in (("25 a quarter", 25), ("250 a quarter", 250), ("160 a year", 160)):
        yield f"count of {name}, half more: the most to be found", _most_of_count(world, mean)
    of, share, more = 300, 0.5, 30
    if world.dispersion <= 1:
        drawn = stats.binom(of, share)
    else:
        rho = (world.dispersion - 1) / (of - 1)
        drawn = stats.betabinom(of, share * (1 / rho - 1), (1 - share) * (1 / rho - 1))
    found = float(drawn.sf(drawn.ppf(0.975) - more))
    yield "share of 300 a year, 10 points more: the most to be found", found


def _most_of_count(world: World, mean: float) -> float:
    """A count that is half more lies above the upper 2.5 % of what was drawn."""
    spread = world.dispersion - 1
    drawn = stats.poisson(mean) if spread <= 0 else stats.nbinom(mean / spread, 1 / world.dispersion)
    return float(drawn.sf(np.floor(drawn.ppf(0.975) / 1.5)))


def main(releases: int, seed: int) -> None:
    for world in WORLDS:
        print(world.name)
        for what, share in [*measured(world, releases, seed), *most(world)]:
            print(f"  {share:6.1%}  {what}", flush=True)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*[*given, *(1000, 1)[len(given) :]])
