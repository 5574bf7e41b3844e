"""Cells by kind: what is forgiven, what is refused and under which rule."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from dashboard.intake.validation.mapping import PartnerMapping, Renamed
from dashboard.intake.validation.recognising import Recognised
from dashboard.intake.validation.row_checks import check_rows
from dashboard.intake.validation.rules import MESSAGES
from dashboard.intake.validation.table import Table
from dashboard.reference.code_lists import code_list
from dashboard.store.contract import Blank, Column, Kind, Source, Treatment, Value
from tests.validation.extracts import TODAY


def parse(column: Column, cell: Any, words: dict[str, str] | None = None) -> tuple[Value, list[str]]:
    """The value of one cell and the rules that it breaks."""
    source = Source("made", "Made", "", "made", (column,), (column.name,), ())
    mapping = PartnerMapping("made.toml", renamed=Renamed(values={column.name: words or {}}))
    recognised = Recognised(source, {column.name: 0}, (), ())
    table = Table((column.name,), 1, ((2, [cell]),))
    checked = check_rows("made.csv", table, recognised, mapping, None, TODAY)
    assert all(finding.message == "" or finding.message[-1] in "." for finding in checked.findings)
    values = checked.rows[0].values if checked.rows else {}
    return values.get(column.name), [finding.rule for finding in checked.findings]


def column(kind: Kind, blank: Blank = Blank.ALLOWED, **more: Any) -> Column:
    return Column("cell", kind, "A cell.", blank=blank, **more)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("1,240", 1240),
        ("1,240.0", 1240),
        ("12.0", 12),
        ("-00", 0),
        ("+3", 3),
        (12.0, 12),
        ("", None),
        ("-", None),
        ("n/a", None),
        ("Not known", None),
        ("\xa0", None),
        ("—", None),
    ],
)
def test_whole_numbers(cell: Any, value: int | None) -> None:
    assert parse(column(Kind.INTEGER, low=0, high=5000), cell) == (value, [])


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("twelve", "not_a_whole_number"),
        ("12.5", "not_a_whole_number"),
        (12.5, "not_a_whole_number"),
        ("12,40", "not_a_whole_number"),
        (True, "not_a_whole_number"),
        (float("nan"), "not_a_whole_number"),
        ("9" * 900, "too_large"),
        ("9" * 5000, "far_too_long"),
        (datetime.date(2023, 1, 1), "not_a_whole_number"),
        ("-1", "too_small"),
        ("5001", "too_large"),
    ],
)
def test_what_is_no_whole_number(cell: Any, rule: str) -> None:
    assert parse(column(Kind.INTEGER, low=0, high=5000), cell) == (None, [rule])


@pytest.mark.parametrize(
    ("cell", "value"),
    [(word, True) for word in ("Yes", "y", "TRUE", "1", True, 1.0, " yes ")]
    + [(word, False) for word in ("No", "N", "false", "0", False, 0.0)]
    + [(word, None) for word in ("", "Not known", "unknown", "N/A", "?")],
)
def test_flags(cell: Any, value: bool | None) -> None:
    assert parse(column(Kind.FLAG), cell) == (value, [])


@pytest.mark.parametrize("cell", ["perhaps", "2", 2.0, datetime.date(2023, 1, 1)])
def test_what_is_no_flag(cell: Any) -> None:
    assert parse(column(Kind.FLAG), cell) == (None, ["not_yes_or_no"])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("17", "child"),
        ("18", "adult"),
        (17.0, "child"),
        ("1", "child"),
        ("16.0", "child"),
        ("110", "adult"),
        ("16 years", "child"),
        ("aged 16", "child"),
        ("16 yrs old", "child"),
        ("Adult (18 or over)", "adult"),
        ("CHILD", "child"),
        ("18+", "adult"),
        ("under 18", "child"),
        ("17yo", "child"),
        ("17 y/o", "child"),
        ("17 y.o.", "child"),
        ("17 years of age", "child"),
        ("8 months", "child"),
        ("6 mths old", "child"),
        ("<18", "child"),
        ("u16", "child"),
        ("Under 1", "child"),
        ("18 and over", "adult"),
        ("25+", "adult"),
        ("Unknown", "not_recorded"),
        ("", "not_recorded"),
    ],
)
def test_ages(cell: Any, value: str) -> None:
    assert parse(column(Kind.AGE, Blank.NOT_RECORDED, codes="age"), cell) == (value, [])


@pytest.mark.parametrize(
    "cell",
    [
        *("111", "121", "2008", "-1", "sixteen", "16-17", "14/02/2010", 16.5),
        *("<21", "16+", "under 0", "c17", "17?", "8m", "120"),
    ],
)
def test_what_is_no_age(cell: Any) -> None:
    assert parse(column(Kind.AGE, codes="age"), cell) == (None, ["not_an_age"])


@pytest.mark.parametrize(
    ("cell", "value", "rules"),
    [
        ("nn1 1ed", "NN1 1ED", []),
        (" NN11ED ", "NN1 1ED", []),
        ("NN17-1QP", "NN17 1QP", []),
        ("", None, []),
        ("ec1a1bb", "EC1A 1BB", []),
        ("NN1", None, ["partial_postcode"]),
        ("NN17 1", None, ["partial_postcode"]),
        ("Corby", None, ["not_a_postcode"]),
        ("1 NN1 1ED", None, ["not_a_postcode"]),
    ],
)
def test_postcodes(cell: str, value: str | None, rules: list[str]) -> None:
    kept = Column("cell", Kind.POSTCODE, "", Treatment.DISTRICT, blank=Blank.NOT_RECORDED)
    assert parse(kept, cell) == (value, rules)


def test_a_first_half_does_not_fill_a_postcode_that_must_be_there() -> None:
    assert parse(column(Kind.POSTCODE, Blank.REFUSED), "NN1") == (None, ["not_a_postcode"])


@pytest.mark.parametrize("cell", ["Corby", "CORBY", " corby ", "E07000150", "e07000150"])
def test_codes_by_code_or_label(cell: str) -> None:
    assert parse(column(Kind.CODE, codes="district"), cell) == ("E07000150", [])


def test_codes_that_are_numbers_in_a_workbook() -> None:
    assert parse(column(Kind.CODE, codes="tier"), 2.0) == ("2", [])
    assert parse(column(Kind.CODE, codes="tier"), "2.0") == ("2", [])
    assert parse(column(Kind.CODE, codes="tier"), "2.5") == (None, ["unknown_code"])


def test_a_partners_own_words_come_first() -> None:
    words = {"NGH": "E07000154", "Corby": "E07000153", "n/a": "online", "\u6771": "online"}
    district = column(Kind.CODE, codes="district")
    assert parse(district, "ngh", words) == ("E07000154", [])
    assert parse(district, "Corby", words) == ("E07000153", [])
    assert parse(district, "N/A", words) == ("online", [])


def test_unknown_and_blank_codes() -> None:
    assert parse(column(Kind.CODE, codes="district"), "Narnia") == (None, ["unknown_code"])
    assert parse(column(Kind.CODE, codes="district"), "\u6771\u4eac") == (None, ["unknown_code"])
    assert parse(column(Kind.CODE, codes="district"), "n/a") == (None, [])
    assert parse(column(Kind.CODE, Blank.NOT_RECORDED, codes="district"), "") == ("not_recorded", [])
    assert parse(column(Kind.CODE, Blank.REFUSED, codes="district"), "") == (None, ["blank"])
    assert parse(column(Kind.CODE, codes="venue", other_allowed=True), "Elsewhere") == (
        "other",
        ["kept_as_other"],
    )


def test_several_codes() -> None:
    topics = column(Kind.CODES, codes="topic")
    value = ("modern_slavery", "county_lines")
    assert parse(topics, "Modern slavery;county  lines ; modern slavery;") == (value, [])
    assert parse(topics, "") == (None, [])
    assert parse(topics, ";") == (None, [])
    assert parse(topics, "Modern slavery; knitting") == (None, ["unknown_code"])


def test_text() -> None:
    quarter = column(Kind.TEXT, pattern=r"20\d\d-Q[1-4]")
    assert parse(quarter, "2023-q4") == ("2023-Q4", [])
    assert parse(quarter, "2023-Q5") == (None, ["wrong_pattern"])
    assert parse(quarter, "2023-Q4\n2023-Q4") == (None, ["wrong_pattern"])
    assert parse(column(Kind.TEXT), "  two\u00a0  words\u200b ") == ("two words", [])
    assert parse(column(Kind.TEXT), 20417.0) == ("20417", [])
    assert parse(column(Kind.TEXT, Blank.REFUSED), "unknown") == (None, ["blank"])


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("31/12/2008", "date_too_early"),
        (39813.0, "date_too_early"),
        ("01/10/2026", "date_in_future"),
        ("soon", "not_a_date"),
        (True, "not_a_date"),
        ("2024", "not_a_date"),
        (2024, "not_a_date"),
        (datetime.datetime(1905, 7, 16), "year_as_day"),
    ],
)
def test_dates_out_of_bounds(cell: Any, rule: str) -> None:
    when = Column("cell", Kind.DATE, "", Treatment.MONTH)
    assert parse(when, cell) == (None, [rule])
    assert parse(when, "30/09/2026") == (TODAY, [])


def test_every_rule_has_words_that_name_no_cell() -> None:
    labels = list(code_list("agency").labels.values())
    for rule, words in MESSAGES.items():
        for listed in ([], labels[:3], labels):
            message = words(column(Kind.INTEGER, low=1, high=5), listed)
            assert message.endswith(".") and len(message) < 250, rule
