"""Home Office NRM table: reasonable grounds decisions in the UK by quarter."""

from __future__ import annotations

from dashboard.intake.sources._home_office import decision_columns, decision_example, decisions_of
from dashboard.store.contract import Source

SOURCE = Source(
    name="home_office_reasonable_grounds",
    title="Home Office: reasonable grounds decisions, UK",
    about="One row for each year and quarter, with a column for each age and decision.",
    table="comparators",
    record_key=("year", "quarter"),
    columns=decision_columns("reasonable"),
    expand=decisions_of("rg_decisions"),
    examples=(decision_example("reasonable"),),
)
