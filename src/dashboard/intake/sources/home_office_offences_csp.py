"""Home Office police recorded crime by Community Safety Partnership: modern slavery offences by quarter."""

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
from dashboard.store.contract import Column, Kind, Source

SOURCE = Source(
    name="home_office_offences_csp",
    title="Home Office: recorded modern slavery offences by partnership",
    about="One row for each Community Safety Partnership and quarter; open data are taken as downloaded.",
    table=TABLE,
    record_key=("financial_year", "financial_quarter", "force_name", "partnership", "offence_code"),
    columns=(
        YEAR,
        QUARTER,
        force("Police Force"),
        Column(
            "partnership",
            Kind.TEXT,
            "The Community Safety Partnership, as published.",
            pattern=r"[^\d@]{2,100}",
            also=("CSP Name", "Community Safety Partnership"),
        ),
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
        comparator(
            f"{series_of(str(row['offence_code']))}_csp",
            row["partnership"],
            quarter_of(row),
            row["offences"],
            location=row["force_name"],
        )
    ],
    examples=(
        {
            "financial_year": "2025/26",
            "financial_quarter": "1",
            "force_name": "Northamptonshire",
            "partnership": "West Northamptonshire",
            "offence_code": "106",
            "offence_description": "Modern slavery",
            "offences": "3",
        },
    ),
)
