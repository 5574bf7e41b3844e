"""Made-up families of linked tables of a county's size, for tests and benchmarks.

1,500 referrals over 48 months, 8 areas in 2 unitaries, 5 types and 2 ages, drawn with a fixed seed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from dashboard.disclosure.instance import Instance, Record, build

MONTHS, AREAS, TYPES, AGES = 48, 8, 5, 2
AREA_SHARES = (0.24, 0.22, 0.14, 0.12, 0.10, 0.08, 0.06, 0.04)
TYPE_SHARES = (0.42, 0.24, 0.16, 0.11, 0.07)
AGE_SHARES = (0.55, 0.45)

Window = tuple[str, range]
Breakdown = tuple[bool, bool, bool]

TOTAL: Breakdown = (False, False, False)
AREA, TYPE, AGE = (True, False, False), (False, True, False), (False, False, True)
AREA_TYPE, AREA_AGE, TYPE_AGE = (True, True, False), (True, False, True), (False, True, True)


def base_cell(month: int, area: int, kind: int, age: int) -> str:
    return f"m{month:02d}.a{area}.t{kind}.g{age}"


def records(seed: int, referrals: int = 1500) -> list[Record]:
    """One record a base cell of the full cross; referrals fall by the shares, more in later months."""
    rng = np.random.default_rng(seed)
    trend = np.linspace(0.7, 1.3, MONTHS)
    shares = np.einsum("m,a,t,g->matg", trend / trend.sum(), AREA_SHARES, TYPE_SHARES, AGE_SHARES)
    shares *= rng.gamma(2.0, 0.5, (1, AREAS, TYPES, AGES))
    counts = rng.multinomial(referrals, shares.ravel() / shares.sum()).reshape(shares.shape)
    return [Record(base_cell(*at), int(count)) for at, count in np.ndenumerate(counts)]


def months() -> list[Window]:
    return [(f"month{m:02d}", range(m, m + 1)) for m in range(MONTHS)]


def quarters() -> list[Window]:
    return [(f"quarter{q:02d}", range(3 * q, 3 * q + 3)) for q in range(MONTHS // 3)]


def years() -> list[Window]:
    """Calendar years: the 48 months begin in April, so the first has 9 months and the last 3."""
    return [(f"year{y}", range(max(0, 12 * y - 3), min(MONTHS, 12 * y + 9))) for y in range(5)]


def financial_years() -> list[Window]:
    return [(f"fy{y}", range(12 * y, 12 * y + 12)) for y in range(4)]


def rolling() -> list[Window]:
    return [(f"rolling{m:02d}", range(m - 11, m + 1)) for m in range(11, MONTHS)]


def ever() -> list[Window]:
    return [("ever", range(MONTHS))]


def table(windows: list[Window], *breakdowns: Breakdown) -> Iterator[tuple[str, list[str]]]:
    """Name and base cells of each cell; areas stand at both levels, district and unitary."""
    districts = [(f"area{a}", [a]) for a in range(AREAS)]
    unitaries = [(f"unitary{u}", list(range(4 * u, 4 * u + 4))) for u in range(AREAS // 4)]
    everywhere = [("county", list(range(AREAS)))]
    for (time, span), (by_area, by_type, by_age) in itertools.product(windows, breakdowns):
        places = districts + unitaries if by_area else everywhere
        kinds = [(f"type{t}", [t]) for t in range(TYPES)] if by_type else [("types", list(range(TYPES)))]
        ages = [(f"age{g}", [g]) for g in range(AGES)] if by_age else [("ages", list(range(AGES)))]
        for (place, a), (kind, t), (age, g) in itertools.product(places, kinds, ages):
            members = itertools.product(span, a, t, g)
            yield f"{time}|{place}|{kind}|{age}", [base_cell(*each) for each in members]


def family_a() -> dict[str, list[str]]:
    """Months for the county; quarters with one dimension more; years for area by type."""
    return dict(
        itertools.chain(
            table(months(), TOTAL),
            table(rolling(), TOTAL),
            table(quarters(), TOTAL, AREA, TYPE, AGE),
            table(financial_years(), TOTAL, AREA, TYPE, AGE, AREA_TYPE, AREA_AGE, TYPE_AGE),
            table(years(), TOTAL, AREA, TYPE, AGE, AREA_TYPE),
            table(ever(), TOTAL, AREA, TYPE, AGE, AREA_TYPE, AREA_AGE, TYPE_AGE),
        )
    )


def family_b() -> dict[str, list[str]]:
    """Finer: quarters by age together with area and with type, years by area and type."""
    return dict(
        itertools.chain(
            table(months(), TOTAL),
            table(quarters(), TOTAL, AREA, TYPE, AGE, AREA_AGE, TYPE_AGE),
            table(financial_years(), TOTAL, AREA),
            table(years(), TOTAL, AREA, TYPE, AGE, AREA_TYPE),
            table(ever(), TOTAL, AREA, TYPE, AGE, AREA_TYPE, AREA_AGE, TYPE_AGE),
        )
    )


def family_d() -> dict[str, list[str]]:
    """More windows that overlap: months by age, both kinds of year by area with type and with age."""
    return dict(
        itertools.chain(
            table(months(), TOTAL, AGE),
            table(quarters(), TOTAL, AREA, TYPE, AGE, TYPE_AGE),
            table(financial_years(), TOTAL, AREA, TYPE, AGE, AREA_TYPE, AREA_AGE, TYPE_AGE),
            table(years(), TOTAL, AREA, TYPE, AGE, AREA_TYPE, AREA_AGE),
            table(ever(), TOTAL, AREA, TYPE, AGE, AREA_TYPE, AREA_AGE, TYPE_AGE),
        )
    )


def full_cross() -> dict[str, list[str]]:
    """Every margin of everything: about 13,700 cells."""
    both = (False, True)
    every: list[Breakdown] = [(a, t, g) for a in both for t in both for g in both]
    return dict(table([*months(), *quarters(), *financial_years(), *ever()], *every))


#: Coarse windows and places first: what a reader asks for most.
USEFUL = ("ever", "fy", "year", "quarter", "month", "rolling")


def order(cells: dict[str, list[str]]) -> list[str]:
    """County totals first, then by window and fewer breakdowns."""

    def rank(name: str) -> tuple[int, int]:
        time, *rest = name.split("|")
        split = sum(part not in ("county", "types", "ages") for part in rest)
        return split, next(i for i, window in enumerate(USEFUL) if time.startswith(window))

    return sorted(cells, key=rank)


def instance(cells: dict[str, list[str]], seed: int = 7, ordered: bool = True) -> Instance:
    return build(records(seed), cells, order=order(cells) if ordered else ())
