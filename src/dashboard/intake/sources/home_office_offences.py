"""Home Office police recorded crime: modern slavery offences by force and quarter."""

from __future__ import annotations

from dashboard.intake.sources._home_office import TABLE, comparator
from dashboard.reference.codes import code_list
from dashboard.store.contract import Column, Kind, Source, Treatment


def _series(code: str) -> str:
    """The series of an offence: the new offences are never counted among those of modern slavery."""
    return code_list("offence").facts.get(code, {}).get("series") or f"offence_{code}"


SOURCE = Source(
    name="home_office_offences",
    title="Home Office: recorded modern slavery offences",
    about="One row for each force and quarter of a financial year.",
    table=TABLE,
    policy="comparators",
    record_key=("financial_year", "financial_quarter", "force_name", "offence_code"),
    columns=(
        Column("financial_year", Kind.TEXT, "Financial year, as 2017/18.", pattern=r"20\d\d/\d\d"),
        Column("financial_quarter", Kind.INTEGER, "1 is April to June.", low=1, high=4),
        Column("force_name", Kind.CODE, "The force.", codes="force"),
        Column(
            "offence_code",
            Kind.CODE,
            "106 is modern slavery; the offences of April 2026 are others.",
            codes="offence",
        ),
        Column(
            "offence_description", Kind.TEXT, "Words for the code; dropped.", Treatment.DROP, optional=True
        ),
        Column(
            "offences",
            Kind.INTEGER,
            "Offences recorded; a correction may be negative.",
            low=-1000,
            high=100_000,
            unit="offences",
        ),
    ),
    expand=lambda row: [
        comparator(
            _series(str(row["offence_code"])),
            row["force_name"],
            f"{row['financial_year']}-Q{row['financial_quarter']}",
            row["offences"],
        )
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
