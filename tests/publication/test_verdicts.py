"""The verdicts that a release keeps: from its cells alone, each of a series that it shows."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest

from dashboard.methods.judged import Unjudged, Verdict
from dashboard.methods.verdict import judge
from dashboard.publication import COUNTY, Publication
from dashboard.publication.events import events
from dashboard.publication.verdict_rows import KEY, columns, flat, shape, verdict_of
from dashboard.publication.verdicts import Source, Verdicts, judged, split_of, verdicts
from tests.methods.series import counts, shares


@pytest.fixture(scope="module")
def source(publication: Publication) -> Source:
    """What anybody who holds the release reads in it."""
    extent = publication.facts["first_month"], publication.facts["last_month"]
    return Source(
        publication.frame("SELECT * FROM cells"),
        publication.dimensions,
        publication.indicators,
        events(publication),
        publication.table("incomplete"),
        extent,
        publication.restated(),
    )


def test_the_verdicts_of_a_release_follow_from_what_it_publishes(
    publication: Publication, source: Source
) -> None:
    """So that they tell nothing more: whoever holds the cells works them out."""
    held = publication.table("verdicts")
    again = judged(source)[list(held.columns)]
    assert len(held) > 50
    plain = [frame.astype("object").where(frame.notna(), None) for frame in (held, again)]
    pd.testing.assert_frame_equal(*plain)


def test_what_lies_behind_a_hidden_figure_changes_no_verdict(source: Source) -> None:
    """Nor does the range that it is known to lie in."""
    cells = source.cells.copy()
    hidden = cells["status"] == "c"
    assert hidden.any()
    cells.loc[hidden, ["low", "high"]] = (0.0, 9999.0)
    altered = Source(
        cells, source.dimensions, source.indicators, source.events, source.incomplete, source.extent
    )
    pd.testing.assert_frame_equal(judged(altered), judged(source))


def test_a_year_that_is_not_over_stands_beside_the_same_months(source: Source) -> None:
    """As page, tile, file and trace read it; a hidden month takes it away."""
    key = ("attendances", "year", "county", COUNTY, "")
    assert verdict_in(source, key).so_far.period
    for status, reason in (("c", Unjudged.HIDDEN), ("x", Unjudged.NO_SAME_MONTHS)):
        cells = source.cells.copy()
        own = cells["indicator"].eq("attendances") & cells["time_level"].isin(["month", "quarter"])
        cells.loc[own, ["value", "status"]] = (math.nan, status)
        part = verdict_in(replace(source, cells=cells), key).so_far
        assert (part.reason, math.isnan(part.value)) == (reason, True)


def verdict_in(source: Source, key: tuple[str, ...]) -> Verdict:
    rows = judged(source).to_dict("records")
    return verdict_of(next(row for row in rows if tuple(row[name] for name in KEY) == key))


def test_each_series_has_one_verdict_on_the_last_figure_that_it_shows(publication: Publication) -> None:
    held = publication.table("verdicts")
    assert not held.duplicated(list(KEY)).any()
    key = ("people_trained", "year", "county", COUNTY, "")
    verdict = verdicts(publication)[key]
    years = publication.cells("people_trained", time_level="year", measure="count")
    assert verdict.period in set(years["time"])
    assert verdict.reason is Unjudged.IN_FULL


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict("", Unjudged.NO_FULL_PERIOD),
        judge(counts([10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 30])),
        judge(counts([81, 90, 98, 101, 117, 129], "2020")),
        judge(counts([5, None, 6, 7, 8], in_full=True)),
        judge(shares([150, 147, 153, 149, 151, 148, 210], 300)),
    ],
)
def test_a_row_gives_the_verdict_back(verdict: Verdict) -> None:
    row = flat(verdict)
    assert flat(verdict_of(row)) == row
    back = verdict_of({name: math.nan if value is None else value for name, value in row.items()})
    assert flat(back) == row
    assert (back.period, back.usual.place, back.earlier.differs, back.trend.way) == (
        verdict.period, verdict.usual.place, verdict.earlier.differs, verdict.trend.way,
    )  # fmt: skip
    assert set(row) == set(columns())


def test_the_shape_names_every_column_once() -> None:
    names = [part.split()[0] for part in shape().split(", ")]
    assert len(set(names)) == len(names)
    assert names == [*KEY, *columns()]
    assert split_of({"sector": "health", "route": "nrm", "age": "all"}) == "route=nrm|sector=health"


def test_a_verdict_in_words_of_a_later_version_is_none(publication: Publication) -> None:
    """A release that a later version made stays readable: pages then judge the figure themselves."""
    table = publication.table("verdicts")
    at = int(table["reason"].ne("").to_numpy().argmax())
    table.loc[at, "reason"] = "for a reason that nobody here knows"
    held = Verdicts(table)
    key = tuple(str(table.loc[at, name]) for name in KEY)
    assert held.get(key) is None
    assert sum(held.get(other) is not None for other in held) == len(held) - 1
