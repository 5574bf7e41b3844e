"""Home Office crime outcomes open data: what became of modern slavery offences, by force and quarter."""

from __future__ import annotations

from dashboard.intake.sources._home_office import TABLE, comparator
from dashboard.intake.sources._recorded_crime import (
    CODE,
    LEFT_OUT,
    QUARTER,
    WORDS,
    YEAR,
    count,
    dropped,
    force,
    quarter_of,
)
from dashboard.store.contract import Column, Kind, Row, Source, Value


def _expand(row: Row) -> list[dict[str, Value]]:
    kind = str(row["outcome_type"]).rstrip("AB")
    charged = "charged" if kind == _CHARGED else "waiting" if kind == _NOT_YET else "other"
    return [
        comparator(
            "offence_outcomes",
            row["force_name"],
            quarter_of(row),
            row["outcomes_of_offences"],
            decision=charged,
            location=f"type_{row['outcome_type']}",
            exploitation_type=str(row["offence_code"]),
        )
    ]


#: Outcome type 1, in some years with a letter, is charged or summonsed; 0 stands for none yet.
_CHARGED, _NOT_YET = "1", "0"

SOURCE = Source(
    name="home_office_outcomes",
    title="Home Office: outcomes of modern slavery offences",
    about="One row for each force, quarter and outcome; open data are taken as downloaded.",
    table=TABLE,
    record_key=("financial_year", "financial_quarter", "force_name", "offence_code", "outcome_type"),
    columns=(
        YEAR,
        QUARTER,
        force("Police Force"),
        CODE,
        *WORDS,
        Column(
            "outcome_type",
            Kind.TEXT,
            "1 is charged or summonsed, 0 not yet assigned.",
            pattern=r"\d{1,2}[A-Z]?",
        ),
        dropped("outcome_description", "Words for the type; dropped."),
        dropped("outcome_group", "A wider group; dropped."),
        count(
            "outcomes_of_offences",
            "Outcomes so far of the offences recorded in the quarter.",
            "Force outcomes for offences recorded in quarter",
            "Outcomes for offences recorded in quarter",
            "Outcomes for crimes recorded in quarter",
            "Number of outcomes for offences recorded in quarter",
            "Outcomes for offences recorded in the quarter",
        ),
        count(
            "outcomes_in_quarter",
            "Outcomes recorded in the quarter, whenever the offence was.",
            "Force outcomes recorded in quarter",
            "Outcomes recorded in quarter",
            "Number of outcomes recorded in quarter",
            "Outcomes recorded in the quarter",
        ),
    ),
    left_out=LEFT_OUT,
    expand=_expand,
    examples=(
        {
            "financial_year": "2024/25",
            "financial_quarter": "1",
            "force_name": "Northamptonshire",
            "offence_code": "106",
            "outcome_type": "1",
            "outcome_description": "Charged/Summonsed",
            "outcomes_of_offences": "1",
            "outcomes_in_quarter": "0",
        },
    ),
)
