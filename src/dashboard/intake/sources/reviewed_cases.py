"""Reviewed cases: whether an agency had been in contact before somebody saw the exploitation."""

from __future__ import annotations

from dashboard.store.contract import Blank, Column, Kind, Source, Treatment

SOURCE = Source(
    name="reviewed_cases",
    title="Reviewed cases",
    about="One row for each case that was reviewed after somebody was identified: a sample, not all cases.",
    table="reviews",
    record_key=("reference",),
    columns=(
        Column(
            "reference", Kind.TEXT, "The review's own reference.", Treatment.PSEUDONYM, stored_as="review"
        ),
        Column("date_reviewed", Kind.DATE, "The day of the review.", Treatment.MONTH, stored_as="month"),
        Column(
            "agency",
            Kind.CODE,
            "The agency whose case it is.",
            codes="agency",
            quasi_identifier=True,
        ),
        Column(
            "earlier_contact",
            Kind.CODE,
            "Whether any agency had been in contact with the person before, while the signs were there.",
            codes="flag",
            blank=Blank.NOT_RECORDED,
            quasi_identifier=True,
        ),
        Column(
            "notes",
            Kind.TEXT,
            "Free text; dropped at the door.",
            Treatment.DROP,
            optional=True,
            blank=Blank.ALLOWED,
        ),
    ),
    examples=(
        {
            "reference": "REV-0031",
            "date_reviewed": "14/05/2024",
            "agency": "Children's trust",
            "earlier_contact": "Yes",
        },
        {
            "reference": "REV-0032",
            "date_reviewed": "2024-05-21",
            "agency": "Northamptonshire Police",
            "earlier_contact": "",
        },
    ),
)
