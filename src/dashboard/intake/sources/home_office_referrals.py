"""Home Office NRM table: referrals in the UK by quarter, age and place of exploitation."""

from __future__ import annotations

from dashboard.intake.sources._home_office import TABLE, UK, comparator, period_of
from dashboard.store.contract import Column, Kind, Row, Source, Value


def _expand(row: Row) -> list[dict[str, Value]]:
    return [
        comparator(
            "nrm_referrals",
            UK,
            period_of(row),
            row["nrm_referrals"],
            age=row["age_at_exploitation"],
            location=row["location_of_exploitation"],
        )
    ]


SOURCE = Source(
    name="home_office_referrals",
    title="Home Office: NRM referrals, UK, by quarter",
    about="One row for each year, quarter, age and place of exploitation.",
    table=TABLE,
    record_key=("year", "quarter", "age_at_exploitation", "location_of_exploitation"),
    columns=(
        Column("year", Kind.INTEGER, "Calendar year.", low=2009, high=2100),
        Column("quarter", Kind.CODE, "Quarter of the year, or Total.", codes="quarter_of_year"),
        Column("age_at_exploitation", Kind.AGE, "Adult, child or not known.", codes="age"),
        Column("location_of_exploitation", Kind.CODE, "UK, overseas or both.", codes="location"),
        Column("nrm_referrals", Kind.INTEGER, "Referrals.", low=0, high=1_000_000, unit="people"),
    ),
    expand=_expand,
    examples=(
        {
            "year": "2023",
            "quarter": "Q4",
            "age_at_exploitation": "Adult (18 or over)",
            "location_of_exploitation": "UK",
            "nrm_referrals": "1234",
        },
    ),
)
