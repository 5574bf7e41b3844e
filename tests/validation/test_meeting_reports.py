"""Reports of online meetings: one attendance of many joins, on the day that the report or its title says."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dashboard.intake.systems._adapting import title_and_day
from dashboard.intake.validation import ExtractRefused, check
from tests.validation.exported import (
    DAY,
    EVENT,
    TODAY,
    ZOOM,
    column,
    put,
    taken,
    teams,
    tickets,
)


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


def test_who_joined_from_afar_was_not_in_a_room(tmp_path: Path) -> None:
    zoom = [["Name (Original Name)", "User Email", "Join Time", "Leave Time"],
            ["A", "a@nhs.invalid", "2026-10-06 09:58", "2026-10-06 11:00"]]  # fmt: skip
    constants = '[mapping.constants]\nagency = "acute_hospital_a"\ncourse = "spot_the_signs"\n'
    result = taken(put(tmp_path / "zoom.csv", zoom), constants)
    assert (result.findings, column(result, "delivery_format")) == ((), ["live_online"])
    own = taken(tmp_path / "zoom.csv", constants + 'delivery_format = "blended"\nduration_minutes = "120"\n')
    assert (column(own, "delivery_format"), column(own, "duration_minutes")) == (["blended"], [120])


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
