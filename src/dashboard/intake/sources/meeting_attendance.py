"""Meeting attendance: which partner was at which partnership meeting."""

from __future__ import annotations

from dashboard.store.contract import Column, Kind, Source, Treatment

SOURCE = Source(
    name="meeting_attendance",
    title="Partnership meeting attendance",
    about="One row for each partner invited to a meeting.",
    table="meetings",
    record_key=("meeting", "meeting_date", "agency"),
    columns=(
        Column("meeting", Kind.CODE, "Which meeting.", codes="meeting"),
        Column("meeting_date", Kind.DATE, "The day of the meeting.", Treatment.MONTH, stored_as="month"),
        Column("agency", Kind.CODE, "The partner invited.", codes="agency"),
        Column("attendance", Kind.CODE, "Present, apologies or absent.", codes="attendance"),
    ),
    keys={"meeting_key": ("meeting", "meeting_date")},
    examples=(
        {
            "meeting": "Partnership board",
            "meeting_date": "12/09/2024",
            "agency": "Northamptonshire Police",
            "attendance": "Present",
        },
        {
            "meeting": "Operational group",
            "meeting_date": "2024-09-26",
            "agency": "Acute hospital A",
            "attendance": "Apologies",
        },
    ),
)
