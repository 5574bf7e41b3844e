"""How often a figure lay in the range that the ones before it led to expect.

    python -m tests.methods.back_tests RELEASE.duckdb

Looks back over every series of a release that is judged against chance, and over the quarterly referrals of
each police force as the Home Office publishes them (``nrm_police_by_quarter.csv``).
"""

from __future__ import annotations

import csv
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dashboard.methods.expected import FEWEST, Past, back_test
from dashboard.methods.quasi import Kind
from dashboard.methods.series import Series
from dashboard.publication import Publication
from dashboard.publication.events import events
from dashboard.publication.shape import CELL_KEY, CELL_VALUE
from dashboard.publication.verdicts import Source, counted_in_full, series_of

#: Home Office, Modern slavery: National Referral Mechanism statistics, to quarter 4 of 2023 (OGL v3), as
#: packaged in humaniverse/asylum (MIT): referrals by police force as first responder.
FORCES = Path(__file__).with_name("nrm_police_by_quarter.csv")
#: A seasonal series is looked back on once it has a season to tell, any other from its eighth figure on.
FIRST = 8


@dataclass
class Coverage:
    """How many figures were looked at, how many of them lay in their range, and of how many series."""

    inside: int = 0
    looked: int = 0
    series: int = 0
    shares: list[float] = field(default_factory=list)

    def add(self, inside: Sequence[bool]) -> None:
        if inside:
            self.inside += sum(inside)
            self.looked += len(inside)
            self.series += 1
            self.shares.append(sum(inside) / len(inside))

    @property
    def share(self) -> float:
        return self.inside / self.looked if self.looked else math.nan

    def __str__(self) -> str:
        return f"{self.inside} of {self.looked} figures ({self.share:.1%}) of {self.series} series"


def forces() -> dict[str, list[int]]:
    """The referrals of each police force by quarter, April 2022 to December 2023."""
    with FORCES.open(encoding="utf-8", newline="") as file:
        return {row.pop("force"): [int(count) for count in row.values()] for row in csv.DictReader(file)}


def of_forces() -> Coverage:
    """Over the forces, from the fifth of their seven quarters on."""
    found = Coverage()
    for counts in forces().values():
        events = np.array(counts, dtype=float)
        past = Past(Kind.COUNT, events, np.ones(len(events)), np.arange(len(events), dtype=float), 4)
        found.add(back_test(past, FEWEST))
    return found


def of_release(release: Publication) -> Mapping[str, Coverage]:
    """Over every series of a release, by the length of its periods and its measure."""
    judged = [name for name, about in release.indicators.items() if not counted_in_full(about)]
    cells = release.frame(
        "SELECT * FROM cells WHERE time_level <> 'all' AND list_contains(?, indicator)", [judged]
    )
    source = Source(
        cells,
        tuple(name for name in cells.columns if name not in (*CELL_KEY, *CELL_VALUE)),
        release.indicators,
        events(release),
        release.table("incomplete"),
        (release.facts["first_month"], release.facts["last_month"]),
    )
    found: dict[str, Coverage] = defaultdict(Coverage)
    for (_, level, *_), series in series_of(source):
        for past in _pasts(series):
            found[f"{series.measure} by {level.replace('_', ' ')}"].add(back_test(past, _first(past)))
    return found


def _pasts(series: Series) -> Iterator[Past]:
    """The stretch of a series since its last break."""
    if series.newest is None:
        return
    past = series.before(series.newest + 1)
    if past is not None and len(past.events) > _first(past):
        yield past


def _first(past: Past) -> int:
    return max(FIRST, 3 * past.year) if past.year > 1 else FEWEST


def main(path: str) -> None:
    print(f"police forces by quarter: {of_forces()}")
    whole = Coverage()
    for name, coverage in sorted(of_release(Publication(Path(path))).items()):
        print(f"{name}: {coverage}")
        whole = Coverage(
            whole.inside + coverage.inside, whole.looked + coverage.looked, whole.series + coverage.series
        )
    print(f"all series of the release: {whole}")


if __name__ == "__main__":
    main(sys.argv[1])
