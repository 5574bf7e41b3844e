"""Partner intelligence submissions."""

from __future__ import annotations

from dashboard.store.contract import Blank, Column, Kind, Source, Treatment

SOURCE = Source(
    name="intelligence",
    title="Partner intelligence submissions",
    about="One row for each submission from a partner agency to the police.",
    table="intelligence",
    record_key=("reference",),
    columns=(
        Column(
            "reference",
            Kind.TEXT,
            "The submission's own reference.",
            Treatment.PSEUDONYM,
            stored_as="submission",
        ),
        Column("date_submitted", Kind.DATE, "The day it was submitted.", Treatment.MONTH, stored_as="month"),
        Column("agency", Kind.CODE, "The submitting agency.", codes="agency"),
        Column(
            "sector",
            Kind.CODE,
            "The agency's sector; where it is not sent, that of the list of agencies.",
            codes="sector",
            blank=Blank.NOT_RECORDED,
            optional=True,
            from_fact=("agency", "sector"),
        ),
        Column(
            "subject",
            Kind.CODE,
            "What it is about.",
            codes="topic",
            blank=Blank.NOT_RECORDED,
            quasi_identifier=True,
        ),
        Column(
            "district",
            Kind.CODE,
            "District it is about.",
            codes="district",
            blank=Blank.NOT_RECORDED,
            quasi_identifier=True,
        ),
        Column(
            "grade",
            Kind.CODE,
            "Police grading of its use.",
            codes="intelligence_grade",
            blank=Blank.NOT_RECORDED,
        ),
        Column(
            "text",
            Kind.TEXT,
            "The submission itself; dropped at the door.",
            Treatment.DROP,
            optional=True,
            blank=Blank.ALLOWED,
        ),
    ),
    examples=(
        {
            "reference": "INT-55102",
            "date_submitted": "03/10/2024",
            "agency": "Housing association A",
            "sector": "Housing",
            "subject": "County lines",
            "district": "Corby",
            "grade": "Actionable",
        },
        {
            "reference": "INT-55103",
            "date_submitted": "2024-10-03",
            "agency": "Secondary schools",
            "sector": "Education",
            "subject": "Child criminal exploitation",
            "district": "Kettering",
            "grade": "Not graded",
        },
    ),
)
