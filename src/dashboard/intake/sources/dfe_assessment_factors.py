"""Department for Education: assessments of children's social care that found exploitation, as downloaded."""

from __future__ import annotations

from dashboard.intake.sources._home_office import TABLE, comparator
from dashboard.store.contract import Column, Kind, Row, Source, Value


def _expand(row: Row) -> list[dict[str, Value]]:
    """One figure: of the year to March 2024, which the file calls 2024 or 202324, in 2023/24."""
    year = str(row["time_period"])
    ends = int(year) if len(year) == len("2024") else int(year[:4]) + 1
    period = f"{ends - 1}/{ends % 100:02d}"
    return [
        comparator("assessment_factors", row["area_code"], period, row["assessments"], decision=row["factor"])
    ]


SOURCE = Source(
    name="dfe_assessment_factors",
    title="DfE: factors at the end of assessments",
    about="One row for each local authority and year as downloaded, a column for each factor.",
    table=TABLE,
    record_key=("area_code", "time_period", "factor"),
    columns=(
        Column("area_code", Kind.TEXT, "Code of the local authority.", pattern=r"[A-Z]\d{8}"),
        Column("time_period", Kind.TEXT, "The year to March, as 2024 or 202324.", pattern=r"20\d\d(?:\d\d)?"),
        Column("factor", Kind.CODE, "What was found.", codes="assessment_factor"),
        Column("assessments", Kind.INTEGER, "Assessments.", low=0, high=1_000_000, unit="assessments"),
    ),
    expand=_expand,
    examples=({"area_code": "E06000061", "time_period": "2024", "factor": "Gangs", "assessments": "40"},),
)
