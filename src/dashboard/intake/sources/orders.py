"""Orders and disruptions: what courts ordered at an agency's request, and what was stopped without one."""

from __future__ import annotations

from dashboard.store.contract import Blank, Column, Kind, Source, Treatment

SOURCE = Source(
    name="orders",
    title="Orders and disruptions",
    about="One row for each order made by a court or disruption recorded by an agency; nothing about whom.",
    table="orders",
    record_key=("reference",),
    columns=(
        Column(
            "reference",
            Kind.TEXT,
            "The order's or disruption's own reference.",
            Treatment.PSEUDONYM,
            stored_as="order_reference",
        ),
        Column(
            "date_made",
            Kind.DATE,
            "The day on which it was made or recorded.",
            Treatment.MONTH,
            stored_as="month",
        ),
        Column("order_type", Kind.CODE, "What it is.", codes="order_type", quasi_identifier=True),
        Column(
            "agency",
            Kind.CODE,
            "The agency that obtained or recorded it.",
            codes="agency",
            quasi_identifier=True,
        ),
        Column(
            "operation_reference",
            Kind.TEXT,
            "What links those of one operation.",
            Treatment.PSEUDONYM,
            stored_as="incident",
            optional=True,
            blank=Blank.ALLOWED,
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
            "reference": "ORD-0207",
            "date_made": "14/05/2024",
            "order_type": "STPO",
            "agency": "Northamptonshire Police",
            "operation_reference": "OP-311",
        },
        {
            "reference": "ORD-0208",
            "date_made": "2024-05-20",
            "order_type": "Closure order",
            "agency": "West Northamptonshire Council, housing",
            "operation_reference": "",
        },
    ),
)
