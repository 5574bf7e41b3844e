"""The verdict on the newest figure of each published series: worked out once, kept in the release.

From the cells of the release and its own words alone (which returns lack, where series break), all of which
anybody who holds the release can read: a verdict tells nothing that they do not. A release that was made
before verdicts were kept is judged by the same function.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from dashboard.methods import wording
from dashboard.methods.judged import Verdict
from dashboard.methods.part_years import so_far
from dashboard.methods.series import Period, Series
from dashboard.methods.verdict import judge
from dashboard.publication.events import Event, breaking
from dashboard.publication.indicator import Indicator
from dashboard.publication.memo import per_release
from dashboard.publication.release_file import Publication
from dashboard.publication.shape import MEASURES
from dashboard.publication.statuses import Counting
from dashboard.publication.verdict_rows import KEY, columns, flat, verdict_of
from dashboard.settings import ALL

#: The subjects whose every record is planned and counted: chance has no part in how many there are.
IN_FULL = ("training", "workforce")
#: The kinds whose figures of months add up to that of a year: each event lies in one month.
_ADDING = ("count", "sum")
_YEARS, _FINER = ("year", "financial_year"), ("month", "quarter")


def counted_in_full(about: Indicator) -> bool:
    """Whether chance says nothing of a figure: it is planned, and all of it is counted."""
    return about.policy in IN_FULL


@dataclass(frozen=True)
class Source:
    """What verdicts are worked out from: the tables of a release that they need.

    ``extent`` is the first and last month of our own data; ``incomplete`` has which months of which
    indicator lack a return, ``restated`` which cells were counted again.
    """

    cells: pd.DataFrame
    dimensions: tuple[str, ...]
    indicators: Mapping[str, Indicator]
    events: Sequence[Event]
    incomplete: pd.DataFrame
    extent: tuple[str, str]
    restated: pd.DataFrame = field(default_factory=pd.DataFrame)


def judged(source: Source) -> pd.DataFrame:
    """A row for each series with two periods or more: its key, and the verdict on its newest figure."""
    every = dict(series_of(source))
    rows = [
        dict(zip(KEY, key, strict=True)) | flat(_verdict(source, key, series, every))
        for key, series in every.items()
    ]
    return pd.DataFrame(rows, columns=[*KEY, *columns()])


def _verdict(
    source: Source, key: tuple[str, ...], series: Series, every: Mapping[tuple[str, ...], Series]
) -> Verdict:
    """That on the newest figure and, of years, on the year that is not over."""
    verdict, about = judge(series), source.indicators[key[0]]
    if key[1] not in _YEARS or not about.grows_with_period:
        return verdict
    counts = series.measure == "count"
    finer = [every[beside] for level in _FINER if (beside := (key[0], level, *key[2:])) in every and counts]
    part, twelve = so_far(series, finer, about.kind in _ADDING)
    return replace(verdict, so_far=part, twelve=twelve)


def split_of(splits: Mapping[str, str]) -> str:
    """The codes that a series is confined to, as a key: "route=nrm|sector=health"; empty for the whole."""
    return "|".join(f"{name}={code}" for name, code in sorted(splits.items()) if code != ALL)


class Verdicts(Mapping[tuple[str, ...], Verdict]):
    """The verdicts of a release by key, each built when it is asked for: a page needs a few of them."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._names = tuple(table.columns)
        keys = zip(*(table[name].astype(str) for name in KEY), strict=True)
        self._rows = dict(zip(keys, table.itertuples(index=False, name=None), strict=True))

    def __getitem__(self, key: tuple[str, ...]) -> Verdict:
        """Build it. KeyError too for one in words of a later version: its meaning is not known here."""
        row = self._rows[key]
        try:
            return verdict_of(dict(zip(self._names, row, strict=True)))
        except ValueError as unknown:
            raise KeyError(key) from unknown

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """The keys, in the order of the table."""
        return iter(self._rows)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._rows)


@per_release(size=1)
def verdicts(release: Publication) -> Verdicts:
    """Every verdict that the release keeps, by its key; none of a release that was made before."""
    return Verdicts(release.table("verdicts"))


def _splits(split: str) -> dict[str, str]:
    """The codes of a key by dimension."""
    pairs = (part.partition("=") for part in split.split("|") if part)
    return {name: code for name, _, code in pairs}


