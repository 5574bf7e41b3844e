"""Referral log: one row per concern or referral received, by any route."""

from __future__ import annotations

import datetime

from dashboard.store.contract import Blank, Column, Derived, Kind, Row, RowRule, Source, Treatment, Value


def _days_to_referral(row: Row) -> Value:
    concern, received = row.get("concern_date"), row.get("date_received")
    if isinstance(concern, datetime.date) and isinstance(received, datetime.date):
        return (received - concern).days
    return None


def _before(earlier: str, later: str) -> RowRule:
    def broken(row: Row) -> bool:
        first, second = row.get(earlier), row.get(later)
        return isinstance(first, datetime.date) and isinstance(second, datetime.date) and second < first

    words = later.replace("_", " "), earlier.replace("_", " ")
    return RowRule(
        f"{later}_before_{earlier}",
        later,
        f"The {words[0]} is before the {words[1]}: correct one of them.",
        (earlier, later),
        broken,
    )


SOURCE = Source(
    name="referral_log",
    title="Referral log",
    about="One row for each concern or referral, with its route, type, place and decisions.",
    table="referrals",
    record_key=("reference",),
    columns=(
        Column(
            "reference", Kind.TEXT, "The referral's own reference.", Treatment.PSEUDONYM, stored_as="referral"
        ),
        Column(
            "name",
            Kind.TEXT,
            "The person's name; dropped at the door.",
            Treatment.DROP,
            optional=True,
            blank=Blank.ALLOWED,
        ),
        Column(
            "date_of_birth",
            Kind.TEXT,
            "Date of birth; dropped at the door.",
            Treatment.DROP,
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
        Column(
            "date_received",
            Kind.DATE,
            "The day the referral was received.",
            Treatment.MONTH,
            stored_as="month",
        ),
        Column(
            "concern_date",
            Kind.DATE,
            "The day a professional first had the concern.",
            Treatment.DROP,
            optional=True,
            blank=Blank.ALLOWED,
        ),
        Column("route", Kind.CODE, "The route by which it came.", codes="route", quasi_identifier=True),
        Column(
            "referring_body",
            Kind.CODE,
            "The agency whose staff raised it.",
            codes="agency",
            blank=Blank.NOT_RECORDED,
            also=("referring agency",),
        ),
        Column(
            "first_responder",
            Kind.CODE,
            "NRM only: the first responder organisation.",
            codes="first_responder",
            blank=Blank.ALLOWED,
        ),
        Column(
            "age_at_exploitation",
            Kind.AGE,
            "Age when exploited: years, or adult / child.",
            codes="age",
            stored_as="age",
            blank=Blank.NOT_RECORDED,
            quasi_identifier=True,
        ),
        Column(
            "gender", Kind.CODE, "Gender.", codes="gender", blank=Blank.NOT_RECORDED, quasi_identifier=True
        ),
        Column(
            "exploitation_type",
            Kind.CODE,
            "Type, or the combination of types, whole.",
            codes="exploitation_type",
            blank=Blank.NOT_RECORDED,
            quasi_identifier=True,
        ),
        Column("county_lines", Kind.FLAG, "County lines flag, set locally.", blank=Blank.ALLOWED),
        Column(
            "place_of_exploitation",
            Kind.CODE,
            "District in which exploitation happened.",
            codes="district",
            stored_as="district",
            optional=True,
            blank=Blank.NOT_RECORDED,
            quasi_identifier=True,
        ),
        Column(
            "place_postcode",
            Kind.POSTCODE,
            "Postcode of the place of exploitation.",
            Treatment.DISTRICT,
            stored_as="district",
            optional=True,
            blank=Blank.NOT_RECORDED,
            quasi_identifier=True,
        ),
        Column(
            "incident_reference",
            Kind.TEXT,
            "What links people found in one incident.",
            Treatment.PSEUDONYM,
            stored_as="incident",
            blank=Blank.ALLOWED,
        ),
        Column(
            "rg_decision", Kind.CODE, "Reasonable grounds decision.", codes="decision", blank=Blank.ALLOWED
        ),
        Column(
            "rg_date",
            Kind.DATE,
            "Day of the reasonable grounds decision.",
            Treatment.MONTH,
            stored_as="rg_month",
            blank=Blank.ALLOWED,
        ),
        Column(
            "cg_decision", Kind.CODE, "Conclusive grounds decision.", codes="decision", blank=Blank.ALLOWED
        ),
        Column(
            "cg_date",
            Kind.DATE,
            "Day of the conclusive grounds decision.",
            Treatment.MONTH,
            stored_as="cg_month",
            blank=Blank.ALLOWED,
        ),
    ),
    derived=(
        Derived(
            "days_to_referral",
            "INTEGER",
            "Days from first concern to referral.",
            ("concern_date", "date_received"),
            _days_to_referral,
        ),
    ),
    rules=(
        RowRule(
            "first_responder_missing",
            "first_responder",
            "An NRM referral has a first responder: fill it in.",
            ("route", "first_responder"),
            lambda row: row["route"] == "nrm" and row.get("first_responder") is None,
        ),
        _before("concern_date", "date_received"),
        _before("date_received", "rg_date"),
        _before("rg_date", "cg_date"),
    ),
    examples=(
        {
            "reference": "MS-2023-0148",
            "date_received": "14/02/2023",
            "concern_date": "02/02/2023",
            "route": "NRM",
            "referring_body": "Northamptonshire Police",
            "first_responder": "Northamptonshire Police",
            "age_at_exploitation": "16",
            "gender": "Male",
            "exploitation_type": "Criminal",
            "county_lines": "Yes",
            "place_of_exploitation": "Corby",
            "incident_reference": "OP-311",
            "rg_decision": "Positive",
            "rg_date": "2023-03-01",
            "cg_decision": "",
            "cg_date": "",
        },
        {
            "reference": "MS-2023-0151",
            "date_received": "2023-02-20",
            "concern_date": "",
            "route": "Children's safeguarding",
            "referring_body": "Secondary schools",
            "first_responder": "",
            "age_at_exploitation": "Child",
            "gender": "Female",
            "exploitation_type": "Sexual & Criminal",
            "county_lines": "",
            "place_of_exploitation": "Northampton",
            "incident_reference": "",
            "rg_decision": "",
            "rg_date": "",
            "cg_decision": "",
            "cg_date": "",
        },
    ),
)
