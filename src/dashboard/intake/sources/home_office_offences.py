"""Home Office police recorded crime: modern slavery offences by force and quarter."""

from __future__ import annotations

from dashboard.intake.sources._home_office import TABLE, comparator
from dashboard.intake.sources._recorded_crime import (
    CODE,
    LEFT_OUT,
    QUARTER,
    WORDS,
    YEAR,
    count,
    force,
    quarter_of,
    series_of,
)
from dashboard.store.contract import Source

SOURCE = Source(
    name="home_office_offences",
    title="Home Office: recorded modern slavery offences",
    about="One row for each force and quarter of a financial year; open data are taken as downloaded.",
    table=TABLE,
    record_key=("financial_year", "financial_quarter", "force_name", "offence_code"),
    columns=(
        YEAR,
        QUARTER,
        force(),
        CODE,
        *WORDS,
        count(
            "offences",
            "Offences recorded; a correction may be negative.",
            "Number of Offences",
            "Offence Count",
        ),
    ),
    left_out=LEFT_OUT,
    expand=lambda row: [
        comparator(series_of(str(row["offence_code"])), row["force_name"], quarter_of(row), row["offences"])
    ],
    examples=(
        {
            "financial_year": "2017/18",
            "financial_quarter": "1",
            "force_name": "Northamptonshire",
            "offence_code": "106",
            "offence_description": "Modern slavery",
            "offences": "3",
        },
    ),
)
