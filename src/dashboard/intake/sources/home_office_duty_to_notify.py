"""Home Office table: Duty to Notify reports in the UK by quarter."""

from __future__ import annotations

from dashboard.intake.sources._home_office import TABLE, UK, comparator, period_of
from dashboard.store.contract import Column, Kind, Source

SOURCE = Source(
    name="home_office_duty_to_notify",
    title="Home Office: Duty to Notify reports, UK",
    about="One row for each year and quarter.",
    table=TABLE,
    record_key=("year", "quarter"),
    columns=(
        Column("year", Kind.INTEGER, "Calendar year.", low=2009, high=2100),
        Column("quarter", Kind.CODE, "Quarter of the year, or Total.", codes="quarter_of_year"),
        Column("total", Kind.INTEGER, "Reports.", low=0, high=1_000_000, unit="reports"),
    ),
    expand=lambda row: [comparator("duty_to_notify", UK, period_of(row), row["total"])],
    examples=({"year": "2023", "quarter": "Q4", "total": "1226"},),
)
