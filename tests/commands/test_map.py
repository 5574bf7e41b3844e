"""``dashboard map``: headings and words beside ours, and a TOML that ``check`` takes."""

from __future__ import annotations

import datetime
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from dashboard.intake.proposing import propose
from dashboard.intake.proposing.tables import likeliest
from dashboard.intake.proposing.toml import quoted, written
from dashboard.intake.sources import sources
from dashboard.intake.validation import ExtractRefused, check
from dashboard.intake.validation.mapping import PartnerMapping, beside
from dashboard.intake.validation.reading import load, read
from dashboard.reference.code_lists import code_list
from dashboard.reference.spelling import normalise
from tests.commands.test_commands import dashboard
from tests.validation.exported import put, teams, tickets
from tests.validation.extracts import BOOKING, TODAY, bookings, write_csv

SECRET = ("SN-77123", "zoe.canary@example.org", "Zoe Canary", "17/11/2023", "seen at Canary Street")
OWN_WORDS = {
    "Staff number": "SN-77123",
    "Delegate name": "Zoe Canary",
    "Work mail": "zoe.canary@example.org",
    "Organisation": "Northamptonshire Polise",
    "Job role": "Police Officers",
    "Event": "Spot the sings",
    "Date of training": "17/11/2023",
    "Training venue": "Kettering conference rooms",
    "Outcome": "Here",
    "Remarks": "seen at Canary Street",
}


def proposal(path: Path) -> str:
    mapping = beside(path)
    table = likeliest(path.name, read(path.name, load(path)), mapping, sources())
    return written(path.name, propose(path.name, table, mapping, sources()), mapping)


def test_a_partners_file_is_mapped_in_minutes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(tmp_path / "register.csv", [OWN_WORDS])
    toml = tmp_path / "register.toml"
    assert dashboard("map", path, "--out", toml, "--data", tmp_path) == 1
    shown = capsys.readouterr().out
    text = toml.read_text(encoding="utf-8")
    for line in (
        'session_date = "Date of training"',
        'agency = "Organisation"',
        'course = "Event"',
        '"Spot the sings" = "spot_the_signs"  # Spot the signs; 1 row',
        '# "Here" = ""  # no word of ours is near; 1 row',
        '    "Remarks",',
    ):
        assert line in text
    assert "Still open: 1" in shown and "Status: 1 word without a code" in shown
    assert check(path, today=TODAY).counts == {"unknown_code": 1}
    decided = text.replace('# "Here" = ""', '"Here" = "attended"')
    toml.write_text(decided, encoding="utf-8")
    (row,) = check(path, today=TODAY).rows
    assert (row.values["agency"], row.values["role"]) == ("northamptonshire_police", "police_officer")
    assert (row.values["sector"], row.values["tier"], row.values["delivery_district"]) == (
        "police", "1", "E07000153",
    )  # fmt: skip
    assert dashboard("map", path, "--data", tmp_path) == 0
    assert "Nothing is open." in capsys.readouterr().out


def test_no_value_of_a_key_a_date_or_free_text_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_csv(tmp_path / "register.csv", [OWN_WORDS, *[OWN_WORDS] * 3])
    dashboard("map", path, "--out", tmp_path / "x.toml", "--data", tmp_path)
    told = capsys.readouterr()
    everything = told.out + told.err + (tmp_path / "x.toml").read_text(encoding="utf-8")
    assert not [value for value in SECRET if value in everything]


