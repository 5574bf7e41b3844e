"""How long a range takes to work out: python -m tests.feasibility.benchmark DIR [QUESTIONS].

DIR is an installation with a release, for instance the demonstration; it is only read. Asked are
combinations that a reader of its pages could ask for: several areas, codes or periods together, and
cells that are hidden. Seconds are of the processor, so that a busy machine does not count. *Cold* is
the first question about an indicator, for which its cells are read and its programmes made; *warm* is
every other. Nothing is tested here.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.display.feasibility import Asked, interval_of
from dashboard.publication import ALL, Publication, Status
from dashboard.publication.current_release import now
from dashboard.reference import COUNTY
from dashboard.settings import installation

MEASURES = ("count", "numerator")
#: Indicator, measure and what is asked of it.
Question = tuple[str, str, Asked]


def closed(release: Publication) -> pd.DataFrame:
    """Every count of the closed indicators in the county's geographies."""
    cells = release.frame("SELECT * FROM cells WHERE geography_level IN ('county', 'district', 'unitary')")
    names = [name for name, about in release.indicators.items() if about.policy == "referrals"]
    return cells[cells["indicator"].isin(names) & cells["measure"].isin(MEASURES)]


def hidden(release: Publication, cells: pd.DataFrame, dice: np.random.Generator) -> Question:
    """A hidden cell."""
    rows = cells[cells["status"] == Status.CONFIDENTIAL]
    row = rows.iloc[dice.integers(len(rows))]
    splits = tuple((name, (str(row[name]),)) for name in release.dimensions if row[name] != ALL)
    asked = Asked((row["time"],), (row["area"],), row["geography_level"], splits)
    return str(row["indicator"]), str(row["measure"]), asked


def combined(release: Publication, cells: pd.DataFrame, dice: np.random.Generator) -> Question:
    """Some periods, some districts or the county, and some codes of some splits, as a page offers them."""
    indicators = cells[["indicator", "measure"]].drop_duplicates()
    indicator, measure = map(str, indicators.iloc[dice.integers(len(indicators))])
    mine = cells[(cells["indicator"] == indicator) & (cells["measure"] == measure)]
    times = _some(mine.loc[mine["time_level"].isin(["year", "quarter"]), "time"], dice)
    areas = _some(mine.loc[mine["geography_level"] == "district", "area"], dice)
    if dice.random() < 0.5 or not areas:
        areas = ()
    splits = []
    for name in release.dimensions:
        codes = _some(mine.loc[mine[name] != ALL, name], dice)
        if codes and (name == "route" or dice.random() < 0.5):
            splits.append((name, codes[:1] if name == "route" else codes))
    level = "district" if areas else "county"
    return indicator, measure, Asked(times, areas or (COUNTY,), level, tuple(splits))


def _some(codes: pd.Series[str], dice: np.random.Generator) -> tuple[str, ...]:
    every = np.sort(codes.unique())
    many = min(int(dice.integers(1, 4)), len(every))
    return tuple(sorted(map(str, dice.choice(every, many, replace=False)))) if many else ()


def questions(release: Publication, many: int, seed: int = 3) -> Iterator[Question]:
    """Different questions, hidden cells and combinations in turn."""
    dice = np.random.default_rng(seed)
    cells = closed(release)
    seen: set[Question] = set()
    while len(seen) < many:
        question = (combined if len(seen) % 3 else hidden)(release, cells, dice)
        if question not in seen:
            seen.add(question)
            yield question


def told(name: str, seconds: list[float]) -> str:
    """One line: how many, and the spread of their milliseconds."""
    if not seconds:
        return f"{name}: none"
    middle, most, top = np.percentile(seconds, [50, 95, 100]) * 1000
    spread = f"median {middle:.0f} ms, 95 of 100 within {most:.0f} ms, all within {top:.0f} ms"
    return f"{name}: {len(seconds)} questions, {spread}"


def main(data: Path, many: int = 300) -> None:
    """Ask, and print how long the answers took."""
    release = now(installation(str(data))).release
    met: set[tuple[str, str]] = set()
    cold: list[float] = []
    warm: list[float] = []
    refused = 0
    for indicator, measure, asked in questions(release, many):
        busy = time.process_time()
        found = interval_of(release, indicator, asked, measure)
        spent = time.process_time() - busy
        (warm if (indicator, asked.level) in met else cold).append(spent)
        met.add((indicator, asked.level))
        refused += found.low is None
    print(told("cold", cold))
    print(told("warm", warm))
    print(f"{refused} without an answer")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
