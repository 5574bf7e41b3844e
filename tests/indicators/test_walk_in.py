"""Who came without a booking came: counted where attendance is, and never among bookings kept or missed."""

from __future__ import annotations

import pytest

from dashboard.reference.policies import Policies
from dashboard.release.workspace import Workspace
from tests.indicators.test_each_row_counts_once import OURS, counts, policies, space, tables_of

__all__ = ["policies", "space"]

OF_BOOKINGS = sorted(name for name, header in OURS.items() if "bookings" in tables_of(header))


@pytest.mark.parametrize("name", [name for name in OF_BOOKINGS if name != "no_show_rate"])
def test_a_walk_in_counts_as_an_attendance(name: str, space: Workspace, policies: Policies) -> None:
    whole = counts(space, OURS[name], policies)
    assert whole
    space.con.begin()
    space.con.execute("UPDATE bookings SET status = 'walk_in' WHERE status = 'attended' AND rowid % 2 = 0")
    mixed = counts(space, OURS[name], policies)
    space.con.rollback()
    assert mixed == whole


def test_a_walk_in_is_no_booking_that_was_kept(space: Workspace, policies: Policies) -> None:
    header = OURS["no_show_rate"]
    space.con.begin()
    total = space.con.execute("SELECT count(*) FROM bookings").fetchall()[0][0]
    space.con.execute("UPDATE bookings SET status = 'no_show' WHERE rowid = 0")
    space.con.execute("UPDATE bookings SET status = 'walk_in' WHERE rowid IN (1, 2)")
    told = counts(space, header, policies)
    space.con.rollback()
    by_part = {
        part: sum(value for (name, *_), value in told.items() if name == part)
        for part in ("numerator", "denominator")
    }
    assert by_part == {"numerator": 1, "denominator": total - 2}
