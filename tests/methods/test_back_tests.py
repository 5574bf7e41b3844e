"""Ranges hold what came: looked back on in the real quarters of the police forces, and in a release."""

from __future__ import annotations

from dashboard.publication import Publication
from dashboard.publication.current_release import named_file
from dashboard.settings import Installation
from tests.methods.back_tests import forces, of_forces, of_release


def test_ninety_in_a_hundred_real_quarters_and_more_lay_in_their_range() -> None:
    """44 forces, three quarters each; docs/methods.md has the figures of the whole demonstration too."""
    counts = forces()
    assert len(counts) == 44
    assert counts["Northamptonshire Police"] == [12, 14, 23, 15, 14, 19, 17]
    found = of_forces()
    assert (found.series, found.looked) == (44, 132)
    assert 0.9 <= found.share <= 0.99


def test_ranges_hold_what_came_in_every_series_of_the_demonstration(demo_installation: Installation) -> None:
    found = of_release(Publication(named_file(demo_installation)))
    inside, looked = (sum(getattr(each, name) for each in found.values()) for name in ("inside", "looked"))
    assert sum(each.series for each in found.values()) > 200
    assert looked > 700
    assert 0.92 <= inside / looked <= 0.99
