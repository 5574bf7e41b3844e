"""What training systems export is taken in as exported; what is not in it stands in the TOML or the title."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest

from dashboard.intake.systems._adapting import title_and_day
from dashboard.intake.validation import Check, ExtractRefused, check
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


ZOOM = ["Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest"]


def test_zoom_makes_one_attendance_of_many_joins(tmp_path: Path) -> None:
    rows = [
        ["A Example", mail, f"10/06/2026 {at}:00 AM", "10/06/2026 11:00:00 AM", "60", "Yes"]
        for mail, at in (("a@nhs.invalid", "09:58"), ("b@nhs.invalid", "10:00"), ("A@nhs.invalid", "10:20"))
    ]
    path = put(tmp_path / "participants.csv", [ZOOM, *rows])
    constants = '[mapping.constants]\nagency = "public"\ncourse = "refresher"\n'
    with pytest.raises(ExtractRefused, match="Zoom writes dates with the day or the month first"):
        taken(path, constants)
    result = taken(path, '[mapping]\ndate_order = "month first"\n' + constants)
    assert result.findings == ()
    assert column(result, "person_key") == ["a@nhs.invalid", "b@nhs.invalid"]
    assert set(column(result, "session_date")) == {DAY}
    assert (result.rows_read, result.rows_furniture, result.rows_set_aside) == (3, 1, 0)
    assert "part of another row's attendance or sum in row 4" in " ".join(result.read_as)


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


@pytest.mark.parametrize(("delimiter", "encoding"), [("\t", "utf-16"), (",", "utf-8-sig")])
def test_teams(delimiter: str, encoding: str, tmp_path: Path) -> None:
    people = (
        ("host@nhs.invalid", "host@nhs.invalid", "Organizer"),
        ("a@nhs.invalid", "a@nhs.invalid", "Attendee"),
        ("", "b@nhs.invalid", "Attendee"),
        ("a@nhs.invalid", "a@nhs.invalid", "Attendee"),
    )
    path = put(tmp_path / "attendance.csv", teams(*people), delimiter, encoding)
    result = taken(path, '[mapping.constants]\nagency = "public"\n')
    assert result.findings == ()
    assert column(result, "person_key") == ["a@nhs.invalid", "b@nhs.invalid"]
    assert set(column(result, "session_date")) == {DAY}
    assert set(column(result, "course")) == {"first_responder"}
    assert set(column(result, "tier")) == {"2"}
    assert set(column(result, "status")) == {"attended"}
    assert [row.number for row in result.rows] == [10, 11]


def test_teams_without_a_day_in_its_title(tmp_path: Path) -> None:
    lines = teams(("a@nhs.invalid", "", "Attendee"))
    lines[1][1] = "First responder"
    path = put(tmp_path / "attendance.csv", lines, "\t", "utf-16")
    constants = '[mapping.constants]\nagency = "public"\n'
    with pytest.raises(ExtractRefused, match="Teams writes dates with the day or the month first"):
        taken(path, constants)
    for toml, day in (
        ('[mapping]\ndate_order = "month first"\n' + constants, DAY),
        ('[mapping]\ndate_order = "day first"\n' + constants, datetime.date(2026, 6, 10)),
        (constants + "session_date = 2026-10-05\n", datetime.date(2026, 10, 5)),
    ):
        assert column(taken(path, toml), "session_date") == [day]


def test_a_teams_report_without_participants_is_refused_in_words(tmp_path: Path) -> None:
    path = put(tmp_path / "attendance.csv", teams()[:5], "\t", "utf-16")
    with pytest.raises(ExtractRefused, match="without a table of participants"):
        check(path, today=TODAY)


@pytest.mark.parametrize("kind", ["eventbrite", "zoom", "teams"])
def test_nobody_without_an_address_is_merged_with_another(kind: str, tmp_path: Path) -> None:
    """A blank key is set aside row by row, as in any file."""
    if kind == "eventbrite":
        path = put(tmp_path / "a.csv", tickets(*[("", "Checked In", "NGH", "Corby")] * 2))
    elif kind == "zoom":
        path = put(tmp_path / "a.csv", [ZOOM, *[["A", "", "16/10/2026", "16/10/2026", "1", "Yes"]] * 2])
    else:
        path = put(tmp_path / "a.csv", teams(*[("", "", "Attendee")] * 2), "\t", "utf-16")
    constants = '[mapping.constants]\nvenue = "online"\n'
    if kind != "eventbrite":
        constants += 'agency = "public"\n'
    if kind == "zoom":
        constants += 'course = "refresher"\n'
    extra = EVENT if kind == "eventbrite" else constants
    assert taken(path, extra).counts["blank"] == 2


FORMS = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]
FORM = '[mapping.constants]\nsession_date = 2026-10-06\ncourse = "spot_the_signs"\nagency = "public"\n'


def responses(path: Path, questions: list[str], *answers: list[str], mail: str = "anonymous") -> Path:
    end = datetime.datetime(2026, 10, 6, 12, 30)
    rows = [
        [number, datetime.datetime(2026, 10, 6, 12, number), end, mail, None, None, *said]
        for number, said in enumerate(answers, 1)
    ]
    return write_xlsx(path, {"Sheet1": [[*FORMS, *questions], *rows]})


def test_a_form_that_asks_for_before_and_now_is_two_of_ours(tmp_path: Path) -> None:
    questions = [
        "How confident were you before the session?",
        "How confident are you now?",
        "Would you recommend this training?\u00a0",
    ]
    first, second = ["2 - Not very", "4 - Quite", "Yes"], ["Not at all confident", "Very confident", "No"]
    result = taken(responses(tmp_path / "forms.xlsx", questions, first, second), FORM)
    assert (result.source.name, result.findings, result.rows_read) == ("evaluation_forms", (), 2)
    assert column(result, "stage") == ["before", "after"] * 2
    assert column(result, "confidence") == [2, 4, 1, 5]
    assert column(result, "recommend") == [None, 5, None, 1]
    keys = column(result, "person_key")
    assert keys[0] == keys[1] != keys[2] == keys[3]
    assert not any("anonymous" in str(key) for key in keys)


def test_a_form_of_one_stage_with_people(tmp_path: Path) -> None:
    path = responses(
        tmp_path / "forms.xlsx",
        ["I feel confident to act", "This was relevant to my work", "What else?"],
        ["Agree", "Strongly agree", "text"],
        mail="a@nhs.invalid",
    )
    toml = '[mapping]\nignore = ["What else?"]\n' + FORM + 'stage = "follow_up"\n'
    result = taken(path, toml)
    assert result.findings == ()
    assert (column(result, "stage"), column(result, "person_key")) == (["follow_up"], ["a@nhs.invalid"])
    assert (column(result, "confidence"), column(result, "relevance")) == ([4], [5])
    with pytest.raises(ExtractRefused, match=r"does not know column I \(9th\)"):
        taken(path, FORM)


def test_a_score_that_is_none_sets_the_whole_response_aside(tmp_path: Path) -> None:
    questions = ["Confidence before the session", "Confidence now"]
    path = responses(tmp_path / "forms.xlsx", questions, ["2", "4"], ["a lot", "5"], ["4 of 5", "5"])
    result = taken(path, FORM)
    assert (result.rows_read, result.rows_set_aside, len(result.rows)) == (3, 2, 2)
    likely = responses(tmp_path / "likely.xlsx", ["Would you recommend it?"], ["Very likely"], ["Unlikely"])
    assert column(taken(likely, FORM), "recommend") == [5, 2]
    assert result.counts == {"not_a_whole_number": 2}


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


def test_who_joined_from_afar_was_not_in_a_room(tmp_path: Path) -> None:
    zoom = [["Name (Original Name)", "User Email", "Join Time", "Leave Time"],
            ["A", "a@nhs.invalid", "2026-10-06 09:58", "2026-10-06 11:00"]]  # fmt: skip
    constants = '[mapping.constants]\nagency = "acute_hospital_a"\ncourse = "spot_the_signs"\n'
    result = taken(put(tmp_path / "zoom.csv", zoom), constants)
    assert (result.findings, column(result, "delivery_format")) == ((), ["live_online"])
    own = taken(tmp_path / "zoom.csv", constants + 'delivery_format = "blended"\nduration_minutes = "120"\n')
    assert (column(own, "delivery_format"), column(own, "duration_minutes")) == (["blended"], [120])


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


@pytest.mark.parametrize(
    ("title", "course", "day"),
    [
        ("Spot the signs 6 Oct 2026", "Spot the signs", "6 Oct 2026"),
        ("Spot the signs - Tuesday 6th October 2026", "Spot the signs", "6th October 2026"),
        ("Refresher (Tue 20 Oct 2026)", "Refresher", "20 Oct 2026"),
        ("Refresher, Weds 21 Oct 2026, 9:30am to 11am", "Refresher", "21 Oct 2026"),
        ("Train the trainer on 06/10/2026 at 10:00", "Train the trainer", "06/10/2026"),
        ("2026-10-06: First responder", "First responder", "2026-10-06"),
        ("On Call: what to do", "On Call: what to do", ""),
        ("Sunday schools, 6 October 2026", "Sunday schools", "6 October 2026"),
    ],
)
def test_a_title_is_a_course_and_its_day(title: str, course: str, day: str) -> None:
    assert title_and_day(title) == (course, day)


def test_zoom_with_the_meeting_above(tmp_path: Path) -> None:
    meeting = [
        ["Meeting ID", "Topic", "Start Time", "End Time", "User Email", "Duration (Minutes)", "Participants"],
        [
            "812",
            "Spot the signs",
            "13/10/2026 09:55:00",
            "13/10/2026 11:31:00",
            "host@nhs.invalid",
            "96",
            "2",
        ],
        [],
    ]
    joins = [
        ["A", "a@nhs.invalid", f"13/10/2026 {at}", "13/10/2026 11:31", "9", "No"] for at in ("09:58", "10:20")
    ]
    path = put(tmp_path / "zoom.csv", [*meeting, ZOOM, *joins])
    result = taken(path, '[mapping.constants]\nagency = "acute_hospital_a"\n')
    assert (result.findings, result.rows_read, result.rows_furniture) == ((), 2, 1)
    assert (column(result, "course"), column(result, "person_key")) == (["spot_the_signs"], ["a@nhs.invalid"])
    assert column(result, "session_date") == [datetime.date(2026, 10, 13)]
    alone = put(tmp_path / "alone.csv", [["Topic", "Refresher 14/10/2026"], [], ZOOM, *joins])
    assert column(taken(alone, '[mapping.constants]\nagency = "public"\n'), "course") == ["refresher"]


def test_teams_colleagues_are_presenters_and_came(tmp_path: Path) -> None:
    people = (
        ("host@nhs.invalid", "", "Organizer"),
        ("a@nhs.invalid", "", "Presenter"),
        ("b@nhs.invalid", "", "Attendee"),
    )
    path = put(tmp_path / "attendance.csv", teams(*people), "\t", "utf-16")
    result = taken(path, '[mapping.constants]\nagency = "public"\n')
    assert column(result, "person_key") == ["a@nhs.invalid", "b@nhs.invalid"]
    assert (result.rows_read, result.rows_furniture) == (3, 1)
    assert "who holds the session in row 9" in " ".join(result.read_as)


def test_an_older_report_of_teams_has_a_row_for_each_join(tmp_path: Path) -> None:
    lines = [
        ["Meeting Summary"], ["Total Number of Participants", "2"], ["Meeting Title", "First responder"],
        ["Meeting Start Time", "10/16/2026, 9:55:01 AM"], ["Meeting End Time", "10/16/2026, 11:31:40 AM"], [],
        ["Full Name", "Join Time", "Leave Time", "Duration", "Email", "Role", "Participant ID (UPN)"],
        *(["A", f"10/16/2026, {at}:12 AM", "10/16/2026, 11:20:00 AM", "9m", "a@nhs.invalid", "Attendee", ""]
          for at in ("9:58", "10:25")),
    ]  # fmt: skip
    toml = '[mapping]\ndate_order = "month first"\n[mapping.constants]\nagency = "public"\n'
    result = taken(put(tmp_path / "old.csv", lines, "\t", "utf-16"), toml)
    assert (result.findings, result.rows_read, result.rows_furniture) == ((), 2, 1)
    assert column(result, "session_date") == [datetime.date(2026, 10, 16)]
    assert column(result, "course") == ["first_responder"]


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
