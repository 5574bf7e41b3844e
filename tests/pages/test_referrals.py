"""Referrals: one route as a control chart, decisions with their break, our force beside the others."""

from __future__ import annotations

import pytest

from dashboard.settings import Installation
from tests.conftest import Shared
from tests.drawings import alts
from tests.pages.conftest import OpenPage
from tests.pages.test_outcomes import plain
from tests.real_releases import police_tables


@pytest.mark.parametrize("route", ["nrm", "childrens_safeguarding", "helpline"])
def test_a_route_is_a_control_chart_of_its_own(open_page: OpenPage, route: str) -> None:
    page = open_page("Referrals", route=route)
    charts = [alt for alt in alts(page) if alt.startswith("Control chart.")]
    assert len(charts) == 1
    # The small store has as many referrals in every quarter: nothing to judge by, and that is said.
    assert "no limits, as figures that follow on each other do not differ" in charts[0]


def test_a_type_that_a_step_does_not_hold_is_shown_by_the_nearest(open_page: OpenPage) -> None:
    page = open_page("Referrals", route="childrens_safeguarding", by="month", type="criminal")
    assert not page.exception
    assert "not published by month; shown by quarter." in plain(page)
    page.button(key="concerns-of-one-type-instead").click().run()
    assert next(one.value for one in page.selectbox if one.key == "by") == "quarter"
    assert "shown by quarter." not in plain(page)


def test_a_break_of_decisions_says_it_is_no_local_quality(open_page: OpenPage) -> None:
    page = open_page("Referrals")
    assert "A lower share after it does not mean worse local referrals." in plain(page)
    local = next(alt for alt in alts(page) if "Positive reasonable grounds decisions" in alt)
    assert "Reasonable grounds test changes, 30 January 2023" in local


def test_who_referred_and_where_it_happened_are_never_on_one_chart(open_page: OpenPage) -> None:
    for alt in alts(open_page("Referrals")):
        assert not ("Corby" in alt and ("Police" in alt or "first responder" in alt.casefold()))


@pytest.fixture(scope="session")
def tables(shared: Shared) -> Installation:
    """A year of Home Office tables and nothing else."""
    root = shared(police_tables)
    return Installation(root, root / "unused.key")


def test_our_share_stands_in_a_funnel_around_all_forces(open_page: OpenPage, tables: Installation) -> None:
    page = open_page("Referrals", tables)
    assert not page.exception
    funnel = next(alt for alt in alts(page) if alt.startswith("Funnel chart."))
    # 200 of 260, 240 of 400 and 120 of 400: 560 of 1,060 in all.
    assert "Northamptonshire Police 77% of 260" in funnel
    assert "around 53%, the share of all forces" in funnel
    assert "was 77% for Northamptonshire Police (200 of 260) beside 53% for all forces" in plain(page)


def test_without_other_forces_the_page_says_what_would_bring_them(open_page: OpenPage) -> None:
    shown = plain(open_page("Referrals"))
    assert "comes with the Home Office tables" in shown
