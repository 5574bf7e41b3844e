"""A count that no table holds: what anybody could work out about it from what is published."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.display.analysis import published_series
from dashboard.display.exports.table import HEADINGS
from dashboard.display.feasibility import Asked, FeasibilityInterval, interval_of
from dashboard.display.ui.choices import WIDTH
from dashboard.display.ui.html import headline, paragraphs, put
from dashboard.files.templates import Template
from dashboard.methods import wording
from dashboard.publication import ALL, COUNTY, Publication

_PARTS = Template(__file__, "combination.html")
_LEAD = (
    "Choose several periods, places or parts: their count together, or all that can be said of it. The "
    "answer comes from published figures alone, so anybody could work it out."
)


def show(release: Publication, indicator: str, key: str, name: str, **fixed: str) -> None:
    """Choices of periods, areas and codes, and the count of them together or the interval it lies in."""
    put(headline("Ask for a combination") + paragraphs([_LEAD], "nd-section-lead"))
    with st.container(horizontal=True, key=f"nd-{key}-ask"):
        times = _times(release, indicator, key, fixed)
        areas = _some("Districts", f"{key}_ask_area", _areas(release, indicator, fixed), "The whole county")
        splits = [
            (dimension, _some(HEADINGS.get(dimension, dimension.replace("_", " ").capitalize()),
                              f"{key}_ask_{dimension}", codes, "All together"))
            for dimension, codes in _dimensions(release, indicator, fixed).items()
        ]  # fmt: skip
    asked = Asked(
        times=tuple(times),
        areas=tuple(areas) or (COUNTY,),
        level="district" if areas else "county",
        splits=(
            *((name, (code,)) for name, code in fixed.items()),
            *((name, codes) for name, codes in splits if codes),
        ),
    )
    interval = interval_of(release, indicator, asked)
    chosen = _subset_in_words(release, indicator, asked, fixed)
    put(_PARTS.answer(question=f"{name}, {chosen}", answer=answer(interval)))


def answer(interval: FeasibilityInterval) -> str:
    """The interval as a sentence of its own."""
    if interval.low is None:
        return f"What this could be could not be worked out: {interval.why}."
    if interval.exact:
        return f"{wording.number(interval.low)}, published or added up from published figures."
    if interval.low == 0 and interval.high is None:
        return "Not published. From what is published, it could be any number."
    return f"Not published. From what is published, it must be {interval.words}."


def _times(release: Publication, indicator: str, key: str, fixed: Mapping[str, str]) -> tuple[str, ...]:
    """Years, then quarters, newest first; the last full year unless chosen."""
    first, last = published_series.extent(release, release.indicators[indicator])
    every = [
        time
        for level in ("year", "quarter")
        for time in reversed(published_series.periods(release, indicator, level, **fixed))
    ]
    options = {time: wording.period(time, first, last) for time in every}
    full = wording.in_full(options, first, last)
    return _some("Periods", f"{key}_ask_time", options, "Choose a period", full[:1]) or tuple(full[:1])


def _areas(release: Publication, indicator: str, fixed: Mapping[str, str]) -> dict[str, str]:
    return published_series.codes(release, indicator, "area", geography_level="district", **fixed)


def _dimensions(release: Publication, indicator: str, fixed: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The codes of every dimension that a table of the count is split by."""
    dimensions = {
        name: published_series.codes(release, indicator, name, geography_level=None, **fixed, **{name: ...})
        for name in release.dimensions
        if name not in fixed
    }
    return {name: codes for name, codes in dimensions.items() if codes}


def _some(
    label: str, key: str, options: Mapping[str, str], nothing: str, default: list[str] | None = None
) -> tuple[str, ...]:
    """Some of ``options`` (labels by code), bound to ``key`` in the address; none where there are none."""
    if not options:
        return ()
    kept = st.session_state.get(key)
    if kept is not None and any(code not in options for code in kept):
        st.session_state[key] = [code for code in kept if code in options]
    chosen = st.multiselect(
        label,
        list(options),
        # A choice that a link or an earlier page has made already stands in for the default.
        default=None if key in st.session_state else default,
        format_func=lambda code: options[code],
        key=key,
        placeholder=nothing,
        width=WIDTH,
        bind="query-params",
        persist_state="session",
    )
    return tuple(code for code in options if code in chosen)


def _subset_in_words(release: Publication, indicator: str, asked: Asked, fixed: Mapping[str, str]) -> str:
    first, last = published_series.extent(release, release.indicators[indicator])
    parts = [wording.listed([wording.period(time, first, last) for time in asked.times])]
    if asked.level != "county":
        parts.append(wording.listed([release.label("area", area) for area in asked.areas]))
    parts += [
        wording.listed([wording.lower_first(release.label(name, code)) for code in codes])
        for name, codes in asked.splits
        if name not in fixed and codes != (ALL,)
    ]
    return "; ".join(parts)
