"""Evaluation forms: one row per form, before, after or some months after a session."""

from __future__ import annotations

from dashboard.store.contract import Blank, Column, Kind, RowRule, Source, Treatment

SOURCE = Source(
    name="evaluation_forms",
    title="Evaluation forms",
    about="One row for each form: before the session, after it, or at follow-up.",
    table="evaluations",
    policy="evaluation",
    record_key=("person_key", "session_date", "course", "stage"),
    # Only the month of a session is stored: without this, two sessions of a month could not be told apart.
    keys={"course_day": ("session_date", "course")},
    columns=(
        Column(
            "person_key",
            Kind.TEXT,
            "The same key as in the training register.",
            Treatment.PSEUDONYM,
            stored_as="person",
            also=("staff number", "person id"),
        ),
        Column(
            "session_date",
            Kind.DATE,
            "The day of the session the form is about.",
            Treatment.MONTH,
            stored_as="month",
        ),
        Column("course", Kind.CODE, "The course.", codes="course"),
        Column(
            "agency",
            Kind.CODE,
            "The agency the person works for.",
            codes="agency",
            blank=Blank.NOT_RECORDED,
            quasi_identifier=True,
        ),
        Column("sector", Kind.CODE, "The agency's sector.", codes="sector", blank=Blank.NOT_RECORDED),
        Column("stage", Kind.CODE, "Before, after or follow-up.", codes="form_stage"),
        Column(
            "confidence",
            Kind.INTEGER,
            "Confidence to recognise and act, 1 to 5.",
            low=1,
            high=5,
            unit="points",
            blank=Blank.ALLOWED,
        ),
        Column(
            "knowledge",
            Kind.INTEGER,
            "Warning signs named correctly: 3 or more counts as known.",
            low=0,
            high=10,
            unit="signs",
            blank=Blank.ALLOWED,
            also=("signs named",),
        ),
        Column(
            "relevance",
            Kind.INTEGER,
            "Relevance to the person's work, 1 to 5; after only.",
            low=1,
            high=5,
            unit="points",
            blank=Blank.ALLOWED,
        ),
        Column(
            "recommend",
            Kind.INTEGER,
            "Would recommend, 1 to 5; after only.",
            low=1,
            high=5,
            unit="points",
            blank=Blank.ALLOWED,
        ),
        Column(
            "applied", Kind.FLAG, "Has used the learning in practice; follow-up only.", blank=Blank.ALLOWED
        ),
        Column(
            "comments",
            Kind.TEXT,
            "Free text; dropped at the door.",
            Treatment.DROP,
            optional=True,
            blank=Blank.ALLOWED,
        ),
    ),
    rules=(
        RowRule(
            "applied_before_follow_up",
            "applied",
            "Only a follow-up form can say that learning was applied: clear the cell or correct the stage.",
            lambda row: row["stage"] != "follow_up" and row.get("applied") is not None,
        ),
    ),
    examples=(
        {
            "person_key": "SN-20417",
            "session_date": "23/07/2019",
            "course": "Spot the signs",
            "agency": "Acute hospital A",
            "sector": "Health",
            "stage": "Before",
            "confidence": "2",
            "knowledge": "1",
            "relevance": "",
            "recommend": "",
            "applied": "",
        },
        {
            "person_key": "SN-20417",
            "session_date": "23/07/2019",
            "course": "Spot the signs",
            "agency": "Acute hospital A",
            "sector": "Health",
            "stage": "After",
            "confidence": "4",
            "knowledge": "4",
            "relevance": "5",
            "recommend": "5",
            "applied": "",
        },
    ),
)
