"""What a file leaves unsaid is filled from its TOML and the code lists, and nothing in it is overruled."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.intake.sources import sources
from dashboard.intake.validation import ExtractRefused, check, reports
from dashboard.reference.code_lists import NOT_RECORDED, code_list
from tests.validation.extracts import BOOKING, TODAY, bookings, write_csv, write_xlsx

LEFT_OUT = ("sector", "tier", "delivery_district")


def without(rows: list[dict[str, str]], *names: str) -> list[dict[str, str]]:
    return [{name: cell for name, cell in row.items() if name not in names} for row in rows]


def values(path: Path, toml: str = "", own: Path | None = None) -> list[dict[str, object]]:
    if toml:
        path.with_suffix(".toml").write_text(toml, encoding="utf-8")
    result = check(path, today=TODAY, own_codes=own)
    assert result.findings == ()
    return [dict(row.values) for row in result.rows]


def refusal(path: Path, toml: str) -> str:
    path.with_suffix(".toml").write_text(toml, encoding="utf-8")
    with pytest.raises(ExtractRefused) as refused:
        check(path, today=TODAY)
    return refused.value.sentence


def test_sector_tier_and_district_need_not_be_sent(tmp_path: Path) -> None:
    rows = without(bookings(2), *LEFT_OUT)
    got = values(write_csv(tmp_path / "register.csv", rows))[0]
    assert [got[name] for name in LEFT_OUT] == ["health", "1", "E07000154"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    several=st.lists(
        st.tuples(
            *(st.sampled_from(sorted(code_list(name).labels)) for name in ("agency", "course", "venue"))
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_file_without_them_gives_what_a_full_one_gives(
    several: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    """The full file says what the lists say of each agency, course and venue; the other leaves it out."""
    full = [
        BOOKING
        | {"person_key": f"SN-{number}", "agency": agency, "course": course, "venue": venue}
        | {
            "sector": code_list("agency").facts[agency]["sector"],
            "tier": code_list("course").facts[course]["tier"],
            "delivery_district": code_list("venue").facts[venue]["district"],
        }
        for number, (agency, course, venue) in enumerate(several)
    ]
    whole = values(write_csv(tmp_path / "whole.csv", full))
    assert values(write_csv(tmp_path / "short.csv", without(full, *LEFT_OUT))) == whole


@pytest.mark.parametrize("name", sorted(sources()))
def test_every_format_can_do_without_what_the_lists_know(name: str, tmp_path: Path) -> None:
    source = sources()[name]
    known = [column.name for column in source.columns if column.from_fact]
    rows = without([dict(row) for row in source.examples], *known)
    (got, *_), (full, *_) = (
        values(write_csv(tmp_path / f"{place}.csv", given))
        for place, given in enumerate((rows, list(source.examples)))
    )
    assert {key: got[key] for key in known} == {key: full[key] for key in known}


def test_a_blank_cell_stays_blank(tmp_path: Path) -> None:
    """How much is recorded is a figure of its own: only a column that is not sent is filled."""
    assert values(write_csv(tmp_path / "a.csv", bookings(1, sector="")))[0]["sector"] == NOT_RECORDED


def test_an_agency_of_which_the_list_knows_no_sector(tmp_path: Path) -> None:
    own = tmp_path / "codes"
    own.mkdir()
    (own / "agency.csv").write_text("code,label\nnene,Nene General\n", encoding="utf-8")
    rows = without(bookings(1, agency="Nene General"), "sector")
    assert values(write_csv(tmp_path / "a.csv", rows), own=own)[0]["sector"] == NOT_RECORDED


CONSTANTS = """
[mapping.constants]
venue = "Kettering conference room"
session_date = 2026-10-06
tier = 2
agency = "NGH"
places = 40
[mapping.values.agency]
NGH = "acute_hospital_a"
"""


def test_constants_hold_for_every_row(tmp_path: Path) -> None:
    rows = without(bookings(2), "venue", "session_date", "tier", "agency", "delivery_district", "places")
    today = datetime.date(2026, 11, 1)
    path = write_csv(tmp_path / "register.csv", rows)
    (tmp_path / "register.toml").write_text(CONSTANTS, encoding="utf-8")
    result = check(path, today=today)
    assert result.findings == ()
    assert {row.values["person_key"] for row in result.rows} == {"SN-0", "SN-1"}
    for row in result.rows:
        assert row.values["venue"] == "kettering_hall"
        assert row.values["delivery_district"] == "E07000153"
        assert row.values["session_date"] == datetime.date(2026, 10, 6)
        assert (row.values["tier"], row.values["agency"], row.values["places"]) == (
            "2",
            "acute_hospital_a",
            40,
        )
    assert result.source is sources()["training_register"]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ('venue = "Room 2"', "'mapping.constants.venue' is not a word of the list, so kept as 'Other'"),
        ('session_date = "soon"', "'mapping.constants.session_date' is not a date"),
        ("session_date = 2031-01-01", "'mapping.constants.session_date' is a date after today"),
        ('agency = ""', "'mapping.constants.agency' is blank"),
        ("agency = [1]", "'mapping.constants.agency' has the wrong type"),
        ('status = "Attended"', "'mapping.constants.status' is a constant, but the file has the column"),
        ('course_name = "x"', "'mapping.constants.course_name' is not a column of 'Training register'"),
    ],
)
def test_a_constant_that_is_none_is_refused_by_its_key(key: str, words: str, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", without(bookings(1), "venue", "session_date", "agency"))
    sound = 'venue = "online"\nsession_date = 2024-03-01\nagency = "public"\n'
    lines = [line for line in sound.splitlines() if line.split()[0] != key.split()[0]]
    said = refusal(path, "[mapping.constants]\n" + "\n".join([*lines, key]))
    assert said.startswith("a.toml has an error: key ") and words in said


def test_a_prefix_goes_before_bare_figures_alone(tmp_path: Path) -> None:
    rows = [BOOKING | {"person_key": key} for key in ("20417", "NGH-20418", "a@example.org")]
    got = values(write_csv(tmp_path / "a.csv", rows), '[mapping]\nperson_prefix = "NGH-"')
    assert [row["person_key"] for row in got] == ["NGH-20417", "NGH-20418", "a@example.org"]
    path = write_xlsx(
        tmp_path / "b.xlsx", {"S": [list(BOOKING), list((BOOKING | {"person_key": 20417}).values())]}
    )
    assert values(path, '[mapping]\nperson_prefix = "NGH-"')[0]["person_key"] == "NGH-20417"
    assert "'mapping.person_prefix' is no beginning" in refusal(path, '[mapping]\nperson_prefix = "\\n"')


def test_months_first_where_the_toml_says_so(tmp_path: Path) -> None:
    said = ["3/14/2024", "03-04-2024", "2024-03-05", "6 March 2024", "3/7/24 10:15"]
    rows = [row | {"session_date": day} for row, day in zip(bookings(5), said, strict=True)]
    got = values(write_csv(tmp_path / "a.csv", rows), '[mapping]\ndate_order = "month first"')
    days = [(3, 14), (3, 4), (3, 5), (3, 6), (3, 7)]
    assert [row["session_date"] for row in got] == [datetime.date(2024, month, day) for month, day in days]


def test_a_day_that_is_no_month_is_told_and_not_turned_round(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", bookings(2, session_date="14/03/2024"))
    (tmp_path / "a.toml").write_text('[mapping]\ndate_order = "month first"', encoding="utf-8")
    with pytest.raises(ExtractRefused, match=r"month first by its TOML, but .* above 12 in rows 2, 3"):
        check(path, today=TODAY)


def test_a_blank_repeats_the_cell_above_where_the_toml_says_so(tmp_path: Path) -> None:
    rows = bookings(4)
    rows[1]["agency"] = rows[3]["agency"] = ""
    rows[2]["agency"] = "Ambulance service"
    got = values(write_csv(tmp_path / "a.csv", rows), '[mapping]\nblank_as_above = ["agency"]')
    hospital, ambulance = ["acute_hospital_a"] * 2, ["ambulance"] * 2
    assert [row["agency"] for row in got] == hospital + ambulance
    rows[0]["agency"] = ""
    path = write_csv(tmp_path / "b.csv", rows)
    (tmp_path / "b.toml").write_text('[mapping]\nblank_as_above = ["agency"]', encoding="utf-8")
    assert check(path, today=TODAY).counts == {"blank": 2}
    assert "'mapping.blank_as_above: agencies' is not" in refusal(
        path, '[mapping]\nblank_as_above = ["agencies"]'
    )


def test_an_unknown_word_is_reported_with_the_nearest_of_ours_and_never_quoted(tmp_path: Path) -> None:
    """A word of a coded column may be a slip that holds a name."""
    rows = bookings(40)
    for row in rows[:3]:
        row["agency"] = "Acute hospitl A"
    rows[4]["agency"] = "Zoe Canary"
    rows[5]["role"] = "Polise officer"
    rows[6]["topics"] = "modern slavery; county linez"
    result = check(write_csv(tmp_path / "a.csv", rows), today=TODAY)
    said = {one.row: one.message.partition("The nearest is ")[2] for one in result.findings}
    hospital = "'Acute hospital A'."
    assert said == {
        2: hospital,
        3: hospital,
        4: hospital,
        6: "",
        7: "'Police officer'.",
        8: "'County lines'.",
    }
    report = reports.text(result) + reports.as_csv(result)
    assert "Rows 2, 3, 4, column B (Agency)" in report
    assert not [word for word in ("hospitl", "Canary", "Polise", "linez") if word in report]
