"""What training systems export, as they export it, and what comes of it."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

from dashboard.intake.validation import Check, check
from tests.validation.extracts import write_xlsx

TODAY = datetime.date(2026, 11, 28)


DAY = datetime.date(2026, 10, 6)


AGENCIES = (
    '[mapping.values.agency]\nNGH = "acute_hospital_a"\n"Northants Police" = "northamptonshire_police"\n'
    '"A School" = "secondary_schools"\n'
)


def put(path: Path, lines: list[list[str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(lines)
    return path


def taken(path: Path, toml: str) -> Check:
    path.with_suffix(".toml").write_text(toml, encoding="utf-8")
    return check(path, today=TODAY)


def column(result: Check, name: str) -> list[object]:
    return [row.values[name] for row in result.rows]


EVENTBRITE = [
    "Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Group,"
    "Order Type,Currency,Total Paid,Fees Paid,Eventbrite Fees,Eventbrite Payment Processing,Attendee Status,"
    "Job Title,Company,Which area do you work in?"
]


TICKET = "Spot the signs 6 Oct 2026"


def tickets(*people: tuple[str, str, str, str]) -> list[list[str]]:
    """Attendees by e-mail, status, company and area."""
    rows = [
        [
            *(str(1000 + n), "2026-09-20 10:15:00", "A", "Example", mail, "1", "", TICKET, str(5000 + n), ""),
            *("Free Order", "GBP", "0", "0", "0", "0", status, "Nurse", company, area),
        ]
        for n, (mail, status, company, area) in enumerate(people)
    ]
    return [EVENTBRITE[0].split(","), *rows]


EVENT = (
    '[mapping.columns]\nwork_district = "Which area do you work in?"\n'
    '[mapping.constants]\nvenue = "kettering_hall"\n' + AGENCIES
)


ZOOM = ["Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest"]


def teams(*people: tuple[str, str, str]) -> list[list[str]]:
    """A report on people by e-mail, sign-in name and role."""
    return [
        ["1. Summary"],
        ["Meeting title", "First responder 6 October 2026"],
        ["Attended participants", str(len(people))],
        ["Start time", "10/6/26, 9:58:12 AM"],
        ["End time", "10/6/26, 11:31:40 AM"],
        [],
        ["2. Participants"],
        ["Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"],
        *(
            ["A Example", "10/6/26, 9:58:12 AM", "10/6/26, 11:31:40 AM", "1h 33m", mail, sign_in, role]
            for mail, sign_in, role in people
        ),
        [],
        ["3. In-Meeting Activities"],
        ["Name", "Join Time", "Leave Time", "Duration", "Email", "Role"],
        ["A Example", "10/6/26, 9:58:12 AM", "10/6/26, 10:31:40 AM", "33m", "a@nhs.invalid", "Attendee"],
    ]


FORMS = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]


FORM = '[mapping.constants]\nsession_date = 2026-10-06\ncourse = "spot_the_signs"\nagency = "public"\n'


def responses(path: Path, questions: list[str], *answers: list[str], mail: str = "anonymous") -> Path:
    end = datetime.datetime(2026, 10, 6, 12, 30)
    rows = [
        [number, datetime.datetime(2026, 10, 6, 12, number), end, mail, None, None, *said]
        for number, said in enumerate(answers, 1)
    ]
    return write_xlsx(path, {"Sheet1": [[*FORMS, *questions], *rows]})


BOOKINGS = [
    "Date Time", "Customer Name", "Customer Email", "Customer Phone", "Customer Address", "Staff",
    "Staff Name", "Staff Email", "Service", "Location", "Duration (mins.)", "Pricing Type", "Price",
    "Currency", "Cc Attendees", "Signed Up Attendees Count", "Text Notifications Enabled", " Custom Fields",
    "Event Type", "Booking Id",
    "Tracking Data",
]  # fmt: skip


def booked(mail: str, when: str = "10/6/2026 9:30 AM", service: str = "Spot the signs") -> list[str]:
    return [
        *(when, "A Example", mail, "07700 900123", "", "Trainer", "T Trainer", "t@council.invalid", service),
        *(
            "Kettering hall",
            "90",
            "Not set",
            "0",
            "GBP",
            "",
            "12",
            "FALSE",
            '{"Team":"Wards"}',
            "Group",
            "AQ1",
            "",
        ),
    ]
