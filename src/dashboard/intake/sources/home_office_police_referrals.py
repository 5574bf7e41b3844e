"""Home Office NRM table: police first responders by quarter, type, age and gender."""

from __future__ import annotations

from dashboard.intake.sources._home_office import TABLE, comparator
from dashboard.store.contract import Column, Kind, Row, Source, Value


def _expand(row: Row) -> list[dict[str, Value]]:
    return [
        comparator(
            "nrm_police_referrals",
            row["first_responder"],
            str(row["quarter"]),
            row["people"],
            exploitation_type=row["exploitation_type"],
            age=row["age_at_exploitation"],
            gender=row["gender"],
        )
    ]


SOURCE = Source(
    name="home_office_police_referrals",
    title="Home Office: NRM referrals by police first responder",
    about="One row for each force, quarter, exploitation type (combinations whole), age and gender.",
    table=TABLE,
    record_key=("quarter", "first_responder", "exploitation_type", "age_at_exploitation", "gender"),
    columns=(
        Column("quarter", Kind.TEXT, "Calendar quarter, as 2023-Q4.", pattern=r"20\d\d-Q[1-4]"),
        Column("first_responder_type", Kind.CODE, "Police, in this table.", codes="responder_type"),
        Column("first_responder", Kind.CODE, "The force.", codes="force"),
        Column("exploitation_type", Kind.CODE, "Type or combination, whole.", codes="exploitation_type"),
        Column("age_at_exploitation", Kind.AGE, "Adult, child or not known.", codes="age"),
        Column("gender", Kind.CODE, "Gender.", codes="gender"),
        Column("people", Kind.INTEGER, "People referred.", low=0, high=100_000, unit="people"),
    ),
    expand=_expand,
    examples=(
        {
            "quarter": "2023-Q4",
            "first_responder_type": "Police",
            "first_responder": "Northamptonshire Police",
            "exploitation_type": "Criminal",
            "age_at_exploitation": "Child (17 or under)",
            "gender": "Male",
            "people": "9",
        },
    ),
)
