"""Headings that training systems and spreadsheets usually have for our columns.

They are proposed and never taken for granted: a "date" may be that of the booking.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.reference.spelling import normalise
from dashboard.store.contract import Column

_USUAL = {
    "agency": "organisation|organization|employer|company|trust|institution|partner|agency name|org|org l3"
    "|which organisation do you work for|which agency do you work for|who do you work for|your organisation",
    "applied": "used in practice|have you used what you learned",
    "age_at_exploitation": "age|age group|age at referral",
    "concern_date": "date of concern|first concern",
    "confidence": "confidence score|how confident are you",
    "course": "course name|course full name|course title|event|event name|training|module|title"
    "|competence name",
    "county_lines": "county lines flag|county lines involvement",
    "date_received": "received|received on|referral date|date of referral|created",
    "date_submitted": "submitted|submitted on|date|created",
    "delivery_district": "district of venue|training district|delivery area",
    "eligible_staff": "staff|staff in post|heads|assignment count|required",
    "email": "email address|mail|user email",
    "exploitation_type": "type of exploitation|exploitation|type|abuse type",
    "first_responder": "first responder organisation|fro",
    "gender": "sex",
    "meeting_date": "date|date of meeting",
    "name": "person name|surname|attendee|learner",
    "notes": "comments|remarks|free text|case notes",
    "person_key": "staff no|payroll no|payroll number|employee number|employee id|assignment number|id number"
    "|staff id|e mail|email|email address|work email|user id|participant",
    "place_of_exploitation": "place|location|district|area",
    "places": "capacity|seats|places offered",
    "reference": "ref|reference number|case number|case id|case ref|id|number",
    "referring_body": "referrer|referring organisation|organisation|agency|referred by",
    "role": "job title|job role|position|occupation|staff group|profession"
    "|what is your job role|your job title",
    "route": "referral route|pathway|referral type|source of referral",
    "session_date": "date|datestamp|event date|training date|date of training|date attended|course date"
    "|time completed|completion date",
    "session_reference": "session id|event id|session number",
    "snapshot_date": "date|as at|as of|snapshot",
    "stage": "form|form type|pre or post|survey",
    "status": "outcome|attendance|attendance status|attended|booking status|attendee status|result",
    "subject": "topic|about|category",
    "tier": "level|training tier|training level",
    "topics": "content|subjects",
    "venue": "location|place|room|site|held at|training venue",
    "work_district": "district|area|base|work area|which area do you work in",
    "work_postcode": "postcode|base postcode|post code",
}


def spellings(column: Column) -> Iterator[str]:
    """Every heading for ``column`` that we know or that is usual, normalised; our own first."""
    for word in (column.name, *column.also, *_USUAL.get(column.name, "").split("|")):
        if word:
            yield normalise(word)
