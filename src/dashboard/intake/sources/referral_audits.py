"""Audited referrals: which points of the checklist were looked at, and which of them each referral met."""

from __future__ import annotations

from dashboard.store.contract import Blank, Column, Kind, Row, RowRule, Source, Treatment, Value


def _codes(value: Value) -> frozenset[str]:
    return frozenset(value) if isinstance(value, tuple) else frozenset()


def _met_unchecked(row: Row) -> bool:
    return not _codes(row.get("points_met")) <= _codes(row.get("points_checked"))


SOURCE = Source(
    name="referral_audits",
    title="Audited referrals",
    about="One row for each referral that was audited, by any route: a sample, not all of one route.",
    table="audits",
    record_key=("reference",),
    columns=(
        Column("reference", Kind.TEXT, "The audit's own reference.", Treatment.PSEUDONYM, stored_as="audit"),
        Column("date_audited", Kind.DATE, "The day of the audit.", Treatment.MONTH, stored_as="month"),
        Column("agency", Kind.CODE, "The agency that did the audit.", codes="agency"),
        Column(
            "points_checked",
            Kind.CODES,
            "The points of the checklist that apply to this referral and were looked at.",
            codes="audit_point",
        ),
        Column(
            "points_met",
            Kind.CODES,
            "Those of them that the referral met; blank where it met none.",
            codes="audit_point",
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
    rules=(
        RowRule(
            "met_without_being_checked",
            "points_met",
            "A point can only be met where it was looked at: add it to the points checked, or take it out.",
            ("points_checked", "points_met"),
            _met_unchecked,
        ),
    ),
    examples=(
        {
            "reference": "AUD-0117",
            "date_audited": "14/05/2024",
            "agency": "Children's trust",
            "points_checked": "Consent; Indicators; Type and place; Immediate safety",
            "points_met": "Indicators; Type and place",
        },
        {
            "reference": "AUD-0118",
            "date_audited": "2024-05-14",
            "agency": "Northamptonshire Police",
            "points_checked": "Indicators; Agencies involved",
            "points_met": "",
        },
    ),
)