def _gaps(incomplete: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """The first and last month, by indicator, of what lacks a return."""
    gaps: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in incomplete.to_dict("records"):
        ends = [wording.span(str(row[end]))[0] for end in ("first_month", "last_month")]
        gaps[str(row["indicator"])].append((ends[0], ends[1]))
    return gaps


def series_of(source: Source) -> Iterator[tuple[tuple[str, ...], Series]]:
    """Each series with two periods or more, and its key."""
    gaps, marks = _gaps(source.incomplete), _countings(source)
    for key, rows in _grouped(source).items():
        about = source.indicators[key[0]]
        measure = MEASURES.get(about.kind, "count")
        held = {time: parts for time, parts in rows.items() if measure in parts}
        if len(held) < 2:
            continue
        ordered = sorted(held, key=wording.span)
        outside = about.policy == "comparators"
        extent = (about.first_period or "", about.last_period or "") if outside else source.extent
        periods = tuple(
            _period(
                time, held.get(time, {}), measure, extent, gaps.get(about.id, []), marks.get((*key, time), "")
            )
            for time in wording.between(ordered[0], ordered[-1])
        )
        days = tuple(sorted(event.starts for event in breaking(about, source.events, _splits(key[4]))))
        yield key, Series(periods, measure, days, counted_in_full(about))


Row = tuple[float | None, str, float | None, float | None]


def _grouped(source: Source) -> dict[tuple[str, ...], dict[str, dict[str, Row]]]:
    """Value, status and limits of each measure, by series and period."""
    cells = source.cells[source.cells["time_level"] != ALL]
    texts = [_texts(cells, name) for name in (*KEY[:4], "time", "measure", "status")]
    numbers = [
        [None if math.isnan(value) else value for value in cells[name].astype(float).tolist()]
        for name in ("value", "low", "high")
    ]
    codes = _codes(cells, source.dimensions)
    split_by_codes = {own: split_of(dict(zip(source.dimensions, own, strict=True))) for own in set(codes)}
    splits = [split_by_codes[own] for own in codes]
    series: dict[tuple[str, ...], dict[str, dict[str, Row]]] = defaultdict(dict)
    for indicator, level, place, area, time, measure, status, value, low, high, split in zip(
        *texts, *numbers, splits, strict=True
    ):
        key = (indicator, level, place, area, split)
        series[key].setdefault(time, {})[measure] = (value, status, low, high)
    return series


def _countings(source: Source) -> dict[tuple[str, ...], str]:
    """Which counting a cell that was counted again shows, by its series and period."""
    if source.restated.empty:
        return {}
    rows = source.restated.sort_values(["used", "number"], kind="stable").to_dict("records")
    marks = {True: Counting.RESTATED, False: Counting.FIRST}
    return {
        (*(str(row[name]) for name in KEY[:4]), split_of({n: str(row[n]) for n in source.dimensions}),
         str(row["time"])): str(marks[bool(row["used"])])
        for row in rows
        if row["measure"] == MEASURES.get(source.indicators[row["indicator"]].kind, "count")
    }  # fmt: skip


def _codes(cells: pd.DataFrame, dimensions: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not dimensions:
        return [()] * len(cells)
    return list(zip(*(_texts(cells, name) for name in dimensions), strict=True))


def _texts(cells: pd.DataFrame, name: str) -> list[str]:
    """A column as a list: pandas would ask each text apart whether it is missing."""
    texts: list[str] = cells[name].to_numpy(object).tolist()
    return texts


def _period(
    time: str,
    parts: Mapping[str, Row],
    measure: str,
    extent: tuple[str, str],
    gaps: Sequence[tuple[int, int]],
    counting: str,
) -> Period:
    first, last = wording.span(time)
    cut = wording.is_cut(time, *extent)
    lacks = any(begins <= last and ends >= first for begins, ends in gaps)
    if measure not in parts:
        return Period(time, None, cut=cut, lacks=lacks, counting=counting)
    value, status, low, high = parts[measure]
    shown = value is not None
    numerator, denominator = (parts.get(name, (None,))[0] for name in ("numerator", "denominator"))
    return Period(
        time,
        value,
        low if shown else None,
        high if shown else None,
        numerator,
        denominator,
        hidden=status == "c",
        cut=cut,
        lacks=lacks,
        counting=counting,
    )
