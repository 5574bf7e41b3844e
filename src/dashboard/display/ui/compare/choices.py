"""What may be chosen on the Compare page, all of it in the address: only published views are offered."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.display.analysis import published_series
from dashboard.display.exports.table import HEADINGS
from dashboard.display.ui.choices import pick
from dashboard.display.ui.compare import views
from dashboard.display.ui.compare.views import Codes, View
from dashboard.display.ui.html import notice
from dashboard.methods import wording
from dashboard.publication import ALL, Publication

#: The page opens on the first of these that a release holds: rates compare areas of different size.
FIRST = ("reach_rate", "coverage", "people_trained")
#: The two towns of the training week of 2019 stand beside each other at first.
_FIRST_AREAS = ("E07000150", "E07000154")


def choose(release: Publication) -> View | None:
    """The choices, drawn; None where the release has nothing that could be compared."""
    titles = views.figures(release)
    if not titles:
        notice("This release holds no figure for two areas or two periods.")
        return None
    with st.container(horizontal=True, key="nd-compare-choices", vertical_alignment="bottom"):
        first = next(name for name in (*FIRST, *titles) if name in titles)
        indicator = pick("Figure", "figure", titles, first)
        kinds = views.kinds(release, indicator)
        _say_dropped("compare", kinds, views.AREAS | views.PERIODS, titles[indicator])
        kind = pick("Compare", "compare", kinds, next(iter(kinds)))
        split, codes = _split(release, indicator, kind)
        if kind in views.AREAS:
            fixed, options = _period_then_areas(release, indicator, kind, split, codes)
        else:
            fixed, options = _area_then_periods(release, indicator, kind, split, codes)
        what = "area" if kind in views.AREAS else "period"
        left_code, other = _first_two(release, indicator, kind, options)
        left = pick(f"First {what}", "one", options, left_code)
        right = pick(f"Second {what}", "other", options, other if left != other else left_code)
        st.button("Swap the two", key="swap", on_click=put, args=(right, left), width="content")
    return View(indicator, kind, codes, fixed, left, right)


def put(left_code: str, other: str, **more: str) -> None:
    """Set both sides, and other choices by their key in the address; for use as a callback."""
    for key, code in ({"one": left_code, "other": other} | more).items():
        st.session_state[key] = code


def _split(release: Publication, indicator: str, kind: str) -> tuple[views.Split, Codes]:
    """The part of the figure: a published split, and one code of each of its dimensions."""
    offered = views.splits(release, indicator, kind)
    name = next(iter(offered))
    if len(offered) > 1:
        labels = {name: views.split_label(split) for name, split in offered.items()}
        name = pick("Part", "part", labels, name)
    codes: Codes = ()
    for dimension in offered[name]:
        listed = views.codes(release, indicator, kind, offered[name], codes, dimension)
        label = HEADINGS.get(dimension, dimension.replace("_", " ").capitalize())
        codes += ((dimension, pick(label, f"part_{dimension}", listed, next(iter(listed)))),)
    return offered[name], codes


def _period_then_areas(
    release: Publication, indicator: str, kind: str, split: views.Split, codes: Codes
) -> tuple[str, dict[str, str]]:
    options = _named(release, indicator, views.times(release, indicator, kind, split, codes))
    time = pick("Period", "period", options, _last_full(release, indicator, list(options)))
    return time, views.areas(release, indicator, kind, split, codes, time)


def _area_then_periods(
    release: Publication, indicator: str, kind: str, split: views.Split, codes: Codes
) -> tuple[str, dict[str, str]]:
    there = views.areas(release, indicator, kind, split, codes)
    area = next(iter(there))
    if len(there) > 1:
        area = pick("Area", "area", there, area)
    return area, _named(release, indicator, views.times(release, indicator, kind, split, codes, area))


def _named(release: Publication, indicator: str, times: list[str]) -> dict[str, str]:
    """Periods in words; those that the data covers in part say so."""
    first, last = published_series.extent(release, release.indicators[indicator])
    names = {time: wording.period(time, first, last) for time in times}
    if ALL in names:
        names[ALL] = f"All periods ({names[ALL]})" if last else "All periods"
    return names


def _last_full(release: Publication, indicator: str, times: list[str]) -> str:
    """The newest period that the data covers in full, of the first length offered."""
    first, last = published_series.extent(release, release.indicators[indicator])
    return wording.in_full(times, first, last)[0]


def _first_two(
    release: Publication, indicator: str, kind: str, options: Mapping[str, str]
) -> tuple[str, str]:
    """What stands beside each other at first: the two towns, or the last full period and a year earlier."""
    listed = list(options)
    if kind in views.AREAS:
        ordered = [*(code for code in _FIRST_AREAS if code in options), *listed]
        first = ordered[0]
    else:
        first = _last_full(release, indicator, listed)
        ordered = [wording.year_before(first), *listed[listed.index(first) + 1 :], *listed]
    return first, next((code for code in ordered if code in options and code != first), first)


def _say_dropped(key: str, options: Mapping[str, str], every: Mapping[str, str], title: str) -> None:
    """Say so where what was chosen for another figure is not published for this one."""
    kept = str(st.session_state.get(key))
    if kept in every and kept not in options:
        asked, shown = wording.lower_first(every[kept]), wording.lower_first(next(iter(options.values())))
        notice(f"{title} is not published for {asked}; the nearest published view is {shown}.")
