"""The nearest published view to what was asked: figures are shown only at the grains a release holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.display.analysis import published_series
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.methods import wording
from dashboard.publication import ALL, COUNTY, Publication
from dashboard.publication.memo import per_release

_UNITARY = "E06"
#: Names of dimensions and the code chosen in each; a tuple, so that it can be looked up again.
Splits = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Found:
    """The nearest published series (None where there is none) and what to say of it.

    ``time`` is its period, None for a line; ``instead`` holds the choices with which it would be
    what was asked for: the whole county, all sectors, the year it is of.
    """

    series: PublishedSeries | None
    note: str
    time: str | None = None
    instead: Splits = ()


def find(
    release: Publication,
    indicator: str,
    over: str,
    time_level: str,
    year: str,
    splits: Splits = (),
    fixed: Splits = (),
) -> tuple[PublishedSeries | None, str]:
    """The series asked for or the nearest there is, and what to say where it is not the one asked for.

    ``splits`` are narrowing choices (area, sector), given up from the first until figures are found;
    ``fixed`` ones (a route, a source) never are. ``year`` is a year, or ``all``, for series that do not
    run over time. None where the release has no figures of the indicator along ``over`` at all.
    """
    nearby = search(release, indicator, over, time_level, year, splits, fixed)
    return nearby.series, nearby.note


@per_release(size=1024)
def search(
    release: Publication,
    indicator: str,
    over: str,
    time_level: str,
    year: str,
    splits: Splits = (),
    fixed: Splits = (),
) -> Found:
    """As ``find``, with the period found and the choices that lead there."""
    if indicator not in release.indicators:
        return Found(None, f"This release does not hold the indicator {indicator.replace('_', ' ')}.")
    wanted = {name: code for name, code in splits if name != over}
    for kept in _fewer(wanted):
        keys = _keys(kept, over) | dict(fixed)
        for time in _times(release, indicator, over, time_level, year, keys):
            line = published_series.read(release, indicator, over, **_level(time_level, time), **keys)
            if line.points:
                note = _note(release, line, wanted, kept, year, time)
                # Where every figure is hidden, the nearest view is that of the whole.
                left = kept if line.shown else {}
                return Found(line, note, time, _instead(wanted, left, year, time))
    about, grains = release.indicators[indicator], _grains(release, indicator)
    if not grains:
        return Found(
            None, f"{about.title}: not shown, as no record of it has been taken in ({about.source})."
        )
    return Found(None, f"{about.title}: nothing is published for this. It is published by {grains}.")


def _instead(wanted: Mapping[str, str], kept: Mapping[str, str], year: str, time: str | None) -> Splits:
    """The choices that were given up, with what stands in their place."""
    whole = {"area": COUNTY, "sector": ALL}
    changed = [(name, whole[name]) for name in wanted if name not in kept and name in whole]
    if year and time is not None and time != year and time[:4] != year:
        changed.append(("year", time[:4]))
    return tuple(changed)


def _fewer(wanted: Mapping[str, str]) -> list[dict[str, str]]:
    """All choices kept, then one given up, first to last, then none kept."""
    each = [{name: code for name, code in wanted.items() if name != dropped} for dropped in wanted]
    fewer: list[dict[str, str]] = []
    for kept in [dict(wanted), *each, {}]:
        if kept not in fewer:
            fewer.append(kept)
    return fewer


def _times(
    release: Publication, indicator: str, over: str, time_level: str, year: str, given: Mapping[str, Any]
) -> list[str | None]:
    """The periods to try: none for a line; the chosen year, then the last period published."""
    if over == "time":
        return [None]
    keys = dict(given)
    if over != "area":
        keys[over] = ...
    if year == ALL and published_series.periods(release, indicator, ALL, **keys):
        return [ALL]
    there = published_series.periods(release, indicator, time_level, **keys)
    inside = [time for time in there if time[:4] == year]
    first, last = published_series.extent(release, release.indicators[indicator])
    return [*inside[-1:], *wording.in_full(there, first, last)[-1:]]


def _level(time_level: str, time: str | None) -> dict[str, Any]:
    return {"time_level": ALL if time == ALL else time_level, "time": time}


def _keys(kept: Mapping[str, str], over: str) -> dict[str, Any]:
    keys: dict[str, Any] = {name: code for name, code in kept.items() if name != "area"}
    area = kept.get("area")
    if area:
        keys |= {"area": area, "geography_level": "unitary" if area.startswith(_UNITARY) else "district"}
    elif over == "area":
        keys["geography_level"] = "district"
    return keys


def _note(
    release: Publication,
    line: PublishedSeries,
    wanted: Mapping[str, str],
    kept: Mapping[str, str],
    year: str,
    time: str | None,
) -> str:
    given_up = [name for name in wanted if name not in kept]
    parts = []
    if given_up:
        asked = wording.listed([release.label(name, wanted[name]) for name in given_up])
        whole = {"area": "the whole county", "sector": "all sectors"}
        shown = wording.listed([whole.get(name, f"all of {name}") for name in given_up])
        parts.append(f"These figures are not published for {asked} here; shown for {shown}.")
    if time is not None and time != year and time[:4] != year:
        asked = "all years together" if year == ALL else year
        parts.append(f"Not published for {asked}; shown for {line.period}.")
    return " ".join(parts)


def _grains(release: Publication, indicator: str) -> str:
    tables = release.table("tables")
    grains = tables.loc[tables["indicator"] == indicator, "grain"]
    names = [str(grain).split("=")[0].replace(" x ", " and ").replace("_", " ") for grain in grains]
    return wording.listed(list(dict.fromkeys(names)), "or")
