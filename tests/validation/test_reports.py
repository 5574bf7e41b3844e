"""Reports: grouped, counted, harmless in a spreadsheet, accessible as a page, and clear on what is next."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dashboard.intake.validation import Check, ExtractRefused, Finding, Severity, check, reports
from dashboard.intake.validation.report_page import MOST_LISTED
from tests.formulas import FORMULAS, runs
from tests.validation.extracts import BOOKING, TODAY, bookings, write_csv


@pytest.fixture
def mixed(tmp_path: Path) -> Check:
    """30 good bookings, 2 with a wrong date, 1 at a venue outside the list."""
    rows = [*bookings(30), BOOKING | {"session_date": "x", "person_key": "a"}]
    rows += [
        BOOKING | {"session_date": "y", "person_key": "b"},
        BOOKING | {"venue": "Hut", "person_key": "c"},
    ]
    return check(write_csv(tmp_path / "register.csv", rows), today=TODAY)


@pytest.fixture
def refused(tmp_path: Path) -> ExtractRefused:
    with pytest.raises(ExtractRefused) as caught:
        check(write_csv(tmp_path / "=cmd.csv", [BOOKING | {"Secret": "1"}]), today=TODAY)
    return caught.value


def test_text(mixed: Check) -> None:
    assert reports.text(mixed) == (
        "Check of register.csv\n\n"
        "Format: Training register.\n"
        "33 rows read; 2 rows with errors; 1 row with a warning.\n\n"
        "What to put right\n"
        "  Rows 32, 33, column I (Session date): not a date. Write it as 31/12/2024.\n"
        "  Row 34, column J (Venue): not a word of the list, so kept as 'Other'. Map your own word in a TOML "
        "beside the file if the list has it under another name.\n\n"
        "How often\n  not_a_date: 2\n  kept_as_other: 1\n\n"
        "What happens next\n"
        "  31 rows can be taken in and 2 rows will be set aside. Correct them at the source and send the "
        "whole file again under the same name: it then replaces this one.\n"
    )


def test_text_of_a_good_file_and_of_a_refused_one(tmp_path: Path, refused: ExtractRefused) -> None:
    good = check(write_csv(tmp_path / "demo.csv", bookings(1)), today=TODAY)
    assert "The row can be taken in." in reports.text(good)
    assert "made up" in reports.text(good)
    bad = check(write_csv(tmp_path / "bad.csv", bookings(12, status="x")), today=TODAY)
    assert "Nothing is taken in. Correct the rows named here" in reports.text(bad)
    assert "none of its 12 rows can be used" in reports.text(bad)
    text = reports.text(refused)
    assert "column P (16th)" in text
    assert "Nothing is taken in. Remove what is not needed" in text
    assert "Column P: not part of this format." in text


def test_long_groups_are_cut_but_the_csv_names_every_row(tmp_path: Path) -> None:
    result = check(write_csv(tmp_path / "a.csv", [*bookings(5), *bookings(2500, status="x")]), today=TODAY)
    assert (
        "Rows 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26 and 2480 more"
        in (reports.text(result))
    )
    assert len(list(csv.reader(io.StringIO(reports.as_csv(result))))) == 2502
    page = reports.html(result)
    assert '<td data-heading="Findings" class="number">2,500</td>' in page
    assert "and 2480 more" in page


def test_a_page_lists_so_many_kinds_and_says_how_many_more(mixed: Check) -> None:
    finding = mixed.findings[0]
    many = tuple(replace(finding, message=f"kind {number}") for number in range(MOST_LISTED + 3))
    page = reports.html(replace(mixed, findings=many))
    assert page.count("<tr>") == MOST_LISTED + 1
    assert "3 more kinds are in the CSV report." in page


def test_csv_cells_are_harmless(mixed: Check, refused: ExtractRefused) -> None:
    rows = list(csv.DictReader(io.StringIO(reports.as_csv(mixed))))
    assert rows[0] == {
        "file": "register.csv",
        "row": "32",
        "column": "Session date",
        "letter": "I",
        "rule": "not_a_date",
        "effect": "row set aside",
        "what to do": "not a date. Write it as 31/12/2024.",
    }
    lines = list(csv.reader(io.StringIO(reports.as_csv(refused))))
    assert [line[0] for line in lines[1:]] == ["'=cmd.csv", "'=cmd.csv"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_neutralised_in_every_column(mixed: Check, formula: str) -> None:
    """A partner names the file, the headings and, in a TOML, what findings are told of."""
    finding = Finding(2, formula, formula, Severity.WARNING, formula, formula)
    outcomes: tuple[Check | ExtractRefused, ...] = (
        replace(mixed, file=formula, findings=(finding,), refusal=formula),
        ExtractRefused(formula, formula, formula, (finding,)),
    )
    for outcome in outcomes:
        told = reports.as_csv(outcome)
        lines = list(csv.reader(io.StringIO(told, newline="")))
        assert len(lines) == 3
        assert not [cell for line in lines for cell in line if runs(cell)]
        assert sum(f"'{formula}" in cell for line in lines for cell in line) == 7


class Tags(HTMLParser):
    """The tags of a page with their attributes, and whether every one is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_accessible_and_needs_nothing_else(mixed: Check) -> None:
    page = reports.html(mixed)
    tags = Tags(page)
    assert tags.open == []
    assert ("html", {"lang": "en-GB"}) in tags.seen
    names = [tag for tag, _ in tags.seen]
    assert names.count("title") == names.count("h1") == names.count("main") == 1
    assert names.count("table") == names.count("caption") == 1
    assert all(attrs.get("scope") in {"col", "row"} for tag, attrs in tags.seen if tag == "th")
    assert not any({"src", "href"} & set(attrs) for _, attrs in tags.seen)
    assert "http" not in page and "<script" not in page
    assert "31 rows can be taken in" in page


def test_html_is_escaped(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "<b onclick=x>&.csv", bookings(1))
    page = reports.html(check(path, today=TODAY))
    assert "<b onclick" not in page
    assert "&lt;b onclick=x&gt;&amp;.csv" in page
    assert "Nothing to put right." in page


def test_nothing_of_an_outcome_is_markup_in_the_page(mixed: Check) -> None:
    odd = "<i onclick=x>"
    finding = Finding(2, odd, odd, Severity.WARNING, odd, odd)
    source = replace(mixed.source, title=odd)
    checked = replace(mixed, file=odd, source=source, findings=(finding,), refusal=odd, extract_name=odd)
    for outcome in (checked, ExtractRefused(odd, odd, odd, (finding,))):
        page = reports.html(outcome)
        assert odd not in page
        assert page.count("&lt;i onclick=x&gt;") > 5


def test_plain_data(mixed: Check, refused: ExtractRefused) -> None:
    said = json.loads(json.dumps(reports.as_dict(mixed)))
    assert (said["source"], said["rows_read"], said["rows_set_aside"]) == ("training_register", 33, 2)
    assert said["counts"] == {"not_a_date": 2, "kept_as_other": 1}
    assert said["findings"][0]["row"] == 32
    assert json.loads(json.dumps(reports.as_dict(refused)))["refusal"] == refused.sentence
