"""The summary of many files: sums that hold, names that tell files apart, and no value of any of them."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.intake.validation import Check, ExtractRefused, check, reports
from dashboard.intake.validation.summary import NamedOutcome, named, row_counts, summary
from tests.validation.extracts import BOOKING, REFERRAL, TODAY, bookings, write_csv
from tests.validation.test_no_values import CANARIES, assert_silent
from tests.validation.test_reports import Tags

#: What a file of the property test may be made of: good rows, and rows with a canary somewhere.
ROWS = st.sampled_from([BOOKING, *({**BOOKING, name: word} for name in BOOKING for word in CANARIES)])


def outcome_of(path: Path) -> Check | ExtractRefused:
    try:
        return check(path, today=TODAY)
    except ExtractRefused as refused:
        return refused


@pytest.fixture
def four(tmp_path: Path) -> list[NamedOutcome]:
    """A good file, one with rows set aside and a total, one refused for its rows, one refused unread."""
    total = dict.fromkeys(BOOKING, "") | {"person_key": "Total", "places_offered": "12"}
    wrong = [BOOKING | {"session_date": "x", "person_key": f"w{number}"} for number in range(2)]
    venue = BOOKING | {"venue": "Hut", "person_key": "v"}
    files = {
        "good.csv": bookings(5),
        "mixed.csv": [*bookings(30), *wrong, venue, total],
        "bad.csv": bookings(12, status="x"),
        "other.csv": [BOOKING | {"Secret": "1"}],
    }
    paths = [write_csv(tmp_path / name, rows) for name, rows in files.items()]
    return named(paths, [outcome_of(path) for path in paths])


def test_what_four_files_come_to(four: list[NamedOutcome]) -> None:
    together = summary(four)
    assert together.sentences == (
        "Files: 4 = 1 can be taken in as they are + 1 with rows set aside + 2 refused.",
        "Rows: 51 read = 36 good + 2 set aside + 1 without a record + 12 refused.",
    )
    assert [(kind.rule, kind.count, kind.files) for kind in together.kinds[:2]] == [
        ("unknown_code", 12, ("bad.csv",)),
        ("not_a_date", 2, ("mixed.csv",)),
    ]
    assert together.steps[0].startswith("Put right and send again what is refused")
    assert "bad.csv and other.csv" in together.steps[0]
    assert together.steps[2] == (
        "2 times a row is set aside in mixed.csv: not a date. Write it as 31/12/2024."
    )


def test_the_summary_stands_first_and_then_every_file(four: list[NamedOutcome]) -> None:
    text = reports.text_of_all(four)
    assert text.index("Rows: 51 read") < text.index("What to do first") < text.index("Check of good.csv")
    assert [text.count(f"Check of {file.name}\n") for file in four] == [1, 1, 1, 1]
    page = reports.html_of_all(four)
    tags = Tags(page)
    assert tags.open == []
    assert [tag for tag, _ in tags.seen].count("h1") == 1
    links = {attributes["href"] for tag, attributes in tags.seen if tag == "a"}
    assert links == {f"#{attributes['id']}" for tag, attributes in tags.seen if tag == "section"}
    assert "<script" not in page and "http" not in page
    assert len(reports.csv_of_all(four).splitlines()) == 1 + 1 + 12 + 3 + 2
    assert json.loads(json.dumps(reports.dict_of_all(four)))["summary"]["rows"]["read"] == 51


def test_nothing_to_put_right(tmp_path: Path) -> None:
    paths = [write_csv(tmp_path / f"{name}.csv", bookings(2)) for name in "ab"]
    assert summary(named(paths, [outcome_of(path) for path in paths])).steps == [
        "Nothing has to be put right: every file can be taken in as it is."
    ]


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["x/a.csv", "x/b.csv"], ["a.csv", "b.csv"]),
        (["x/n/a.csv", "x/w/a.csv", "x/w/b.csv"], ["n/a.csv", "w/a.csv", "b.csv"]),
        (["p/n/a.csv", "q/n/a.csv"], ["p/n/a.csv", "q/n/a.csv"]),
        (["a.csv", "a.csv"], ["a.csv", "a.csv (2)"]),
    ],
)
def test_files_are_told_apart_by_as_few_folders_as_it_takes(paths: list[str], names: list[str]) -> None:
    refused = ExtractRefused("a.csv", "x", "y")
    assert [
        file.name for file in named([PurePosixPath(path) for path in paths], [refused] * len(paths))
    ] == names


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.lists(ROWS, min_size=1, max_size=14), min_size=1, max_size=3))
def test_rows_add_up_and_no_value_is_said(files: list[list[dict[str, str]]], tmp_path: Path) -> None:
    paths = [write_csv(tmp_path / f"{number}.csv", rows) for number, rows in enumerate(files)]
    paths.append(write_csv(tmp_path / "log.csv", [REFERRAL | {"Zebulon Quimby": "98765432109"}]))
    outcomes = named(paths, [outcome_of(path) for path in paths])
    rows = summary(outcomes).rows
    assert rows.read == rows.good + rows.set_aside + rows.furniture + rows.refused
    for each in outcomes:
        counts = row_counts(each.outcome)
        assert counts.read == (each.outcome.rows_read if isinstance(each.outcome, Check) else 0)
    words = [reports.text_of_all(outcomes), reports.html_of_all(outcomes), reports.csv_of_all(outcomes)]
    data = reports.dict_of_all(outcomes)
    for one in data["files"]:  # type: ignore[attr-defined]
        one.pop("sha256", None)
    assert_silent("\n".join([*words, json.dumps(data)]))
