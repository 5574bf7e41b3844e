"""The one verdict on the newest figure of a series: whoever speaks of the figure asks here.

That of the release where the series is one that it publishes; the same function where a page has worked the
series out from published figures, or the release was made before verdicts were kept.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.methods import Z95
from dashboard.methods.dispersion import Dispersion, dispersion
from dashboard.methods.judged import Verdict
from dashboard.methods.series import Period, Series
from dashboard.methods.verdict import judge
from dashboard.publication import ALL
from dashboard.publication.memo import shared
from dashboard.publication.verdicts import counted_in_full


def of(series: PublishedSeries, breaks: Sequence[tuple[str, str]] = ()) -> Verdict:
    """The verdict on the newest figure of a series over time whose period the data covers in full.

    ``breaks`` (day, words) are where the series breaks, for one that the release does not keep a verdict on.
    """
    return kept(series) or _judged(series, tuple(sorted({day for day, _ in breaks})))


def kept(series: PublishedSeries) -> Verdict | None:
    """The verdict that the release keeps on the newest figure of ``series``, where it is of these points."""
    whole = [point.code for point in series.shown if not point.cut and point.code != ALL]
    newest = whole[-1] if whole else ""
    return series.kept if series.kept is not None and series.kept.period == newest else None


def widening(*verdicts: Verdict) -> float:
    """How many times wider than of chance alone an interval of 95 % is: by the larger of the dispersions.

    1 without verdicts: then nothing is known of any past.
    """
    if not verdicts:
        return 1.0
    known = [Dispersion(v.dispersion, v.freedom) for v in verdicts if math.isfinite(v.dispersion)]
    return max(math.sqrt(each.factor) * each.quantile() / Z95 for each in (known or [dispersion(None)]))


@shared(size=512)
def _judged(series: PublishedSeries, breaks: tuple[str, ...]) -> Verdict:
    periods = tuple(_period(point) for point in series.points if point.code != ALL)
    return judge(Series(periods, series.measure, breaks, counted_in_full(series.indicator)))


def _period(point: Point) -> Period:
    shown = point.value is not None
    return Period(
        point.code,
        point.value,
        point.low if shown else None,
        point.high if shown else None,
        point.numerator,
        point.denominator,
        hidden=point.hidden,
        cut=point.cut,
        lacks=bool(point.lacks),
    )
