"""The figures of a published table in the report, small enough to compare with the original."""

from __future__ import annotations

from dashboard.intake.figures import by_period, sentences
from dashboard.intake.sources import sources
from dashboard.store.contract import Value


def _police(force: str, quarter: str, people: int, **codes: str) -> list[dict[str, Value]]:
    expand = sources()["home_office_police_referrals"].expand
    assert expand is not None
    row: dict[str, Value] = {"first_responder": force, "quarter": quarter, "people": people}
    rest: dict[str, Value] = {
        "exploitation_type": "criminal",
        "age_at_exploitation": "adult",
        "gender": "male",
    }
    return expand(row | rest | codes)


def test_cells_add_up_by_quarter_and_northamptonshire_stands_by_itself() -> None:
    rows = [
        *_police("northamptonshire_police", "2023-Q4", 9),
        *_police("northamptonshire_police", "2023-Q4", 8, gender="female"),
        *_police("kent_police", "2023-Q4", 20),
        *_police("tarian_rocu", "2023-Q4", 1),  # a regional unit, no force
        *_police("kent_police", "2023-Q3", 5),
    ]
    found = by_period(rows)
    assert [(one.period, one.forces, one.total, one.northamptonshire) for one in found] == [
        ("2023-Q3", 1, 5, None),
        ("2023-Q4", 2, 38, 17),
    ]
    assert sentences(found) == (
        "nrm police referrals, Northamptonshire (of 2 forces): 2023-Q4 17.",
        "nrm police referrals, all bodies: 2023-Q3 5; 2023-Q4 38.",
    )


def test_a_tables_own_totals_are_not_added_to_their_parts() -> None:
    expand = sources()["home_office_referrals"].expand
    assert expand is not None
    places = {"uk": 4, "overseas": 3, "all": 7}
    rows = [
        row
        for place, number in places.items()
        for row in expand(
            {
                "year": 2023,
                "quarter": "q4",
                "age_at_exploitation": "child",
                "location_of_exploitation": place,
                "nrm_referrals": number,
            }
        )
    ]
    assert [one.total for one in by_period(rows)] == [7]
