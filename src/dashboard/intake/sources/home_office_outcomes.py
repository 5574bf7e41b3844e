"""Home Office crime outcomes open data: what became of modern slavery offences, by force and quarter.

A type with a letter (1a, 2a, 3a) is a part of the type without: an outcome for another offence than the one
recorded. It is in its type already, so it is counted apart; a file of such types alone has nothing to count.
"""

from __future__ import annotations

import re

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
    kind = str(row["outcome_type"])
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


#: Outcome type 1 is charged or summonsed; 0 stands for none yet.
_CHARGED, _NOT_YET = "1", "0"
_PART = re.compile(r"\d{1,2}[A-Za-z]", re.ASCII)


def _part_of_a_type(word: str) -> bool:
    """Whether an outcome type is only a part of another (1a of 1)."""
    return bool(_PART.fullmatch(word.strip()))


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
            pattern=r"\d{1,2}",
        ),
        dropped("outcome_description", "Words for the type; dropped."),
        dropped("outcome_group", "A wider group; dropped."),
        dropped("offence_code_expired", "x where the code is in use no longer; dropped."),
        count(
            "outcomes_of_offences",
            "Outcomes so far of the offences recorded in the quarter.",
            "Force outcomes for offences recorded in quarter",
            "Outcomes for offences recorded in quarter",
            "Outcomes for crimes recorded in quarter",
            "Number of outcomes for offences recorded in quarter",
            "Outcomes for offences recorded in the quarter",
            "Outcomes for offences that were recorded in the quarter",
            "Number of outcomes for offences that were recorded in the quarter",
        ),
        # Not used: it says of an offence that is still open that it has none (N/A).
        dropped(
            "outcomes_in_quarter",
            "Outcomes recorded in the quarter, whenever the offence was; dropped.",
            "Force outcomes recorded in quarter",
            "Outcomes recorded in quarter",
            "Number of outcomes recorded in quarter",
            "Outcomes recorded in the quarter",
            "Outcomes for investigations closed in the quarter",
            "Outcomes for investigations that were closed in the quarter",
            "Number of outcomes for investigations that were closed in the quarter",
        ),
    ),
    left_out=LEFT_OUT | {"outcome_type": _part_of_a_type},
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
