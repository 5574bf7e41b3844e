"""What training systems export is taken in as exported; what is not in it stands in the TOML or the title."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dashboard.intake.validation import ExtractRefused
from tests.validation.exported import (
    AGENCIES,
    BOOKINGS,
    DAY,
    EVENT,
    booked,
    column,
    put,
    taken,
    tickets,
)


def test_eventbrite(tmp_path: Path) -> None:
    path = put(
        tmp_path / "attendees.csv",
        tickets(
            ("a@nhs.invalid", "Attending", "NGH", "Kettering"),
            ("b@police.invalid", "Checked In", "Northants Police", "Corby"),
            ("c@school.invalid", "Not Attending", "A School", "Corby"),
        ),
    )
    result = taken(path, EVENT + '[mapping.values.role]\nNurse = "nursing"\n')
    assert result.findings == ()
    assert column(result, "status") == ["booked", "attended", "cancelled"]
    assert column(result, "person_key") == ["a@nhs.invalid", "b@police.invalid", "c@school.invalid"]
    assert set(column(result, "session_date")) == {DAY}
    assert set(column(result, "course")) == {"spot_the_signs"}
    assert set(column(result, "tier")) == {"1"}
    assert set(column(result, "delivery_district")) == {"E07000153"}
    assert column(result, "work_district") == ["E07000153", "E07000150", "E07000150"]
    assert column(result, "sector") == ["health", "police", "education"]


def test_who_cancelled_and_booked_again_came(tmp_path: Path) -> None:
    people = [("a@nhs.invalid", status, "NGH", "Kettering") for status in ("Not Attending", "Checked In")]
    path = put(tmp_path / "attendees.csv", tickets(*people, ("d@nhs.invalid", "Refunded", "NGH", "Corby")))
    result = taken(path, EVENT)
    assert column(result, "status") == ["attended", "cancelled"]
    assert [row.number for row in result.rows] == [3, 4]


def test_the_toml_comes_before_the_title_and_the_systems_words(tmp_path: Path) -> None:
    path = put(tmp_path / "attendees.csv", tickets(("a@nhs.invalid", "Attending", "NGH", "Kettering")))
    toml = EVENT.replace(
        "[mapping.constants]", '[mapping.constants]\nsession_date = 2026-10-07\ncourse = "refresher"'
    )
    result = taken(path, toml + '[mapping.values.status]\nAttending = "no_show"\n')
    assert column(result, "session_date") == [datetime.date(2026, 10, 7)]
    assert (column(result, "course"), column(result, "status")) == (["refresher"], ["no_show"])


def test_an_own_question_is_not_carried_along_unasked(tmp_path: Path) -> None:
    path = put(tmp_path / "attendees.csv", tickets(("a@nhs.invalid", "Attending", "NGH", "Kettering")))
    with pytest.raises(ExtractRefused, match=r"does not know column T \(20th\)"):
        taken(path, '[mapping.constants]\nvenue = "online"\n' + AGENCIES)
    toml = '[mapping]\nignore = ["Which area do you work in?"]\n[mapping.constants]\nvenue = "online"\n'
    assert column(taken(path, toml + AGENCIES), "agency") == ["acute_hospital_a"]


def test_moodle(tmp_path: Path) -> None:
    heads = ["First name", "Last name", "Email address", "ID number", "Department", "Institution"]
    rows = [
        ["A", "Example", f"{key}@nhs.invalid", key, "Wards", "NGH", course, time, "Complete"]
        for key, course, time in (
            ("SN1", "Spot the signs", "Tuesday, 6 October 2026, 12:04 PM"),
            ("SN2", "Refresher", "Wednesday, 7 October 2026, 9:30 AM"),
        )
    ]
    path = put(tmp_path / "completion.csv", [[*heads, "Course full name", "Time completed", "Status"], *rows])
    result = taken(path, AGENCIES)
    assert result.findings == ()
    assert column(result, "session_date") == [DAY, datetime.date(2026, 10, 7)]
    assert column(result, "course") == ["spot_the_signs", "refresher"]
    assert set(column(result, "status")) == {"attended"}
    assert set(column(result, "delivery_district")) == {"online"}
    assert set(column(result, "role")) == {"not_recorded"}


def test_esr_compliance_is_headcounts_of_one_competence(tmp_path: Path) -> None:
    heads = [
        "Org L3",
        "Staff Group",
        "Competence Name",
        "Assignment Count",
        "Required",
        "Achieved",
        "Compliance %",
    ]
    one = "NHS|CSTF|Safeguarding Children (Version 2) - Level 3 - 3 Years|"
    rows = [
        ["NGH", "Nursing and Midwifery Registered", one, "412", "412", "371", "90.05%"],
        ["NGH", "Medical and Dental", one, "130", "130", "88", "67.69%"],
    ]
    toml = '[mapping.constants]\nsnapshot_date = 2026-09-30\nwork_district = "Northampton"\n' + AGENCIES
    result = taken(put(tmp_path / "esr.csv", [heads, *rows]), toml)
    assert (result.source.name, result.findings) == ("workforce", ())
    assert column(result, "eligible_staff") == [542]
    assert column(result, "agency") == ["acute_hospital_a"]
    rows[1][2] = "NHS|CSTF|Fire Safety - 2 Years|"
    with pytest.raises(ExtractRefused, match="holds several competences"):
        taken(put(tmp_path / "esr.csv", [heads, *rows]), toml)


def test_microsoft_bookings(tmp_path: Path) -> None:
    rows = [booked("a@nhs.invalid"), booked("b@nhs.invalid"), booked("b@nhs.invalid")]
    path = put(tmp_path / "BookingsReportingData.tsv", [BOOKINGS, *rows], "\t")
    toml = '[mapping]\ndate_order = "month first"\n[mapping.constants]\nagency = "acute_hospital_a"\n'
    result = taken(path, toml)
    assert result.findings == ()
    assert column(result, "person_key") == ["a@nhs.invalid", "b@nhs.invalid"]
    assert column(result, "status") == ["booked", "booked"]
    assert set(column(result, "session_date")) == {DAY}
    assert (set(column(result, "course")), set(column(result, "venue"))) == (
        {"spot_the_signs"},
        {"kettering_hall"},
    )
    assert set(column(result, "duration_minutes")) == {90}
    with pytest.raises(ExtractRefused, match="Bookings writes dates with the day or the month first"):
        taken(path, '[mapping.constants]\nagency = "acute_hospital_a"\n')


@pytest.mark.parametrize(
    ("head", "person"),
    [
        (
            [
                "Employee Number",
                "Competency Name",
                "Expiry Date",
                "Date Start",
                "Last Updated By",
                "Title",
                "VPD",
            ],
            0,
        ),
        (["Competence Name", "Date Last Awarded", "Expiry Date", "Compliance Status", "Email", "VPD"], 4),
    ],
)
def test_esr_competences_by_person(tmp_path: Path, head: list[str], person: int) -> None:
    told = {
        "Competency Name": "457|LOCAL|Spot the signs - 3 Years|",
        "Competence Name": "NHS|CSTF|First responder|",
        "Expiry Date": "No expiry", "Date Start": "06-Oct-2026", "Date Last Awarded": "06-Oct-2026",
        "Last Updated By": "TYPIST01", "Title": "Mrs", "VPD": "457", "Compliance Status": "Compliant",
    }  # fmt: skip
    rows = [[told.get(word, f"SN-{n}") for word in head] for n in (1, 2)]
    toml = '[mapping.values.agency]\n457 = "acute_hospital_a"\n'
    result = taken(put(tmp_path / "esr.csv", [head, *rows]), toml)
    assert result.findings == ()
    assert column(result, "person_key") == ["SN-1", "SN-2"]
    assert set(column(result, "session_date")) == {DAY}
    assert set(column(result, "course")) <= {"spot_the_signs", "first_responder"}
    assert set(column(result, "status")) == {"attended"}
    without = put(tmp_path / "nobody.csv", [[c for c in row if c != row[person]] for row in [head, *rows]])
    with pytest.raises(ExtractRefused, match="no column that tells people apart"):
        taken(without, toml)


def test_eventbrite_with_event_and_day_in_columns(tmp_path: Path) -> None:
    """Columns in another order, two sessions in one file, one rebooked, one who walked in."""
    head = ["Order ID", "Order Date", "Attendee Status", "First Name", "Surname", "Email Address",
            "Event Name", "Event Start Date", "Event Start Time", "Ticket Type", "Attendee no.", "Company",
            "Job Title"]  # fmt: skip

    def ticket(status: str, mail: str, event: str, day: str, kind: str = "General Admission") -> list[str]:
        return ["1", "2026-09-20", status, "A", "E", mail, event, day, "09:30", kind, "2", "NGH", "Nursing"]

    rows = [
        ticket("Checked In", "a@nhs.invalid", "Spot the signs", "2026-10-06"),
        ticket("Not Attending", "b@nhs.invalid", "Spot the signs", "2026-10-06"),
        ticket("Attending", "b@nhs.invalid", "Spot the signs", "2026-10-06"),
        ticket("Checked In", "a@nhs.invalid", "Refresher", "2026-10-20"),
        ticket("Checked In", "w@nhs.invalid", "Refresher", "2026-10-20", "Walk-in"),
    ]
    result = taken(
        put(tmp_path / "report.csv", [head, *rows]), '[mapping.constants]\nvenue = "online"\n' + AGENCIES
    )
    assert result.findings == ()
    assert (result.rows_read, result.rows_furniture) == (5, 1)
    assert column(result, "status") == ["attended", "booked", "attended", "walk_in"]
    assert column(result, "course") == ["spot_the_signs"] * 2 + ["refresher"] * 2
    assert column(result, "session_date") == [
        DAY,
        DAY,
        datetime.date(2026, 10, 20),
        datetime.date(2026, 10, 20),
    ]


def test_moodle_by_mail_with_courses_not_completed(tmp_path: Path) -> None:
    head = ["Email address", "Course full name", "Status", "Time completed", "First name", "Last name",
            "Institution", "ID number", "Username"]  # fmt: skip
    rows = [
        ["a@nhs.invalid", "Spot the signs", "Completed", "6/10/26, 12:04", "A", "E", "NGH", "", "ae"],
        ["b@nhs.invalid", "Spot the signs", "In progress", "-", "B", "E", "NGH", "", "be"],
        ["c@nhs.invalid", "Refresher", "Completed", "14/10/26, 09:10", "C", "E", "NGH", "", "ce"],
    ]
    result = taken(put(tmp_path / "moodle.csv", [head, *rows]), AGENCIES)
    assert (result.findings, result.rows_read, result.rows_furniture) == ((), 3, 1)
    assert column(result, "person_key") == ["a@nhs.invalid", "c@nhs.invalid"]
    assert column(result, "session_date") == [DAY, datetime.date(2026, 10, 14)]
    assert "not completed yet in row 3" in " ".join(result.read_as)


def test_the_report_of_moodles_plugin(tmp_path: Path) -> None:
    head = ["name", "Email", "Course", "Timestarted", "Timecompleted"]
    rows = [
        ["A", "a@nhs.invalid", "Spot the signs", "2026-10-01 10:00", done]
        for done in ("2026-10-06 12:04", "")
    ]
    path = put(tmp_path / "plugin.csv", [head, *rows])
    result = taken(path, '[mapping.constants]\nagency = "acute_hospital_a"\n')
    assert (result.findings, result.rows_furniture, column(result, "session_date")) == ((), 1, [DAY])


def test_bookings_with_fewer_columns_in_another_order(tmp_path: Path) -> None:
    head = [
        "Booking Id",
        "Service",
        "Date Time",
        "Duration (mins.)",
        "Customer Email",
        "Customer Name",
        "Location",
    ]
    rows = [["B1", "Spot the signs", "13/10/2026 09:30", "90", "a@nhs.invalid", "A", "Kettering hall"]]
    path = put(tmp_path / "bookings.csv", [head, *rows])
    result = taken(path, '[mapping.constants]\nagency = "acute_hospital_a"\n')
    assert (result.findings, column(result, "venue")) == ((), ["kettering_hall"])


def test_esr_by_assignment_with_the_day_of_achievement(tmp_path: Path) -> None:
    head = ["Assignment Number", "Employee Name", "Organisation", "Position Title", "Competence Name",
            "Competence Match", "Date Achieved", "Date Start", "Expiry Date"]  # fmt: skip
    one = "NHS|CSTF|Spot the signs - 3 Years|"
    rows = [["20417-1", "E", "NGH", "Nurse", one, "Match", "06-OCT-2026", "", "05-OCT-2029"]]
    result = taken(put(tmp_path / "esr.csv", [head, *rows]), AGENCIES)
    assert (result.findings, column(result, "session_date")) == ((), [DAY])
    assert column(result, "person_key") == ["20417-1"]
