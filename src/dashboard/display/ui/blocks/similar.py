"""The rate of our force beside forces that are like it, and why these."""

from __future__ import annotations

from dataclasses import replace

from dashboard.display import charts, narrative
from dashboard.display.analysis import published_series
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.ui.blocks import exhibit
from dashboard.methods import wording
from dashboard.publication import Publication
from dashboard.publication.memo import per_release

INDICATOR = "police_referral_rate"
#: So many forces stand beside ours where no list says which are like it.
OTHERS = 7


def show(release: Publication, force: str, name: str) -> None:
    """The rates of the last year that is whole; what is missing where there are none."""
    figure = _figure(release, force, name) if INDICATOR in release.indicators else None
    if figure is None:
        exhibit.absent(
            INDICATOR,
            "Rates of forces come with the ONS files of populations and of police areas, beside four "
            "quarters of the Home Office's tables.",
        )
    else:
        exhibit.show(figure)


@per_release(size=8)
def _figure(release: Publication, force: str, name: str) -> exhibit.Exhibit | None:
    years = published_series.periods(release, INDICATOR, "year", geography_level="force")
    if not years:
        return None
    whole = published_series.read(
        release, INDICATOR, "area", time_level="year", time=years[-1], geography_level="force"
    )
    ours = next((point for point in whole.shown if point.code == force), None)
    if ours is None:
        return None
    codes, why = like(release, whole, ours)
    points = tuple(point for point in whole.shown if point.code in {force, *codes})
    beside = replace(whole, points=points)
    higher = sum((point.value or 0) > (ours.value or 0) for point in points)
    sentence = (
        f"{name} referred {wording.measured(ours.value or 0, whole.measure)} people per 100,000 residents in "
        f"{whole.period}; {higher} of {len(points) - 1} similar forces had a higher rate."
    )
    every = f"The table and the file of figures have all {len(whole.shown)} forces with residents."
    stands = narrative.rate_beside(whole, force)
    note = " ".join(text for text in (stands, why, every) if text)
    picture = charts.bars(beside, [force])
    return exhibit.make(release, f"{INDICATOR}-similar", sentence, picture, (whole,), note)


def like(release: Publication, whole: PublishedSeries, ours: Point) -> tuple[tuple[str, ...], str]:
    """The codes of forces like ours, and in words why these: as listed, else the nearest in residents."""
    listed = release.table("similar_forces")
    mine = listed[listed["force"] == ours.code]
    if len(mine):
        reasons = "; ".join(dict.fromkeys(f"{row.why} ({row.source})" for row in mine.itertuples()))
        return tuple(mine["other"]), f"Similar forces, as listed: {reasons}."
    others = [point for point in whole.shown if point.code != ours.code]
    others.sort(key=lambda point: abs((point.denominator or 0.0) - (ours.denominator or 0.0)))
    chosen = others[:OTHERS]
    sizes = [point.denominator or 0.0 for point in chosen]
    between = f"{wording.number(min(sizes))} to {wording.number(max(sizes))}" if sizes else "none"
    return tuple(point.code for point in chosen), (
        f"Similar forces: the {len(chosen)} whose areas have the nearest numbers of residents ({between}; "
        f"ours {wording.number(ours.denominator or 0.0)}). Nothing else about them was compared."
    )
