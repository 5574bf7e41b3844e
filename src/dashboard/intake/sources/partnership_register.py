"""Partnership register: which agencies are partners and whether each names a contact."""

from __future__ import annotations

from dashboard.store.contract import Blank, Column, Derived, Kind, Source, Treatment

SOURCE = Source(
    name="partnership_register",
    title="Partnership register",
    about="One row for each partner agency, with its single point of contact.",
    table="partners",
    record_key=("agency",),
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
        Column(
            "member_since",
            Kind.DATE,
            "The day it joined the partnership.",
            Treatment.MONTH,
            stored_as="since",
        ),
        Column(
            "member_until",
            Kind.DATE,
            "The day it left; blank while a member.",
            Treatment.MONTH,
            stored_as="until",
            blank=Blank.ALLOWED,
            optional=True,
        ),
        Column(
            "named_contact",
            Kind.TEXT,
            "Who the single point of contact is; dropped at the door.",
            Treatment.DROP,
            blank=Blank.ALLOWED,
            also=("SPOC",),
        ),
        Column(
            "contact_email",
            Kind.TEXT,
            "The contact's e-mail; dropped at the door.",
            Treatment.DROP,
            blank=Blank.ALLOWED,
            optional=True,
        ),
    ),
    derived=(
        Derived(
            "has_contact",
            "BOOLEAN",
            "Whether the agency names a contact.",
            ("named_contact",),
            lambda row: row.get("named_contact") is not None,
        ),
    ),
    examples=(
        {
            "agency": "Northamptonshire Police",
            "sector": "Police",
            "member_since": "01/04/2019",
            "named_contact": "A. Example",
            "contact_email": "a.example@example.org",
        },
        {
            "agency": "Acute hospital A",
            "sector": "Health",
            "member_since": "2019-06-01",
            "named_contact": "",
            "contact_email": "",
        },
    ),
)
