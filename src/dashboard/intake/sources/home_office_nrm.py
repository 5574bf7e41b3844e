"""Home Office NRM and Duty to Notify workbooks as downloaded, one row for each figure (intake/published)."""

from __future__ import annotations

from dashboard.intake.sources._home_office import TABLE, UK, comparator
from dashboard.reference.spelling import normalise
from dashboard.settings import ALL
from dashboard.store.contract import Blank, Column, Kind, Row, Source, Value


def _expand(row: Row) -> list[dict[str, Value]]:
    named = row["force"] or (normalise(str(row["responder"])).replace(" ", "_") if row["responder"] else UK)
    codes = {
        name: row[name] or ALL for name in ("exploitation_type", "age", "gender", "location", "decision")
    }
    return [comparator(str(row["series"]), named, str(row["period"]), row["value"], **codes)]


def _split(name: str, about: str, codes: str) -> Column:
    return Column(name, Kind.CODE, about, codes=codes, blank=Blank.ALLOWED, optional=True)


SOURCE = Source(
    name="home_office_nrm",
    title="Home Office: NRM and Duty to Notify statistics",
    about="The workbook of a quarter as downloaded; its tables are made one row for each figure.",
    table=TABLE,
    record_key=(
        "series",
        "period",
        "force",
        "responder",
        "exploitation_type",
        "age",
        "gender",
        "location",
        "decision",
    ),
    columns=(
        Column("series", Kind.TEXT, "What is counted: a series of ours.", pattern=r"[a-z_]{2,40}"),
        Column("period", Kind.TEXT, "2024-Q4, or 2024 for a year.", pattern=r"20\d\d(?:-Q[1-4])?"),
        _split("force", "The police force that was first responder.", "force"),
        Column(
            "responder",
            Kind.TEXT,
            "Another first responder, as published.",
            blank=Blank.ALLOWED,
            optional=True,
            pattern=r"[^\d@]{2,100}",
        ),
        _split("exploitation_type", "Type or combination, whole; blank for all.", "exploitation_type"),
        _split("age", "Adult, child or not known; blank for all.", "age"),
        _split("gender", "Gender; blank for all.", "gender"),
        _split("location", "Where exploited; blank for all.", "location"),
        _split("decision", "The decision; blank for none.", "decision"),
        Column("value", Kind.INTEGER, "The figure.", low=0, high=1_000_000, unit="people"),
    ),
    expand=_expand,
    examples=(
        {
            "series": "nrm_police_referrals",
            "period": "2023-Q4",
            "force": "Northamptonshire Police",
            "responder": "",
            "exploitation_type": "Criminal",
            "age": "Child (17 or under)",
            "gender": "Male",
            "location": "",
            "decision": "",
            "value": "9",
        },
        {
            "series": "duty_to_notify",
            "period": "2023-Q4",
            "force": "",
            "responder": "",
            "exploitation_type": "",
            "age": "",
            "gender": "",
            "location": "",
            "decision": "",
            "value": "1226",
        },
    ),
)
