"""Workforce headcounts: how many people in an agency the training is meant for."""

from __future__ import annotations

from dashboard.store.contract import Column, Kind, Source, Treatment

SOURCE = Source(
    name="workforce",
    title="Workforce headcounts",
    about="One row for each agency, work-base district and snapshot date.",
    table="workforce",
    record_key=("agency", "work_district", "snapshot_date"),
    snapshot=True,
    parts=("work_district", "unitary", "eligible_staff"),
    columns=(
        Column("agency", Kind.CODE, "The agency.", codes="agency"),
        Column(
            "sector",
            Kind.CODE,
            "The agency's sector; where it is not sent, that of the list of agencies.",
            codes="sector",
            optional=True,
            from_fact=("agency", "sector"),
        ),
        Column("work_district", Kind.CODE, "District of the work base.", codes="district"),
        Column(
            "snapshot_date", Kind.DATE, "The day the headcount was taken.", Treatment.MONTH, stored_as="month"
        ),
        Column(
            "eligible_staff",
            Kind.INTEGER,
            "Staff the training is meant for, in post that day.",
            low=0,
            high=50_000,
            unit="people",
            also=("headcount",),
        ),
    ),
    examples=(
        {
            "agency": "Acute hospital A",
            "sector": "Health",
            "work_district": "Northampton",
            "snapshot_date": "31/03/2024",
            "eligible_staff": "1240",
        },
        {
            "agency": "Northamptonshire Police",
            "sector": "Police",
            "work_district": "Corby",
            "snapshot_date": "2024-03-31",
            "eligible_staff": "96",
        },
    ),
)
