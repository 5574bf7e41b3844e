"""What a person may choose. Every choice lives in the page's address, so that a link reopens the view.

A value in the address that a page does not have is never used: the page says so and shows its default.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard.display.analysis import published_series
from dashboard.display.ui.html import notice
from dashboard.methods import wording
from dashboard.publication import ALL, COUNTY, Publication

#: Pixels: fits a telephone; several stand in a row where there is room.
WIDTH = 330
#: The time levels to choose among, the first one published being the default.
LEVELS = ("quarter", "month", "year")


@dataclass(frozen=True)
class Chosen:
    """What is chosen: codes of the release, or ``all``."""

    year: str = ALL
    area: str = COUNTY
    sector: str = ALL

    @property
    def splits(self) -> dict[str, str]:
        """The choices that narrow figures down, most readily given up first."""
        splits = {"sector": self.sector} if self.sector != ALL else {}
        return splits | ({"area": self.area} if self.area != COUNTY else {})


def pick(label: str, key: str, options: Mapping[str, str], default: str) -> str:
    """One choice among ``options`` (labels by code), bound to ``key`` in the address.

    The address holds the label, as people read it; a link may give the code instead.
    """
    _heed(label, key, options, default)
    return str(
        st.selectbox(
            label,
            list(options),
            # The address leaves out the choice at ``index``: it must be the one that opens without it.
            index=list(options).index(default),
            format_func=lambda code: options[code],
            key=key,
            filter_mode="contains",
            width=WIDTH,
            bind="query-params",
            persist_state="session",
        )
    )


def one_of(label: str, key: str, options: Mapping[str, str]) -> str:
    """One choice among a few ``options`` (labels by code), all in sight; the first unless chosen.

    Bound to ``key`` in the address as ``pick`` is.
    """
    _heed(label, key, options, next(iter(options)))
    chosen = st.segmented_control(
        label,
        list(options),
        format_func=lambda code: options[code],
        required=True,
        key=key,
        label_visibility="collapsed",
        bind="query-params",
        persist_state="session",
    )
    return str(chosen)


def _heed(label: str, key: str, options: Mapping[str, str], default: str) -> None:
    """Take the choice that the address asks for, and say so where there is none like it."""
    asked = st.query_params.get(key)
    by_words = {**{text: code for code, text in options.items()}, **{code: code for code in options}}
    settle(key, options, by_words.get(asked or "", default))
    if asked is not None and asked not in by_words:
        shown = options[st.session_state[key]]
        notice(
            f"The link asked for {_a(label)} that this page does not have; showing {shown} instead.",
            wrong=True,
        )


def keep_choice(label: str, key: str, options: Mapping[str, str]) -> str:
    """One choice among ``options`` (labels by code) that the session keeps and the address does not.

    The first of ``options``, unless chosen.
    """
    settle(key, options, next(iter(options)))
    return str(
        st.selectbox(
            label,
            list(options),
            format_func=lambda code: options[code],
            key=key,
            persist_state="session",
        )
    )


def settle(key: str, options: Collection[str], default: str) -> None:
    """See that the session's ``key`` holds one of ``options``, before its widget is drawn.

    Pages share choices by their key, and not every page has every choice. Where what was chosen is not
    there, ``default`` stands in for it and what was chosen is set aside; it comes back where it is there
    again, unless somebody has chosen something else meanwhile.
    """
    aside = f"{key}-set-aside"
    chosen = st.session_state.get(key)
    if aside in st.session_state:
        stand_in, wanted = st.session_state[aside]
        if chosen not in (stand_in, None):
            del st.session_state[aside]
        elif wanted in options:
            del st.session_state[aside]
            chosen = st.session_state[key] = wanted
    if chosen not in options:
        _, wanted = st.session_state.get(aside, (None, chosen))
        if wanted is not None:
            st.session_state[aside] = (default, wanted)
        st.session_state[key] = default


def training(release: Publication) -> Chosen:
    """Year, area and sector of the Training reach page."""
    with st.container(horizontal=True, key="nd-choices"):
        return Chosen(
            year=year(release, "people_trained"),
            area=pick("Area of work base", "area", areas(release, "people_trained"), COUNTY),
            sector=pick("Sector", "sector", sectors(release, "people_trained"), ALL),
        )


def year(release: Publication, indicator: str, **chosen: str) -> str:
    """A year in which ``indicator`` is published, or all; the last full one unless chosen."""
    periods = (
        published_series.periods(release, indicator, "year", **chosen)
        if indicator in release.indicators
        else []
    )
    first, last = release.facts.get("first_month", ""), release.facts.get("last_month", "")
    options = {time: wording.period(time, first, last) for time in reversed(periods)}
    full = wording.in_full(options, first, last) or [ALL]
    options |= {ALL: f"All years ({wording.period(ALL, first, last)})" if last else "All years"}
    return pick("Year", "year", options, full[0])


def areas(release: Publication, indicator: str) -> dict[str, str]:
    """The county, then the areas in which ``indicator`` has figures, in the release's order."""
    known = _codes(release, indicator, "area", geography_level=None)
    return {COUNTY: known.get(COUNTY, "Northamptonshire")} | known


def sectors(release: Publication, indicator: str) -> dict[str, str]:
    """All sectors, then those in which ``indicator`` has figures."""
    return {ALL: "All sectors"} | _codes(release, indicator, "sector", sector=...)


def routes(release: Publication, indicator: str) -> dict[str, str]:
    """The routes that an indicator is published by, in the release's order."""
    return _codes(release, indicator, "route", route=...)


def levels(release: Publication, indicator: str, route: str) -> list[str]:
    """The time levels at which a route is published."""
    return [level for level in LEVELS if published_series.periods(release, indicator, level, route=route)]


def referral_year(release: Publication) -> Chosen:
    """The year of the breakdowns on the Referrals page."""
    return Chosen(year=year(release, "nrm_referrals"))


def _codes(release: Publication, indicator: str, column: str, **chosen: object) -> dict[str, str]:
    if indicator not in release.indicators:
        return {}
    return dict(published_series.codes(release, indicator, column, **chosen))


def _a(label: str) -> str:
    word = wording.lower_first(label)
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