@pytest.mark.parametrize(
    "heading",
    ["Name", "Attendee", "Surname", "Comments", "Who", "Company director", "Venue host", "Trust lead"],
)
def test_a_column_of_people_is_never_shown_as_words(
    heading: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever a column of names is called, its cells are not taken for words of a list."""
    rows = [
        {heading: f"Zoe Canary {letter}", "Status": "Attended", "Course": "Refresher"} for letter in "abc"
    ]
    dashboard("map", write_csv(tmp_path / "a.csv", rows), "--data", tmp_path)
    told = capsys.readouterr()
    assert "Canary" not in told.out + told.err


def test_a_file_without_headings_is_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("zoe.canary@example.org,17/11/2023,Attended\nx@y.org,18/11/2023,Attended\n", "utf-8")
    assert dashboard("map", path, "--data", tmp_path) == 2
    told = capsys.readouterr()
    assert "looks like data, not like headings" in told.err
    assert "canary" not in told.out + told.err


def test_what_is_in_doubt_is_left_to_the_person(tmp_path: Path) -> None:
    """Two dates, a key in figures, months first: proposed by proof, or open."""
    rows = [
        {"Payroll no": str(20417 + place), "Company": "ICB", "Course": "Refresher", "Order date": day}
        | {"Course date": day, "Venue": "Online", "Status": "Attended", "Role": "Doctor"}
        for place, day in enumerate(("3/14/2024", "4/2/2024"))
    ]
    text = proposal(write_csv(tmp_path / "a.csv", rows))
    assert 'session_date = "Course date"' in text
    assert '    "Order date",' in text
    assert '\n# person_numbers = "by agency"' in text
    assert '\ndate_order = "month first"' in text


def test_what_the_own_toml_says_already_stays(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "register.csv", [OWN_WORDS])
    (tmp_path / "register.toml").write_text(
        '[extract]\nname = "n\\"x"\nmade_up = true\npublished_on = 2024-03-07\n[mapping]\n'
        'ignore = ["Remarks"]\nperson_prefix = "A-"\n[mapping.constants]\nplaces = 20\n'
        '[mapping.columns]\nstatus = "Outcome"\n[mapping.values.status]\nHere = "attended"\n',
        encoding="utf-8",
    )
    before = beside(path)
    text = proposal(path)
    (tmp_path / "register.toml").write_text(text, encoding="utf-8")
    after = beside(path)
    assert after.extract == before.extract.model_copy(update={"source": "training_register"})
    assert after.renamed.constants == {"places": 20} and after.renamed.person_prefix == "A-"
    assert after.renamed.values["status"] == {"Here": "attended"}
    assert check(path, today=TODAY).findings == ()


def test_a_toml_that_is_there_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(tmp_path / "register.csv", bookings(1))
    toml = tmp_path / "register.toml"
    toml.write_text("# decided\n", encoding="utf-8")
    assert dashboard("map", path, "--out", toml, "--data", tmp_path) == 2
    assert "exists" in capsys.readouterr().err
    assert toml.read_text(encoding="utf-8") == "# decided\n"
    assert dashboard("map", path, "--source", "regster", "--data", tmp_path) == 2
    assert f"The formats are: {min(sources())}, " in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(sources()))
def test_a_file_in_our_own_words_has_nothing_open(name: str, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", list(sources()[name].examples))
    found = propose(
        path.name,
        likeliest(path.name, read(path.name, load(path)), PartnerMapping(), sources()),
        PartnerMapping(),
        sources(),
    )
    assert (found.source.name, found.open, found.left_out, found.words) == (name, 0, (), {})


def slip(words: str, place: int, kind: str) -> str:
    """``words`` with one slip, as people type."""
    place %= len(words)
    if kind == "twice":
        return words[:place] + words[place] + words[place:]
    if kind == "lost" and len(words) > 8:
        return words[:place] + words[place + 1 :]
    if kind == "swapped" and len(words) > 8:
        return words[:place] + words[place : place + 2][::-1] + words[place + 2 :]
    return {"capitals": words.upper(), "signs": f" {words.replace('_', '-')}:"}.get(kind, words)


#: Without making a failing case small, which takes minutes where every try reads files.
QUICK = [Phase.explicit, Phase.reuse, Phase.generate]
SLIPS = st.tuples(st.integers(0, 40), st.sampled_from(["twice", "lost", "swapped", "capitals", "signs"]))


@settings(
    max_examples=20, deadline=None, phases=QUICK, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    headings=st.lists(SLIPS, min_size=len(BOOKING), max_size=len(BOOKING)),
    words=st.lists(SLIPS, min_size=4, max_size=4),
    agency=st.sampled_from(sorted(code_list("agency").labels)),
    venue=st.sampled_from(sorted(code_list("venue").labels)),
    course=st.sampled_from(sorted(code_list("course").labels)),
)
def test_slips_in_headings_and_words_are_mapped_back(
    headings: list[tuple[int, str]],
    words: list[tuple[int, str]],
    agency: str,
    venue: str,
    course: str,
    tmp_path: Path,
) -> None:
    """Every heading, and four words, with a slip: what is mapped is right, and ``check`` takes the TOML."""
    right = BOOKING | {"agency": agency, "venue": venue, "course": course}
    for name in ("agency", "venue", "course"):
        right[name] = code_list(name).labels[right[name]]
    (expected,) = check(write_csv(tmp_path / "right.csv", [right]), today=TODAY).rows
    slipped = dict(right)
    for name, one in zip(("agency", "venue", "course", "status"), words, strict=True):
        slipped[name] = slip(right[name], *one)
    row = {slip(name, *one): cell for (name, cell), one in zip(slipped.items(), headings, strict=True)}
    assume(len({normalise(name) for name in row}) == len(right))
    path = write_csv(tmp_path / "own.csv", [row])
    (tmp_path / "own.toml").unlink(missing_ok=True)
    found = propose(
        path.name,
        likeliest(path.name, read(path.name, load(path)), PartnerMapping(), sources()),
        PartnerMapping(),
        sources(),
    )
    (tmp_path / "own.toml").write_text(written(path.name, found, PartnerMapping()), encoding="utf-8")
    assert not found.missing and not found.left_out
    result = check(path, today=TODAY)
    if found.open:  # a word that is near to two of ours is left to the person, and its row waits
        assert set(result.counts) <= {"unknown_code"}
    else:
        assert [row.values for row in result.rows] == [expected.values]


@settings(
    max_examples=30, deadline=None, phases=QUICK, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    headings=st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), min_size=1, max_size=12
    ),
    words=st.lists(st.text(string.printable, max_size=30), min_size=12, max_size=12),
)
def test_whatever_headings_and_words_are_the_toml_is_sound(
    headings: list[str], words: list[str], tmp_path: Path
) -> None:
    """Any text at all: ``check`` may miss a column, and never finds fault with the TOML itself."""
    row = {"Course": "Refresher", "Status": words[0], "Agency": words[1]} | dict(
        zip(headings, words, strict=False)
    )
    path = write_csv(tmp_path / "any.csv", [row])
    (tmp_path / "any.toml").unlink(missing_ok=True)
    try:
        text = proposal(path)
    except ExtractRefused:
        return
    (tmp_path / "any.toml").write_text(text, encoding="utf-8")
    try:
        check(path, today=TODAY)
    except ExtractRefused as refused:
        assert not refused.sentence.startswith("any.toml")


def test_text_is_quoted_as_toml_wants_it() -> None:
    import tomllib

    for text in ('a"b', "a\\b", "a\nb", "\x7f\x1f", "caf\u00e9 \U0001f600", "\u2028"):
        assert tomllib.loads(f"x = {quoted(text)}\n") == {"x": text}


def test_the_export_of_a_training_system_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path / "attendees.csv", tickets(("zoe@canary.invalid", "Checked In", "NGH", "Corby")))
    toml = tmp_path / "attendees.toml"
    assert dashboard("map", path, "--out", toml, "--data", tmp_path) == 1
    assert "canary" not in capsys.readouterr().out
    text = toml.read_text(encoding="utf-8")
    assert 'work_district = "Which area do you work in?"' in text
    decided = text.replace('# venue = ""', 'venue = "online"').replace(
        '# "NGH" = ""', 'NGH = "acute_hospital_a"'
    )
    toml.write_text(decided, encoding="utf-8")
    (row,) = check(path, today=datetime.date(2026, 11, 28)).rows
    assert (row.values["work_district"], row.values["course"]) == ("E07000150", "spot_the_signs")


def test_dates_of_either_order_are_left_to_the_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report that cannot be read before somebody says the order has a TOML all the same."""
    lines = teams(("zoe@canary.invalid", "", "Attendee"))
    lines[1][1] = "First responder"
    path = put(tmp_path / "attendance.csv", lines, "\t", "utf-16")
    toml = tmp_path / "attendance.toml"
    assert dashboard("map", path, "--out", toml, "--data", tmp_path) == 1
    assert "Dates: of either order." in capsys.readouterr().out
    text = toml.read_text(encoding="utf-8")
    decided = text.replace('# date_order = "day first"', 'date_order = "month first"')
    decided = decided.replace('# agency = ""', 'agency = "acute_hospital_a"')
    toml.write_text(decided, encoding="utf-8")
    (row,) = check(path, today=datetime.date(2026, 11, 28)).rows
    assert row.values["session_date"] == datetime.date(2026, 10, 6)
