"""A sentence that rests on a revised figure or a first count says so, with the mark that its table has."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.display import comparison, narrative
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.comparison import Comparison, Side
from dashboard.display.meeting import sentences
from dashboard.publication import Counting, Status
from tests.charts.samples import indicator, over_time, point, split

NRM = indicator("nrm_referrals", title="NRM referrals", unit="referrals", direction="neutral")
MIX = replace(NRM, mix=True)
QUARTERS = [f"{year}-Q{number}" for year in range(2021, 2025) for number in (1, 2, 3, 4)]
#: What a sentence is written from, and the points that it rests on.
Told = tuple[str, Sequence[Point]]


def timed(values: Sequence[float], countings: Sequence[Counting | None]) -> PublishedSeries:
    line = over_time(dict(zip(QUARTERS, values, strict=False)), NRM)
    points = [replace(one, counting=as_) for one, as_ in zip(line.points, countings, strict=False)]
    return replace(line, points=tuple(points))


def parts(
    values: Sequence[float], countings: Sequence[Counting | None], mix: bool = False
) -> PublishedSeries:
    points = [
        replace(point(f"E0700015{at}", value, f"Place {at}", numerator=3.0, denominator=9.0), counting=as_)
        for at, (value, as_) in enumerate(zip(values, countings, strict=False))
    ]
    return split(points, MIX if mix else NRM, "area")


def change(line: PublishedSeries, places: PublishedSeries) -> Told:
    now = narrative.latest(line)
    then = narrative.before(line, now) if now else None
    return narrative.headline(line), [one for one in (now, then) if one]


def short_change(line: PublishedSeries, places: PublishedSeries) -> Told:
    return narrative.short_change(line), change(line, places)[1]


def compared(line: PublishedSeries, places: PublishedSeries) -> Told:
    two = places.points[:2]
    sides = [Side(name, one, replace(line, points=(one,))) for name, one in zip("AB", two, strict=True)]
    found = Comparison("NRM", "2023", *sides, "count", over_areas=True, counted_in_full=False)
    return comparison.headline(found), two


def several_lines(line: PublishedSeries, places: PublishedSeries) -> Told:
    two = [replace(line, name=name) for name in ("One", "Other")]
    return sentences.compared(two), line.points[-1:]


def part_of(line: PublishedSeries, places: PublishedSeries) -> Told:
    part, whole = places.points[:2]
    return narrative.part_of(part, whole, "Police", "all forces", "referrals", "2023"), (part, whole)


SENTENCES: dict[str, Callable[[PublishedSeries, PublishedSeries], Told]] = {
    "change": change,
    "short change": short_change,
    "control chart": lambda line, places: (narrative.signals(line), line.points),
    "step": lambda line, places: (narrative.step(line, ("2022-08-15", "Training week")), line.points),
    "parts": lambda line, places: (narrative.headline(places), places.points),
    "place among parts": lambda line, places: (narrative.headline(places, "E07000152"), places.points),
    "largest part": lambda line, places: (
        narrative.headline(replace(places, indicator=MIX)),
        places.points,
    ),
    "side by side": lambda line, places: (narrative.side_by_side(places, places), places.points),
    "association": lambda line, places: (narrative.association(places, places), places.points),
    "funnel": lambda line, places: (
        narrative.funnel(places, "E07000152", point("all", 40.0)),
        places.points,
    ),
    "stages": lambda line, places: (narrative.paired("Reports", places, places), places.points),
    "part of a whole": part_of,
    "two figures": compared,
    "lines in their last period": several_lines,
}
counting = st.sampled_from([None, None, Counting.RESTATED, Counting.FIRST])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    values=st.lists(st.integers(5, 60).map(float), min_size=16, max_size=16),
    countings=st.lists(counting, min_size=16, max_size=16),
)
@pytest.mark.parametrize("kind", SENTENCES)
def test_every_mark_that_a_sentence_rests_on_is_in_it_and_no_other(
    kind: str, values: list[float], countings: list[Counting | None]
) -> None:
    told, rests_on = SENTENCES[kind](timed(values, countings), parts(values[:7], countings))
    assert set(re.findall(r"\[[rf]\]", told)) == {one.mark for one in rests_on if one.mark}, told


def test_a_printed_figure_has_its_own_mark_and_no_other() -> None:
    line = timed([40.0, 20.0, 20.0, 20.0, 30.0], [Counting.FIRST, None, None, None, Counting.RESTATED])
    assert narrative.headline(line).startswith(
        "NRM referrals fell from 40 [f] in January to March 2021 to 30 [r] in January to March 2022"
    )
    places = parts([30.0, 20.0, 10.0], [Counting.RESTATED, Counting.FIRST, None])
    assert narrative.headline(places) == (
        "In 2025, NRM referrals ranged from 10 (Place 2) to 30 [r] (Place 0). "
        "It rests on figures as first counted [f] too."
    )
    assert narrative.headline(parts([30.0, 20.0], [None, None])).endswith("to 30 (Place 0).")


def test_a_hidden_figure_has_its_own_mark_alone() -> None:
    hidden = Point("2021-Q1", "2021-Q1", None, Status.CONFIDENTIAL, counting=Counting.FIRST)
    assert (hidden.mark, hidden.marked("count")) == ("", "[c]")
