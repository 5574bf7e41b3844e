"""ONS mid-year populations as downloaded: children and adults of each local authority and year."""

from __future__ import annotations

from dashboard.intake.sources._home_office import TABLE, comparator
from dashboard.store.contract import Column, Kind, Source

SOURCE = Source(
    name="ons_populations",
    title="ONS: mid-year populations",
    about="ONS or Nomis estimates by single year of age, as downloaded: years or ages across, or in rows.",
    table=TABLE,
    record_key=("area_code", "year", "age"),
    columns=(
        Column("area_code", Kind.TEXT, "Code of the local authority.", pattern=r"[A-Z]\d{8}"),
        Column("year", Kind.TEXT, "Mid of which year.", pattern=r"20\d\d"),
        Column("age", Kind.CODE, "Child (under 18) or adult.", codes="age"),
        Column("people", Kind.INTEGER, "Residents.", low=0, high=20_000_000, unit="people"),
    ),
    expand=lambda row: [
        comparator("residents", row["area_code"], str(row["year"]), row["people"], age=row["age"])
    ],
    examples=({"area_code": "E06000061", "year": "2023", "age": "Adult", "people": "285000"},),
)
